"""Facts, with the way back to their source and forward to the scores that they entered."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Date,
    Select,
    Uuid,
    any_,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from services.assessment.domain.fact.decide import DecisionKind
from services.assessment.domain.fact.model import FactKind
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.graphql.fact_records import RecordsOfFact
from services.assessment.store import tables
from services.assessment.store.base import OVERSEERS
from services.assessment.store.results import years_of
from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, labelled, page, refer, sql, table, through
from services.chassis.reads.finding import MORE, found, whole
from services.chassis.visibility import condition, visible_select

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization, Project
    from services.assessment.graphql.explanation import IndicatorResult
    from services.assessment.graphql.fact_decisions import FactDecision

OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
ProjectOf = Annotated["Project", strawberry.lazy("services.assessment.graphql.entities")]
DecisionOf = Annotated["FactDecision", strawberry.lazy("services.assessment.graphql.fact_decisions")]
IndicatorOf = Annotated["IndicatorResult", strawberry.lazy("services.assessment.graphql.explanation")]


def newest_first(fact: Any) -> list[Key]:
    """Sort facts, or an alias of them."""
    return [Key(fact.happened_on, descending=True), Key(fact.id, descending=True)]


@strawberry.type(description="事实来源：服务、记录、事件 / Where a fact comes from")
@labelled
class FactSource:
    service: str = strawberry.field(description="来源服务 / The service that owns the record")
    record_id: UUID = strawberry.field(
        description="来源记录（节点、报告、申请、问题、项目等）/ The record: a node, a report, a request, an issue, a project"
    )
    event_id: UUID = strawberry.field(description="带来该事实的事件 / The event that brought the fact")


@strawberry.type(description="考核事实，不可更改 / A fact of the assessment; facts never change")
@table(tables.Fact)
class Fact(RecordsOfFact):
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    kind: FactKind = strawberry.field(description="种类 / What happened")
    happened_on: date = strawberry.field(description="发生日期 / The day on which it happened")
    recorded_at: datetime = strawberry.field(description="来源服务记录的时间 / When the record's owner recorded it")
    received_at: datetime = strawberry.field(description="本服务收到的时间 / When the assessment received it")
    due_on: date | None = strawberry.field(description="办理时限 / The limit")
    finished_on: date | None = strawberry.field(
        description="责任单位办结日期（销号晚于此日不算逾期）/ When the unit was done with it; closing may follow later"
    )
    code: str | None = strawberry.field(
        description="类别，指标可据此限定：问题等级、协调服务种类、入库入统 / What narrows an indicator, as severity"
    )
    days_late: int | None = strawberry.field(description="逾期工作日数 / Working days late")
    plan_version: int | None = strawberry.field(description="节点计划版本 / Version of the project's node plan")
    month: date | None = strawberry.field(description="进度所属月份（首日）/ The month of the progress, its first day")
    done: Decimal | None = strawberry.field(description="当月完成投资（万元）/ Investment done in the month")
    planned: Decimal | None = strawberry.field(
        description="当月计划投资；计划项目为年度投资（万元）/ Planned for the month; of a plan's project, for the year"
    )
    done_so_far: Decimal | None = strawberry.field(description="年初至当月累计完成（万元）/ Done since January")
    planned_so_far: Decimal | None = strawberry.field(description="年初至当月累计计划（万元）/ Planned since January")

    @sql(description="来源 / Source")
    def source(self: Any) -> FactSource:
        return refer(service=self.service, record_id=self.record_id, event_id=func.coalesce(self.event_id, self.id))

    @sql(description="责任单位 / The responsible unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)

    @sql(description="项目，与项目无关的为空 / The project, null where it is about none")
    def project(self: Any) -> ProjectOf | None:
        return refer(id=self.project_id)

    @sql(
        description="对其来源记录或项目所作的决定：责任分担、免予考核 / Decisions on its record or project, newest first"
    )
    def decisions(self: Any) -> list[DecisionOf]:
        decision = tables.FactDecision
        about = select(decision).where(or_(decision.record_id == self.record_id, decision.record_id == self.project_id))
        return answer(about.order_by(decision.recorded_at.desc(), decision.id.desc()))

    @sql(description="计入了哪些指标得分 / The indicator scores that it entered")
    def counted_in(self: Any, info: Info) -> list[IndicatorOf]:
        return answer(_entered(self, info.context.caller))


@strawberry.input(description="事实的筛选 / Which facts")
class FactFilter:
    unit_id: UUID | None = strawberry.field(default=None, description="责任单位 / Responsible unit")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    record_id: UUID | None = strawberry.field(default=None, description="来源记录 / Source record")
    kind: FactKind | None = strawberry.field(default=None, description="种类 / Kind")
    service: str | None = strawberry.field(default=None, description="来源服务 / Service that owns the record")
    code: str | None = strawberry.field(default=None, description="类别 / Code")
    year: int | None = strawberry.field(default=None, description="发生年度 / Year in which it happened")
    quarter: int | None = strawberry.field(default=None, description="发生季度（1–4）/ Quarter in which it happened")
    shared: bool | None = strawberry.field(
        default=None, description="来源记录是否由几家分担 / Whether its record is shared by several units"
    )
    exempt: bool | None = strawberry.field(
        default=None, description="来源记录或项目是否有免予考核的决定 / Whether its record or project is exempted"
    )
    late: bool | None = strawberry.field(default=None, description="是否逾期 / Whether it came late")
    since: date | None = strawberry.field(default=None, description="发生日期不早于 / Happened on or after")
    until: date | None = strawberry.field(default=None, description="发生日期不晚于 / Happened on or before")


@strawberry.type
class FactQueries:
    @sql(description="考核事实，最近的在前 / Facts that the caller may see, newest first")
    def facts(
        self: Any,
        info: Info,
        filter: Annotated[FactFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Fact]:
        asked = filter or FactFilter()
        named = asked.project_id is not None or asked.record_id is not None  # which few facts are about
        fact, query = (tables.Fact, select(tables.Fact)) if named else _start(info.context.caller, asked)
        for column, value in (
            (fact.unit_id, asked.unit_id),
            (fact.project_id, asked.project_id),
            (fact.record_id, asked.record_id),
            (fact.kind, asked.kind),
            (fact.service, asked.service),
            (fact.code, asked.code),
        ):
            query = query if value is None else query.where(column == value)
        query = query.where(*_decided(fact, info.context.caller, asked), *_within(fact, asked))
        if asked.late is not None:
            none: Any = literal_column("0")  # as the index of late ones has it
            query = query.where(fact.days_late > none if asked.late else fact.days_late == none)
        query = query if asked.since is None else query.where(fact.happened_on >= asked.since)
        query = query if asked.until is None else query.where(fact.happened_on <= asked.until)
        indexed = (asked.unit_id, asked.kind, asked.service, asked.code)
        if not (named or asked.late is True or any(value is not None for value in indexed)):
            query = query.where(whole(fact))
        return page(query, newest_first(fact))


def _start(caller: Actor, asked: FactFilter) -> tuple[Any, Select[Any]]:
    """Who sees all facts and asks for those that decisions are about starts with the decisions: they are few."""
    if not (asked.shared or asked.exempt) or (caller.unit is not None and not caller.acts_as(*OVERSEERS)):
        return seen_by(caller)
    fact, decision = tables.Fact, tables.FactDecision
    kind = DecisionKind.SHARE if asked.shared else DecisionKind.EXEMPTION
    standing = visible_select(decision, caller).where(decision.kind == kind, decision.standing)
    newest = standing.with_only_columns(decision.record_id).order_by(decision.recorded_at.desc(), decision.id.desc())
    # an array: joined, they would be taken for many and all facts be read; each is about one fact or more
    records = func.array(newest.limit(MORE).scalar_subquery(), type_=ARRAY(Uuid()))
    of_record, of_project = (
        select(fact.id).where(column == any_(records)).limit(MORE) for column in (fact.record_id, fact.project_id)
    )
    ids = of_record if asked.shared else select(union_all(of_record, of_project).subquery())
    row, kept = found(fact, ids, fact.happened_on)
    return row, select(row).where(kept)


def _decided(fact: Any, caller: Actor, asked: FactFilter) -> list[ColumnElement[bool]]:
    """Whether decisions stand on a fact's record, or project, is looked up fact by fact: only those of a page are asked."""
    found_ = []
    for wanted, kind, columns in (
        (asked.shared, DecisionKind.SHARE, (fact.record_id,)),
        (asked.exempt, DecisionKind.EXEMPTION, (fact.record_id, fact.project_id)),
    ):
        if wanted is not None:
            about = or_(*(_stands(kind, column, caller) for column in columns))
            found_.append(about if wanted else ~about)
    return found_


