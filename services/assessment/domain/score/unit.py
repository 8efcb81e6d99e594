"""The score of one unit: each indicator's points, their sum within its bounds, rounded once, and all of it in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from services.assessment.domain.scheme.model import GroupRule, IdleRule, Indicator, Measure, Scheme
from services.assessment.domain.score.formula import Measured, measure
from services.assessment.domain.score.item import Item
from services.assessment.domain.score.model import Counted, IndicatorScore
from services.assessment.domain.score.number import SHOWN_PLACES, exact, shown
from services.law.money import round_half_up

OfUnit = Mapping[Measure, tuple[Item, ...]]


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
    items: tuple[Item, ...]
    measured: Measured | None
    worth: Fraction
    points: Fraction


def score_unit(rule: GroupRule, scheme: Scheme, items: OfUnit, full: Decimal) -> Scored | None:
    """Score one unit; None when it had nothing to do under any indicator."""
    measured = {i.code: measure(i, items.get(i.measure, ())) for i in rule.indicators}
    if all(m is None for m in measured.values()):
        return None
    worth = _worth(rule, scheme.idle, measured, full)
    parts = []
    for i in rule.indicators:
        points = _points(i, measured[i.code], worth.get(i.code, Fraction(0)))
        parts.append(_Part(i, items.get(i.measure, ()), measured[i.code], worth.get(i.code, Fraction(0)), points))
    # nothing weighted to do: nothing was missed, and only extra and deducted points remain
    base = Fraction(0) if worth else exact(full)
    plain = base + sum((part.points for part in parts), Fraction(0))
    bounded = min(max(plain, Fraction(0)), exact(scheme.highest))
    score = round_half_up(bounded, scheme.places)
    terms = ([f"{shown(base)}（基础分）"] if base else []) + [shown(part.points) for part in parts]
    limit = f"，按上下限 {shown(bounded)} 计" if bounded != plain else ""
    words = f"{' + '.join(terms)} = {shown(plain)}{limit}，四舍五入保留 {scheme.places} 位：{score}"
    return Scored(score, words, tuple(_explained(part) for part in parts))


def _worth(
    rule: GroupRule, idle: IdleRule, measured: Mapping[str, Measured | None], full: Decimal
) -> dict[str, Fraction]:
    """What each weighted indicator is worth. Only proportions matter: weights of any total come to the full marks."""
    counting = {
        i.code: exact(i.weight or Decimal(0))
        for i in rule.indicators
        if i.formula.weighted and (idle is IdleRule.FULL_POINTS or measured[i.code] is not None)
    }
    total = sum(counting.values(), Fraction(0))
    return {code: weight * exact(full) / total for code, weight in counting.items()}


def _points(indicator: Indicator, measured: Measured | None, worth: Fraction) -> Fraction:
    if not indicator.formula.weighted:
        return measured.value if measured else Fraction(0)
    return worth * (measured.value if measured else Fraction(1))  # idle: all of its worth, nothing when shared out


def _explained(part: _Part) -> IndicatorScore:
    i = part.indicator
    return IndicatorScore(
        code=i.code,
        name=i.name,
        measure=i.measure,
        formula=i.formula,
        weight=i.weight,
        value=None if part.measured is None else round_half_up(part.measured.value, SHOWN_PLACES),
        points=round_half_up(part.points, SHOWN_PLACES),
        words=_in_words(part),
        counted=tuple(Counted(item.fact.id, item.outcome) for item in part.items),
    )


def _in_words(part: _Part) -> str:
    if not part.indicator.formula.weighted:
        return part.measured.words if part.measured else "本季度无此类事项，不加减分"
    weight = exact(part.indicator.weight or Decimal(0))
    if part.measured is None:
        if not part.worth:
            return f"本季度无此项任务，权重 {shown(weight)} 分摊到其他指标"
        return f"本季度无此项任务，按满分计 {shown(part.points)} 分"
    shared = f"（分摊后 {shown(part.worth)}）" if part.worth != weight else ""
    return f"{part.measured.words}；× 权重 {shown(weight)}{shared} = {shown(part.points)} 分"
