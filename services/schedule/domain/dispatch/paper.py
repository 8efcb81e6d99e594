"""第十条：a bulletin, a summary or an erratum as an official document, out of its figures alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.law.document import (
    Chart,
    ChartKind,
    Column,
    Document,
    Line,
    LineKind,
    Paragraph,
    Series,
    Style,
    Table,
    written,
)
from services.schedule.domain.dispatch.bulletin import Part, Shown, shown
from services.schedule.domain.dispatch.drafting import GAP_SCOPES, TARGETS, Index, gaps, index
from services.schedule.domain.dispatch.terms import BulletinKind, FigureScope
from services.schedule.domain.rulebook import LIGHTS

MONEY = ("PROJECTS", "ANNUAL", "PLANNED", "VERIFIED_MONTH", "VERIFIED", "RATE", "PACE")
STARTS = ("STARTS_PLANNED", "STARTS_DONE", "COMPLETIONS_PLANNED", "COMPLETIONS_DONE", "MISSED_WEEKS")
UNITS = ("NODES_DUE", "NODES_DONE", "NODES_LATE", "ISSUES_RAISED", "ISSUES_CLOSED", "ISSUES_OVERDUE")
BUREAUS = ("REQUESTS_ON_TIME", "REQUESTS_LATE", "REQUESTS_OVERDUE")
_TABLES = (
    ("各镇（街道）重点项目投资完成情况", FigureScope.TOWN, MONEY),
    ("各行业主管部门重点项目投资完成情况", FigureScope.AUTHORITY, MONEY),
    ("区属国有公司重点项目投资完成情况", FigureScope.OWNER, MONEY),
    ("各类别重点项目投资完成情况", FigureScope.CATEGORY, MONEY),
    ("各镇（街道）开工、竣工和周进度报送情况", FigureScope.TOWN, STARTS),
    ("各责任单位节点和问题办理情况", FigureScope.UNIT, UNITS),
    ("各部门要素保障服务情况", FigureScope.BUREAU, BUREAUS),
)
_MOST_IN_CHART = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that a bulletin consists of. number, day: of the sending; without them it is a draft."""

    kind: BulletinKind
    year: int
    month: int
    title: str
    as_of: date
    parts: tuple[Part, ...]
    recipients: tuple[str, ...]
    signatures: tuple[str, ...]
    figures: tuple[Shown, ...]
    projects: tuple[Mapping[str, Any], ...]
    number: str | None = None
    day: date | None = None


def bulletin_paper(content: Content) -> Document:
    """Write the bulletin: text, charts, and the figures by town, authority, category, unit and bureau."""
    found = index(content.figures)
    whole = {code: f for (code, scope, _), f in found.items() if scope is FigureScope.ALL}
    text = tuple(_text(content.parts, whole))
    tables = [*_targets(content, found), *_tables(content.figures), *_project_table(content)]
    return Document(
        mark=None if content.number else f"草稿　数据截至{written(content.as_of)}",
        letterhead=content.signatures[:1],
        number=content.number,
        title=content.title,
        addressee="、".join(content.recipients) + "：",
        text=text,
        signatures=content.signatures,
        day=written(content.day) if content.day else None,
        tables=tuple(
            Table(
                label=f"附件{at}",
                title=t.title,
                unit=t.unit,
                columns=t.columns,
                lines=t.lines,
                notes=t.notes,
            )
            for at, t in enumerate(tables, start=1)
        ),
        charts=tuple(_charts(content, len(text))),
    )


def _text(parts: Sequence[Part], whole: Mapping[str, Shown]) -> Iterator[Paragraph]:
    for part in parts:
        yield Paragraph(Style.HEADING, part.heading)
        for line in shown(part.text, whole).split("\n"):
            yield Paragraph(Style.TEXT, line)


def _tables(figures: Sequence[Shown]) -> Iterator[Table]:
    for title, scope, codes in _TABLES:
        rows: dict[str, dict[str, Shown]] = {}
        for figure in figures:
            if figure.scope is scope and figure.code in codes:
                rows.setdefault(figure.key, {})[figure.code] = figure
        whole = {f.code: f for f in figures if f.scope is FigureScope.ALL and f.code in codes}
        if not rows:
            continue
        have = [c for c in codes if any(c in row for row in rows.values())]
        label = {f.code: f"{f.label}（{f.unit}）" for row in rows.values() for f in row.values()}
        lines = [Line(LineKind.TOTAL, ("全区", *(_cell(whole.get(c)) for c in have)))]
        lines += [
            Line(LineKind.ITEM, (next(iter(row.values())).name, *(_cell(row.get(c)) for c in have)))
            for row in rows.values()
        ]
        columns = (Column(("名称",), 20), *(Column((label[c],), 12, figures=True) for c in have))
        yield Table(label="", title=title, unit="见表头", columns=columns, lines=tuple(lines))


def _cell(figure: Shown | None) -> str:
    """A figure with all its places: what is published to one place is published so, be it 6.0."""
    return "—" if figure is None else f"{figure.value:.{figure.places}f}"


