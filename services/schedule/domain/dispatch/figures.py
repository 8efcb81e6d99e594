"""第十条（月通报、年度总结）：every figure with the rule that gives it, its inputs and the rows that it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from services.law.money import percentage, round_half_up
from services.schedule.domain.dispatch.facts import Facts, IssueFact, NodeFact, ProjectFact, RequestFact
from services.schedule.domain.dispatch.figure_rules import AMOUNT, COUNT, RULES
from services.schedule.domain.dispatch.rulebook import PLACES, Places
from services.schedule.domain.dispatch.terms import FigureScope
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.terms import category_name

T = TypeVar("T")
Row = tuple[UUID, str]  # a record and what of it counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a bulletin."""

    code: str
    scope: FigureScope
    key: str
    name: str
    label: str
    value: Decimal
    places: int
    unit: str
    source: str
    computed_as: str
    inputs: Mapping[str, Any]
    rows: tuple[Row, ...]


def figures(facts: Facts) -> list[Figure]:
    """Work out every figure, in the order of the rules; what is of nothing and no share of nothing is left out."""
    places = PLACES.on(facts.as_of)
    made: list[Figure] = []
    for scope, key, name, part in parts(facts):
        made += _money(part, facts, scope, key, name, places)
        made += _projects(part, facts, scope, key, name)
        if scope in {FigureScope.ALL, FigureScope.TOWN}:
            ids = {p.id for p in part}
            weeks = [(m.project_id, m.week_on.isoformat()) for m in facts.missed if m.project_id in ids]
            made.append(_count("MISSED_WEEKS", facts, scope, key, name, weeks))
    made += _curve(facts, places)
    made += _lights(facts)
    for scope, unit, nodes in _units(facts, facts.nodes, lambda n: n.unit_id, FigureScope.UNIT):
        made += _nodes(facts, scope, unit, nodes)
    for scope, unit, requests in _units(facts, facts.requests, lambda r: r.bureau_id, FigureScope.BUREAU):
        made += _requests(facts, scope, unit, requests)
    for scope, unit, issues in _units(facts, facts.issues, lambda i: i.unit_id, FigureScope.UNIT):
        made += _issues(facts, scope, unit, issues)
    return made


def parts(facts: Facts) -> Iterator[tuple[FigureScope, str, str, list[ProjectFact]]]:
    """Give all projects, then those of each town, category and industry authority, by name."""
    yield FigureScope.ALL, "", "全区", list(facts.projects)
    by: tuple[tuple[FigureScope, Callable[[ProjectFact], Any], Callable[[Any], str]], ...] = (
        (FigureScope.TOWN, lambda p: p.town_id, facts.unit),
        (FigureScope.CATEGORY, lambda p: p.category, category_name),
        (FigureScope.AUTHORITY, lambda p: p.authority_id, facts.unit),
        (FigureScope.OWNER, lambda p: p.owner_id if _platform(facts, p.owner_id) else None, facts.unit),
    )
    for scope, of, named in by:
        groups: dict[Any, list[ProjectFact]] = {}
        for project in facts.projects:
            groups.setdefault(of(project), []).append(project)
        if scope is FigureScope.OWNER:
            groups.pop(None, None)
        for key in sorted(groups, key=lambda k: (named(k), str(k))):
            yield scope, "" if key is None else str(key), named(key), groups[key]


def _platform(facts: Facts, unit: UUID) -> bool:
    return facts.categories.get(unit) == "STATE_PLATFORM"


