"""The yearly land-use plan and plan of requisition and supply in the API (第十五条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import orjson
import strawberry
from sqlalchemy import Integer, Uuid, func, or_, select

from services.chassis.documents.apart import turn
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, refer, sql, table, through
from services.chassis.reads.walk import ROW
from services.chassis.visibility import visible_select
from services.support.domain.kinds.model import ACCOUNT_KINDS
from services.support.domain.land.plan import MONTHS, compared
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.land_enums import PlanState, Stage
from services.support.graphql.land_file import LandFile
from services.support.graphql.land_terms import LandStep, steps_of
from services.support.graphql.references import PROJECT_NAME, Organization, Project, project_name
from services.support.store import land_plans, tables
from services.support.store.narrowing import has_words
from services.support.usecases.land.plan_file import plan_file

_PLAN_OF = Annotated["LandPlan", strawberry.lazy("services.support.graphql.land_plan")]


@strawberry.type(description="计划中一个项目的一种用地 / A project's land of one kind in a plan")
@table(tables.LandPlanItem)
class LandPlanItem:
    id: UUID = strawberry.field(description="标识 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    position: int = strawberry.field(description="序号 / Number within the plan")
    kind: str = strawberry.field(description="用地种类代码 / Code of the kind of land")
    area: Decimal = strawberry.field(description="面积，按种类的单位 / Area in the unit of its kind")
    requisition_month: int | None = strawberry.field(description="征地计划月份 / Month of requisition")
    demolition_month: int | None = strawberry.field(description="拆迁计划月份 / Month of demolition")
    supply_month: int | None = strawberry.field(description="供地计划月份 / Month of supply")
    requisition_done_on: date | None = strawberry.field(description="征地完成日 / Requisition done on")
    demolition_done_on: date | None = strawberry.field(description="拆迁完成日 / Demolition done on")
    supply_done_on: date | None = strawberry.field(description="供地完成日 / Supply done on")
    note: str | None = strawberry.field(description="备注 / Note")
    request_id: UUID | None = strawberry.field(description="由哪项申请导入 / The request that it was taken from")
    removed_on: date | None = strawberry.field(description="移出日 / Taken out on")
    removed_reason: str | None = strawberry.field(description="移出理由 / Why it was taken out")

    @derived("kind", description="用地种类 / Name of the kind of land")
    def kind_name(self: Any) -> str:
        return ACCOUNT_KINDS[self.kind].name

    @derived("kind", description="计量单位 / Unit of measure in Chinese")
    def unit_name(self: Any) -> str:
        return ACCOUNT_KINDS[self.kind].unit.name

    @sql(description="项目 / Project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    project_name: str | None = sql(project_name, description=PROJECT_NAME)

    @sql(description="责任单位 / Responsible unit")
    def responsible_unit(self: Any) -> Organization:
        return refer(id=self.responsible_unit_id)

    @sql(description="是否有环节滞后（计划月份已过而未完成）/ Whether a stage is late")
    def late(self: Any, info: Info) -> bool:
        of_plan = select(tables.LandPlan.year).where(tables.LandPlan.id == self.plan_id).scalar_subquery()
        return answer(late_condition(self, of_plan, info))

    @sql(description="所属计划；无权查看为空 / Its plan; null for whom it is not open")
    def plan(self: Any) -> _PLAN_OF | None:
        return answer(select(tables.LandPlan).where(tables.LandPlan.id == self.plan_id))


@strawberry.type(description="一种面积 / An area in a unit")
class LandArea:
    unit: str = strawberry.field(description="计量单位代码 / Code of the unit")
    area: Decimal = strawberry.field(description="面积 / Area")


@strawberry.type(description="某月某环节计划与完成的对比 / What was planned for a month, and what was done in it")
class LandPlanMonth:
    month: int = strawberry.field(description="月份 / Month")
    stage: Stage = strawberry.field(description="环节 / Stage")
    planned: int = strawberry.field(description="计划项数 / Items planned")
    planned_areas: list[LandArea] = strawberry.field(description="计划面积 / Areas planned")
    done: int = strawberry.field(description="完成项数 / Items done")
    done_areas: list[LandArea] = strawberry.field(description="完成面积 / Areas done")


@strawberry.type(description="已下达的一版，不再改变 / An edition as it was issued")
@table(tables.LandPlanEdition)
class LandPlanEdition:
    edition: int = strawberry.field(description="版次 / Edition")
    number: str = strawberry.field(description="文号 / Document number")
    issued_on: date = strawberry.field(description="下达日 / Issued on")
    issued_by_name: str = strawberry.field(description="下达人 / Issued by")
    reason: str | None = strawberry.field(description="调整理由；首版为空 / Why it was changed; none for the first")
    content_sm3: str = strawberry.field(description="内容的SM3杂凑值 / SM3 digest of its content")

    @derived("items", description="各项（JSON）/ Its items, as JSON")
    def items(self: Any) -> str:
        return orjson.dumps(self.items, option=orjson.OPT_SORT_KEYS).decode()


@strawberry.input(description="计划项筛选 / Filter of a plan's items")
class LandPlanItemFilter:
    kind: str | None = strawberry.field(default=None, description="用地种类代码 / Code of the kind")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    responsible_unit_id: UUID | None = strawberry.field(default=None, description="责任单位 / Responsible unit")
    month: int | None = strawberry.field(default=None, description="任一环节计划在该月 / A stage is planned for it")
    late: bool | None = strawberry.field(default=None, description="是否滞后 / Whether a stage is late")
    removed: bool = strawberry.field(default=False, description="列已移出的 / Those that were taken out instead")
    search: str | None = strawberry.field(default=None, description="在项目名称、备注中查找 / Text in project or note")


ItemFilter = Annotated[LandPlanItemFilter | None, strawberry.argument(description="筛选 / Filter")]


@strawberry.type(description="年度用地和征拆供地计划，双方共同编制 / A year's land plan, compiled jointly (A15)")
@table(tables.LandPlan)
class LandPlan:
    id: UUID = strawberry.field(description="标识 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    division: str = strawberry.field(description="区划代码 / Division")
    year: int = strawberry.field(description="年度 / Year")
    edition: int = strawberry.field(description="版次 / Edition")
    state: PlanState = strawberry.field(description="状态 / State")
    number: str | None = strawberry.field(description="最近下达的文号 / Number of the last issued edition")
    issued_on: date | None = strawberry.field(description="最近下达日 / Day of the last issue")
    revision_reason: str | None = strawberry.field(description="本版调整理由 / Why this edition was begun")
    land_confirmed_at: datetime | None = strawberry.field(description="自然资源部门确认时间 / Confirmed by land")
    land_confirmed_by_name: str | None = strawberry.field(description="自然资源部门确认人 / By whom")
    requisition_confirmed_at: datetime | None = strawberry.field(description="征地部门确认时间 / By requisition")
    requisition_confirmed_by_name: str | None = strawberry.field(description="征地部门确认人 / By whom")
    created_at: datetime = strawberry.field(description="开始编制时间 / Begun at")
    created_by_name: str = strawberry.field(description="开始编制的人 / Begun by")

    @sql(description="各项，按序号；可筛选、查找 / Its items in order")
    def items(
        self: Any,
        info: Info,
        filter: ItemFilter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[LandPlanItem]:
        item = tables.LandPlanItem
        query = select(item).where(item.plan_id == self.id, *_wanted(info, self, filter or LandPlanItemFilter()))
        return page(query, [Key(item.position), Key(item.id)])

    @sql(description="已下达的各版，新版在前 / The issued editions, newest first")
    def editions(self: Any) -> list[LandPlanEdition]:
        edition = tables.LandPlanEdition
        return answer(select(edition).where(edition.plan_id == self.id).order_by(edition.edition.desc()))

    @sql(description="历史记录，最近的在前 / Its history, newest first")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[LandStep]:
        return steps_of(self)

    @strawberry.field(description="逐月对比：征地、拆迁、供地的计划与完成 / Planned and done, month by month")
    async def months(self, info: Info) -> list[LandPlanMonth]:
        row, caller, plan = getattr(self, ROW), info.context.caller, tables.LandPlan
        its = visible_select(plan, caller).where(plan.id == row["id"])
        async with info.context.reading() as session:
            items = await land_plans.items(session, row["id"], caller)
            found = [(land_plans.entry_of(i), land_plans.done_of(i)) for i in items]
            year: int = (await session.scalars(its.with_only_columns(plan.year))).one()
        return [
            LandPlanMonth(
                month=m.month,
                stage=m.stage,
                planned=m.planned,
                planned_areas=[LandArea(unit=u, area=a) for u, a in m.planned_area.items()],
                done=m.done,
                done_areas=[LandArea(unit=u, area=a) for u, a in m.done_area.items()],
            )
            for m in compared(year, found)
        ]


@strawberry.input(description="计划筛选 / Filter of plans")
class LandPlanFilter:
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    division: str | None = strawberry.field(default=None, description="区划代码 / Division")
    state: PlanState | None = strawberry.field(default=None, description="状态 / State")


@strawberry.type
class LandPlanQuery:
    @sql(description="年度用地和征拆供地计划，新年度在前 / Land plans, newest year first (A15)")
    def land_plans(
        self: Any,
        filter: Annotated[LandPlanFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[LandPlan]:
        plan, wanted = tables.LandPlan, filter or LandPlanFilter()
        asked = ((plan.year, wanted.year), (plan.division, wanted.division), (plan.state, wanted.state))
        query = select(plan).where(*(c == v for c, v in asked if v is not None))
        return page(query, [Key(plan.year, descending=True), Key(plan.id)])

    @sql(description="一项计划；无权查看为空 / One plan; null when the caller may not see it")
    def land_plan(self: Any, id: Annotated[UUID, strawberry.argument(description="计划 / Plan")]) -> LandPlan | None:
        return answer(select(tables.LandPlan).where(tables.LandPlan.id == id))

    @sql(description="本单位负责的计划项，按序 / The items that the caller's unit is responsible for (A15)")
    def my_land_plan_items(self: Any, info: Info, first: First = None, after: After = None) -> Connection[LandPlanItem]:
        item, unit = tables.LandPlanItem, through(info.context.caller.unit, _same, Uuid())
        query = select(item).where(item.responsible_unit_id == unit, item.removed_on.is_(None))
        return page(query, [Key(item.id)])

    @strawberry.field(description="导出计划（.xlsx）；无权查看为空 / A plan as a sheet (A15)")
    async def land_plan_file(
        self, info: Info, id: Annotated[UUID, strawberry.argument(description="计划 / Plan")]
    ) -> LandFile | None:
        async with turn(), info.context.reading() as session:
            caller = info.context.caller
            plan = await session.scalar(visible_select(tables.LandPlan, caller).where(tables.LandPlan.id == id))
            return None if plan is None else LandFile.of(await plan_file(session, plan, info.context.today, caller))


def late_condition(item: Any, year: Any, info: Info) -> Any:
    """Whether the month of a stage that is not done is over."""
    now = through(info.context.today, lambda day: day.year * MONTHS + day.month, Integer())
    stages = (
        (item.requisition_month, item.requisition_done_on),
        (item.demolition_month, item.demolition_done_on),
        (item.supply_month, item.supply_done_on),
    )
    behind = [(month.is_not(None)) & done.is_(None) & (year * MONTHS + month < now) for month, done in stages]
    return func.coalesce(or_(*behind), False)


def _wanted(info: Info, plan: Any, wanted: LandPlanItemFilter) -> list[Any]:
    item = tables.LandPlanItem
    asked = (
        (item.kind, wanted.kind),
        (item.project_id, wanted.project_id),
        (item.responsible_unit_id, wanted.responsible_unit_id),
    )
    conditions = [c == v for c, v in asked if v is not None]
    conditions.append(item.removed_on.is_not(None) if wanted.removed else item.removed_on.is_(None))
    if wanted.month is not None:
        months = (item.requisition_month, item.demolition_month, item.supply_month)
        conditions.append(or_(*(m == wanted.month for m in months)))
    if wanted.late is not None:
        conditions.append(late_condition(item, plan.year, info) == wanted.late)
    if wanted.search is not None:
        conditions.append(has_words(item, info.context.caller, wanted.search, item.note))
    return conditions


def _same(id: UUID) -> UUID:
    return id
