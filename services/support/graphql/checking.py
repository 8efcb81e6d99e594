"""A request as it would be received, before it is submitted: the same judgement, and nothing changes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.graphql.errors import user_errors
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.graphql.inputs import SubmitRequestInput
from services.support.graphql.life import FormValue, form_values
from services.support.graphql.request_commands import asked_by
from services.support.usecases.requests.check import Checked, check

Asked = Annotated[
    SubmitRequestInput, strawberry.argument(description="与 submitRequest 相同 / As submitRequest takes it")
]


@strawberry.type(description="预检结果 / What submitting would come to")
class SupportRequestCheck:
    acceptable: bool = strawberry.field(description="能否提交 / Whether it would be received")
    user_errors: list[UserError] = strawberry.field(description="不能提交的全部理由 / Everything that is wrong")
    bureau_id: UUID | None = strawberry.field(description="承办单位 / The bureau that would decide")
    received_on: date | None = strawberry.field(description="收件日 / Day of receipt")
    working_days: int | None = strawberry.field(description="办理时限（工作日）/ The limit")
    due_on: date | None = strawberry.field(description="到期日 / Last day of the limit")
    provisional: bool = strawberry.field(description="到期日是否暂定 / Whether the due date is provisional")
    form: list[FormValue] = strawberry.field(description="表单 / The form as it would be kept")

    @classmethod
    def of(cls, checked: Checked | Refusal) -> Self:
        if isinstance(checked, Refusal):
            return cls(
                acceptable=False,
                user_errors=user_errors(checked.breaches),
                bureau_id=None,
                received_on=None,
                working_days=None,
                due_on=None,
                provisional=False,
                form=[],
            )
        return cls(
            acceptable=True,
            user_errors=[],
            bureau_id=checked.bureau_id,
            received_on=checked.received_on,
            working_days=checked.rule.working_days,
            due_on=checked.due_on,
            provisional=checked.provisional,
            form=form_values(checked.form, checked.rule),
        )


@strawberry.type
class CheckQuery:
    @strawberry.field(
        description="预检申请：与提交同一判断，不作任何改动 / Check a request as submitRequest would judge it; nothing changes"
    )
    async def check_request(self, info: Info, input: Asked) -> SupportRequestCheck:
        context = info.context
        async with context.runtime.database.session(context.caller.scope) as session:
            work = Work(session, context.caller, context.now, context.runtime.service, context.translate)
            return SupportRequestCheck.of(await check(work, asked_by(input)))  # leaving without a commit rolls back
