"""第三条: the plan as a document of the two issuing bodies, or as a draft of it that says so on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.law.document import Document, Paragraph, Style, amount
from services.reserve.domain import rulebook
from services.reserve.domain.documents.issuers import DISTRICT, ISSUING_BODIES
from services.reserve.domain.documents.plan_tables import converted_table, items_table, summary_table
from services.reserve.domain.documents.sums import CATEGORY_NAMES, Converted, Listed, Sum, ordered, sum_of
from services.reserve.domain.plan.totals import Figures, by_category
from services.reserve.domain.terms import ItemKind, PlanStatus

MARKS = {
    PlanStatus.DRAFT: "征求意见稿",
    PlanStatus.SUGGESTED: "草案（送审稿）",
    PlanStatus.APPROVED: "草案（审定待发）",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What the document is made of; `passed` are the bodies that have passed the list, in their order.

    edition: 1 as first issued, then one more with each adjustment (第十一条), which goes out under the number of the
    adjustment and names the one that it replaces. converted: what started at once while the edition was in force.
    """

    year: int
    status: PlanStatus
    drafted_on: date
    support_areas: str | None
    selection_standard: str | None
    conditions: str | None
    document_number: str | None
    issued_on: date | None
    passed: tuple[str, ...]
    edition: int = 1
    replaces: str | None = None
    items: tuple[Listed, ...]
    converted: tuple[Converted, ...] = ()


def plan_document(plan: PlanFacts) -> Document:
    """第三条: write the plan; the rules of the day of its draft name the bodies."""
    district = DISTRICT.on(plan.drafted_on)
    issuers = tuple(b.name for b in ISSUING_BODIES.on(plan.drafted_on))
    mark = MARKS.get(plan.status)
    adjusted = f"（第{plan.edition}版）" if plan.edition > 1 else ""
    name = f"{district}{plan.year}年度重点项目计划{adjusted}"
    day = plan.issued_on
    return Document(
        mark=mark,
        letterhead=issuers,
        number=plan.document_number,
        title=f"{name}（{mark}）" if mark else f"关于下达{name}的通知",
        addressee="各镇（街道），区直各部门，区属国有平台公司，各有关单位：",
        text=tuple(_text(plan, name, marked=mark is not None)),
        signatures=issuers,
        day=f"{day.year}年{day.month}月{day.day}日" if day else None,
        tables=(
            summary_table(plan.year, plan.items, _shares(plan)),
            items_table(plan.year, plan.items),
            *((converted_table(plan.year, plan.converted),) if plan.converted else ()),
        ),
    )


def _shares(plan: PlanFacts) -> list[Decimal | None]:
    figures = (Figures(i.category, i.total, i.annual) for i in plan.items)
    return [c.annual_share for c in by_category(figures, rulebook.SHARE_PLACES.on(plan.drafted_on))]


def _text(plan: PlanFacts, name: str, *, marked: bool) -> list[Paragraph]:
    return [
        Paragraph(Style.TEXT, _opening(plan, name, marked=marked)),
        Paragraph(Style.HEADING, "一、总体安排"),
        Paragraph(Style.TEXT, _arrangement(plan)),
        Paragraph(Style.HEADING, "二、类别构成"),
        Paragraph(Style.TEXT, _composition(plan)),
        *_guide(plan),
        Paragraph(Style.HEADING, ("四" if _guide(plan) else "三") + "、有关要求"),
        *(Paragraph(Style.TEXT, t) for t in _requests(marked=marked)),
    ]


def _opening(plan: PlanFacts, name: str, *, marked: bool) -> str:
    if marked:
        return f"现将{name}有关安排说明如下，项目及投资以最终下达的计划为准。"
    passed = f"经{'、'.join(plan.passed)}审议通过，" if plan.passed else ""
    replaced = f"本版由{plan.replaces}下达的计划按程序调整形成。" if plan.replaces else ""
    return f"{passed}现将{name}下达给你们，请按照计划做好项目实施和要素保障工作。{replaced}"


def _arrangement(plan: PlanFacts) -> str:
    """Say how many items there are, how much they cost, and each kind apart."""
    kinds = {kind: sum_of(i for i in plan.items if i.kind is kind) for kind in ItemKind}
    parts = (
        ("建设项目", kinds[ItemKind.NEW_START] + kinds[ItemKind.CONTINUING]),
        ("其中新开工项目", kinds[ItemKind.NEW_START]),
        ("其中续建项目", kinds[ItemKind.CONTINUING]),
        ("前期项目", kinds[ItemKind.PRELIMINARY]),
    )
    told = "；".join(_told(name, whole) for name, whole in parts if whole.projects)
    parted = f"{told}。" if told else ""
    whole = _told("共安排重点项目", sum_of(plan.items))
    return f"{plan.year}年度{whole}。{parted}具体项目见附件。{_started(plan)}"


def _started(plan: PlanFacts) -> str:
    """第十一条: what became a construction project at once is an annex to the edition, whose own figures stay."""
    if not plan.converted:
        return ""
    return f"本版下达后，前期项目实时转为建设项目{len(plan.converted)}个，见附件3，不改变上述数据。"


def _told(what: str, whole: Sum) -> str:
    return f"{what}{whole.projects}个，总投资{amount(whole.total)}万元，年度投资{amount(whole.annual)}万元"


def _composition(plan: PlanFacts) -> str:
    parts = []
    for (category, items), share in zip(ordered(plan.items), _shares(plan), strict=True):
        of_all = f"，占年度投资的{share:f}%" if share is not None else ""
        if items:
            parts.append(_told(f"{CATEGORY_NAMES[category]}项目", sum_of(items)) + of_all)
    return "；".join(parts or ["尚未列入项目"]) + "。"


def _guide(plan: PlanFacts) -> list[Paragraph]:
    """第三条（一）: the guide under which items were chosen, as far as it was set."""
    parts = (("支持领域", plan.support_areas), ("遴选标准", plan.selection_standard), ("申报条件", plan.conditions))
    said = [
        Paragraph(Style.TEXT, line) for name, text in parts if text for line in f"{name}：{text}".split("\n") if line
    ]
    return [Paragraph(Style.HEADING, "三、编制依据"), *said] if said else []


def _requests(*, marked: bool) -> Sequence[str]:
    if marked:
        return ("请各单位核对本单位负责的项目名称、性质和投资数据，有意见的书面反馈区投资主管部门。",)
    return (
        "项目业主对项目实施负主体责任，责任单位要逐项落实推进措施，要素保障部门要优先保障计划项目。",
        "计划下达后不得自行变更；项目确需增加、退出或者变更投资的，按照年度调整程序办理。",
    )
