"""Any scheme that judging accepts computes whatever the entries, and no score leaves its bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.assessment.domain.period import Period, Year
from services.assessment.domain.scheme import rulebook
from services.assessment.domain.scheme.indicator import fits
from services.assessment.domain.scheme.judge import judge
from services.assessment.domain.scheme.model import (
    Formula,
    GroupRule,
    IdleRule,
    Indicator,
    Measure,
    Outcome,
    Scheme,
    SmallGroupRule,
    Tier,
    TieRule,
)
from services.assessment.domain.score.compute import assess, bases_of
from services.assessment.domain.score.entry import Entries, Entry, in_order
from services.law.breach import Refusal
from services.law.parties import UnitCategory
from tests.assessment.domain.given import AFTER, DIVISION, Q4, number, scheme, town

TODAY = date(2026, 11, 24)
DAY = date(2026, 12, 31)
UNITS = [town(n) for n in range(1, 6)]
CODES = (None, "JAM", "ENTRY", "OPINION", "SAFETY", "PRAISE")


def numbers(least: str, most: str) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(least), Decimal(most), places=4, allow_nan=False, allow_infinity=False)


@st.composite
def tiers(draw: st.DrawFn) -> tuple[Tier, ...]:
    since = sorted(draw(st.sets(numbers("0.0001", "10"), max_size=4)))
    shares = sorted(draw(st.lists(numbers("0", "1"), min_size=len(since) + 1, max_size=len(since) + 1)))
    return tuple(Tier(s, share) for s, share in zip([Decimal(0), *since], shares, strict=True))


@st.composite
def indicator(draw: st.DrawFn, code: str, weight: Decimal | None, allowed: frozenset[Measure]) -> Indicator:
    """A sound indicator; without a weight it adds or deducts."""
    pairs = [
        (formula, measure)
        for measure in sorted(allowed)
        for formula in Formula
        if fits(formula, measure) and formula.weighted == (weight is not None)
    ]
    formula, measure = draw(st.sampled_from(pairs))
    known = rulebook.codes_of(measure, DAY)
    only = tuple(draw(st.lists(st.sampled_from(known), unique=True))) if known else ()
    made = Indicator(code, "示例", measure, formula, weight=weight, only=only)
    if formula is Formula.COUNT:
        return _with(made, target=draw(st.integers(1, 5)))
    if formula is Formula.CAPPED_LINEAR:
        return _with(made, cap=draw(numbers("1", "10")))
    if formula is Formula.TIERS:
        return _with(made, tiers=draw(tiers()))
    if formula is Formula.RANK_POINTS:
        return _with(made, floor=draw(numbers("0", "0.9999")))
    if formula is Formula.RATIO:
        return made
    outcome = Outcome.RECORDED if measure.recorded else draw(st.sampled_from([Outcome.ON_TIME, Outcome.LATE]))
    up = measure is Measure.COMMENDATIONS or outcome is Outcome.ON_TIME
    points = draw(numbers("0.0001", "100"))
    return _with(made, cap=draw(numbers("0.0001", "100")), outcome=outcome, points=points if up else -points)


def _with(made: Indicator, **its: object) -> Indicator:
    fields = {name: getattr(made, name) for name in Indicator.__slots__}
    return Indicator(**(fields | its))  # type: ignore[arg-type]


@st.composite
def indicators(draw: st.DrawFn, allowed: frozenset[Measure]) -> tuple[Indicator, ...]:
    cuts = sorted(draw(st.sets(numbers("0.0001", "99.9999"), max_size=4)))
    edges = [Decimal(0), *cuts, Decimal(100)]
    weights = [b - a for a, b in pairwise(edges)]
    weighted = [draw(indicator(f"W{n}", w, allowed)) for n, w in enumerate(weights)]
    beside = [draw(indicator(f"B{n}", None, allowed)) for n in range(draw(st.integers(0, 2)))]
    return (*weighted, *beside)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """A sound scheme, the same for every group."""
    quarter, year = draw(indicators(rulebook.QUARTERLY.on(DAY))), draw(indicators(rulebook.YEARLY.on(DAY)))
    breakers = tuple(i.code for i in quarter) if draw(st.booleans()) else ()
    small = draw(st.sampled_from(SmallGroupRule))
    places = draw(st.integers(0, 4))
    return scheme(
        groups=tuple(GroupRule(group, quarter, small, breakers, year) for group in UnitCategory),
        places=places,
        highest=round(draw(numbers("100", "1000")), places),
        ties=draw(st.sampled_from(TieRule)),
        idle=draw(st.sampled_from(IdleRule)),
    )


@st.composite
def entries(draw: st.DrawFn) -> Entries:
    """Up to four entries of each unit under each measure, sound in kind and wild in number."""
    found: dict[object, dict[Measure, tuple[Entry, ...]]] = {}
    at = 0
    for unit in UNITS[: draw(st.integers(1, len(UNITS)))]:
        of_unit = found.setdefault(unit.id, {})
        for measure in draw(st.sets(st.sampled_from(Measure))):
            made = []
            for _ in range(draw(st.integers(1, 4))):
                at += 1
                made.append(draw(_entry(at, measure)))
            of_unit[measure] = in_order(made)
    return found  # type: ignore[return-value]


@st.composite
def _entry(draw: st.DrawFn, at: int, measure: Measure) -> Entry:
    code = draw(st.sampled_from(CODES))
    if measure.amounts:
        return Entry(number(at), done=draw(numbers("-10", "1000000")), planned=draw(numbers("0", "1000000")), code=code)
    if measure.recorded:
        return Entry(number(at), Outcome.RECORDED, code=code)
    return Entry(number(at), draw(st.sampled_from([Outcome.ON_TIME, Outcome.LATE])), code=code)


@settings(max_examples=150, deadline=None)
@given(schemes(), entries(), st.sampled_from([Q4, Year(2026)]))
def test_any_accepted_scheme_computes_within_its_bounds(proposed: Scheme, found: Entries, period: Period) -> None:
    accepted = judge(proposed, TODAY, frozen=False)
    assert isinstance(accepted, Scheme), accepted
    computation = assess(DIVISION, period, accepted, UNITS, found, bases_of(accepted, period, UNITS, found), AFTER)
    for group in computation.groups:
        rule = accepted.rule_of(group.group)
        assert rule is not None
        asked = {i.code: i for i in (rule.yearly if isinstance(period, Year) else rule.indicators)}
        for unit in group.units:
            assert 0 <= unit.score <= accepted.highest
            assert unit.score == round(unit.score, accepted.places)
            assert 1 <= unit.rank <= len(group.units)
            for given_points in unit.indicators:
                of = asked[given_points.code]
                if of.formula is Formula.PER_EVENT:
                    assert of.cap is not None
                    assert abs(given_points.points) <= of.cap
                else:
                    most = of.cap if of.formula is Formula.CAPPED_LINEAR and of.cap is not None else Decimal(1)
                    assert 0 <= given_points.points <= 100 * most


def assessed(rules: Scheme, found: Entries, period: Period) -> dict[object, tuple[object, ...]]:
    """Score, rank and place among the last of each unit."""
    computation = assess(DIVISION, period, rules, UNITS, found, bases_of(rules, period, UNITS, found), AFTER)
    return {u.unit_id: (u.score, u.rank, u.last) for group in computation.groups for u in group.units}


@settings(max_examples=50, deadline=None)
@given(schemes(), entries(), st.sampled_from([Q4, Year(2026)]), st.integers(2, 50))
def test_scaling_the_weights_of_any_scheme_changes_nothing(
    rules: Scheme, found: Entries, period: Period, by: int
) -> None:
    def scaled(of: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        return tuple(i if i.weight is None else _with(i, weight=i.weight * by) for i in of)

    groups = tuple(replace(g, indicators=scaled(g.indicators), yearly=scaled(g.yearly)) for g in rules.groups)
    assert assessed(replace(rules, groups=groups), found, period) == assessed(rules, found, period)


@settings(max_examples=80, deadline=None)
@given(schemes(), entries(), st.sampled_from([Q4, Year(2026)]), st.data())
def test_under_any_scheme_one_more_late_thing_never_raises_a_score(
    rules: Scheme, found: Entries, period: Period, data: st.DataObject
) -> None:
    """But where a formula gives something for nothing (a floor, a first tier), a first late thing may bring just that."""
    unit, measure = (
        data.draw(st.sampled_from(sorted(found))),
        data.draw(st.sampled_from([m for m in Measure if m.timed])),
    )
    late = Entry(number(99_999), Outcome.LATE, code=data.draw(st.sampled_from(CODES)))
    its = found[unit].get(measure, ())
    for i in rules.groups[0].yearly if isinstance(period, Year) else rules.groups[0].indicators:
        if i.measure is measure and i.formula in {Formula.TIERS, Formula.RANK_POINTS}:
            assume(any(not i.only or e.code in i.only for e in its))
    before = assessed(rules, found, period)
    after = assessed(rules, {**found, unit: {**found[unit], measure: in_order([*its, late])}}, period)
    if unit in before:
        assert after[unit][0] <= before[unit][0]  # type: ignore[operator]


@st.composite
def wild(draw: st.DrawFn) -> Indicator:
    """An indicator of anything at all."""
    decimal = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=draw(st.integers(0, 8)))
    made = draw(st.lists(st.builds(Tier, decimal.filter(bool), decimal.filter(bool)), max_size=3))
    return Indicator(
        draw(st.text(max_size=50)),
        draw(st.text(max_size=80)),
        draw(st.sampled_from(Measure)),
        draw(st.sampled_from(Formula)),
        draw(decimal),
        draw(decimal),
        draw(st.none() | st.sampled_from(Outcome)),
        draw(decimal),
        draw(st.none() | st.integers()),
        tuple(made),
        draw(decimal),
        tuple(draw(st.lists(st.text(max_size=5), max_size=3))),
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(wild(), max_size=3), st.lists(wild(), max_size=2))
def test_whatever_is_proposed_is_answered_with_places_and_never_a_fault(
    quarter: list[Indicator], year: list[Indicator]
) -> None:
    groups = tuple(
        GroupRule(group, tuple(quarter), SmallGroupRule.NO_CARDS, yearly=tuple(year)) for group in UnitCategory
    )
    found = judge(scheme(groups=groups), TODAY, frozen=False)
    if isinstance(found, Refusal):
        assert all(b.field and b.message for b in found.breaches)
