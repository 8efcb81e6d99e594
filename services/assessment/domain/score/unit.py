"""The scores of a group's units: each indicator's points, their sum within its bounds, rounded once, and all of it in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from services.assessment.domain.scheme.model import IdleRule, Indicator, Scheme
from services.assessment.domain.score.entry import OfUnit
from services.assessment.domain.score.formula import Measured, in_group, measure
from services.assessment.domain.score.model import IndicatorScore
from services.assessment.domain.score.number import SHOWN_PLACES, exact, shown
from services.law.money import round_half_up

Basis = Mapping[str, Measured | None]  # what each indicator found for one unit, before the group is looked at


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit's score, the sum in words, and each indicator's part in it."""

    score: Decimal
    words: str
    indicators: tuple[IndicatorScore, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One indicator at work: what it is worth after idle weights are shared out, and what it gave."""

    indicator: Indicator
    measured: Measured | None
    worth: Fraction
    points: Fraction


def basis_of(indicators: Sequence[Indicator], entries: OfUnit) -> dict[str, Measured | None] | None:
    """Apply all formulas to what one unit has; None when it had nothing to do under any indicator."""
    found = {i.code: measure(i, entries.get(i.measure, ())) for i in indicators}
    return found if any(m is not None and m.task for m in found.values()) else None


def score_units(
    indicators: Sequence[Indicator], scheme: Scheme, bases: Mapping[UUID, Basis], full: Decimal, span: str
) -> dict[UUID, Scored]:
    """Score the units of a group that had something to do. span: what the words call the period."""
    in_rank = {i.code: in_group(i, {unit: basis[i.code] for unit, basis in bases.items()}) for i in indicators}
    return {
        unit: _score(indicators, scheme, {code: found[unit] for code, found in in_rank.items()}, full, span)
        for unit in bases
    }


def _score(indicators: Sequence[Indicator], scheme: Scheme, measured: Basis, full: Decimal, span: str) -> Scored:
    worth = _worth(indicators, scheme.idle, measured, full)
    parts = []
    for i in indicators:
        of_all = worth.get(i.code, Fraction(0))
        parts.append(_Part(i, measured[i.code], of_all, _points(i, measured[i.code], of_all)))
    # nothing weighted to do: nothing was missed, and only extra and deducted points remain
    base = Fraction(0) if worth else exact(full)
    plain = base + sum((part.points for part in parts), Fraction(0))
    bounded = min(max(plain, Fraction(0)), exact(scheme.highest))
    score = round_half_up(bounded, scheme.places)
    terms = ([f"{shown(base)}（基础分）"] if base else []) + [shown(part.points) for part in parts]
    limit = f"，按上下限 {shown(bounded)} 计" if bounded != plain else ""
    words = f"{' + '.join(terms)} = {shown(plain)}{limit}，四舍五入保留 {scheme.places} 位：{score}"
    return Scored(score, words, tuple(_explained(part, span) for part in parts))


def _worth(indicators: Sequence[Indicator], idle: IdleRule, measured: Basis, full: Decimal) -> dict[str, Fraction]:
    """What each weighted indicator is worth. Only proportions matter: weights of any total come to the full marks."""
    counting = {
        i.code: exact(i.weight or Decimal(0))
        for i in indicators
        if i.formula.weighted and (idle is IdleRule.FULL_POINTS or measured[i.code] is not None)
    }
    total = sum(counting.values(), Fraction(0))
    return {code: weight * exact(full) / total for code, weight in counting.items()}


def _points(indicator: Indicator, measured: Measured | None, worth: Fraction) -> Fraction:
    if not indicator.formula.weighted:
        return measured.value if measured else Fraction(0)
    return worth * (measured.value if measured else Fraction(1))  # idle: all of its worth, nothing when shared out


def _explained(part: _Part, span: str) -> IndicatorScore:
    i = part.indicator
    return IndicatorScore(
        code=i.code,
        name=i.name,
        measure=i.measure,
        formula=i.formula,
        weight=i.weight,
        value=None if part.measured is None else round_half_up(part.measured.value, SHOWN_PLACES),
        points=round_half_up(part.points, SHOWN_PLACES),
        words=_in_words(part, span),
        only=i.only,
    )


def _in_words(part: _Part, span: str) -> str:
    if not part.indicator.formula.weighted:
        return part.measured.words if part.measured else f"{span}无此类事项，不加减分"
    weight = exact(part.indicator.weight or Decimal(0))
    if part.measured is None:
        if not part.worth:
            return f"{span}无此项任务，权重 {shown(weight)} 分摊到其他指标"
        return f"{span}无此项任务，按满分计 {shown(part.points)} 分"
    shared = f"（分摊后 {shown(part.worth)}）" if part.worth != weight else ""
    return f"{part.measured.words}；× 权重 {shown(weight)}{shared} = {shown(part.points)} 分"
