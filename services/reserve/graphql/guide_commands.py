"""Commands on yearly guides in the API (第三条（一）)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, perform
from services.chassis.reads import fetch
from services.reserve.domain.applications.guide import Contents
from services.reserve.domain.terms import Category, Library
from services.reserve.graphql.guides import Guide, GuidePayload
from services.reserve.usecases.guides.change import ChangeGuide, change_guide
from services.reserve.usecases.guides.draft import DraftGuide, draft_guide
from services.reserve.usecases.guides.publish import PublishGuide, publish_guide
from services.reserve.usecases.guides.withdraw import WithdrawGuide, withdraw_guide


@strawberry.input(description="申报指南的内容，整体填写 / All that a guide says (A3.1)")
class GuideContents:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    support_areas: list[str] = strawberry.field(default_factory=list, description="支持领域 / Areas of support")
    selection_standards: list[str] = strawberry.field(
        default_factory=list, description="遴选标准 / Standards of selection"
    )
    conditions: list[str] = strawberry.field(default_factory=list, description="申报条件（文字）/ Conditions in words")
    minimum_total_investment: Decimal | None = strawberry.field(
        default=None, description="最低总投资（万元，含本数）/ Smallest total investment, which suffices"
    )
    categories: list[Category] = strawberry.field(
        default_factory=list, description="支持的项目类别，空为不限 / Categories; empty for all"
    )
    required_elements: list[str] = strawberry.field(
        default_factory=list, description="须登记的项目要素代码 / Codes of elements that a project has to state"
    )
    libraries: list[Library] = strawberry.field(
        default_factory=list, description="项目须在其一的库，空为不限 / Libraries; empty for any or none"
    )
    opens_on: date | None = strawberry.field(default=None, description="申报开始日（含）/ First day of applications")
    closes_on: date | None = strawberry.field(default=None, description="申报截止日（含）/ Last day of applications")

    def contents(self) -> Contents:
        """Hand the contents to the use case."""
        return Contents(
            support_areas=tuple(self.support_areas),
            selection_standards=tuple(self.selection_standards),
            conditions=tuple(self.conditions),
            minimum_total_investment=self.minimum_total_investment,
            categories=tuple(self.categories),
            required_elements=tuple(self.required_elements),
            libraries=tuple(self.libraries),
            opens_on=self.opens_on,
            closes_on=self.closes_on,
        )


@strawberry.input(description="起草申报指南，或对现行版本的更正 / Draft a guide, or a correction of the one in force")
class DraftGuideInput(GuideContents):
    year: int = strawberry.field(description="年度 / Year")
    correction_reason: str | None = strawberry.field(
        default=None, description="更正理由，已有现行版本时必填 / Why, needed where a version is in force"
    )


@strawberry.input(description="修改起草中的申报指南，内容整体替换 / Rewrite a draft; its contents are replaced whole")
class ChangeGuideInput(GuideContents):
    guide_id: UUID = strawberry.field(description="指南 / Guide")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(description="发布申报指南 / Publish a guide (A3.1)")
class PublishGuideInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    guide_id: UUID = strawberry.field(description="指南 / Guide")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(description="撤销申报指南 / Withdraw a guide (A3.1)")
class WithdrawGuideInput(PublishGuideInput):
    reason: str = strawberry.field(description="撤销理由 / Why")


async def _answer(info: Info, done: Performed) -> GuidePayload:
    return GuidePayload(guide=await fetch(info, Guide, done.id), user_errors=done.user_errors)


@strawberry.type
class GuideMutations:
    @strawberry.mutation(description="起草年度申报指南 / Draft the guide of a year (A3.1)")
    async def draft_guide(self, info: Info, input: DraftGuideInput) -> GuidePayload:
        command = DraftGuide(year=input.year, contents=input.contents(), correction_reason=input.correction_reason)
        return await _answer(info, await perform(info, "draftGuide", input, command, draft_guide))

    @strawberry.mutation(description="修改起草中的申报指南 / Change a guide that is being drafted (A3.1)")
    async def change_guide(self, info: Info, input: ChangeGuideInput) -> GuidePayload:
        command = ChangeGuide(
            guide_id=input.guide_id, expected_version=input.expected_version, contents=input.contents()
        )
        return await _answer(info, await perform(info, "changeGuide", input, command, change_guide))

    @strawberry.mutation(
        description="发布申报指南，此后冻结并取代现行版本 / Publish a guide; it is frozen and replaces the one in force (A3.1)"
    )
    async def publish_guide(self, info: Info, input: PublishGuideInput) -> GuidePayload:
        command = PublishGuide(guide_id=input.guide_id, expected_version=input.expected_version)
        return await _answer(info, await perform(info, "publishGuide", input, command, publish_guide))

    @strawberry.mutation(
        description="撤销申报指南；已提交的申报不受影响 / Withdraw a guide; applications under it stay as they are (A3.1)"
    )
    async def withdraw_guide(self, info: Info, input: WithdrawGuideInput) -> GuidePayload:
        command = WithdrawGuide(guide_id=input.guide_id, expected_version=input.expected_version, reason=input.reason)
        return await _answer(info, await perform(info, "withdrawGuide", input, command, withdraw_guide))
