"""The ledger counted: by trait beside a list, and by unit over a span of days (第十条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Date, Integer, Select, Text, and_, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSON

from services.chassis.graphql import Info
from services.chassis.reads import derived, labelled, refer, sql, through
from services.chassis.visibility import narrowed, visible_select
from services.schedule.domain.ledger.terms import IssueState, Layer, Severity
from services.schedule.graphql.ledger import kind_name
from services.schedule.graphql.ledger_lists import Filter, IssueFilter, late_on, matched
from services.schedule.store import tables

_TRAITS = {
    "state": "states",
    "severity": "severity",
    "kind": "kind",
    "layer": "layer",
    "responsible_unit_id": "responsible_unit_id",
}
_TENTH = Decimal("0.1")


@strawberry.type(description="一个取值及其问题数 / A value and how many issues have it")
class IssueFacet:
    value: str | None = strawberry.field(
        description="取值：枚举、类别代码或单位标识；为空即未交办 / Member of the enum, code of the kind or id of the unit"
    )
    name: str | None = strawberry.field(description="类别或单位的名称 / Name of the kind or unit")
    issues: int = strawberry.field(description="问题数 / Number of issues")


@strawberry.type(
    description="台账分面计数：各分面按其余条件计数，不计自身条件 / "
    "Issues by trait, each counted with the other conditions but without its own"
)
@labelled
class IssueFacets:
    total: int = strawberry.field(description="满足全部条件的问题数 / Issues that match all conditions")
    overdue: int = strawberry.field(description="其中已逾期未报办结 / Of those, past their limit and not reported done")
    supervised: int = strawberry.field(description="其中督办 / Of those, supervised")

    @derived("by_state", description="按状态 / By state")
    def states(self: Any) -> list[IssueFacet]:
        return _members(self.by_state, IssueState)

    @derived("by_severity", description="按程度 / By severity")
    def severities(self: Any) -> list[IssueFacet]:
        return _members(self.by_severity, Severity)

    @derived("by_layer", description="按层级，未交办的在后 / By layer, those not handed out last")
    def layers(self: Any) -> list[IssueFacet]:
        return _members(self.by_layer, Layer)

    @derived("by_kind", description="按类别，多的在前 / By kind, the most issues first")
    def kinds(self: Any, info: Info) -> list[IssueFacet]:
        today = info.context.today
        found = [IssueFacet(value=code, name=kind_name(code, today), issues=n) for code, n, *_ in self.by_kind]
        return sorted(found, key=lambda f: (-f.issues, f.value or ""))

    @derived("by_unit", description="按责任单位，多的在前，未交办的在后 / By unit, the most issues first")
    def units(self: Any) -> list[IssueFacet]:
        found = [IssueFacet(value=id_, name=name, issues=n) for id_, n, name in self.by_unit]
        return sorted(found, key=lambda f: (f.value is None, -f.issues, f.name or "", f.value or ""))


def _members(counts: Any, kind: Any) -> list[IssueFacet]:
    of = {value: n for value, n, *_ in counts}
    shown = [IssueFacet(value=m.value, name=None, issues=of[m.value]) for m in kind if m.value in of]
    return [*shown, IssueFacet(value=None, name=None, issues=of[None])] if None in of else shown


@strawberry.type(description="一个责任单位的办理情况 / How one unit settles its issues")
class IssueUnitStatistics:
    unit_id: UUID = strawberry.field(description="责任单位标识 / Responsible unit")
    unit_name: str | None = strawberry.field(description="单位名称 / Its name")
    raised: int = strawberry.field(description="期间提出并由其承办的 / Raised in the span and its to settle")
    closed: int = strawberry.field(description="期间销号的 / Closed in the span")
    closed_late: int = strawberry.field(description="其中逾期办结的 / Of those, reported done after the limit")
    open: int = strawberry.field(description="今日未了结的 / Open today")
    overdue: int = strawberry.field(description="今日已逾期未报办结的 / Past their limit today and not reported done")
    supervised: int = strawberry.field(description="今日督办中的 / Open and supervised today")
    reopened: int = strawberry.field(description="期间销号的曾重新办理次数 / How often those closed were opened again")
    mean_working_days: Decimal | None = strawberry.field(
        description="期间销号的从提出到销号平均工作日（四舍五入至一位小数）/ Mean working days from raising to closing"
    )


@strawberry.type(
    description="台账统计，并入其他问题的与撤回的不计 / The ledger by unit; merged and withdrawn issues do not count"
)
@labelled
class IssueStatistics:
    from_on: date = strawberry.field(description="起始日期 / First day")
    until_on: date = strawberry.field(description="截止日期 / Last day")

    @derived("rows", description="按责任单位，未了结多的在前 / By responsible unit, the most open issues first")
    def units(self: Any) -> list[IssueUnitStatistics]:
        found = [_statistics(row) for row in self.rows]
        return sorted(found, key=lambda u: (-u.open, -u.raised, u.unit_name or "", str(u.unit_id)))


def _statistics(row: Any) -> IssueUnitStatistics:
    unit, name, raised, closed, late, open_, overdue, supervised, reopened, days = row
    mean = (Decimal(days) / closed).quantize(_TENTH, ROUND_HALF_UP) if closed else None
    return IssueUnitStatistics(
        unit_id=UUID(unit),
        unit_name=name,
        raised=raised,
        closed=closed,
        closed_late=late,
        open=open_,
        overdue=overdue,
        supervised=supervised,
        reopened=reopened,
        mean_working_days=mean,
    )


From = Annotated[date, strawberry.argument(description="起始日期（含）/ First day")]
Until = Annotated[date, strawberry.argument(description="截止日期（含）/ Last day")]


@strawberry.type
class LedgerCountQuery:
    @sql(description="台账分面计数，条件同台账列表 / Counts of the ledger by trait; filter as in `issues`")
    def issue_facets(self: Any, info: Info, filter: Filter = None) -> IssueFacets:
        counting = _Counting(info, filter or IssueFilter())
        return refer(
            total=counting.total("n"),
            overdue=counting.total("overdue"),
            supervised=counting.total("supervised"),
            by_state=counting.by("state"),
            by_severity=counting.by("severity"),
            by_layer=counting.by("layer"),
            by_kind=counting.by("kind"),
            by_unit=counting.by_unit(),
        )

    @sql(
        description="台账统计：期间提出、销号、逾期及平均办理天数 / What units settled in a span, and how they stand today"
    )
    def issue_statistics(self: Any, info: Info, from_on: From, until_on: Until) -> IssueStatistics:
        first, last = (through(day, _same, Date()) for day in (from_on, until_on))  # expressions, in the walk too
        return refer(from_on=first, until_on=last, rows=_by_unit(info, first, last))


def _same(day: date) -> date:
    return day


class _Counting:
    """Counts the issues once by all traits together; each facet is counted from those cells."""

    def __init__(self, info: Info, asked: IssueFilter) -> None:
        self.info, self.asked = info, asked
        others = replace(asked, states=None, severity=None, kind=None, layer=None, responsible_unit_id=None)
        issue, query = matched(info, others)
        traits = [getattr(issue, trait) for trait in _TRAITS]
        late = late_on(issue, info.context.today)
        counts = (
            func.count().label("n"),
            func.count().filter(late).label("overdue"),
            func.count().filter(issue.supervised).label("supervised"),
        )
        counted = narrowed(query, info.context.caller).with_only_columns(*traits, *counts, maintain_column_froms=True)
        self.cells = counted.group_by(*traits).cte()

    def total(self, what: str) -> Any:
        """Count what matches all conditions."""
        number = func.coalesce(func.sum(self.cells.c[what]), literal_column("0"))
        return select(cast(number, Integer)).where(*self._conditions(without=None)).scalar_subquery()

    def by(self, trait: str) -> Any:
        """Count by one trait, as JSON: value and number."""
        counts = self._counted(trait)
        return _json(select(_row(cast(counts.c.of, Text), counts.c.n)).select_from(counts))

    def by_unit(self) -> Any:
        """Count by unit, with its name."""
        counts, unit = self._counted("responsible_unit_id"), tables.Organization
        its = visible_select(unit, self.info.context.caller).where(unit.id == counts.c.of)
        name = its.with_only_columns(unit.name).scalar_subquery()
        return _json(select(_row(cast(counts.c.of, Text), counts.c.n, name)).select_from(counts))

    def _counted(self, trait: str) -> Any:
        of = self.cells.c[trait]
        number = cast(func.sum(self.cells.c.n), Integer)
        counted = select(of.label("of"), number.label("n")).where(*self._conditions(without=trait)).group_by(of)
        return counted.subquery()

    def _conditions(self, *, without: str | None) -> list[Any]:
        """The conditions on traits, over the counted cells; a facet's own one is left out."""
        found = []
        for trait, name in _TRAITS.items():
            wanted = getattr(self.asked, name)
            if wanted is not None and trait != without:
                cell = self.cells.c[trait]
                found.append(cell.in_(wanted) if trait == "state" else cell == wanted)
        return found


