"""The steps of single items of an agency, and joint supervision (第十四条)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, perform
from services.chassis.graphql.commands import Keyed
from services.chassis.reads import fetch
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.graphql.agency import AgencyItem, AgencySupervision
from services.support.graphql.agency_inputs import (
    AgencyItemDoneInput,
    AgencyItemInput,
    AgencyItemPayload,
    AgencySupervisionPayload,
    NameFollowerInput,
    OpenSupervisionInput,
    PromiseFasterInput,
    SupervisionTextInput,
)
from services.support.graphql.arguments import COMMAND
from services.support.usecases.agency.step import Doing, StepItem, step_item
from services.support.usecases.agency.supervise import (
    OnSupervision,
    OpenSupervision,
    go_on_supervising,
    open_supervision,
)

C = TypeVar("C")
Step = Annotated[AgencyItemInput, COMMAND]
OnIt = Annotated[SupervisionTextInput, COMMAND]


async def item_done(
    info: Info, operation: str, input: Keyed, command: C, usecase: Callable[[Work, C], Awaitable[UUID | Refusal]]
) -> AgencyItemPayload:
    """Carry out a command and answer with the item."""
    done = await perform(info, operation, input, command, usecase)
    return AgencyItemPayload(item=await fetch(info, AgencyItem, done.id), user_errors=done.user_errors)


async def _step(info: Info, doing: Doing, input: AgencyItemInput, **more: Any) -> AgencyItemPayload:
    command = StepItem(
        item_id=input.item_id, expected_version=input.expected_version, doing=doing, text=input.text, **more
    )
    return await item_done(info, doing.value, input, command, step_item)


async def _supervised(
    info: Info, operation: str, input: Keyed, command: C, usecase: Callable[[Work, C], Awaitable[UUID | Refusal]]
) -> AgencySupervisionPayload:
    done = await perform(info, operation, input, command, usecase)
    shown = await fetch(info, AgencySupervision, done.id)
    return AgencySupervisionPayload(supervision=shown, user_errors=done.user_errors)


@strawberry.type
class AgencyStepMutation:
    @strawberry.mutation(description="登记退回补正，停钟 / The authority asks for a correction; the clock stands (A14)")
    async def record_agency_item_returned(self, info: Info, input: Step) -> AgencyItemPayload:
        return await _step(info, Doing.RETURNED, input)

    @strawberry.mutation(description="登记补正完成，续钟 / The correction was handed in; the clock goes on (A14)")
    async def record_agency_item_corrected(self, info: Info, input: Step) -> AgencyItemPayload:
        return await _step(info, Doing.CORRECTED, input)

    @strawberry.mutation(description="登记办结，后续事项随之可办 / Done; what waited for it becomes ready (A14)")
    async def record_agency_item_done(
        self, info: Info, input: Annotated[AgencyItemDoneInput, COMMAND]
    ) -> AgencyItemPayload:
        return await _step(info, Doing.DONE, input, document_number=input.document_number)

    @strawberry.mutation(description="登记不予许可，可再次申报 / Refused; it can be handed in again (A14)")
    async def record_agency_item_refused(self, info: Info, input: Step) -> AgencyItemPayload:
        return await _step(info, Doing.REFUSED, input)

    @strawberry.mutation(
        description="略过不需办理的事项，写明理由 / Leave out what is not needed, with the reason (A14)"
    )
    async def skip_agency_item(self, info: Info, input: Step) -> AgencyItemPayload:
        return await _step(info, Doing.SKIP, input)

    @strawberry.mutation(description="恢复略过的事项 / Take up again what was left out (A14)")
    async def restore_agency_item(self, info: Info, input: Step) -> AgencyItemPayload:
        return await _step(info, Doing.RESTORE, input)

    @strawberry.mutation(description="部门快办：承诺更短的时限 / Promise a shorter limit (A14)")
    async def promise_faster_agency_item(
        self, info: Info, input: Annotated[PromiseFasterInput, COMMAND]
    ) -> AgencyItemPayload:
        return await _step(info, Doing.PROMISE, input, working_days=input.working_days)

    @strawberry.mutation(description="指定上级事项的跟踪人 / Name who follows an item of a higher authority (A14)")
    async def name_agency_follower(self, info: Info, input: Annotated[NameFollowerInput, COMMAND]) -> AgencyItemPayload:
        return await _step(info, Doing.NAME_FOLLOWER, input, person=(input.follower_subject, input.follower_name))

    @strawberry.mutation(description="跟踪人记录跟踪情况 / The follower writes down how it stands (A14)")
    async def record_agency_follow_up(self, info: Info, input: Step) -> AgencyItemPayload:
        return await _step(info, Doing.FOLLOW_UP, input)

    @strawberry.mutation(description="对逾期事项立项联合督办 / Supervise a late item jointly (A14)")
    async def open_supervision(
        self, info: Info, input: Annotated[OpenSupervisionInput, COMMAND]
    ) -> AgencySupervisionPayload:
        command = OpenSupervision(item_id=input.item_id, reason=input.reason)
        return await _supervised(info, "openSupervision", input, command, open_supervision)

    @strawberry.mutation(description="记录督办情况（两部门各自记录）/ Write down what a department has done (A14)")
    async def record_supervision(self, info: Info, input: OnIt) -> AgencySupervisionPayload:
        return await _supervised(info, "recordSupervision", input, _on(input, closing=False), go_on_supervising)

    @strawberry.mutation(description="办结督办，写明结果 / Close a supervision with its result (A14)")
    async def close_supervision(self, info: Info, input: OnIt) -> AgencySupervisionPayload:
        return await _supervised(info, "closeSupervision", input, _on(input, closing=True), go_on_supervising)


def _on(input: SupervisionTextInput, *, closing: bool) -> OnSupervision:
    return OnSupervision(
        supervision_id=input.supervision_id,
        expected_version=input.expected_version,
        text=input.text,
        closing=closing,
    )
