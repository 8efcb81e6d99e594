"""Raising, withdrawing and deciding objections (A19)."""

from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.graphql.objections import Objection
from services.assessment.graphql.words import GIVEN, KEY, REASONS
from services.assessment.usecases.review.amend_objection import AmendObjection, amend_objection
from services.assessment.usecases.review.decide_objection import DecideObjection, decide_objection
from services.assessment.usecases.review.raise_objection import RaiseObjection, raise_an_objection
from services.assessment.usecases.review.withdraw_objection import WithdrawObjection, withdraw_objection
from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import fetch

SEEN = "所见版本 / Version seen"


@strawberry.input(description="对本单位的公示结果提出异议 / Object to the announced result of one's own unit")
class RaiseObjectionInput:
    idempotency_key: str = strawberry.field(description=KEY)
    result_id: UUID = strawberry.field(description="考核结果标识 / The result")
    expected_version: int = strawberry.field(description="所见结果的版本 / Version of the result that was seen")
    indicator_code: str | None = strawberry.field(
        default=None, description="所指指标的代码，不填为整个结果 / Code of the indicator; the whole result when absent"
    )
    fact_id: UUID | None = strawberry.field(default=None, description="所指的事实 / The fact that it points at")
    grounds: str = strawberry.field(description="事实和理由 / Its grounds")
    asks_for: str | None = strawberry.field(default=None, description="诉求 / What it asks for")
    file_ids: list[UUID] = strawberry.field(
        default_factory=list, description="已上传的佐证文件 / Evidence, uploaded before"
    )


@strawberry.input(description="修改、补充异议 / Amend an objection")
class AmendObjectionInput:
    idempotency_key: str = strawberry.field(description=KEY)
    objection_id: UUID = strawberry.field(description="异议 / The objection")
    expected_version: int = strawberry.field(description=SEEN)
    grounds: str | None = strawberry.field(
        default=None, description="事实和理由，不填为不变 / Its grounds; as they are when absent"
    )
    asks_for: str | None = strawberry.field(
        default=None,
        description="诉求，不填为不变，空文本为删去 / What it asks for; as it is when absent, none when empty",
    )
    file_ids: list[UUID] = strawberry.field(
        default_factory=list, description="补充的佐证文件，已附的不变 / Evidence to be added; what is there stays"
    )


@strawberry.input(description="撤回异议 / Withdraw an objection")
class WithdrawObjectionInput:
    idempotency_key: str = strawberry.field(description=KEY)
    objection_id: UUID = strawberry.field(description="异议 / The objection")
    expected_version: int = strawberry.field(description=SEEN)
    reason: str | None = strawberry.field(default=None, description="理由 / Reason")


@strawberry.input(description="决定异议 / Decide an objection")
class DecideObjectionInput:
    idempotency_key: str = strawberry.field(description=KEY)
    objection_id: UUID = strawberry.field(description="异议 / The objection")
    expected_version: int = strawberry.field(description=SEEN)
    accepted: bool = strawberry.field(description="是否采纳 / Whether it is accepted")
    reason: str = strawberry.field(description="理由，告知该单位 / Reason; the unit is told it")


@strawberry.type(description="异议命令的结果 / Outcome of a command on an objection")
class ObjectionPayload:
    objection: Objection | None = strawberry.field(description="该异议 / The objection as it is now")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type
class ObjectionMutations:
    @strawberry.mutation(
        description="对本单位的公示结果提出异议：可指向指标、事实，可附文件 / "
        "Object to the announced result of one's own unit within its window, with evidence (A19)"
    )
    async def raise_objection(self, info: Info, input: Annotated[RaiseObjectionInput, GIVEN]) -> ObjectionPayload:
        command = RaiseObjection(
            result_id=input.result_id,
            expected_version=input.expected_version,
            indicator_code=input.indicator_code,
            fact_id=input.fact_id,
            grounds=input.grounds,
            asks_for=input.asks_for,
            file_ids=tuple(input.file_ids),
        )
        done = await perform(info, "raiseObjection", input, command, raise_an_objection)
        return ObjectionPayload(objection=await fetch(info, Objection, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="异议期内修改、补充本单位未决定的异议：理由、诉求、材料；修改前的内容留痕 / "
        "Amend an objection of one's own unit within the window, before it is decided; what it said stays on record (A19)"
    )
    async def amend_objection(self, info: Info, input: Annotated[AmendObjectionInput, GIVEN]) -> ObjectionPayload:
        command = AmendObjection(
            objection_id=input.objection_id,
            expected_version=input.expected_version,
            grounds=input.grounds,
            asks_for=input.asks_for,
            file_ids=tuple(input.file_ids),
        )
        done = await perform(info, "amendObjection", input, command, amend_objection)
        return ObjectionPayload(objection=await fetch(info, Objection, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="撤回本单位未决定的异议 / Withdraw an objection of one's own unit before it is decided"
    )
    async def withdraw_objection(self, info: Info, input: Annotated[WithdrawObjectionInput, GIVEN]) -> ObjectionPayload:
        command = WithdrawObjection(input.objection_id, input.expected_version, input.reason)
        done = await perform(info, "withdrawObjection", input, command, withdraw_objection)
        return ObjectionPayload(objection=await fetch(info, Objection, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="采纳或不予采纳异议；提出人本人不得决定；采纳的须在发布前更正得分或重算 / "
        "Accept or refuse an objection; what is accepted is carried out before the period is published (A19)"
    )
    async def decide_objection(self, info: Info, input: Annotated[DecideObjectionInput, GIVEN]) -> ObjectionPayload:
        command = DecideObjection(input.objection_id, input.expected_version, input.accepted, input.reason)
        done = await perform(info, "decideObjection", input, command, decide_objection)
        return ObjectionPayload(objection=await fetch(info, Objection, done.id), user_errors=done.user_errors)
