"""Applications in the API (第三条（二）（四）)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.calendar import calendar
from services.chassis.graphql import Connection, Info, UserError
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.reserve.domain.applications.completeness import Requirement, judge, judge_window
from services.reserve.domain.applications.state import Asked, late_on
from services.reserve.domain.applications.terms import ApplicationStatus, Channel, Party, PlanOutcome
from services.reserve.domain.terms import Category, ItemKind
from services.reserve.graphql import application_needs as needs
from services.reserve.graphql import application_terms
from services.reserve.graphql.arguments import After, First
from services.reserve.graphql.attachments import Attachment, WithDetached, hanging
from services.reserve.graphql.guides import Guide
from services.reserve.graphql.organization import Organization, unit
from services.reserve.graphql.plan import PlanItem
from services.reserve.graphql.project import Project
from services.reserve.store import tables

__all__ = ["application_terms"]  # the enums, declared before the types that use them


@strawberry.type(description="一项申报要求及其判定 / One thing that is asked of an application, with its verdict")
class ApplicationRequirement:
    code: str = strawberry.field(description="缺少时的代码 / Code of the breach where it lacks")
    name: str = strawberry.field(description="要求 / What is asked for")
    article: str = strawberry.field(description="依据条款 / The clause that asks for it")
    met: bool = strawberry.field(description="是否满足 / Whether it is met")
    remedy: str | None = strawberry.field(description="不满足时如何补齐 / What would meet it")

    @classmethod
    def of(cls, asked: Requirement) -> Self:
        return cls(code=asked.lacking, name=asked.name, article=str(asked.article), met=asked.met, remedy=asked.remedy)


@strawberry.type(description="申报材料完整性 / How complete an application is under the guide")
class ApplicationCompleteness:
    complete: bool = strawberry.field(description="能否提交 / Whether nothing is missing")
    missing: list[ApplicationRequirement] = strawberry.field(description="缺少的各项及如何补齐 / What is missing")
    requirements: list[ApplicationRequirement] = strawberry.field(description="全部要求 / All that is asked for")

    @classmethod
    def of(cls, asked: Sequence[Requirement]) -> Self:
        each = [ApplicationRequirement.of(a) for a in asked]
        missing = [a for a in each if not a.met]
        return cls(complete=not missing, missing=missing, requirements=each)


@strawberry.type(description="申报办理记录：谁、何时、何事、为何 / One step of an application: who, when, what, why")
@table(tables.ApplicationStep)
class ApplicationStep:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="办理后的版本 / Version after it")
    at: datetime = strawberry.field(description="时间 / When")
    action: str = strawberry.field(description="操作 / Command")
    from_status: ApplicationStatus | None = strawberry.field(description="此前状态 / Status before")
    to_status: ApplicationStatus = strawberry.field(description="此后状态 / Status after")
    actor_name: str = strawberry.field(description="操作人 / Who")
    roles: list[str] = strawberry.field(description="身份 / In what roles")
    text: str | None = strawberry.field(description="补正内容、意见或理由 / What is to be corrected, or why")
    due_on: date | None = strawberry.field(description="补正截止日 / Last day for correction")
    annual_investment: Decimal = strawberry.field(description="其时申报年度投资（万元）/ Annual investment asked then")
    total_investment: Decimal = strawberry.field(description="其时项目总投资（万元）/ Project's total investment then")

    @sql(description="操作人单位 / Unit of who did it")
    def unit(self: Any) -> Organization | None:
        return answer(unit(self.unit))


@strawberry.type(description="指导意见 / A comment by which the owner is guided (A3.2)")
@table(tables.ApplicationComment)
class ApplicationComment:
    id: UUID = strawberry.field(description="标识 / Identifier")
    at: datetime = strawberry.field(description="时间 / When")
    party: Party = strawberry.field(description="指导方 / Who guides, by kind")
    actor_name: str = strawberry.field(description="提出人 / Who")
    text: str = strawberry.field(description="意见 / In words")

    @sql(description="提出单位 / Unit")
    def unit(self: Any) -> Organization | None:
        return answer(unit(self.unit_id))


@strawberry.type(description="重点项目申报 / An application for a project to be in the plan of a year (A3.2)")
@table(tables.Application)
class Application:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Code of the division")
    year: int = strawberry.field(description="申报年度 / Year")
    status: ApplicationStatus = strawberry.field(description="状态 / Status")
    channel: Channel = strawberry.field(description="申报渠道 / By what way it comes")
    kind: ItemKind = strawberry.field(description="申报性质：新开工、续建、前期 / Kind of item asked for")
    annual_investment: Decimal = strawberry.field(description="申报年度投资（万元）/ Annual investment asked for")
    statement: str | None = strawberry.field(description="申报理由 / Statement")
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    project_name: str = strawberry.field(description="项目名称 / Name of the project")
    category: Category = strawberry.field(description="项目类别 / Category of the project")
    submitted_on: date | None = strawberry.field(description="首次申报日期 / Day on which it was first submitted")
    correction: str | None = strawberry.field(
        description="最近一次退回要求补正的内容 / What is, or was, to be corrected"
    )
    returned_on: date | None = strawberry.field(description="最近一次退回日期 / Day of the last return")
    correction_due_on: date | None = strawberry.field(description="补正截止日 / Last day for correction")
    corrected_on: date | None = strawberry.field(description="补正重报日期 / Day on which it came back corrected")
    reviewed_on: date | None = strawberry.field(description="初审日期 / Day of the preliminary review")
    review_reason: str | None = strawberry.field(description="初审意见 / What the preliminary review says")
    withdrawn_reason: str | None = strawberry.field(description="撤回理由 / Why the owner took it back")
    created_at: datetime = strawberry.field(description="建立时间 / When it was begun")
    created_by: str = strawberry.field(description="建立人 / Who began it")
    changed_at: datetime = strawberry.field(description="最近办理时间 / When it was last acted on")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))

    @sql(description="项目业主 / Owner")
    def owner(self: Any) -> Organization | None:
        return answer(unit(self.owner_id))

    @sql(description="所属镇（街道）/ Town or subdistrict")
    def town(self: Any) -> Organization | None:
        return answer(unit(self.town_id))

    @sql(description="行业主管部门 / Industry authority")
    def industry_authority(self: Any) -> Organization | None:
        return answer(unit(self.industry_authority_id))

    @sql(
        description="所依据的指南：申报时的版本，未申报为现行版本 / "
        "The guide it is judged by: that of its submission, the one in force before"
    )
    def guide(self: Any) -> Guide | None:
        return answer(select(tables.Guide).where(needs.judged_by(self, tables.Guide)))

    @derived(
        "status",
        "channel",
        "kind",
        "annual_investment",
        "statement",
        record=needs.record,
        guide=needs.guide,
        description="完整性：逐项要求、缺什么、如何补齐；填报中的含申报时间 / "
        "Completeness: what is asked, what is missing, what to do; with the window while it is a draft",
    )
    def completeness(self: Any, info: Info) -> ApplicationCompleteness:
        today, guide = info.context.today, needs.read_guide(self.guide)
        asked = Asked(
            channel=Channel(self.channel),
            kind=ItemKind(self.kind),
            annual_investment=self.annual_investment,
            statement=self.statement,
        )
        each = judge(asked, needs.read_record(self.record), guide, today)
        if guide is not None and self.status == ApplicationStatus.DRAFT:
            each.append(judge_window(guide, today))
        return ApplicationCompleteness.of(each)

    @derived(
        "status",
        "correction_due_on",
        "corrected_on",
        description="补正是否逾期：逾期仍受理，如实显示 / Whether the correction is or came late; late it is taken, and shown",
    )
    def correction_late(self: Any, info: Info) -> bool:
        return _late(self, info.context.today)

    @derived(
        "status",
        "correction_due_on",
        "corrected_on",
        description="补正逾期工作日数 / Working days by which the correction is or came late",
    )
    def correction_days_late(self: Any, info: Info) -> int:
        if not _late(self, info.context.today):
            return 0
        return calendar().between(self.correction_due_on, self.corrected_on or info.context.today)

    @derived(
        "returned_on",
        "correction_due_on",
        description="补正截止日是否按暂定日历计算 / Whether the day was counted by a calendar not yet published",
    )
    def correction_provisional(self: Any) -> bool:
        if self.returned_on is None or self.correction_due_on is None:
            return False
        return calendar().provisional_between(self.returned_on, self.correction_due_on)

    @sql(description="办理记录，新的在前 / Steps, the newest first")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[ApplicationStep]:
        step = tables.ApplicationStep
        return page(select(step).where(step.application_id == self.id), [Key(step.id, descending=True)])

    @sql(description="指导意见，新的在前 / Comments by which the owner is guided, the newest first (A3.2)")
    def comments(self: Any, first: First = None, after: After = None) -> Connection[ApplicationComment]:
        comment = tables.ApplicationComment
        newest_first = [Key(comment.id, descending=True)]  # ids are ordered by time
        return page(select(comment).where(comment.application_id == self.id), newest_first)

    @sql(description="附件，新上传的在前 / Files, the newest upload first (A3.2)")
    def attachments(
        self: Any, detached: WithDetached = None, first: First = None, after: After = None
    ) -> Connection[Attachment]:
        file = tables.Attachment
        return hanging(select(file).where(file.application_id == self.id), detached)

    @sql(description="据此列入的计划项目 / The item of a plan that rests on it")
    def plan_item(self: Any) -> PlanItem | None:
        item = tables.PlanItem
        return answer(select(item).where(item.application_id == self.id).order_by(item.id.desc()).limit(1))

    @derived(
        "status",
        issued=needs.issued,
        listed=needs.listed,
        description="计划下达后的列入情况，未下达或已撤回为空 / "
        "What the issued plan made of it; null before the issue, and of what was withdrawn or never submitted",
    )
    def outcome(self: Any) -> PlanOutcome | None:
        if self.listed:
            return PlanOutcome.LISTED
        given_up = self.status in {ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN}
        return None if given_up or not self.issued else PlanOutcome.NOT_LISTED


def _late(self: Any, today: date) -> bool:
    """A correction that is awaited or came; whoever gave up has nothing to be late with."""
    awaited = self.corrected_on is not None or self.status == ApplicationStatus.RETURNED
    return awaited and late_on(self.correction_due_on, self.corrected_on, today)


@strawberry.type(description="申报命令的结果 / Result of a command on an application")
class ApplicationPayload:
    application: Application | None = strawberry.field(description="变更后的申报 / The application as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")
