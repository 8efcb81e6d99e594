"""Two kinds of errors: refusals of the domain are data (`userErrors`); faults are GraphQL errors with a code."""

from __future__ import annotations

import strawberry

from services.law.breach import Breach


@strawberry.federation.type(
    shareable=True, description="业务规则的一条不予通过理由 / One reason why a command was refused; nothing was changed"
)
class UserError:
    code: str = strawberry.field(description="稳定的英文代码 / Stable code for programs")
    message: str = strawberry.field(description="缺什么、怎么补（中文）/ What is missing, in Chinese")
    field: str | None = strawberry.field(description="有误的输入字段路径 / Path of the input field at fault")
    article: str | None = strawberry.field(description="依据条款，如 第五条（一）/ The clause that asks for it")


def user_errors(breaches: tuple[Breach, ...] | list[Breach]) -> list[UserError]:
    """Show breaches to the caller."""
    return [
        UserError(code=b.code, message=b.message, field=b.field, article=str(b.article) if b.article else None)
        for b in breaches
    ]
