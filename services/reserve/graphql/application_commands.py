"""Commands on applications in the API (第三条（二）（四）)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, perform
from services.chassis.reads import fetch
from services.reserve.domain.applications.state import Asked
from services.reserve.domain.applications.terms import Channel
from services.reserve.domain.terms import ItemKind
from services.reserve.graphql.applications import Application, ApplicationPayload
from services.reserve.usecases.applications.change import ChangeApplication, change_application
from services.reserve.usecases.applications.comment import GuideApplication, guide_application
from services.reserve.usecases.applications.create import CreateApplication, create_application
from services.reserve.usecases.applications.pre_review import PreReviewApplication, pre_review_application
from services.reserve.usecases.applications.resubmit import ResubmitApplication, resubmit_application
from services.reserve.usecases.applications.return_ import ReturnApplication, return_application
from services.reserve.usecases.applications.submit import SubmitApplication, submit_application
from services.reserve.usecases.applications.withdraw import WithdrawApplication, withdraw_application


@strawberry.input(description="申报内容，整体填写 / All that an application asks for (A3.2)")
class AskedInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    channel: Channel = strawberry.field(description="申报渠道 / By what way it comes")
    kind: ItemKind = strawberry.field(description="申报性质：新开工、续建、前期 / Kind of item asked for")
    annual_investment: Decimal = strawberry.field(description="申报年度投资（万元）/ Annual investment asked for")
    statement: str | None = strawberry.field(
        default=None, description="申报理由，提交时必填 / Statement, needed when it is submitted"
    )

    def asked(self) -> Asked:
        """Hand what is asked for to the use case."""
        return Asked(
            channel=self.channel,
            kind=self.kind,
            annual_investment=self.annual_investment,
            statement=self.statement,
        )


@strawberry.input(description="建立申报 / Begin an application (A3.2)")
class CreateApplicationInput(AskedInput):
    project_id: UUID = strawberry.field(description="项目 / Project")
    year: int = strawberry.field(description="申报年度 / Year")


@strawberry.input(description="修改申报，内容整体替换 / Change an application; what it asks for is replaced whole")
class ChangeApplicationInput(AskedInput):
    application_id: UUID = strawberry.field(description="申报 / Application")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(description="对一项申报的操作 / A command on one application")
class OnApplicationInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    application_id: UUID = strawberry.field(description="申报 / Application")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(description="提交申报 / Submit an application (A3.2)")
class SubmitApplicationInput(OnApplicationInput):
    """The application alone."""


@strawberry.input(description="退回补正 / Return an application for correction (A3.2)")
class ReturnApplicationInput(OnApplicationInput):
    correction: str = strawberry.field(description="需要补正的内容 / What is to be corrected")
    due_on: date | None = strawberry.field(
        default=None,
        description="补正截止日（工作日），缺省按规则的工作日数计算 / Last day for correction; by the rulebook when left out",
    )


@strawberry.input(description="补正后重新提交 / Submit a corrected application again (A3.2)")
class ResubmitApplicationInput(OnApplicationInput):
    """The application alone."""


@strawberry.input(description="撤回申报 / Withdraw an application (A3.2)")
class WithdrawApplicationInput(OnApplicationInput):
    reason: str = strawberry.field(description="撤回理由 / Why")


@strawberry.input(description="初审 / Review an application (A3.4)")
class PreReviewApplicationInput(OnApplicationInput):
    passed: bool = strawberry.field(description="是否通过 / Whether it passes")
    reason: str | None = strawberry.field(
        default=None, description="初审意见，不通过时必填 / What is said, needed where it fails"
    )


@strawberry.input(description="指导业主完善申报资料 / Guide the owner in completing an application (A3.2)")
class GuideApplicationInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    application_id: UUID = strawberry.field(description="申报 / Application")
    text: str = strawberry.field(description="指导意见 / Comment")


async def _answer(info: Info, done: Performed) -> ApplicationPayload:
    return ApplicationPayload(application=await fetch(info, Application, done.id), user_errors=done.user_errors)


@strawberry.type
class ApplicationMutations:
    @strawberry.mutation(
        description="建立申报；每个项目每年度一项办理中的申报 / Begin an application; one open for each project and year (A3.2)"
    )
    async def create_application(self, info: Info, input: CreateApplicationInput) -> ApplicationPayload:
        command = CreateApplication(project_id=input.project_id, year=input.year, asked=input.asked())
        return await _answer(info, await perform(info, "createApplication", input, command, create_application))

    @strawberry.mutation(
        description="修改填报中或退回补正的申报 / Change an application that is a draft or was returned (A3.2)"
    )
    async def change_application(self, info: Info, input: ChangeApplicationInput) -> ApplicationPayload:
        command = ChangeApplication(
            application_id=input.application_id, expected_version=input.expected_version, asked=input.asked()
        )
        return await _answer(info, await perform(info, "changeApplication", input, command, change_application))

    @strawberry.mutation(
        description="提交申报：在指南申报时间内（首尾日均含），缺项一次告知 / "
        "Submit within the window of the guide, first and last day included; all that is missing is told at once (A3.2)"
    )
    async def submit_application(self, info: Info, input: SubmitApplicationInput) -> ApplicationPayload:
        command = SubmitApplication(application_id=input.application_id, expected_version=input.expected_version)
        return await _answer(info, await perform(info, "submitApplication", input, command, submit_application))

    @strawberry.mutation(description="退回补正 / Return an application for correction (A3.2)")
    async def return_application(self, info: Info, input: ReturnApplicationInput) -> ApplicationPayload:
        command = ReturnApplication(
            application_id=input.application_id,
            expected_version=input.expected_version,
            correction=input.correction,
            due_on=input.due_on,
        )
        return await _answer(info, await perform(info, "returnApplication", input, command, return_application))

    @strawberry.mutation(
        description="补正后重新提交；按首次申报时的指南审核，逾期仍受理并如实显示 / "
        "Submit again; judged by the guide of the first submission, late it is taken and shown late (A3.2)"
    )
    async def resubmit_application(self, info: Info, input: ResubmitApplicationInput) -> ApplicationPayload:
        command = ResubmitApplication(application_id=input.application_id, expected_version=input.expected_version)
        return await _answer(info, await perform(info, "resubmitApplication", input, command, resubmit_application))

    @strawberry.mutation(description="业主撤回申报 / The owner withdraws an application (A3.2)")
    async def withdraw_application(self, info: Info, input: WithdrawApplicationInput) -> ApplicationPayload:
        command = WithdrawApplication(
            application_id=input.application_id, expected_version=input.expected_version, reason=input.reason
        )
        return await _answer(info, await perform(info, "withdrawApplication", input, command, withdraw_application))

    @strawberry.mutation(description="初审通过或不通过 / Pass or fail an application in the preliminary review (A3.4)")
    async def pre_review_application(self, info: Info, input: PreReviewApplicationInput) -> ApplicationPayload:
        command = PreReviewApplication(
            application_id=input.application_id,
            expected_version=input.expected_version,
            passed=input.passed,
            reason=input.reason,
        )
        return await _answer(info, await perform(info, "preReviewApplication", input, command, pre_review_application))

    @strawberry.mutation(
        description="指导业主完善申报资料，意见留痕，不改变申报 / "
        "Guide the owner; comments stay on record and change nothing of the application (A3.2)"
    )
    async def guide_application(self, info: Info, input: GuideApplicationInput) -> ApplicationPayload:
        command = GuideApplication(application_id=input.application_id, text=input.text)
        return await _answer(info, await perform(info, "guideApplication", input, command, guide_application))