def _by_unit(info: Info, from_on: Any, until_on: Any) -> Any:
    """Count by responsible unit, as JSON."""
    issue, unit, caller = tables.Issue, tables.Organization, info.context.caller
    closed = and_(issue.state == IssueState.CLOSED, issue.ended_on.between(from_on, until_on))
    still_open = issue.ended_on.is_(None)

    def count(*conditions: Any) -> Any:
        return func.count().filter(*conditions)

    def summed(number: Any) -> Any:
        return cast(func.coalesce(func.sum(number).filter(closed), literal_column("0")), Integer)

    counted = (
        visible_select(issue, caller)
        .where(
            issue.responsible_unit_id.is_not(None),
            issue.state.not_in([IssueState.MERGED, IssueState.WITHDRAWN]),
        )
        .with_only_columns(
            issue.responsible_unit_id.label("unit"),
            count(issue.raised_on.between(from_on, until_on)).label("raised"),
            count(closed).label("closed"),
            count(closed, issue.done_on > issue.due_on).label("late"),
            count(still_open).label("open"),
            count(late_on(issue, info.context.today)).label("overdue"),
            count(still_open, issue.supervised).label("supervised"),
            summed(issue.reopened_times).label("reopened"),
            summed(issue.working_days_taken).label("days"),
        )
        .group_by(issue.responsible_unit_id)
        .subquery()
    )
    c = counted.c
    its = visible_select(unit, caller).where(unit.id == c.unit)
    name = its.with_only_columns(unit.name).scalar_subquery()
    numbers = (c.raised, c.closed, c.late, c.open, c.overdue, c.supervised, c.reopened, c.days)
    return _json(select(_row(cast(c.unit, Text), name, *numbers)).select_from(counted))


def _row(*values: Any) -> Any:
    return func.json_build_array(*values, type_=JSON())


def _json(rows: Select[Any]) -> Any:
    """Gather rows of one JSON value."""
    one = rows.subquery()
    return select(func.coalesce(func.json_agg(one.c[0]), literal_column("'[]'::json"), type_=JSON())).scalar_subquery()
