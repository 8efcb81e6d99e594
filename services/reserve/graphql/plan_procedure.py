"""The procedure of 第三条（四） in the API, of plans and of adjustments alike: opinions, meetings, steps.

What both have stands here once; what differs is the row that it is of.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import func, select

from services.chassis.graphql import Info
from services.chassis.reads import answer, column, derived, sql, table
from services.chassis.visibility import visible_select
from services.reserve.domain import rulebook
from services.reserve.domain.plan.amending import AmendmentKind
from services.reserve.domain.terms import DeliberationOutcome, ItemKind, OpinionOutcome
from services.reserve.graphql.project import Project
from services.reserve.store import tables

if TYPE_CHECKING:
    from services.reserve.graphql.plan import PlanItem

strawberry.enum(
    AmendmentKind,
    name="DeliberationAction",
    description="审议修改：移出（调整时为划去该事项），或改年度投资、性质、表述 / What a meeting does to one item (A3.4)",
)
PlanItemOf = Annotated["PlanItem", strawberry.lazy("services.reserve.graphql.plan")]


def _opinion_body(self: Any) -> str:
    names = {b.code: b.name for b in rulebook.OPINION_BODIES.on(self.given_on)}
    return names.get(self.body, str(self.body))


@strawberry.type
class OpinionGiven:
    body: str = strawberry.field(description="部门代码 / Code of the body")
    body_name: str = derived("body", "given_on", description="部门 / Name of the body")(_opinion_body)
    outcome: OpinionOutcome = strawberry.field(description="意见 / Outcome")
    text: str = strawberry.field(description="具体意见 / In words")
    given_on: date = strawberry.field(description="日期 / Day")
    given_by: str = strawberry.field(description="提出人 / Who gave it")


@strawberry.type
class StepDone:
    step: str = strawberry.field(description="程序代码 / Code of the step")
    done_on: date = strawberry.field(description="完成日期 / Day")
    document: str = strawberry.field(description="材料 / Document")
    recorded_at: datetime = strawberry.field(description="记录时间 / When it was recorded")
    recorded_by: str = strawberry.field(description="记录人 / Who recorded it")


@strawberry.type(description="列入方式 / How an item is listed, as far as a meeting may change it")
class DeliberationListing:
    project_name: str = strawberry.field(description="项目名称 / Name")
    kind: ItemKind = strawberry.field(description="新开工、续建或前期 / Kind")
    annual_investment: Decimal = strawberry.field(description="年度投资（万元）/ Investment of the year")


def _before(self: Any) -> DeliberationListing:
    return DeliberationListing(
        project_name=self.name_before, kind=self.kind_before, annual_investment=self.annual_before
    )


def _after(self: Any) -> DeliberationListing | None:
    if self.annual_after is None:
        return None
    return DeliberationListing(project_name=self.name_after, kind=self.kind_after, annual_investment=self.annual_after)


def _action(self: Any) -> AmendmentKind:
    return AmendmentKind.REMOVE if self.annual_after is None else AmendmentKind.CHANGE


@strawberry.type(description="审议对一个项目的修改 / What a meeting changed of one item (A3.4)")
@table(tables.DeliberationChange)
class DeliberationChange:
    id: UUID = strawberry.field(description="标识 / Identifier")
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    project_name: str = column("name_before", description="审议时的项目名称 / Name as the meeting had it")
    action: AmendmentKind = derived("annual_after", description="移出或修改 / Taken off or changed")(_action)
    before: DeliberationListing = derived(
        "name_before", "kind_before", "annual_before", description="修改前 / As the meeting had it"
    )(_before)
    after: DeliberationListing | None = derived(
        "name_after",
        "kind_after",
        "annual_after",
        description="修改后，移出的为空 / As it left it, null where taken off",
    )(_after)
    reason: str = strawberry.field(description="理由 / Why")

    @sql(description="项目（无权查看时为空）/ The project, null when it is not the caller's to see")
    def project(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))

    @sql(description="该项目在计划内的现状，不在计划内的为空 / Its item in the plan now, null when there is none")
    def item(self: Any, info: Info) -> PlanItemOf | None:
        item, adjustment = tables.PlanItem, tables.Adjustment
        its = visible_select(adjustment, info.context.caller).where(adjustment.id == self.adjustment_id)
        adjusted = its.with_only_columns(adjustment.plan_id).correlate_except(adjustment)
        plan_id = func.coalesce(self.plan_id, adjusted.scalar_subquery())
        return answer(select(item).where(item.plan_id == plan_id, item.project_id == self.project_id))


@strawberry.type(description="会议所审议的名单 / The list that a meeting had before it")
class DeliberatedList:
    projects: int = strawberry.field(description="项目（事项）数 / Number of items")
    total_investment: Decimal = strawberry.field(description="总投资（万元）/ Total investment")
    annual_investment: Decimal = strawberry.field(description="年度投资（万元）/ Investment of the year")
    digest: str = strawberry.field(description="名单的SM3摘要 / SM3 digest of the list (GB/T 32905)")


SEEN = ("seen_projects", "seen_total", "seen_annual", "seen_digest")


def _seen(self: Any) -> DeliberatedList | None:
    if self.seen_digest is None:
        return None
    return DeliberatedList(
        projects=self.seen_projects,
        total_investment=self.seen_total,
        annual_investment=self.seen_annual,
        digest=self.seen_digest,
    )


@strawberry.type
class MeetingHeld:
    id: UUID = strawberry.field(description="标识 / Identifier")
    round: int = strawberry.field(description="轮次 / Round")
    body: str = strawberry.field(description="机构代码 / Code of the body")
    outcome: DeliberationOutcome = strawberry.field(description="结果 / Outcome")
    held_on: date = strawberry.field(description="会议日期 / Day of the meeting")
    meeting: str | None = strawberry.field(description="会议名称 / The meeting")
    reason: str | None = strawberry.field(description="退回理由或审议意见 / Why it was returned, or what was said")
    recorded_by: str = strawberry.field(description="记录人 / Who recorded it")
    seen: DeliberatedList | None = derived(
        *SEEN,
        description="会议所审议的名单，此前的修改已计入；早期记录为空 / The list it had before it, with what earlier bodies "
        "changed; null of early records",
    )(_seen)

    @sql(description="逐项修改（仅主管部门可见）/ What it changed, item by item; for authorities")
    def changes(self: Any) -> list[DeliberationChange]:
        change = tables.DeliberationChange
        return answer(select(change).where(change.deliberation_id == self.id).order_by(change.id))


def named_by(list_: Any, list_id: str) -> Any:
    """Declare the name of a body that deliberated a list: by the rules of the day on which the list was drafted."""
    return derived("body", drafted_on=_drafted_on(list_, list_id), description="机构 / Name of the body")(
        _deliberating_body
    )


def _drafted_on(list_: Any, list_id: str) -> Callable[[Any, Info], Any]:
    def expression(deliberation: Any, info: Info) -> Any:
        its = visible_select(list_, info.context.caller).where(list_.id == getattr(deliberation, list_id))
        return its.with_only_columns(list_.drafted_on).scalar_subquery()

    return expression


def _deliberating_body(self: Any) -> str:
    names = {b.code: b.name for b in rulebook.DELIBERATING_BODIES.on(self.drafted_on)}
    return names.get(self.body, str(self.body))