def _money(
    part: Sequence[ProjectFact], facts: Facts, scope: FigureScope, key: str, name: str, places: Places
) -> Iterator[Figure]:
    built = [p for p in part if p.kind.construction]
    month = facts.month
    sums = {
        "ANNUAL": [(p, p.annual) for p in built],
        "PLANNED": [(p, p.planned_to(month)) for p in built],
        "VERIFIED_MONTH": [(p, p.verified[month - 1] or Decimal(0)) for p in built],
        "VERIFIED": [(p, p.verified_to(month)) for p in built],
    }
    totals = {code: sum((v for _, v in of), Decimal(0)) for code, of in sums.items()}
    for code, of in sums.items():
        rows = [(p.id, f"{v.normalize():f}") for p, v in of]
        yield _figure(code, facts, scope, key, name, round_half_up(totals[code], places.amount), rows, places.amount)
    for code, whole in (("RATE", "ANNUAL"), ("PACE", "PLANNED")):
        if totals[whole]:
            rows = [(p.id, f"{v.normalize():f}") for p, v in sums["VERIFIED"]]
            share = percentage(totals["VERIFIED"], totals[whole], places.percent)
            exact = {c: f"{totals[c].normalize():f}" for c in ("VERIFIED", whole)}
            yield _figure(code, facts, scope, key, name, share, rows, places.percent, exact)


def _projects(part: Sequence[ProjectFact], facts: Facts, scope: FigureScope, key: str, name: str) -> Iterator[Figure]:
    built, until = [p for p in part if p.kind.construction], facts.as_of
    new = [p for p in built if p.kind is ItemKind.NEW_START]
    found: Mapping[str, Sequence[tuple[ProjectFact, object]]] = {
        "PROJECTS": [(p, p.kind.value) for p in part],
        "CONSTRUCTION": [(p, p.kind.value) for p in built],
        "STARTS_PLANNED": [(p, p.start_due) for p in new if p.start_due and p.start_due <= until],
        "STARTS_DONE": [(p, p.started_on) for p in new if p.started_on and p.started_on <= until],
        "COMPLETIONS_PLANNED": [(p, p.finish_due) for p in built if p.finish_due and p.finish_due <= until],
        "COMPLETIONS_DONE": [(p, p.finished_on) for p in built if p.finished_on and p.finished_on <= until],
        "CONVERSIONS_PLANNED": [(p, p.kind.value) for p in part if p.was_preliminary],
        "CONVERSIONS_DONE": [(p, p.converted_on) for p in part if p.converted_on and p.converted_on <= until],
    }
    for code, of in found.items():
        yield _count(code, facts, scope, key, name, [(p.id, str(what)) for p, what in of])


def _curve(facts: Facts, places: Places) -> Iterator[Figure]:
    """The cumulative curve: planned for all months, verified up to the month of the bulletin."""
    built = [p for p in facts.projects if p.kind.construction]
    for month in range(1, 13):
        lines: list[tuple[str, str, Callable[[ProjectFact], Decimal]]] = [
            ("PLANNED", "累计计划投资", lambda p, m=month: p.planned_to(m))  # type: ignore[misc]  # a default binds it
        ]
        if month <= facts.month:
            lines.append(("VERIFIED", "累计完成投资", lambda p, m=month: p.verified_to(m)))  # type: ignore[misc]
        for code, label, of in lines:
            rows = [(p.id, f"{of(p).normalize():f}") for p in built]
            value = round_half_up(sum((of(p) for p in built), Decimal(0)), places.amount)
            rule = RULES[code]
            yield Figure(
                code=f"CURVE_{code}_{month:02d}",
                scope=FigureScope.ALL,
                key="",
                name="全区",
                label=f"{month}月{label}",
                value=value,
                places=places.amount,
                unit=AMOUNT,
                source=rule.source,
                computed_as=f"1月至{month}月合计",
                inputs={"year": facts.year, "month": month},
                rows=tuple(rows),
            )


def _lights(facts: Facts) -> Iterator[Figure]:
    states: dict[str, list[Row]] = {}
    for node in facts.nodes:
        states.setdefault(node.state, []).append((node.id, node.state))
    for state, rows in sorted(states.items()):
        yield Figure(
            code=f"LIGHT_{state}",
            scope=FigureScope.ALL,
            key="",
            name="全区",
            label=state,
            value=Decimal(len(rows)),
            places=0,
            unit=COUNT,
            source="nodes",
            computed_as=f"期末状态为{state}的现行节点计数",
            inputs={"asOf": facts.as_of},
            rows=tuple(rows),
        )


