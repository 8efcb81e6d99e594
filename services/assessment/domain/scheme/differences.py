"""What two schemes say differently, place by place, in the words of offices (A18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from services.assessment.domain.scheme import names
from services.assessment.domain.scheme.model import Awards, GroupRule, Indicator, Scheme
from services.law.document import amount

Told = tuple[tuple[str, str], str]  # path and label of a place, and the text there


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that two schemes fill differently; None where one of them has nothing there.

    path: groups and indicators by their codes, so that another order alone is no difference to those beside it.
    """

    path: str
    label: str
    before: str | None
    after: str | None


def differences(before: Scheme, after: Scheme) -> tuple[Difference, ...]:
    """Name every place that differs, in the order of the second scheme; what only the first has comes last."""
    old, new = dict(_told(before)), dict(_told(after))
    places = [*new, *(place for place in old if place not in new)]
    return tuple(
        Difference(path, label, old.get((path, label)), new.get((path, label)))
        for path, label in places
        if old.get((path, label)) != new.get((path, label))
    )


def _told(scheme: Scheme) -> Iterator[Told]:
    """Everything that a scheme says: place and label, and the text there."""
    yield ("year", "年度"), str(scheme.year)
    yield ("title", "名称"), scheme.title
    yield ("places", "得分小数位数"), str(scheme.places)
    yield ("highest", "得分上限"), amount(scheme.highest)
    yield ("ties", "末位线同分"), names.TIE_NAMES[scheme.ties]
    yield ("idle", "无任务的指标"), names.IDLE_NAMES[scheme.idle]
    yield ("yellowMeans", "黄牌含义"), scheme.yellow_means
    yield ("redMeans", "红牌含义"), scheme.red_means
    for rule in scheme.groups:
        yield from _of_group(rule, f"groups.{rule.group.value}")
    if scheme.awards:
        yield from _of_awards(scheme.awards)


def _of_group(rule: GroupRule, path: str) -> Iterator[Told]:
    group = names.group_name(rule.group)
    yield (f"{path}.smallGroup", f"{group}：三个及以下单位"), names.SMALL_GROUP_NAMES[rule.small_group]
    for kind, field, indicators, parted_by, parted in (
        ("季度", "indicators", rule.indicators, rule.tie_breakers, "tieBreakers"),
        ("年度", "yearly", rule.yearly, rule.yearly_tie_breakers, "yearlyTieBreakers"),
    ):
        if parted_by:
            yield (f"{path}.{parted}", f"{group}{kind}同分比较"), "、".join(parted_by)
        if len(indicators) > 1:
            yield (f"{path}.{field}", f"{group}{kind}指标次序"), "、".join(i.code for i in indicators)
        for indicator in indicators:
            yield from _of_indicator(indicator, f"{path}.{field}.{indicator.code}", f"{group}{kind} {indicator.code}")


def _of_indicator(i: Indicator, path: str, label: str) -> Iterator[Told]:
    yield (f"{path}.name", f"{label} 名称"), i.name
    yield (f"{path}.measure", f"{label} 考核内容"), names.MEASURE_NAMES[i.measure]
    yield (f"{path}.formula", f"{label} 公式"), names.FORMULA_NAMES[i.formula]
    for field, word, value in (
        ("weight", "权重", _number(i.weight)),
        ("cap", "上限", _number(i.cap)),
        ("outcome", "按何种结果", i.outcome and names.OUTCOME_NAMES[i.outcome]),
        ("points", "每项加减分", _number(i.points)),
        ("target", "目标项数", None if i.target is None else str(i.target)),
        ("tiers", "档次", tiers_in_words(i) or None),
        ("floor", "末位得分比例", _number(i.floor)),
        ("only", "限于", "、".join(i.only) or None),
    ):
        if value is not None:
            yield (f"{path}.{field}", f"{label} {word}"), value


def _of_awards(awards: Awards) -> Iterator[Told]:
    yield ("awards.unitShare", "先进单位比例"), amount(awards.unit_share)
    yield ("awards.rounding", "名额取整"), names.ROUNDING_NAMES[awards.rounding]
    yield ("awards.perGroup", "名额计算范围"), per_group_in_words(per_group=awards.per_group)
    yield ("awards.individuals", "区级先进个人"), str(awards.individuals)
    yield ("awards.cityUnits", "推荐市级先进单位"), str(awards.city_units)
    yield ("awards.cityIndividuals", "推荐市级先进个人"), str(awards.city_individuals)


def tiers_in_words(indicator: Indicator) -> str:
    """Write tiers as a reader takes them in: from which ratio on which share."""
    return "；".join(f"≥{amount(t.since)} 得 {amount(t.share)}" for t in indicator.tiers)


def per_group_in_words(*, per_group: bool) -> str:
    """Say of whom the share is taken."""
    return "按各考核组分别计算" if per_group else "按全部考核单位合并计算"


def _number(value: Decimal | None) -> str | None:
    return None if value is None else amount(value)
