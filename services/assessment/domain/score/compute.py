"""Compute a quarter: facts and scheme in, scores with their explanation out, with no other influence (A19)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.assessment.domain import rulebook
from services.assessment.domain.fact.model import Fact
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import GroupRule, Scheme
from services.assessment.domain.score.item import Items
from services.assessment.domain.score.items import items_of
from services.assessment.domain.score.model import Computation, GroupScores, IndicatorScore, Unit, UnitScore
from services.assessment.domain.score.rank import Standing, place
from services.assessment.domain.score.unit import score_unit


def compute(
    division: str, quarter: Quarter, scheme: Scheme, units: Iterable[Unit], facts: Iterable[Fact], today: date
) -> Computation:
    """Compute all groups of the scheme. Facts that have nothing to do with the quarter make no difference."""
    items = items_of(facts, quarter, today)
    members = {unit.id: unit.group for unit in units}
    groups = tuple(
        _group(rule, scheme, sorted(u for u, group in members.items() if group is rule.group), items, quarter)
        for rule in sorted(scheme.groups, key=lambda rule: rule.group)
    )
    assessed = {rule.group for rule in scheme.groups}
    unplaced = sorted(
        item.fact.id
        for unit, of_unit in items.items()
        if members.get(unit) not in assessed
        for of_measure in of_unit.values()
        for item in of_measure
    )
    return Computation(division, quarter, min(quarter.last_day, today), scheme, groups, tuple(unplaced))


def _group(rule: GroupRule, scheme: Scheme, units: Sequence[UUID], items: Items, quarter: Quarter) -> GroupScores:
    """第十八条：a unit is assessed when it bore a task or gave a service that the scheme can measure."""
    full = rulebook.FULL_MARKS.on(quarter.last_day)
    found = {u: score_unit(rule, scheme, items.get(u, {}), full) for u in units}
    scored = {u: unit for u, unit in found.items() if unit is not None}
    standings = [Standing(u, unit.score, parted_by(rule, unit.indicators)) for u, unit in scored.items()]
    placed = place(standings, rulebook.LAST_PLACES.on(quarter.last_day), scheme.ties, rule.small_group)
    ranked = tuple(
        UnitScore(p.unit_id, unit.score, p.rank, p.last, unit.words, unit.indicators)
        for p in placed
        for unit in (scored[p.unit_id],)
    )
    return GroupScores(rule.group, ranked, tuple(u for u in units if u not in scored))


def parted_by(rule: GroupRule, indicators: Iterable[IndicatorScore]) -> tuple[Decimal, ...]:
    """The values that part a unit from its equals; where it had nothing to do it missed nothing."""
    values = {i.code: Decimal(1) if i.value is None else i.value for i in indicators}
    return tuple(values[code] for code in rule.tie_breakers)
