"""Compute a period: facts and scheme in, scores with their explanation out, with no other influence (A19)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.assessment.domain import rulebook
from services.assessment.domain.fact.model import Fact
from services.assessment.domain.period import Period, Year
from services.assessment.domain.scheme.model import GroupRule, Measure, Scheme
from services.assessment.domain.score.entry import Entries, Entry, in_order
from services.assessment.domain.score.items import entries_of
from services.assessment.domain.score.model import (
    Computation,
    Earlier,
    GroupScores,
    IndicatorScore,
    Unit,
    UnitScore,
    indicators_of,
    tie_breakers_of,
)
from services.assessment.domain.score.rank import Standing, place
from services.assessment.domain.score.unit import Basis, basis_of, score_units

Bases = Mapping[UUID, Basis]


def compute(
    division: str,
    period: Period,
    scheme: Scheme,
    units: Iterable[Unit],
    facts: Iterable[Fact],
    today: date,
    earlier: Iterable[Earlier] = (),
) -> Computation:
    """Compute all groups of the scheme. Facts that have nothing to do with the period make no difference.

    earlier: the published results of the year's quarters, which a year may take into account (第二十条).
    """
    entries = with_quarters(entries_of(facts, period, today), earlier, period)
    members = list(units)
    return assess(division, period, scheme, members, entries, bases_of(scheme, period, members, entries), today)


def assesses(scheme: Scheme, period: Period) -> bool:
    """第十八条、第二十条：whether the scheme says how the period is assessed: every quarter, and the year where it has rules."""
    return all(indicators_of(rule, period) for rule in scheme.groups)


def with_quarters(entries: Entries, earlier: Iterable[Earlier], period: Period) -> Entries:
    """第二十条：quarters and year are taken together: a year's entries include what its quarters gave, out of full marks."""
    if not isinstance(period, Year):
        return entries
    found: dict[UUID, list[Entry]] = {}
    for result in earlier:
        full = rulebook.FULL_MARKS.on(result.quarter.last_day)
        found.setdefault(result.unit_id, []).append(Entry(result.result_id, done=result.score, planned=full))
    added = {unit: {Measure.QUARTER_RESULTS: in_order(of_unit)} for unit, of_unit in found.items()}
    return {unit: {**entries.get(unit, {}), **added.get(unit, {})} for unit in entries.keys() | added.keys()}


def bases_of(scheme: Scheme, period: Period, units: Iterable[Unit], entries: Entries) -> Bases:
    """Apply every unit's indicators to its entries. A unit that had nothing to do is left out."""
    rules = {rule.group: indicators_of(rule, period) for rule in scheme.groups}
    found = {u.id: basis_of(rules[u.group], entries.get(u.id, {})) for u in units if u.group in rules}
    return {unit: basis for unit, basis in found.items() if basis is not None}


def assess(
    division: str,
    period: Period,
    scheme: Scheme,
    units: Iterable[Unit],
    entries: Entries,
    bases: Bases,
    today: date,
    *,
    unplaced: Iterable[UUID] = (),
) -> Computation:
    """Score and rank the groups. unplaced: what counts nowhere and is known already, beside what the entries show."""
    members = {unit.id: unit.group for unit in units}
    groups = tuple(
        _group(rule, scheme, sorted(u for u, group in members.items() if group is rule.group), bases, period)
        for rule in sorted(scheme.groups, key=lambda rule: rule.group)
    )
    assessed = {rule.group for rule in scheme.groups}
    nowhere = {
        entry.source
        for unit, of_unit in entries.items()
        if members.get(unit) not in assessed
        for measure, of_measure in of_unit.items()
        if measure is not Measure.QUARTER_RESULTS
        for entry in of_measure
    }
    found = tuple(sorted(nowhere.union(unplaced)))
    return Computation(division, period, min(period.last_day, today), scheme, groups, found, entries)


def _group(rule: GroupRule, scheme: Scheme, units: Sequence[UUID], bases: Bases, period: Period) -> GroupScores:
    """第十八条：a unit is assessed when it bore a task or gave a service that the scheme can measure."""
    full = rulebook.FULL_MARKS.on(period.last_day)
    span = "本年度" if isinstance(period, Year) else "本季度"
    active = {u: bases[u] for u in units if u in bases}
    scored = score_units(indicators_of(rule, period), scheme, active, full, span)
    standings = [Standing(u, unit.score, parted_by(rule, period, unit.indicators)) for u, unit in scored.items()]
    placed = place(standings, rulebook.LAST_PLACES.on(period.last_day), scheme.ties, rule.small_group)
    ranked = tuple(
        UnitScore(p.unit_id, unit.score, p.rank, p.last, unit.words, unit.indicators)
        for p in placed
        for unit in (scored[p.unit_id],)
    )
    return GroupScores(rule.group, ranked, tuple(u for u in units if u not in scored))


def parted_by(rule: GroupRule, period: Period, indicators: Iterable[IndicatorScore]) -> tuple[Decimal, ...]:
    """The values that part a unit from its equals; where it had nothing to do it missed nothing, and got no extra points."""
    values = {i.code: Decimal(i.formula.weighted) if i.value is None else i.value for i in indicators}
    return tuple(values[code] for code in tie_breakers_of(rule, period))
