"""Judge how one group shall be assessed, in a quarter and in the whole year (A18, A19)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.assessment.domain.rulebook import FULL_MARKS
from services.assessment.domain.scheme import rulebook
from services.assessment.domain.scheme.indicator import faults_of_indicator
from services.assessment.domain.scheme.model import GroupRule, Indicator, Measure
from services.assessment.domain.scheme.names import MEASURE_NAMES, group_name
from services.assessment.domain.scheme.numbers import MOST_INDICATORS
from services.law.article import Article
from services.law.breach import Breach

A18 = Article(18)
A19 = Article(19)
A21 = Article(21)


@dataclass(frozen=True, slots=True)
class _Part:
    """The indicators of a group for one kind of period, and where they stand in the proposal."""

    group: str
    kind: str  # 季度, 年度
    indicators: Sequence[Indicator]
    parted_by: Sequence[str]
    field: str
    parted_field: str
    allowed: frozenset[Measure]


def faults_of_group(rule: GroupRule, field: str, day: date) -> Iterator[Breach]:
    """第十八条、第十九条：both lists of a group; a group without the second is assessed by quarters only."""
    name = group_name(rule.group)
    quarterly, yearly = rulebook.QUARTERLY.on(day), rulebook.YEARLY.on(day)
    breakers = f"{field}.tieBreakers"
    yield from _faults(
        _Part(name, "季度", rule.indicators, rule.tie_breakers, f"{field}.indicators", breakers, quarterly), day
    )
    if rule.yearly or rule.yearly_tie_breakers:
        breakers = f"{field}.yearlyTieBreakers"
        yield from _faults(
            _Part(name, "年度", rule.yearly, rule.yearly_tie_breakers, f"{field}.yearly", breakers, yearly), day
        )


def _faults(part: _Part, day: date) -> Iterator[Breach]:
    if max(len(part.indicators), len(part.parted_by)) > MOST_INDICATORS:
        message = f"“{part.group}”组的{part.kind}指标至多 {MOST_INDICATORS} 项"
        yield Breach("INDICATORS_TOO_MANY", message, A18, part.field)
        return
    for at, indicator in enumerate(part.indicators):
        yield from faults_of_indicator(indicator, f"{part.field}.{at}", day)
        if indicator.measure not in part.allowed:
            message = f"“{MEASURE_NAMES[indicator.measure]}”不是{part.kind}考核的内容"
            yield Breach("MEASURE_MISPLACED", message, A19, f"{part.field}.{at}.measure")
    codes = Counter(i.code for i in part.indicators)
    for code, times in codes.items():
        if times > 1:
            message = f"“{part.group}”组的{part.kind}指标代码 {code[:40]} 重复"
            yield Breach("INDICATOR_REPEATED", message, A18, part.field)
    yield from _faults_of_total(part, FULL_MARKS.on(day))
    for at, code in enumerate(part.parted_by):
        if code not in codes or code in part.parted_by[:at]:
            message = f"“{part.group}”组没有代码为 {code[:40]} 的{part.kind}指标，或重复列出，不能用来区分同分"
            yield Breach("TIE_BREAKER_UNKNOWN", message, A21, f"{part.parted_field}.{at}")


def _faults_of_total(part: _Part, full: Decimal) -> Iterator[Breach]:
    total = sum((i.weight for i in part.indicators if i.formula.weighted and i.weight is not None), Decimal(0))
    if total != full:
        message = f"“{part.group}”组各{part.kind}指标权重合计须为 {full}，现为 {total:f}"
        yield Breach("WEIGHTS_NOT_FULL", message, A18, part.field)
