"""What holds of any facts and decisions: their order is nothing, elsewhere is nothing, lateness never pays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.assessment.domain.fact.model import Fact, FactKind
from services.assessment.domain.period import Period, Year
from services.assessment.domain.scheme.model import GroupRule, IdleRule, Measure, Scheme
from services.assessment.domain.score.compute import compute
from services.assessment.domain.score.entry import in_order
from services.assessment.domain.score.items import entries_of, items_of
from services.assessment.domain.score.model import Computation, Unit
from services.assessment.domain.score.sharing import survived
from services.assessment.usecases.period.digest import digest_of, digests_of, of_entries
from services.law.parties import UnitCategory
from tests.assessment.domain import given_matters as matters
from tests.assessment.domain.any_facts import TOWNS, any_decisions, any_facts, shares, towns
from tests.assessment.domain.given import (
    AFTER,
    DIVISION,
    Q4,
    completed,
    decided,
    linear,
    number,
    pending,
    per_event,
    planned,
    ratio,
    scheme,
    verified,
)

M = Measure
QUARTERLY = (
    ratio(30),
    linear(20, "1.2"),
    ratio(10, M.FACTOR_GUARANTEE, "GUARANTEE"),
    ratio(20, M.ISSUES, "ISSUES"),
    ratio(10, M.COORDINATION, "SERVICES"),
    ratio(10, M.STATISTICS, "STATISTICS"),
    per_event("-1", measure=M.NODE_TASKS),
)
YEARLY = (
    ratio(40, M.ANNUAL_CONTENT),
    ratio(20, M.STARTS, "STARTS"),
    ratio(20, M.COMPLETIONS, "COMPLETIONS"),
    replace(linear(20, "1"), measure=M.ANNUAL_INVESTMENT),
)
RULES = scheme(
    groups=tuple(GroupRule(g, QUARTERLY, scheme().groups[0].small_group, yearly=YEARLY) for g in UnitCategory)
)
UNITS = [Unit(town, UnitCategory.TOWN) for town in TOWNS]
PERIODS = st.sampled_from([Q4, Year(2026)])
DECIDING = {FactKind.RESPONSIBILITY_SHARED, FactKind.EXEMPTED, FactKind.EXEMPTION_REVOKED}
seldom = settings(max_examples=120, deadline=None, derandomize=True)
told = any_facts().flatmap(lambda facts: st.tuples(st.just(facts), any_decisions(facts)))


def computed(
    facts: Iterable[Fact], period: Period = Q4, rules: Scheme = RULES, units: Iterable[Unit] = UNITS
) -> Computation:
    return compute(DIVISION, period, rules, units, facts, AFTER)


def scores(computation: Computation) -> dict[UUID, Any]:
    return {u.unit_id: u.score for g in computation.groups for u in g.units}


@seldom
@given(told, st.booleans(), PERIODS, st.randoms())
def test_neither_the_order_of_facts_nor_of_decisions_makes_a_difference(made, merged: bool, period, chance) -> None:
    into = {TOWNS[1]: TOWNS[0], TOWNS[2]: TOWNS[0]} if merged else {}
    facts = [survived(fact, into) for part in made for fact in part]
    units = [unit for unit in UNITS if unit.id not in into]
    shuffled = chance.sample(facts, len(facts))
    assert digest_of(computed(facts, period, units=units)) == digest_of(computed(shuffled, period, units=units[::-1]))


@seldom
@given(told, PERIODS)
def test_projects_judged_apart_add_up_to_all_judged_together(made, period: Period) -> None:
    facts, decisions = made
    gathered: dict[UUID, dict[Measure, list]] = defaultdict(lambda: defaultdict(list))
    for _, part in groupby(sorted(facts, key=_key), key=_key):
        for unit, of_unit in entries_of([*part, *decisions], period, AFTER).items():
            for measure, entries in of_unit.items():
                gathered[unit][measure] += entries
    apart = {unit: {m: in_order(found) for m, found in of_unit.items()} for unit, of_unit in gathered.items()}
    assert apart == entries_of([*facts, *decisions], period, AFTER)


def _key(fact: Fact) -> UUID:
    return fact.project_id or fact.source.record_id


@seldom
@given(told, any_facts(), st.sampled_from([UnitCategory.DEPARTMENT, None]), PERIODS)
def test_facts_of_a_unit_elsewhere_change_nothing_for_the_others(made, others, group, period: Period) -> None:
    """Of a unit in another group or in none: about records and projects of its own."""
    facts = [fact for part in made for fact in part]
    units = UNITS if group is None else [*UNITS, Unit(number(9), group)]
    alone, beside = computed(facts, period), computed([*facts, *map(_elsewhere, others)], period, units=units)
    for one, other in zip(alone.groups, beside.groups, strict=True):
        if one.group is UnitCategory.TOWN:
            assert one == other
    digests = [digests_of(c, of_entries(c.entries)).units for c in (alone, beside)]
    assert {town: digests[1][town] for town in digests[0]} == digests[0]


def _elsewhere(fact: Fact) -> Fact:
    source = fact.source._replace(record_id=UUID(int=fact.source.record_id.int + 5000))
    project = None if fact.project_id is None else UUID(int=fact.project_id.int + 5000)
    part = None if fact.part is None else UUID(int=fact.part.int ^ 1)
    event = UUID(int=source.event_id.int + 500_000)
    return fact._replace(unit_id=number(9), project_id=project, source=source._replace(event_id=event), part=part)


DAY = date(2026, 11, 2)
IS = {"record": number(999), "project": number(998)}
LATE_MATTERS = {
    "a node done late": lambda u: completed(u, DAY, days_late=1, **IS),
    "a node not done": lambda u: planned(u, DAY, **IS),
    "a request decided late": lambda u: decided(u, DAY, days_late=1, **IS),
    "a request not decided": lambda u: pending(u, "SUBMITTED", DAY, DAY, **IS),
    "an issue not settled": lambda u: matters.limited("ISSUE_ASSIGNED", DAY, unit=u, code="JAM", **IS),
    "a service not given": lambda u: matters.limited("SERVICE_DUE", DAY, unit=u, code="OPINION", **IS),
    "an entry not made": lambda u: matters.limited("STATISTICS_DUE", DAY, unit=u, code="ENTRY", **IS),
    "a month in which nothing was done": lambda u: verified(u, date(2026, 11, 1), "0", "50", **IS),
}


@seldom
@given(told, towns, st.sampled_from(sorted(LATE_MATTERS)), st.sampled_from(IdleRule))
def test_one_more_thing_missed_never_raises_a_score(made, unit: UUID, missed: str, idle: IdleRule) -> None:
    facts, rules = [fact for part in made for fact in part], replace(RULES, idle=idle)
    before = scores(computed(facts, rules=rules))
    after = scores(computed([*facts, LATE_MATTERS[missed](unit)], rules=rules))
    assert after.get(unit, 0) <= before.get(unit, 100)
    assert {u: s for u, s in after.items() if u != unit} == {u: s for u, s in before.items() if u != unit}


@seldom
@given(any_facts(), st.data(), st.sampled_from(IdleRule), PERIODS)
def test_an_exemption_never_lowers_a_score(made, data, idle: IdleRule, period: Period) -> None:
    about, whole = data.draw(st.sampled_from(made)), data.draw(st.booleans())
    record = about.project_id if whole and about.project_id else about.source.record_id
    exempted = matters.exempted(record=record, project=about.project_id, since=date(2026, 10, 1))
    rules = replace(RULES, idle=idle)
    before, after = (scores(computed(f, period, rules)) for f in (made, [*made, exempted]))
    assert after.keys() <= before.keys()
    assert all(after[unit] >= before[unit] for unit in after)


def weighed(facts: Iterable[Fact], period: Period) -> Mapping[tuple, Fraction]:
    """How much of each record counts, by how it came out, whoever it counts for."""
    found: dict[tuple, Fraction] = defaultdict(Fraction)
    for of_unit in items_of(facts, period, AFTER).values():
        for measure, items in of_unit.items():
            for item in items:
                found[measure, item.fact.source, item.outcome, item.amounts] += item.share
    return found


@seldom
@given(any_facts(), shares(), st.data())
def test_what_is_shared_is_as_much_in_all_as_it_was(made, parts, data) -> None:
    """Of what one unit answers for; where several do, each for the whole, the shares are of one whole."""
    made = [fact for fact in made if fact.part is None]
    about = data.draw(st.sampled_from(made) if made else st.nothing())
    decision = matters.shared(parts, record=about.source.record_id, project=about.project_id)
    assert weighed([*made, decision], Q4) == weighed(made, Q4)