def _stands(kind: DecisionKind, record_id: Any, caller: Actor) -> ColumnElement[bool]:
    """Whether a decision of a kind stands on a record. As a value it is looked up where it is asked; as `exists` all would be
    read beforehand.
    """
    decision = aliased(tables.FactDecision)
    its = select(literal_column("true", Boolean())).select_from(decision)
    its = its.where(decision.record_id == record_id, decision.kind == kind, decision.standing)
    its = its.where(condition(tables.FactDecision, caller, decision)).limit(literal_column("1"))
    return func.coalesce(its.correlate_except(decision).scalar_subquery(), literal_column("false"), type_=Boolean())


def _within(fact: Any, asked: FactFilter) -> list[ColumnElement[bool]]:
    within: list[ColumnElement[bool]] = []
    if asked.year is not None:
        first, last = (through(asked.year, day, Date()) for day in (_first_day, _last_day))
        within.append(fact.happened_on.between(first, last))
    if asked.quarter is not None:
        within.append(func.date_part("quarter", fact.happened_on) == asked.quarter)
    return within


def _first_day(year: int) -> date:
    return date(min(max(year, MINYEAR), MAXYEAR), 1, 1)


def _last_day(year: int) -> date:
    return date(min(max(year, MINYEAR), MAXYEAR), 12, 31)


