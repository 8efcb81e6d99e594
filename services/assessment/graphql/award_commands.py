"""Commands on lists of awards (A20)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.domain.award.model import Level, Outcome, Recipient
from services.assessment.domain.award.nominate import Nomination
from services.assessment.graphql.awards import Award, AwardList
from services.assessment.graphql.words import FILES, GIVEN, KEY, REASONS
from services.assessment.usecases.award.approve import RecordApproval, record_approval
from services.assessment.usecases.award.discard import DiscardAwards, discard_awards
from services.assessment.usecases.award.draft import DraftAwards, draft_awards
from services.assessment.usecases.award.nominate import Nominate, nominate_for_award
from services.assessment.usecases.award.publish import PublishAwards, publish_awards
from services.assessment.usecases.award.submit import SubmitAwards, submit_awards
from services.assessment.usecases.award.vet import VetNominations, vet_nominations
from services.assessment.usecases.award.withdraw import WithdrawNomination, withdraw_nomination
from services.chassis.graphql import Info, UserError, perform
from services.chassis.graphql.commands import Performed
from services.chassis.reads import fetch

LIST = "名单 / The list"
SEEN = "所见版本 / Version seen"


@strawberry.input(description="拟定某年度、某层级的先进名单 / Draft a year's list of a level (A20)")
class DraftAwardsInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")
    level: Level = strawberry.field(description="区级，或推荐市级 / The district's, or recommendations to the city")


@strawberry.input(description="对名单的操作 / A command on a list")
class AwardListInput:
    idempotency_key: str = strawberry.field(description=KEY)
    list_id: UUID = strawberry.field(description=LIST)
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="提名单位或个人 / Name a unit or a person (A20)")
class NominateForAwardInput:
    idempotency_key: str = strawberry.field(description=KEY)
    list_id: UUID = strawberry.field(description=LIST)
    expected_version: int = strawberry.field(description="所见名单版本 / Version of the list that was seen")
    recipient: Recipient = strawberry.field(description="单位或个人 / A unit or a person")
    unit_id: UUID = strawberry.field(description="单位，或个人所在单位 / The unit, or the person's unit")
    person: str | None = strawberry.field(default=None, description="个人姓名 / Name of the person")
    post: str | None = strawberry.field(default=None, description="个人职务 / Post of the person")
    outstanding: bool = strawberry.field(
        default=False, description="个人是否作出突出贡献 / Whether the person's contribution is outstanding"
    )
    merits: str = strawberry.field(description="主要事迹 / Merits")
    file_ids: list[UUID] = strawberry.field(default_factory=list, description=FILES)


@strawberry.input(description="撤回提名 / Take a nomination back")
class WithdrawNominationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    award_id: UUID = strawberry.field(description="提名 / The nomination")
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.input(description="记录一次审定 / Record what a body decided (A20)")
class RecordAwardApprovalInput:
    idempotency_key: str = strawberry.field(description=KEY)
    list_id: UUID = strawberry.field(description=LIST)
    expected_version: int = strawberry.field(description=SEEN)
    body: str = strawberry.field(description="审定机构代码，见名单的 steps / Code of the body, from the list's steps")
    outcome: Outcome = strawberry.field(description="结果 / What it decided")
    held_on: date = strawberry.field(description="会议日期 / Day of the meeting")
    document: str = strawberry.field(description="会议纪要或文件 / The document")
    reason: str | None = strawberry.field(default=None, description="理由，退回时必填 / Reason, required for a return")


@strawberry.input(description="公布区级先进，或上报市级推荐 / Publish, or report to the city (A20)")
class PublishAwardsInput:
    idempotency_key: str = strawberry.field(description=KEY)
    list_id: UUID = strawberry.field(description=LIST)
    expected_version: int = strawberry.field(description=SEEN)
    document: str = strawberry.field(description="公布或上报的文号 / The document")


@strawberry.input(description="作废名单 / Give a list up")
class DiscardAwardsInput:
    idempotency_key: str = strawberry.field(description=KEY)
    list_id: UUID = strawberry.field(description=LIST)
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.type(description="名单的命令的结果 / Outcome of a command on a list")
class AwardListPayload:
    award_list: AwardList | None = strawberry.field(description="名单 / The list")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type(description="提名、先进的命令的结果 / Outcome of a command on an award")
class AwardPayload:
    award: Award | None = strawberry.field(description="提名或先进 / The award")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


async def _list(info: Info, done: Performed) -> AwardListPayload:
    return AwardListPayload(award_list=await fetch(info, AwardList, done.id), user_errors=done.user_errors)


async def award_payload(info: Info, done: Performed) -> AwardPayload:
    """Answer with the award that a command changed."""
    return AwardPayload(award=await fetch(info, Award, done.id), user_errors=done.user_errors)


@strawberry.type
class AwardListMutations:
    @strawberry.mutation(
        description="拟定先进名单：年度考核结果发布后，名额按考核细则 / Draft a list once the year's result is published (A20)"
    )
    async def draft_awards(self, info: Info, input: Annotated[DraftAwardsInput, GIVEN]) -> AwardListPayload:
        command = DraftAwards(input.year, input.level)
        return await _list(info, await perform(info, "draftAwards", input, command, draft_awards))

    @strawberry.mutation(description="提名单位或个人，不超过名额 / Name a unit or a person, within the numbers (A20)")
    async def nominate_for_award(self, info: Info, input: Annotated[NominateForAwardInput, GIVEN]) -> AwardPayload:
        nomination = Nomination(
            recipient=input.recipient,
            unit_id=input.unit_id,
            person=input.person,
            post=input.post,
            outstanding=input.outstanding,
            merits=input.merits,
        )
        command = Nominate(input.list_id, input.expected_version, nomination, tuple(input.file_ids))
        return await award_payload(info, await perform(info, "nominateForAward", input, command, nominate_for_award))

    @strawberry.mutation(
        description="撤回提名，名额空出；审定中只能撤回不得评选的 / "
        "Take a nomination back; while bodies decide, only a barred one (A20)"
    )
    async def withdraw_nomination(self, info: Info, input: Annotated[WithdrawNominationInput, GIVEN]) -> AwardPayload:
        command = WithdrawNomination(input.award_id, input.expected_version, input.reason)
        return await award_payload(info, await perform(info, "withdrawNomination", input, command, withdraw_nomination))

    @strawberry.mutation(
        description="审核名单上的全部提名：红黄牌、事件、纪检意见，逐项说明 / "
        "Vet all nominations: cards, incidents, discipline, each explained (A20, A21)"
    )
    async def vet_nominations(self, info: Info, input: Annotated[AwardListInput, GIVEN]) -> AwardListPayload:
        command = VetNominations(input.list_id, input.expected_version)
        return await _list(info, await perform(info, "vetNominations", input, command, vet_nominations))

    @strawberry.mutation(
        description="提请审定：全部提名已审核且可评选 / Submit a list whose nominations were all vetted and are clear (A20)"
    )
    async def submit_awards(self, info: Info, input: Annotated[AwardListInput, GIVEN]) -> AwardListPayload:
        command = SubmitAwards(input.list_id, input.expected_version)
        return await _list(info, await perform(info, "submitAwards", input, command, submit_awards))

    @strawberry.mutation(
        description="依次记录各机构的审定结果；退回的须重新审核后再提请 / Record what the bodies decide, in their order (A20)"
    )
    async def record_award_approval(
        self, info: Info, input: Annotated[RecordAwardApprovalInput, GIVEN]
    ) -> AwardListPayload:
        command = RecordApproval(
            list_id=input.list_id,
            expected_version=input.expected_version,
            body=input.body,
            outcome=input.outcome,
            held_on=input.held_on,
            document=input.document,
            reason=input.reason,
        )
        return await _list(info, await perform(info, "recordAwardApproval", input, command, record_approval))

    @strawberry.mutation(
        description="公布区级先进（即授予），或上报市级推荐；公布前再核一次 / Publish (which grants), or report to the city (A20)"
    )
    async def publish_awards(self, info: Info, input: Annotated[PublishAwardsInput, GIVEN]) -> AwardListPayload:
        command = PublishAwards(input.list_id, input.expected_version, input.document)
        return await _list(info, await perform(info, "publishAwards", input, command, publish_awards))

    @strawberry.mutation(description="作废未公布的名单，可另行拟定 / Give a list up that is not published (A20)")
    async def discard_awards(self, info: Info, input: Annotated[DiscardAwardsInput, GIVEN]) -> AwardListPayload:
        command = DiscardAwards(input.list_id, input.expected_version, input.reason)
        return await _list(info, await perform(info, "discardAwards", input, command, discard_awards))
