"""第三条: the attachments of a plan: the summary by category and kind, and the items with their subtotals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from services.law.document import Column, Line, LineKind, Table, Value
from services.reserve.domain.documents.sums import CATEGORY_NAMES, KIND_NAMES, Converted, Listed, Sum, ordered, sum_of
from services.reserve.domain.terms import ItemKind

UNIT = "万元"
NUMERALS = "一二三四五六七八九十"
_GROUPS = (
    ("合计", tuple(ItemKind)),
    ("建设项目", (ItemKind.NEW_START,)),
    ("建设项目", (ItemKind.CONTINUING,)),
    ("前期项目", (ItemKind.PRELIMINARY,)),
)


def summary_table(year: int, items: Sequence[Listed], shares: Sequence[Decimal | None]) -> Table:
    """Put number, total and annual investment of every category side by side, in all and by kind."""
    columns = [Column(("类别",), 10)]
    for group, kinds in _GROUPS:
        path = (group,) if len(kinds) > 1 or group == "前期项目" else (group, KIND_NAMES[kinds[0]])
        columns += [
            Column((*path, "个数"), 6, figures=True),
            Column((*path, "总投资"), 12, figures=True, money=True),
            Column((*path, "年度投资"), 12, figures=True, money=True),
        ]
    columns.append(Column(("年度投资占比（%）",), 8, figures=True))
    lines = [
        Line(LineKind.ITEM, (CATEGORY_NAMES[category], *_across(own), None if share is None else f"{share:f}"))
        for (category, own), share in zip(ordered(items), shares, strict=True)
    ]
    lines.append(Line(LineKind.TOTAL, ("总计", *_across(items), None)))
    return Table("附件1", f"{year}年度重点项目计划汇总表", UNIT, tuple(columns), tuple(lines))


def _across(items: Iterable[Listed]) -> Iterator[Value]:
    listed = list(items)
    for _group, kinds in _GROUPS:
        whole = sum_of(i for i in listed if i.kind in kinds)
        yield from (whole.projects, whole.total, whole.annual)


def items_table(year: int, items: Sequence[Listed]) -> Table:
    """List all items under their category and kind; each of these lines carries its subtotal."""
    columns = (
        Column(("序号",), 7, figures=True),
        Column(("项目名称",), 30),
        Column(("建设性质",), 10),
        Column(("责任单位", "项目业主"), 20),
        Column(("责任单位", "所属镇（街道）"), 14),
        Column(("责任单位", "行业主管部门"), 16),
        Column(("投资", "总投资"), 13, figures=True, money=True),
        Column(("投资", f"{year}年", "年度投资"), 13, figures=True, money=True),
        Column(("备注",), 14),
    )
    return Table("附件2", f"{year}年度重点项目计划项目表", UNIT, columns, tuple(_lines(items)), tuple(_notes(items)))


def converted_table(year: int, converted: Sequence[Converted]) -> Table:
    """第十一条: list what became a construction project at once, in the order of the days."""
    columns = (
        Column(("序号",), 7, figures=True),
        Column(("项目名称",), 30),
        Column(("转化日期",), 14),
        Column(("建设性质", "原性质"), 10),
        Column(("建设性质", "现性质"), 10),
        Column(("年度投资", "原计划"), 13, figures=True, money=True),
        Column(("年度投资", "现安排"), 13, figures=True, money=True),
    )
    lines = (
        (n, c.name, c.day, KIND_NAMES[c.from_kind], KIND_NAMES[c.kind], c.annual_before, c.annual)
        for n, c in enumerate(converted, start=1)
    )
    title = f"{year}年度重点项目计划前期项目实时转为建设项目情况表"
    return Table("附件3", title, UNIT, columns, tuple(Line(LineKind.ITEM, cells) for cells in lines))


def _notes(items: Sequence[Listed]) -> Iterator[str]:
    """第三条（原则上）: an exception is shown with its reason and approver wherever the item is."""
    for at, item in enumerate((i for i in _in_order(items) if i.exception), start=1):
        yield f"注{at}：“{item.name}”未入库，按例外纳入：{item.exception}"


def _in_order(items: Sequence[Listed]) -> list[Listed]:
    return [i for _, own in ordered(items) for kind in ItemKind for i in own if i.kind is kind]


def _lines(items: Sequence[Listed]) -> Iterator[Line]:
    number = noted = 0
    yield _sum_line(LineKind.TOTAL, "", "总计", sum_of(items))
    sections = [(category, own) for category, own in ordered(items) if own]
    for at, (category, own) in enumerate(sections):
        yield _sum_line(LineKind.SECTION, NUMERALS[at], f"{CATEGORY_NAMES[category]}项目", sum_of(own))
        parts = [(kind, [i for i in own if i.kind is kind]) for kind in ItemKind]
        for place, (kind, of_kind) in enumerate((k, p) for k, p in parts if p):
            title = f"{KIND_NAMES[kind]}项目"
            yield _sum_line(LineKind.PART, f"（{NUMERALS[place]}）", title, sum_of(of_kind))
            for item in of_kind:
                number += 1
                noted += item.exception is not None
                yield _item_line(number, item, f"例外（注{noted}）" if item.exception else None)


def _sum_line(kind: LineKind, number: str, title: str, whole: Sum) -> Line:
    named = f"{title}（{whole.projects}个）"
    return Line(kind, (number or None, named, None, None, None, None, whole.total, whole.annual, None))


def _item_line(number: int, item: Listed, remark: str | None) -> Line:
    kind = KIND_NAMES[item.kind]
    units = (item.owner, item.town, item.authority)
    return Line(LineKind.ITEM, (number, item.name, kind, *units, item.total, item.annual, remark))
