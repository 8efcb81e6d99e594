"""The commands on financing demands and on the list that is published (第十六条（二）)."""

from __future__ import annotations

from typing import Annotated

import strawberry

from services.chassis.graphql import Info, Performed, UserError, perform
from services.chassis.reads import fetch
from services.support.domain.funds.demand import Appraisal
from services.support.domain.funds.match import Move
from services.support.graphql.arguments import COMMAND
from services.support.graphql.financing import FinancialInstitution, FinancingDemand
from services.support.graphql.financing_inputs import (
    AmendFinancingDemandInput,
    AppraiseFinancingDemandInput,
    CloseFinancingDemandInput,
    IntroduceInstitutionInput,
    KeepFinancingPaperInput,
    MoveFinancingMatchInput,
    PublishFinancingListInput,
    RecordFinancingDrawInput,
    RegisterFinancialInstitutionInput,
    ReviewFinancingDemandInput,
    SubmitFinancingDemandInput,
    TrackFinancingDemandInput,
    WithdrawFinancingDemandInput,
    WithdrawFromFinancingListInput,
    asked_of,
)
from services.support.graphql.financing_lists import FinancingIssue
from services.support.usecases.funds.demands.amend import AmendFinancingDemand, amend
from services.support.usecases.funds.demands.appraise import AppraiseFinancingDemand, appraise
from services.support.usecases.funds.demands.close import CloseFinancingDemand, close
from services.support.usecases.funds.demands.draw import RecordFinancingDraw, draw
from services.support.usecases.funds.demands.introduce import IntroduceInstitution, introduce
from services.support.usecases.funds.demands.keep_paper import KeepFinancingPaper, keep_paper
from services.support.usecases.funds.demands.move_match import MoveFinancingMatch, move_match
from services.support.usecases.funds.demands.publish import PublishFinancingList, publish
from services.support.usecases.funds.demands.register_institution import RegisterInstitution, register_institution
from services.support.usecases.funds.demands.review import ReviewFinancingDemand, review
from services.support.usecases.funds.demands.submit import SubmitFinancingDemand, submit
from services.support.usecases.funds.demands.take_back import WithdrawFromFinancingList, take_back
from services.support.usecases.funds.demands.track import TrackFinancingDemand, track
from services.support.usecases.funds.demands.withdraw import WithdrawFinancingDemand, withdraw


