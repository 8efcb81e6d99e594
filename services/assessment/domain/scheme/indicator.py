"""Judge one indicator of a proposed scheme (A18): does its formula fit its measure, and are its numbers sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from services.assessment.domain.scheme import rulebook
from services.assessment.domain.scheme.model import Formula, Indicator, Measure, Outcome
from services.assessment.domain.scheme.names import FORMULA_NAMES, MEASURE_NAMES
from services.assessment.domain.scheme.numbers import MOST_CAP, MOST_PLACES, MOST_POINTS, short
from services.assessment.domain.scheme.steps import faults_of_floor, faults_of_target, faults_of_tiers
from services.law.article import Article
from services.law.breach import Breach
from services.law.text import clean_name

A18 = Article(18)
A21 = Article(21)
LONGEST_NAME = 60

_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,39}")
# which of its values each formula reads; any other would mislead whoever reads the scheme
_USED = {
    Formula.RATIO: {"weight"},
    Formula.COUNT: {"weight", "target"},
    Formula.CAPPED_LINEAR: {"weight", "cap"},
    Formula.TIERS: {"weight", "tiers"},
    Formula.RANK_POINTS: {"weight", "floor"},
    Formula.PER_EVENT: {"cap", "outcome", "points"},
}
_VALUES = ("weight", "cap", "outcome", "points", "target", "tiers", "floor")


def faults_of_indicator(indicator: Indicator, field: str, day: date) -> Iterator[Breach]:
    """Name all that is wrong with one indicator, by the rules of a day."""
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
    yield from _faults_of_only(indicator, field, day)
    yield from _faults_of_values(indicator, field)
    for value in _VALUES:
        if value not in _USED[indicator.formula] and getattr(indicator, value) not in {None, ()}:
            message = f"公式“{FORMULA_NAMES[indicator.formula]}”不使用此项，请留空"
            yield Breach("VALUE_NOT_USED", message, A18, f"{field}.{value}")


def fits(formula: Formula, measure: Measure) -> bool:
    """第十八条：items on time or late are counted, amounts are divided, what is on record gives points; nothing else has sense.

    An incident is never counted towards a full weight, as if there could be too few of them.

    >>> fits(Formula.COUNT, Measure.COMMENDATIONS), fits(Formula.COUNT, Measure.INCIDENTS)
    (True, False)
    """
    return {
        Formula.RATIO: measure.timed,
        Formula.COUNT: measure.timed or measure is Measure.COMMENDATIONS,
        Formula.CAPPED_LINEAR: measure.amounts,
        Formula.TIERS: measure.timed or measure.amounts,
        Formula.RANK_POINTS: measure.timed or measure.amounts,
        Formula.PER_EVENT: measure.timed or measure.recorded,
    }[formula]


def _faults_of_fit(indicator: Indicator, field: str) -> Iterator[Breach]:
    if not fits(indicator.formula, indicator.measure):
        formula, measure = FORMULA_NAMES[indicator.formula], MEASURE_NAMES[indicator.measure]
        yield Breach("FORMULA_MISFIT", f"公式“{formula}”不适用于考核内容“{measure}”", A18, f"{field}.formula")


def _faults_of_only(indicator: Indicator, field: str, day: date) -> Iterator[Breach]:
    """第十八条：an indicator that is narrowed to what nobody records would never count anything."""
    known = rulebook.codes_of(indicator.measure, day)
    for at, code in enumerate(indicator.only):
        if code not in known:
            may = f"可用：{'、'.join(known)}" if known else "不分类别，请留空"
            message = f"考核内容“{MEASURE_NAMES[indicator.measure]}”没有类别 {code[:40]}，{may}"
            yield Breach("ONLY_UNKNOWN", message, A18, f"{field}.only.{at}")
            return  # one tells all: a list of thousands would only be echoed
        if code in indicator.only[:at]:
            yield Breach("ONLY_REPEATED", f"类别 {code} 重复列出", A18, f"{field}.only.{at}")
            return


def _faults_of_values(indicator: Indicator, field: str) -> Iterator[Breach]:
    if indicator.formula.weighted:
        yield from _faults_of_weight(indicator, field)
    if indicator.formula is Formula.COUNT:
        yield from faults_of_target(indicator.target, f"{field}.target")
    elif indicator.formula is Formula.CAPPED_LINEAR:
        yield from _faults_of_cap(indicator, field, Decimal(1), MOST_CAP)
    elif indicator.formula is Formula.TIERS:
        yield from faults_of_tiers(indicator.tiers, f"{field}.tiers")
    elif indicator.formula is Formula.RANK_POINTS:
        yield from faults_of_floor(indicator.floor, f"{field}.floor")
    elif indicator.formula is Formula.PER_EVENT:
        yield from _faults_of_cap(indicator, field, Decimal("0.0001"), MOST_POINTS)
        yield from _faults_of_points(indicator, field)


def _faults_of_weight(indicator: Indicator, field: str) -> Iterator[Breach]:
    weight = indicator.weight
    if weight is None or weight <= 0 or not short(weight):
        yield Breach("WEIGHT_INVALID", f"权重须大于 0，至多 {MOST_PLACES} 位小数", A18, f"{field}.weight")


def _faults_of_cap(indicator: Indicator, field: str, least: Decimal, most: Decimal) -> Iterator[Breach]:
    if indicator.cap is None or not least <= indicator.cap <= most or not short(indicator.cap):
        message = f"上限须在 {least:f} 与 {most:f} 之间，至多 {MOST_PLACES} 位小数"
        yield Breach("CAP_INVALID", message, A18, f"{field}.cap")


def _faults_of_points(indicator: Indicator, field: str) -> Iterator[Breach]:
    """第十八条、第二十一条：a scheme cannot reward lateness or an incident, nor punish punctuality or a commendation."""
    recorded = indicator.measure.recorded
    if indicator.outcome is None:
        yield Breach("OUTCOME_MISSING", "须指明按哪种结果（按时、逾期、记录在案）加减分", A18, f"{field}.outcome")
    elif recorded != (indicator.outcome is Outcome.RECORDED):
        asked = "“记录在案”" if recorded else "“按时”或“逾期”"
        message = f"考核内容“{MEASURE_NAMES[indicator.measure]}”只能按{asked}加减分"
        yield Breach("OUTCOME_MISFIT", message, A18, f"{field}.outcome")
    points = indicator.points
    if points is None or points == 0 or abs(points) > MOST_POINTS or not short(points):
        message = f"每项加减分不得为 0，绝对值至多 {MOST_POINTS}，至多 {MOST_PLACES} 位小数"
        yield Breach("POINTS_INVALID", message, A18, f"{field}.points")
    elif recorded:
        if (points > 0) != (indicator.measure is Measure.COMMENDATIONS):
            yield Breach("POINTS_INVERTED", "表扬等事项只能加分，质量、安全、舆情事件只能减分", A21, f"{field}.points")
    elif indicator.outcome is not None and (points > 0) != (indicator.outcome is Outcome.ON_TIME):
        yield Breach("POINTS_INVERTED", "按时只能加分，逾期只能减分", A18, f"{field}.points")
