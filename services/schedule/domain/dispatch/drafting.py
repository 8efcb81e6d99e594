"""第十条：the first text of a bulletin or summary, in which every figure is named and so stays the one that is traced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.schedule.domain.dispatch.bulletin import Part, Shown
from services.schedule.domain.dispatch.terms import BulletinKind, FigureScope

ALL_DISTRICT = ("各镇（街道），区直各部门，区属国有公司",)


@dataclass(frozen=True, slots=True)
class Target:
    """第十条（对照年度工作目标）：a target of the year: what was planned and what was done."""

    name: str
    planned: str
    done: str


TARGETS = (
    Target("年度投资", "ANNUAL", "VERIFIED"),
    Target("项目开工", "STARTS_PLANNED", "STARTS_DONE"),
    Target("项目竣工", "COMPLETIONS_PLANNED", "COMPLETIONS_DONE"),
    Target("节点任务", "NODES_DUE", "NODES_DONE"),
    Target("前期项目转化", "CONVERSIONS_PLANNED", "CONVERSIONS_DONE"),
)
GAP_SCOPES = (FigureScope.TOWN, FigureScope.AUTHORITY, FigureScope.OWNER, FigureScope.UNIT)
_SCOPE_NAMES = {
    FigureScope.TOWN: "镇（街道）",
    FigureScope.AUTHORITY: "行业主管部门",
    FigureScope.OWNER: "区属国有公司",
    FigureScope.UNIT: "节点责任单位",
}
Place = tuple[FigureScope, str]
Index = Mapping[tuple[str, FigureScope, str], Shown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Where a target of the year is missed, and by how much."""

    target: Target
    planned: Shown
    done: Shown

    @property
    def missing(self) -> Decimal:
        """How much is missing."""
        return self.planned.value - self.done.value

    @property
    def written(self) -> str:
        """The gap in words."""
        return f"{self.target.name}差{self.missing:.{self.planned.places}f}{self.planned.unit}"


def index(figures: Sequence[Shown]) -> dict[tuple[str, FigureScope, str], Shown]:
    """Find figures by code, scope and key."""
    return {(f.code, f.scope, f.key): f for f in figures}


def gaps(found: Index, scope: FigureScope, key: str) -> list[Gap]:
    """第十条（逐项分析）：name the targets that a unit, or the district, has missed."""
    made = []
    for target in TARGETS:
        planned, done = found.get((target.planned, scope, key)), found.get((target.done, scope, key))
        if planned is not None and done is not None and done.value < planned.value:
            made.append(Gap(target=target, planned=planned, done=done))
    return made


def title(kind: BulletinKind, year: int, month: int) -> str:
    """Name the document.

    >>> title(BulletinKind.MONTHLY, 2027, 3)
    '关于2027年3月重点项目建设进展和部门服务情况的通报'
    """
    if kind is BulletinKind.ANNUAL:
        return f"{year}年度重点项目建设实施情况总结"
    return f"关于{year}年{month}月重点项目建设进展和部门服务情况的通报"


def parts(kind: BulletinKind, year: int, month: int, figures: Sequence[Shown]) -> list[Part]:
    """Draft the text; what there are no figures of is not spoken of."""
    found = index(figures)
    has = {code for code, scope, _ in found if scope is FigureScope.ALL}
    made = [Part(code="OVERVIEW", heading="一、总体情况", text=_overview(has, year, month))]
    made.append(Part(code="PROGRESS", heading="二、开工竣工与节点", text=_progress(has)))
    if kind is BulletinKind.ANNUAL:
        return [*made, *_gap_parts(found)]
    if "REQUESTS_ON_TIME" in has:
        made.append(Part(code="SERVICE", heading="三、部门服务重点项目情况", text=_service(has)))
    made.append(
        Part(
            code="NEXT",
            heading=f"{'四' if 'REQUESTS_ON_TIME' in has else '三'}、下一步要求",
            text="各责任单位要对照所附清单查找差距，逐项明确措施和时限，确保完成年度任务。",
        )
    )
    return made


def _overview(has: set[str], year: int, month: int) -> str:
    said = (
        f"{year}年度计划现有重点项目{{PROJECTS}}，其中重点建设项目{{CONSTRUCTION}}，年度计划投资{{ANNUAL}}。"
        f"截至{month}月，经核实完成投资{{VERIFIED}}"
    )
    if "RATE" in has:
        said += "，占年度计划投资的{RATE}"
    if "PACE" in has:
        said += "，为序时计划的{PACE}"
    said += "；其中本月完成{VERIFIED_MONTH}。"
    return said + ("本期漏报周进度{MISSED_WEEKS}。" if "MISSED_WEEKS" in has else "")


def _progress(has: set[str]) -> str:
    said = (
        "新开工项目应开工{STARTS_PLANNED}，已开工{STARTS_DONE}；应竣工{COMPLETIONS_PLANNED}，已竣工{COMPLETIONS_DONE}；"
        "列入计划的重点前期项目{CONVERSIONS_PLANNED}，已转为建设项目{CONVERSIONS_DONE}。"
    )
    if "NODES_DUE" in has:
        said += "应完成节点{NODES_DUE}，已完成{NODES_DONE}，逾期未完成{NODES_LATE}。"
    return said


def _service(has: set[str]) -> str:
    said = "要素保障申请按时办结{REQUESTS_ON_TIME}，超时办结{REQUESTS_LATE}，超时未办结{REQUESTS_OVERDUE}。"
    if "ISSUES_RAISED" in has:
        said += "问题台账新增{ISSUES_RAISED}，销号{ISSUES_CLOSED}，逾期未销号{ISSUES_OVERDUE}。"
    return said


def _gap_parts(found: Index) -> Iterator[Part]:
    """Ask for the reasons of every gap: of the district by target, then of each unit."""
    for gap in gaps(found, FigureScope.ALL, ""):
        yield Part(code=f"GAP:{gap.target.done}", heading=f"{gap.written}的原因", text="")
    places: dict[Place, str] = {(f.scope, f.key): f.name for f in found.values() if f.scope in GAP_SCOPES and f.key}
    for (scope, key), name in sorted(places.items(), key=lambda p: (GAP_SCOPES.index(p[0][0]), p[1], p[0][1])):
        missed = gaps(found, scope, key)
        if missed:
            told = "，".join(g.written for g in missed)
            yield Part(code=f"GAP:{scope.value}:{key}", heading=f"{name}（{_SCOPE_NAMES[scope]}）{told}的原因", text="")


def redrafted(standing: Sequence[Part], anew: Sequence[Part]) -> list[Part]:
    """Keep what was written, whatever the figures are now; a gap that is none any more needs no reason, a new one does."""
    wanted = {p.code: p for p in anew if p.code.startswith("GAP:")}
    written = {p.code: p for p in standing}
    kept = [p for p in standing if not p.code.startswith("GAP:")]
    return [
        *kept,
        *(Part(code=c, heading=p.heading, text=written[c].text if c in written else "") for c, p in wanted.items()),
    ]
