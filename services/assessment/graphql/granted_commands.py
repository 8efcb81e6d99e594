"""Commands on awards after their list was published: the city's decision, revocation, effects carried out (A20)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.graphql.award_commands import SEEN, AwardPayload, award_payload
from services.assessment.graphql.words import GIVEN, KEY
from services.assessment.usecases.award.city import RecordCityDecision, record_city_decision
from services.assessment.usecases.award.effect import RecordEffect, record_effect
from services.assessment.usecases.award.revoke import RevokeAward, revoke_award
from services.chassis.graphql import Info, perform

AWARD = "提名或先进 / The award"


@strawberry.input(description="记录市里对一项推荐的评定 / What the city decided on a recommendation (A20)")
class RecordCityDecisionInput:
    idempotency_key: str = strawberry.field(description=KEY)
    award_id: UUID = strawberry.field(description=AWARD)
    expected_version: int = strawberry.field(description=SEEN)
    granted: bool = strawberry.field(description="是否授予 / Whether it was granted")
    decided_on: date = strawberry.field(description="评定日期 / Day of the decision")
    document: str = strawberry.field(description="市里的文件 / The city's document")


@strawberry.input(description="撤销先进，留痕 / Revoke an award, on record (A20)")
class RevokeAwardInput:
    idempotency_key: str = strawberry.field(description=KEY)
    award_id: UUID = strawberry.field(description=AWARD)
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="理由 / Why")
    approver: str = strawberry.field(description="批准人，不得是经办人本人 / Who approved it; not who records it")
    document: str = strawberry.field(description="撤销文件 / The document")


@strawberry.input(description="记录一项激励的落实 / Record that an effect was carried out (A20)")
class RecordAwardEffectInput:
    idempotency_key: str = strawberry.field(description=KEY)
    effect_id: UUID = strawberry.field(description="激励 / The effect")
    expected_version: int = strawberry.field(description=SEEN)
    carried_out_on: date = strawberry.field(description="落实日期 / Day on which it was carried out")
    document: str = strawberry.field(description="落实文件 / The document")


@strawberry.type
class GrantedMutations:
    @strawberry.mutation(
        description="记录市里的评定；授予的即为市级先进 / Record the city's decision; what it grants is an award (A20)"
    )
    async def record_city_decision(self, info: Info, input: Annotated[RecordCityDecisionInput, GIVEN]) -> AwardPayload:
        command = RecordCityDecision(
            award_id=input.award_id,
            expected_version=input.expected_version,
            granted=input.granted,
            decided_on=input.decided_on,
            document=input.document,
        )
        done = await perform(info, "recordCityDecision", input, command, record_city_decision)
        return await award_payload(info, done)

    @strawberry.mutation(
        description="撤销已授予的先进：记录保留，激励失效，通知单位 / "
        "Revoke an award; its effects lapse and its unit is told (A20)"
    )
    async def revoke_award(self, info: Info, input: Annotated[RevokeAwardInput, GIVEN]) -> AwardPayload:
        command = RevokeAward(
            award_id=input.award_id,
            expected_version=input.expected_version,
            reason=input.reason,
            approver=input.approver,
            document=input.document,
        )
        return await award_payload(info, await perform(info, "revokeAward", input, command, revoke_award))

    @strawberry.mutation(
        description="记录激励已落实（绩效加分、评优、推荐申报等）/ Record that an effect was carried out (A20)"
    )
    async def record_award_effect(self, info: Info, input: Annotated[RecordAwardEffectInput, GIVEN]) -> AwardPayload:
        command = RecordEffect(
            effect_id=input.effect_id,
            expected_version=input.expected_version,
            carried_out_on=input.carried_out_on,
            document=input.document,
        )
        return await award_payload(info, await perform(info, "recordAwardEffect", input, command, record_effect))
