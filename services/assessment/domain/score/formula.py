"""The formulas: what the items of one unit are worth under one indicator, in numbers and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from services.assessment.domain.scheme.model import Formula, Indicator, Outcome
from services.assessment.domain.score.item import Item
from services.assessment.domain.score.number import exact, shown

OUTCOME_NAMES = {Outcome.ON_TIME: "按时", Outcome.LATE: "逾期"}


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out: a share of the weight (RATIO, CAPPED_LINEAR) or points (PER_EVENT), and the sum in words."""

    value: Fraction
    words: str


def measure(indicator: Indicator, items: Sequence[Item]) -> Measured | None:
    """Apply an indicator's formula; None when the unit had nothing to do under it."""
    if indicator.formula is Formula.RATIO:
        return _ratio(items)
    if indicator.formula is Formula.CAPPED_LINEAR:
        return _capped_linear(items, indicator.cap)
    return _per_event(indicator, items)


def _ratio(items: Sequence[Item]) -> Measured | None:
    """On time ÷ all."""
    if not items:
        return None
    kept = sum(item.outcome is Outcome.ON_TIME for item in items)
    value = Fraction(kept, len(items))
    return Measured(value, f"按时 {kept} 项 ÷ 应办 {len(items)} 项 = {shown(value)}")


def _capped_linear(items: Sequence[Item], cap: Decimal | None) -> Measured | None:
    """Done ÷ planned over all projects together, not below nothing and not above the cap."""
    assert cap is not None
    amounts = [item.amounts for item in items if item.amounts is not None]
    done = sum((exact(a.done) for a in amounts), Fraction(0))
    planned = sum((exact(a.planned) for a in amounts), Fraction(0))
    if planned <= 0:
        return None
    plain = done / planned
    value = min(max(plain, Fraction(0)), exact(cap))
    limit = f"，上限 {shown(exact(cap))}，按 {shown(value)} 计" if value != plain else ""
    words = f"累计完成 {shown(done)} 万元 ÷ 累计计划 {shown(planned)} 万元 = {shown(plain)}{limit}"
    return Measured(value, words)


def _per_event(indicator: Indicator, items: Sequence[Item]) -> Measured | None:
    """So many points for each item of the outcome, together not more than the cap either way."""
    assert indicator.points is not None
    assert indicator.cap is not None
    assert indicator.outcome is not None
    if not items:
        return None
    count = sum(item.outcome is indicator.outcome for item in items)
    plain, cap = count * exact(indicator.points), exact(indicator.cap)
    value = min(max(plain, -cap), cap)
    limit = f"，上限 {shown(cap)} 分，按 {shown(value)} 分计" if value != plain else ""
    each = shown(exact(indicator.points))
    return Measured(value, f"{OUTCOME_NAMES[indicator.outcome]} {count} 项 × {each} 分 = {shown(plain)} 分{limit}")