@strawberry.type(description="融资需求操作结果 / Result of a command on a demand")
class FinancingDemandPayload:
    demand: FinancingDemand | None = strawberry.field(description="操作后的需求 / The demand after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.type(description="机构操作结果 / Result of a command on an institution")
class FinancialInstitutionPayload:
    institution: FinancialInstitution | None = strawberry.field(description="操作后的机构 / The institution after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.type(description="清单操作结果 / Result of a command on the list")
class FinancingIssuePayload:
    issue: FinancingIssue | None = strawberry.field(description="这一期清单 / The issue")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


async def _demand(info: Info, done: Performed) -> FinancingDemandPayload:
    return FinancingDemandPayload(demand=await fetch(info, FinancingDemand, done.id), user_errors=done.user_errors)


async def _issue(info: Info, done: Performed) -> FinancingIssuePayload:
    return FinancingIssuePayload(issue=await fetch(info, FinancingIssue, done.id), user_errors=done.user_errors)


@strawberry.type
class FinancingMutation:
    @strawberry.mutation(description="填报融资需求 / Tell what a project needs (A16.2)")
    async def submit_financing_demand(
        self, info: Info, input: Annotated[SubmitFinancingDemandInput, COMMAND]
    ) -> FinancingDemandPayload:
        command = SubmitFinancingDemand(project_id=input.project_id, asked=asked_of(input.facts))
        return await _demand(info, await perform(info, "submitFinancingDemand", input, command, submit))

    @strawberry.mutation(description="修改融资需求 / Change a demand (A16.2)")
    async def amend_financing_demand(
        self, info: Info, input: Annotated[AmendFinancingDemandInput, COMMAND]
    ) -> FinancingDemandPayload:
        command = AmendFinancingDemand(
            demand_id=input.demand_id, expected_version=input.expected_version, asked=asked_of(input.facts)
        )
        return await _demand(info, await perform(info, "amendFinancingDemand", input, command, amend))

    @strawberry.mutation(description="审核：列入清单或退回 / Put it on the list, or return it (A16.2)")
    async def review_financing_demand(
        self, info: Info, input: Annotated[ReviewFinancingDemandInput, COMMAND]
    ) -> FinancingDemandPayload:
        command = ReviewFinancingDemand(
            demand_id=input.demand_id,
            expected_version=input.expected_version,
            accept=input.accept,
            reason=input.reason,
        )
        return await _demand(info, await perform(info, "reviewFinancingDemand", input, command, review))

    @strawberry.mutation(description="撤回融资需求 / Take a demand back (A16.2)")
    async def withdraw_financing_demand(
        self, info: Info, input: Annotated[WithdrawFinancingDemandInput, COMMAND]
    ) -> FinancingDemandPayload:
        command = WithdrawFinancingDemand(
            demand_id=input.demand_id, expected_version=input.expected_version, reason=input.reason
        )
        return await _demand(info, await perform(info, "withdrawFinancingDemand", input, command, withdraw))

    @strawberry.mutation(description="办结融资需求 / Close a demand (A16.2)")
    async def close_financing_demand(
        self, info: Info, input: Annotated[CloseFinancingDemandInput, COMMAND]
    ) -> FinancingDemandPayload:
        command = CloseFinancingDemand(
            demand_id=input.demand_id, expected_version=input.expected_version, reason=input.reason
        )
        return await _demand(info, await perform(info, "closeFinancingDemand", input, command, close))

    @strawberry.mutation(description="登记资产评估 / Keep an appraisal (A16.2)")
    async def appraise_financing_demand(
        self, info: Info, input: Annotated[AppraiseFinancingDemandInput, COMMAND]
    ) -> FinancingDemandPayload:
        appraisal = Appraisal(
            appraiser=input.appraiser,
            asset=input.asset,
            document=input.document,
            value=input.value,
            appraised_on=input.appraised_on,
        )
        command = AppraiseFinancingDemand(demand_id=input.demand_id, appraisal=appraisal)
        return await _demand(info, await perform(info, "appraiseFinancingDemand", input, command, appraise))

    @strawberry.mutation(description="登记资金需求分析或融资方案 / Keep an analysis or a plan (A16.2)")
    async def keep_financing_paper(
        self, info: Info, input: Annotated[KeepFinancingPaperInput, COMMAND]
    ) -> FinancingDemandPayload:
        command = KeepFinancingPaper(demand_id=input.demand_id, kind=input.kind, content=input.content)
        return await _demand(info, await perform(info, "keepFinancingPaper", input, command, keep_paper))

    @strawberry.mutation(description="登记跟踪情况 / Note how a demand goes on (A16.2)")
    async def track_financing_demand(
        self, info: Info, input: Annotated[TrackFinancingDemandInput, COMMAND]
    ) -> FinancingDemandPayload:
        command = TrackFinancingDemand(demand_id=input.demand_id, on=input.on, note=input.note)
        return await _demand(info, await perform(info, "trackFinancingDemand", input, command, track))

    @strawberry.mutation(description="登记或修改金融机构 / Register or change an institution (A16.2)")
    async def register_financial_institution(
        self, info: Info, input: Annotated[RegisterFinancialInstitutionInput, COMMAND]
    ) -> FinancialInstitutionPayload:
        command = RegisterInstitution(
            institution_id=input.institution_id,
            expected_version=input.expected_version,
            name=input.name,
            kind=input.kind,
            products=input.products,
            active=input.active,
        )
        done = await perform(info, "registerFinancialInstitution", input, command, register_institution)
        shown = await fetch(info, FinancialInstitution, done.id)
        return FinancialInstitutionPayload(institution=shown, user_errors=done.user_errors)

    @strawberry.mutation(description="向机构推介 / Bring a demand and an institution together (A16.2)")
    async def introduce_institution(
        self, info: Info, input: Annotated[IntroduceInstitutionInput, COMMAND]
    ) -> FinancingDemandPayload:
        command = IntroduceInstitution(demand_id=input.demand_id, institution_id=input.institution_id, note=input.note)
        return await _demand(info, await perform(info, "introduceInstitution", input, command, introduce))

    @strawberry.mutation(description="登记对接进展 / Book how the talks go on (A16.2)")
    async def move_financing_match(
        self, info: Info, input: Annotated[MoveFinancingMatchInput, COMMAND]
    ) -> FinancingDemandPayload:
        said = Move(to=input.to, amount=input.amount, document=input.document, reason=input.reason, on=input.on)
        command = MoveFinancingMatch(match_id=input.match_id, expected_version=input.expected_version, move=said)
        return await _demand(info, await perform(info, "moveFinancingMatch", input, command, move_match))

    @strawberry.mutation(description="登记放款 / Book what was drawn down (A16.2)")
    async def record_financing_draw(
        self, info: Info, input: Annotated[RecordFinancingDrawInput, COMMAND]
    ) -> FinancingDemandPayload:
        command = RecordFinancingDraw(
            match_id=input.match_id,
            expected_version=input.expected_version,
            amount=input.amount,
            on=input.on,
            document=input.document,
            reason=input.reason,
        )
        return await _demand(info, await perform(info, "recordFinancingDraw", input, command, draw))

    @strawberry.mutation(description="发布一期清单，内容冻结 / Publish an issue; its content is frozen (A16.2)")
    async def publish_financing_list(
        self, info: Info, input: Annotated[PublishFinancingListInput, COMMAND]
    ) -> FinancingIssuePayload:
        done = await perform(info, "publishFinancingList", input, PublishFinancingList(), publish)
        return await _issue(info, done)

    @strawberry.mutation(description="从已发布清单撤下一项 / Take an item out of a published issue (A16.2)")
    async def withdraw_from_financing_list(
        self, info: Info, input: Annotated[WithdrawFromFinancingListInput, COMMAND]
    ) -> FinancingIssuePayload:
        command = WithdrawFromFinancingList(issue_id=input.issue_id, demand_id=input.demand_id, reason=input.reason)
        return await _issue(info, await perform(info, "withdrawFromFinancingList", input, command, take_back))