def late_facts(period: Any, caller: Actor) -> Select[Any]:
    """第十九条：facts of a published period that came after it was computed: they change nothing but by a recorded correction."""
    fact, ground = tables.Fact, tables.PeriodGround
    month = case((period.quarter == 0, 1), else_=period.quarter * 3 - 2)
    length = case(
        (period.quarter == 0, literal_column("interval '1 year'")), else_=literal_column("interval '3 months'")
    )
    first = func.make_date(period.year, month, 1)
    last = cast(first + length - literal_column("interval '1 day'"), Date)
    came = select(fact).join(ground, fact.received_at > ground.seen_at)
    return came.where(
        condition(ground, caller),
        ground.period_id == period.id,
        fact.division == period.division,
        period.published_at.is_not(None),
        or_(fact.happened_on.between(first, last), fact.due_on.between(first, last)),
    )


def seen_by(caller: Actor) -> tuple[Any, Select[Any]]:
    """Start with the facts that a unit may see, where they are few; with all of them for who sees all or many."""
    fact, project = tables.Fact, tables.Project
    if caller.unit is None or caller.acts_as(*OVERSEERS):
        return fact, select(fact)
    responsible = select(fact.id).where(fact.unit_id == caller.unit).order_by(fact.happened_on).limit(MORE)
    owned = select(fact.id).join(project, project.id == fact.project_id).where(project.owner_id == caller.unit)
    unit = tables.Organization
    merged = select(fact.id).join(unit, unit.id == fact.unit_id).where(unit.merged_into == caller.unit).limit(MORE)
    decision = tables.FactDecision
    about = select(decision.record_id).where(decision.id == any_(named_by(caller.unit)), decision.standing)
    records = func.array(about.limit(MORE).scalar_subquery(), type_=ARRAY(Uuid()))
    shared = [
        select(fact.id).where(column == any_(records)).limit(MORE) for column in (fact.record_id, fact.project_id)
    ]
    row, kept = found(fact, select(union_all(responsible, owned, merged, *shared).subquery()), fact.happened_on)
    return row, select(row).where(kept)


def named_by(unit_id: Any) -> Any:
    """The decisions that name a unit, as an array: joined, they would be taken for many and all decisions be read."""
    part = tables.FactDecisionUnit
    its = select(part.decision_id).where(part.unit_id == unit_id).order_by(part.decision_id).limit(MORE)
    return func.array(its.scalar_subquery(), type_=ARRAY(Uuid()))


def _entered(fact: Any, caller: Actor) -> Select[Any]:
    """Select the indicators that looked at a fact: of its own unit, and of those for which it counted instead or too."""
    indicator, counted = tables.IndicatorResult, tables.Counted
    # of their own, for what asks may stand in one of them itself
    result = aliased(tables.UnitResult)
    entries, elsewhere = aliased(tables.PeriodEntries), aliased(tables.CountedElsewhere)
    seen = condition(tables.UnitResult, caller, result)
    own = select(result.id).join(entries, (entries.period_id == result.period_id) & (entries.unit_id == result.unit_id))
    own = own.where(condition(tables.PeriodEntries, caller, entries))
    its = (entries.unit_id == fact.unit_id, entries.year.in_(years_of(fact)))
    own = own.where(seen, *its, fact.id == any_(entries.sources))
    own = own.correlate_except(result, entries)
    at = (elsewhere.period_id == result.period_id) & (elsewhere.unit_id == result.unit_id)
    other = select(result.id).join(elsewhere, at).where(seen, elsewhere.fact_id == fact.id)
    other = other.where(condition(tables.CountedElsewhere, caller, elsewhere)).correlate_except(result, elsewhere)
    entered = select(indicator).join(counted, counted.indicator_id == indicator.id)
    entered = entered.where(counted.source_id == fact.id, counted.result_id.in_(union(own, other)))
    return entered.where(condition(counted, caller)).order_by(indicator.id)