def _project_table(content: Content) -> Iterator[Table]:
    if not content.projects:
        return
    columns = (
        Column(("序号",), 6, figures=True),
        Column(("项目名称",), 36),
        Column(("镇（街道）",), 16),
        Column(("行业主管部门",), 18),
        Column(("年度计划投资",), 14, figures=True),
        Column(("截至本月计划投资",), 14, figures=True),
        Column(("截至本月完成投资",), 14, figures=True),
        Column(("年度投资完成率（%）",), 12, figures=True),
    )
    lines = tuple(
        Line(
            LineKind.ITEM,
            (
                at,
                p["name"],
                p["town"],
                p["authority"],
                p["annual"],
                p["planned"],
                p["verified"],
                p["rate"] or "—",
            ),
        )
        for at, p in enumerate(content.projects, start=1)
    )
    yield Table(label="", title="重点建设项目进展情况", unit="万元", columns=columns, lines=lines)


def _targets(content: Content, found: Index) -> Iterator[Table]:
    """第十条（逐项分析各项指标执行情况）：each target, planned against done, with the reasons: in all and by unit."""
    if content.kind is not BulletinKind.ANNUAL:
        return
    reasons = {p.code: p.text for p in content.parts}
    columns = (
        Column(("范围",), 18),
        Column(("指标",), 14),
        Column(("单位",), 8),
        Column(("年度目标",), 12, figures=True),
        Column(("完成",), 12, figures=True),
        Column(("差额",), 12, figures=True),
        Column(("原因",), 44),
    )
    places = {(f.scope, f.key): f.name for f in found.values() if f.scope in GAP_SCOPES and f.key}
    ordered = sorted(places.items(), key=lambda p: (GAP_SCOPES.index(p[0][0]), p[1], p[0][1]))
    lines = list(_target_lines(found, FigureScope.ALL, "", "全区", reasons))
    for (scope, key), name in ordered:
        lines += _target_lines(found, scope, key, name, reasons)
    yield Table(label="", title="年度目标完成情况", unit="见表内", columns=columns, lines=tuple(lines))


def _target_lines(found: Index, scope: FigureScope, key: str, name: str, reasons: Mapping[str, str]) -> Iterator[Line]:
    missing = {g.target: g.missing for g in gaps(found, scope, key)}
    for target in TARGETS:
        planned, done = found.get((target.planned, scope, key)), found.get((target.done, scope, key))
        if planned is None or done is None:
            continue
        whole = scope is FigureScope.ALL
        why = reasons.get(f"GAP:{target.done}" if whole else f"GAP:{scope.value}:{key}", "")
        gap = missing.get(target, Decimal(0))
        yield Line(
            LineKind.TOTAL if whole else LineKind.ITEM,
            (
                name,
                target.name,
                planned.unit,
                _cell(planned),
                _cell(done),
                f"{gap:.{planned.places}f}",
                why if target in missing else "",
            ),
        )


def _charts(content: Content, paragraphs: int) -> Iterator[Chart]:
    at = min(1, paragraphs - 1)
    months = tuple(f"{m}月" for m in range(1, 13))
    curve = {f.code: f.value for f in content.figures if f.code.startswith("CURVE_")}
    if curve:
        yield Chart(
            kind=ChartKind.LINE,
            title="累计投资曲线",
            unit="万元",
            categories=months,
            series=tuple(
                Series(name, tuple(curve.get(f"CURVE_{code}_{m:02d}") for m in range(1, 13)))
                for code, name in (("PLANNED", "计划"), ("VERIFIED", "完成（已核实）"))
            ),
            after=at,
        )
    yield from _by_town(content.figures, at)
    lights = [f for f in content.figures if f.code.startswith("LIGHT_")]
    if lights:
        names = LIGHTS.on(content.as_of)
        yield Chart(
            kind=ChartKind.PIE,
            title="节点状态分布",
            unit="个",
            categories=tuple(names[f.label].name for f in lights),
            series=(Series("节点数", tuple(f.value for f in lights)),),
        )
    bureaus = [f for f in content.figures if f.scope is FigureScope.BUREAU]
    if bureaus:
        yield _stacked(bureaus)


def _by_town(figures: Sequence[Shown], at: int) -> Iterator[Chart]:
    of = {(f.key, f.code): f for f in figures if f.scope is FigureScope.TOWN}
    keys = list(dict.fromkeys(k for k, _ in of))
    # a chart of many is no chart: the largest tasks are drawn, all of them are in the table
    keys = sorted(keys, key=lambda k: -of[k, "PLANNED"].value)[:_MOST_IN_CHART]
    if keys:
        yield Chart(
            kind=ChartKind.BAR,
            title="各镇（街道）截至本月计划与完成投资",
            unit="万元",
            categories=tuple(of[k, "PLANNED"].name for k in keys),
            series=tuple(
                Series(name, tuple(of[k, code].value for k in keys))
                for code, name in (("PLANNED", "计划"), ("VERIFIED", "完成（已核实）"))
            ),
            after=at,
        )


def _stacked(bureaus: Sequence[Shown]) -> Chart:
    of = {(f.key, f.code): f for f in bureaus}
    keys = list(dict.fromkeys(k for k, _ in of))[:_MOST_IN_CHART]
    return Chart(
        kind=ChartKind.STACKED,
        title="各部门要素保障申请办理情况",
        unit="件",
        categories=tuple(of[k, BUREAUS[0]].name for k in keys),
        series=tuple(Series(of[keys[0], code].label, tuple(of[k, code].value for k in keys)) for code in BUREAUS),
    )
