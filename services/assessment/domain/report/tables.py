"""The tables of a pack: rankings, cards with their duties, corrections, trends, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from services.assessment.domain.card.duty import NAMES
from services.assessment.domain.report.figures import Figure, FigureScope
from services.assessment.domain.report.model import CardLine, GroupPart, UnitLine
from services.assessment.domain.report.pack import Pack
from services.assessment.domain.report.trend import Trends
from services.assessment.domain.report.words import COLOURS, DUTY_STATUS, from_bottom
from services.assessment.domain.scheme.names import group_name
from services.law.document import Column, Line, LineKind, Table, Value


def of_pack(pack: Pack, figures: Sequence[Figure]) -> tuple[Table, ...]:
    """Give all tables of a pack, numbered as attachments."""
    made = [ranking(part) for part in pack.groups if part.units]
    if pack.cards:
        made.append(cards(pack.cards))
    if pack.corrections:
        made.append(_corrections(pack))
    for its in pack.trends:
        made.append(standings(its))
        made.append(histories(its))
    made.append(_sources(figures))
    return tuple(replace(table, label=f"附件{at}") for at, table in enumerate(made, start=1))


def table(title: str, unit: str, columns: Sequence[Column], lines: Sequence[tuple[Value, ...]], *notes: str) -> Table:
    """Put a table together; its label is given once its place is known."""
    its = tuple(Line(LineKind.ITEM, cells) for cells in lines)
    return Table(label="", title=title, unit=unit, columns=tuple(columns), lines=its, notes=notes)


def ranking(part: GroupPart) -> Table:
    """Rank a group with its points by indicator."""
    columns = [Column(("名次",), 6, figures=True), Column(("单位",), 24)]
    for head in part.heads:
        weight = f"（权重{head.weight.normalize():f}）" if head.weight is not None else "（加减分）"
        columns.append(Column(("各指标得分", f"{head.name}{weight}"), 14, figures=True))
    columns += [Column(("得分",), 9, figures=True), Column(("备注",), 20)]
    lines: list[tuple[Value, ...]] = [
        (unit.rank, unit.name, *(points(unit.of(h.code)) for h in part.heads), f"{unit.score:f}", _remark(unit))
        for unit in part.units
    ]
    note = "指标得分显示两位小数；得分由未舍入的指标得分相加后一次四舍五入，故与所示各项之和可能略有出入。"
    return table(f"{group_name(part.group)}考核排名", "分", columns, lines, note)


def points(value: Decimal | None) -> str:
    """Write an indicator's points with their places."""
    return "—" if value is None else f"{value:f}"


def _remark(unit: UnitLine) -> str:
    said = [] if unit.last is None else [from_bottom(unit.last)]
    if unit.corrected:
        said.append(f"更正前{unit.computed:f}分")
    return "；".join(said)


def cards(found: Sequence[CardLine]) -> Table:
    """List cards, a line for each duty."""
    columns = (
        Column(("预警",), 7),
        Column(("单位",), 22),
        Column(("考核组",), 14),
        Column(("名次",), 10),
        Column(("应履行的义务",), 24),
        Column(("履行人",), 14),
        Column(("报告对象",), 24),
        Column(("期限",), 14),
        Column(("状态",), 12),
    )
    lines: list[tuple[Value, ...]] = []
    for card in found:
        head = (COLOURS[card.colour], card.unit, group_name(card.group), from_bottom(card.place))
        for duty in card.duties:
            its = (NAMES[duty.kind], duty.by, "、".join(duty.bodies), duty.due_on, DUTY_STATUS[duty.status])
            lines.append((*head, *its))
        if not card.duties:
            lines.append((*head, "", "", "", None, ""))
    note = "红牌单位不得获评市、区两级年度先进单位（第二十一条）。"
    barring = any(card.bars for card in found)
    return table("红黄牌及应履行的义务", "见表内", columns, lines, *([note] if barring else []))


def _corrections(pack: Pack) -> Table:
    columns = (
        Column(("单位",), 22),
        Column(("更正前得分",), 10, figures=True),
        Column(("更正后得分",), 10, figures=True),
        Column(("更正前名次",), 8, figures=True),
        Column(("更正后名次",), 8, figures=True),
        Column(("理由",), 44),
        Column(("批准人",), 14),
        Column(("日期",), 14),
    )
    lines = [
        (c.unit, f"{c.before:f}", f"{c.after:f}", c.rank_before, c.rank_after, c.reason, c.approver, c.on)
        for c in pack.corrections
    ]
    return table("人工更正得分", "分", columns, lines)


def standings(its: Trends) -> Table:
    """List how a group stood over the periods."""
    columns = (
        Column(("考核期",), 18),
        Column(("排名单位数",), 10, figures=True),
        Column(("平均得分",), 10, figures=True),
        Column(("最高得分",), 10, figures=True),
        Column(("最低得分",), 10, figures=True),
    )
    lines = [(s.period, s.units, f"{s.average:f}", f"{s.highest:f}", f"{s.lowest:f}") for _, s in its.standings]
    return table(f"{group_name(its.group)}总体走势", "分", columns, lines)


def histories(its: Trends) -> Table:
    """List each unit's score and rank over the periods."""
    periods = [period for period, _ in its.standings]
    columns = [Column(("单位",), 24)]
    for period in periods:
        columns += [Column((str(period), "得分"), 9, figures=True), Column((str(period), "名次"), 7, figures=True)]
    lines: list[tuple[Value, ...]] = []
    for unit in its.units:
        found = {r.period: r for r in unit.results}
        cells: list[Value] = [unit.unit]
        for period in periods:
            result = found.get(period)
            cells += ["—", "—"] if result is None else [f"{result.score:f}", result.rank]
        lines.append(tuple(cells))
    return table(f"{group_name(its.group)}各单位走势", "分", columns, lines)


def _sources(figures: Sequence[Figure]) -> Table:
    columns = (
        Column(("范围",), 14),
        Column(("数据",), 20),
        Column(("取值",), 9, figures=True),
        Column(("单位",), 6),
        Column(("算法",), 30),
        Column(("记录数",), 7, figures=True),
        Column(("查询",), 60),
    )
    shown = [f for f in figures if f.scope is not FigureScope.UNIT]
    lines: Iterator[tuple[Value, ...]] = (
        (f.name, f.label, f.written, f.unit, f.computed_as, len(f.rows), f.query) for f in shown
    )
    note = "各单位的得分、名次和指标得分同样逐项留存来源，可在平台上查询；查询以 GraphQL 书写，本区划内用户均可执行。"
    return table("数据来源", "见表内", columns, list(lines), note)