def _units(
    facts: Facts, found: Sequence[T], of: Callable[[T], UUID | None], scope: FigureScope
) -> Iterator[tuple[FigureScope, UUID | str | None, list[T]]]:
    """Give all records, then those of each unit, by name."""
    yield FigureScope.ALL, "*", list(found)
    groups: dict[UUID | None, list[T]] = {}
    for record in found:
        groups.setdefault(of(record), []).append(record)
    for unit in sorted(groups, key=lambda u: (facts.unit(u), str(u))):
        yield scope, unit, groups[unit]


def _nodes(facts: Facts, scope: FigureScope, unit: UUID | str | None, own: Sequence[NodeFact]) -> Iterator[Figure]:
    due = [n for n in own if facts.first <= n.due_on <= facts.as_of]
    late = [n for n in own if n.completed_on is None and n.state == "LATE"]
    done = [n for n in due if n.completed_on is not None and n.completed_on <= facts.as_of]
    for code, of in (("NODES_DUE", due), ("NODES_DONE", done), ("NODES_LATE", late)):
        yield _of_unit(code, facts, scope, unit, [(n.id, f"{n.due_on}/{n.completed_on}") for n in of])


def _requests(
    facts: Facts, scope: FigureScope, unit: UUID | str | None, own: Sequence[RequestFact]
) -> Iterator[Figure]:
    decided = [r for r in own if r.decided_on is not None and facts.first <= r.decided_on <= facts.as_of]
    late = [r for r in decided if r.decided_on and r.due_on and r.decided_on > r.due_on]
    too_late = {r.id for r in late}
    on_time = [r for r in decided if r.id not in too_late]
    over = [r for r in own if r.open and r.due_on is not None and r.due_on < facts.as_of]
    for code, of in (("REQUESTS_ON_TIME", on_time), ("REQUESTS_LATE", late), ("REQUESTS_OVERDUE", over)):
        yield _of_unit(code, facts, scope, unit, [(r.id, f"{r.version}/{r.due_on}/{r.decided_on}") for r in of])


def _issues(facts: Facts, scope: FigureScope, unit: UUID | str | None, own: Sequence[IssueFact]) -> Iterator[Figure]:
    raised = [i for i in own if facts.first <= i.raised_on <= facts.as_of]
    closed = [i for i in own if i.closed_on is not None and facts.first <= i.closed_on <= facts.as_of]
    over = [i for i in own if i.open and i.due_on is not None and i.due_on < facts.as_of]
    for code, of in (("ISSUES_RAISED", raised), ("ISSUES_CLOSED", closed), ("ISSUES_OVERDUE", over)):
        yield _of_unit(code, facts, scope, unit, [(i.id, f"{i.raised_on}/{i.due_on}/{i.closed_on}") for i in of])


def _of_unit(code: str, facts: Facts, scope: FigureScope, unit: UUID | str | None, rows: Sequence[Row]) -> Figure:
    if isinstance(unit, str):
        return _count(code, facts, scope, "", "全区", rows)
    return _count(code, facts, scope, "" if unit is None else str(unit), facts.unit(unit), rows)


def _count(code: str, facts: Facts, scope: FigureScope, key: str, name: str, rows: Sequence[Row]) -> Figure:
    return _figure(code, facts, scope, key, name, Decimal(len(rows)), rows, 0)


def _figure(
    code: str,
    facts: Facts,
    scope: FigureScope,
    key: str,
    name: str,
    value: Decimal,
    rows: Sequence[Row],
    places: int,
    exact: Mapping[str, str] | None = None,
) -> Figure:
    rule = RULES[code]
    period = {"year": facts.year, "month": facts.month, "from": facts.first, "until": facts.as_of}
    return Figure(
        code=code,
        scope=scope,
        key=key,
        name=name,
        label=rule.label,
        value=value,
        places=places,
        unit=rule.unit,
        source=rule.source,
        computed_as=rule.computed_as,
        inputs=period | dict(exact or {}),
        rows=tuple(rows),
    )
