"""A unit's own page of a year as a document (A19, A20, A21)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from services.assessment.domain.report import rulebook, tables
from services.assessment.domain.report.model import CardLine, Head, UnitLine
from services.assessment.domain.report.words import COLOURS, from_bottom
from services.assessment.domain.scheme.names import group_name
from services.law.document import Chart, ChartKind, Column, Document, Paragraph, Series, Style, Table, Value, written
from services.law.parties import UnitCategory


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """The unit's result in a period, and among how many."""

    period: str
    published: bool
    group: UnitCategory
    ranked: int
    heads: tuple[Head, ...]
    result: UnitLine
    words: str


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record that cost points."""

    matter: str
    project: str
    due_on: date | None
    happened_on: date
    said: str


@dataclass(frozen=True, slots=True)
class LostLine:
    """An indicator that cost points, and the records behind it; more: how many records are not shown."""

    period: str
    indicator: str
    lost: Decimal
    words: str
    records: tuple[RecordLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection of the unit."""

    period: str
    raised_on: date
    grounds: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An award of the unit or of its people."""

    level: str
    recipient: str
    decided_on: date | None
    document: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """All that a unit's page says."""

    unit: str
    year: int
    periods: tuple[PeriodLine, ...]
    lost: tuple[LostLine, ...]
    cards: tuple[CardLine, ...]
    objections: tuple[ObjectionLine, ...]
    awards: tuple[AwardLine, ...]


def unit_paper(page: UnitPage, today: date) -> Document:
    """Write the page; it says on every sheet when something on it is not published yet."""
    open_ = [p.period for p in page.periods if not p.published]
    made = [_results(page), *_points(page), *_lost(page)]
    if page.cards:
        made.append(tables.cards(page.cards))
    made += [*_objections(page), *_awards(page)]
    return Document(
        mark=f"{'、'.join(open_)}结果尚未发布　{written(today)}" if open_ else None,
        letterhead=(rulebook.ISSUER.on(today),),
        number=None,
        title=f"{page.unit}{page.year}年度重点项目考核情况",
        addressee=f"{page.unit}：",
        text=tuple(_text(page)),
        signatures=(rulebook.ISSUER.on(today),),
        day=written(today),
        tables=tuple(replace(t, label=f"附件{at}") for at, t in enumerate(made, start=1)),
        charts=tuple(_chart(page)),
    )


def _text(page: UnitPage) -> Iterator[Paragraph]:
    yield Paragraph(Style.HEADING, "一、得分和名次")
    for p in page.periods:
        last = f"，{from_bottom(p.result.last)}" if p.result.last else ""
        said = (
            f"{p.period}得{p.result.score:f}分，在{group_name(p.group)}{p.ranked}个单位中列第{p.result.rank}名{last}。"
        )
        yield Paragraph(Style.TEXT, f"{said}{'' if p.published else '该结果尚未发布。'}{p.words}。")
    if not page.periods:
        yield Paragraph(Style.TEXT, f"{page.year}年度没有本单位的考核结果。")
    yield Paragraph(Style.HEADING, "二、失分情况")
    for lost in page.lost:
        yield Paragraph(Style.TEXT, f"{lost.period}“{lost.indicator}”失{lost.lost:f}分：{lost.words}。")
    if not page.lost:
        yield Paragraph(Style.TEXT, "没有失分的指标。")
    yield Paragraph(Style.HEADING, "三、预警和表彰")
    named = "、".join(f"{COLOURS[c.colour]}（{from_bottom(c.place)}）" for c in page.cards)
    yield Paragraph(Style.TEXT, f"本年度受到预警：{named}。" if named else "本年度没有受到红黄牌预警。")
    if page.awards:
        yield Paragraph(Style.TEXT, f"本年度获得表彰{len(page.awards)}项，见附件。")


def _results(page: UnitPage) -> Table:
    columns = (
        Column(("考核期",), 18),
        Column(("考核组",), 18),
        Column(("得分",), 10, figures=True),
        Column(("名次",), 8, figures=True),
        Column(("参加排名单位数",), 12, figures=True),
        Column(("更正前得分",), 12, figures=True),
        Column(("状态",), 12),
    )
    lines: list[tuple[Value, ...]] = []
    for p in page.periods:
        before = f"{p.result.computed:f}" if p.result.corrected else "—"
        said = "已发布" if p.published else "尚未发布"
        lines.append((p.period, group_name(p.group), f"{p.result.score:f}", p.result.rank, p.ranked, before, said))
    return tables.table("得分和名次", "分", columns, lines)


def _points(page: UnitPage) -> Iterator[Table]:
    columns = (
        Column(("考核期",), 18),
        Column(("指标",), 30),
        Column(("权重",), 10, figures=True),
        Column(("得分",), 10, figures=True),
    )
    lines: list[tuple[Value, ...]] = [
        (p.period, head.name, "加减分" if head.weight is None else f"{head.weight.normalize():f}", tables.points(value))
        for p in page.periods
        for head in p.heads
        if (value := p.result.of(head.code)) is not None
    ]
    if lines:
        yield tables.table("各指标得分", "分", columns, lines)


def _lost(page: UnitPage) -> Iterator[Table]:
    columns = (
        Column(("考核期",), 18),
        Column(("指标",), 24),
        Column(("失分",), 9, figures=True),
        Column(("事项",), 14),
        Column(("项目",), 30),
        Column(("期限",), 14),
        Column(("办结（登记）日期",), 14),
        Column(("情况",), 26),
    )
    lines: list[tuple[Value, ...]] = []
    notes = []
    for lost in page.lost:
        head = (lost.period, lost.indicator, f"{lost.lost:f}")
        for record in lost.records:
            its = (record.matter, record.project, record.due_on, record.happened_on, record.said)
            lines.append((*head, *its))
        if not lost.records:
            lines.append((*head, "", "", None, None, ""))
        if lost.more:
            notes.append(f"{lost.period}“{lost.indicator}”另有{lost.more}项记录未列出，可在平台上查看。")
    if lines:
        yield tables.table("失分指标及记录", "分", columns, lines, *notes)


def _objections(page: UnitPage) -> Iterator[Table]:
    columns = (
        Column(("考核期",), 18),
        Column(("提出日期",), 14),
        Column(("理由",), 50),
        Column(("结果",), 12),
        Column(("答复",), 50),
    )
    if page.objections:
        lines = [(o.period, o.raised_on, o.grounds, o.status, o.reason) for o in page.objections]
        yield tables.table("异议", "见表内", columns, lines)


def _awards(page: UnitPage) -> Iterator[Table]:
    columns = (Column(("层级",), 14), Column(("获评",), 30), Column(("日期",), 14), Column(("文件",), 40))
    if page.awards:
        lines = [(a.level, a.recipient, a.decided_on, a.document) for a in page.awards]
        yield tables.table("表彰", "见表内", columns, lines)


def _chart(page: UnitPage) -> Iterator[Chart]:
    if len(page.periods) > 1:
        yield Chart(
            kind=ChartKind.BAR,
            title="各期得分",
            unit="分",
            categories=tuple(p.period for p in page.periods),
            series=(Series("得分", tuple(p.result.score for p in page.periods)),),
            after=len(page.periods),
        )
