"""Judge one indicator of a proposed scheme (A18): does its formula fit its measure, and are its numbers sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from services.assessment.domain.scheme.model import Formula, Indicator, Outcome
from services.law.article import Article
from services.law.breach import Breach
from services.law.parties import UnitCategory
from services.law.text import clean_name

A18 = Article(18)
LONGEST_NAME = 60
MOST_CAP = Decimal(10)  # of a ratio: ten times the plan
MOST_POINTS = Decimal(100)  # by which an indicator may add or deduct
MOST_PLACES = 4

_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,39}")
_GROUP_NAMES = {
    UnitCategory.TOWN: "镇（街道）",
    UnitCategory.DEPARTMENT: "区直部门",
    UnitCategory.STATE_PLATFORM: "区属国有企业",
    UnitCategory.CITY_STATIONED: "市驻区单位",
    UnitCategory.OWNER: "项目业主",
}


def group_name(group: UnitCategory) -> str:
    """Name a group as the measures do."""
    return _GROUP_NAMES[group]


def faults_of_indicator(indicator: Indicator, field: str) -> Iterator[Breach]:
    """Name all that is wrong with one indicator."""
    if not _CODE.fullmatch(indicator.code):
        yield Breach(
            "INDICATOR_CODE_MALFORMED",
            "指标代码须为大写字母开头的大写字母、数字或下划线（至多 40 位）",
            A18,
            f"{field}.code",
        )
    name = clean_name(indicator.name, "指标名称", f"{field}.name", LONGEST_NAME)
    if isinstance(name, Breach):
        yield name
    yield from _faults_of_fit(indicator, field)
    if indicator.formula.weighted:
        yield from _faults_of_weight(indicator, field)
    if indicator.formula is Formula.RATIO:
        yield from _not_used(indicator, field, "cap", "outcome", "points")
    elif indicator.formula is Formula.CAPPED_LINEAR:
        yield from _faults_of_cap(indicator, field, Decimal(1), MOST_CAP)
        yield from _not_used(indicator, field, "outcome", "points")
    else:
        yield from _faults_of_cap(indicator, field, Decimal("0.0001"), MOST_POINTS)
        yield from _faults_of_points(indicator, field)
        yield from _not_used(indicator, field, "weight")


def _faults_of_fit(indicator: Indicator, field: str) -> Iterator[Breach]:
    """Items that are on time or late are counted, amounts are divided; nothing else makes sense."""
    if indicator.measure.timed == (indicator.formula is Formula.CAPPED_LINEAR):
        message = f"公式 {indicator.formula.value} 不适用于考核内容 {indicator.measure.value}"
        yield Breach("FORMULA_MISFIT", message, A18, f"{field}.formula")


def _faults_of_weight(indicator: Indicator, field: str) -> Iterator[Breach]:
    weight = indicator.weight
    if weight is None or weight <= 0 or not _short(weight):
        yield Breach("WEIGHT_INVALID", f"权重须大于 0，至多 {MOST_PLACES} 位小数", A18, f"{field}.weight")


def _faults_of_cap(indicator: Indicator, field: str, least: Decimal, most: Decimal) -> Iterator[Breach]:
    if indicator.cap is None or not least <= indicator.cap <= most or not _short(indicator.cap):
        message = f"上限须在 {least:f} 与 {most:f} 之间，至多 {MOST_PLACES} 位小数"
        yield Breach("CAP_INVALID", message, A18, f"{field}.cap")


def _faults_of_points(indicator: Indicator, field: str) -> Iterator[Breach]:
    """A scheme cannot reward lateness or punish punctuality."""
    if indicator.outcome is None:
        yield Breach("OUTCOME_MISSING", "须指明按哪种结果（按时、逾期）加减分", A18, f"{field}.outcome")
    points = indicator.points
    if points is None or points == 0 or abs(points) > MOST_POINTS or not _short(points):
        message = f"每项加减分不得为 0，绝对值至多 {MOST_POINTS}，至多 {MOST_PLACES} 位小数"
        yield Breach("POINTS_INVALID", message, A18, f"{field}.points")
    elif indicator.outcome is not None and (points > 0) != (indicator.outcome is Outcome.ON_TIME):
        yield Breach("POINTS_INVERTED", "按时只能加分，逾期只能减分", A18, f"{field}.points")


def _not_used(indicator: Indicator, field: str, *names: str) -> Iterator[Breach]:
    """A number that the formula ignores would mislead whoever reads the scheme."""
    for name in names:
        if getattr(indicator, name) is not None:
            message = f"公式 {indicator.formula.value} 不使用此项，请留空"
            yield Breach("VALUE_NOT_USED", message, A18, f"{field}.{name}")


def _short(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= MOST_PLACES
