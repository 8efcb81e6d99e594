"""A scheme as a table that offices read: group by group, indicator by indicator (A18)."""

from __future__ import annotations

from collections.abc import Iterator

from services.assessment.domain.scheme import names
from services.assessment.domain.scheme.differences import per_group_in_words, tiers_in_words
from services.assessment.domain.scheme.model import Formula, GroupRule, Indicator, Scheme
from services.law.document import Column, Line, LineKind, Table, Value, amount

COLUMNS = (
    Column(("序号",), 5, figures=True),
    Column(("期别",), 6),
    Column(("代码",), 12),
    Column(("指标",), 22),
    Column(("考核内容",), 16),
    Column(("公式",), 14),
    Column(("权重",), 8, figures=True),
    Column(("计分办法",), 34),
    Column(("限于",), 18),
)


def table_of(scheme: Scheme) -> Table:
    """Write the whole scheme: a section for each group with its indicators below, and at the end what holds for all."""
    lines = [line for rule in scheme.groups for line in _of_group(rule)]
    blank = (None, None, None)
    lines += [Line(LineKind.PART, (*blank, "通则", *blank, note, None)) for note in notes_of(scheme)]
    return Table("", scheme.title, "", COLUMNS, tuple(lines))


def _of_group(rule: GroupRule) -> Iterator[Line]:
    small = names.SMALL_GROUP_NAMES[rule.small_group]
    parted = "、".join(rule.tie_breakers) or "不再区分"
    said = f"三个及以下单位：{small}；季度同分比较：{parted}"
    if rule.yearly:
        said += f"；年度同分比较：{'、'.join(rule.yearly_tie_breakers) or '不再区分'}"
    head: tuple[Value, ...] = (None, None, None, names.group_name(rule.group), None, None, None, said, None)
    yield Line(LineKind.SECTION, head)
    numbered = [*(("季度", i) for i in rule.indicators), *(("年度", i) for i in rule.yearly)]
    for number, (kind, indicator) in enumerate(numbered, start=1):
        yield Line(LineKind.ITEM, (number, kind, *_of_indicator(indicator)))


def _of_indicator(i: Indicator) -> tuple[Value, ...]:
    measure, formula = names.MEASURE_NAMES[i.measure], names.FORMULA_NAMES[i.formula]
    return (i.code, i.name, measure, formula, i.weight, rule_in_words(i), "、".join(i.only) or None)


def rule_in_words(i: Indicator) -> str:
    """Say how an indicator gives its points, for whoever reads the table beside it."""
    if i.formula is Formula.RATIO:
        return "按时项数÷应办项数×权重"
    if i.formula is Formula.COUNT:
        return f"项数÷{i.target}（至多为 1）×权重"
    if i.formula is Formula.CAPPED_LINEAR:
        return f"完成÷计划（至多 {amount(i.cap)}）×权重" if i.cap is not None else ""
    if i.formula is Formula.TIERS:
        return f"{tiers_in_words(i)}（×权重）"
    if i.formula is Formula.RANK_POINTS:
        return f"组内第一名得全部权重，按名次递减，末位得 {amount(i.floor)}（×权重）" if i.floor is not None else ""
    assert i.outcome is not None
    assert i.points is not None
    assert i.cap is not None
    return f"每{names.OUTCOME_NAMES[i.outcome]}一项 {i.points:+f} 分，合计至多 {amount(i.cap)} 分"


def notes_of(scheme: Scheme) -> tuple[str, ...]:
    """Say what holds for all groups."""
    notes = [
        f"得分保留 {scheme.places} 位小数，四舍五入，上限 {amount(scheme.highest)} 分。",
        f"末位线同分：{names.TIE_NAMES[scheme.ties]}；无任务的指标：{names.IDLE_NAMES[scheme.idle]}。",
        f"黄牌：{scheme.yellow_means}",
        f"红牌：{scheme.red_means}",
    ]
    if scheme.awards is not None:
        awards = scheme.awards
        share = f"先进单位比例 {amount(awards.unit_share)}（{per_group_in_words(per_group=awards.per_group)}，"
        notes.append(
            f"{share}{names.ROUNDING_NAMES[awards.rounding]}），区级先进个人 {awards.individuals} 名，"
            f"推荐市级先进单位 {awards.city_units} 个、先进个人 {awards.city_individuals} 名。"
        )
    return tuple(notes)
