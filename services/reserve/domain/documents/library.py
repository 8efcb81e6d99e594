"""第五条: the reserve library as a sheet, in the form that `sheets` reads back without a difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.document import Column, Line, LineKind, Table
from services.reserve.domain.documents.issuers import DISTRICT
from services.reserve.domain.documents.plan_tables import NUMERALS, UNIT
from services.reserve.domain.project.state import Project
from services.reserve.domain.sheets import writing
from services.reserve.domain.terms import LIBRARY_NAMES, Category

_UNITS, _TRAITS, _HOW = ("项目归属", "责任单位"), ("项目属性",), ("建设方案",)
COLUMNS = (
    Column(("序号",), 6, figures=True),
    Column(("项目名称",), 30),
    Column((*_UNITS, "项目业主"), 22),
    Column((*_UNITS, "所属镇（街道）"), 14),
    Column((*_UNITS, "行业主管部门"), 16),
    Column((*_UNITS, "配合单位"), 18),
    Column((*_TRAITS, "所在库"), 12),
    Column((*_TRAITS, "级别"), 8),
    Column((*_TRAITS, "类别"), 10),
    Column((*_TRAITS, "行业代码"), 9),
    Column((*_TRAITS, "项目代码"), 26),
    Column((*_TRAITS, "项目代码例外理由"), 16),
    Column((*_TRAITS, "项目代码例外批准人"), 12),
    Column((*_TRAITS, "所属打包项目"), 20),
    Column((*_TRAITS, "是否涉密"), 8),
    Column(("投资", "方式", "投资模式"), 10),
    Column(("投资", "方式", "立项方式"), 8),
    Column(("投资", "金额", "总投资"), 14, figures=True, money=True),
    Column(("投资", "金额", "资金来源（万元）"), 28),
    Column(("投资", "资金投向"), 18),
    Column(("投资", "投资效益"), 18),
    Column((*_HOW, "功能定位"), 18),
    Column((*_HOW, "建设规模"), 18),
    Column((*_HOW, "建设内容"), 30),
    Column((*_HOW, "建设方式"), 10),
    Column((*_HOW, "建设时间", "开工时间"), 13),
    Column((*_HOW, "建设时间", "完工时间"), 13),
    Column(("位置", "经度"), 12, figures=True),
    Column(("位置", "纬度"), 12, figures=True),
    Column(("位置", "坐标系"), 14),
)
_TOTAL_AT = next(at for at, c in enumerate(COLUMNS) if c.money)


@dataclass(frozen=True, slots=True)
class Counted:
    """第二条: a project as subtotals count it; `package` is the one that it is a part of."""

    id: UUID
    category: Category
    total: Decimal
    package: UUID | None = None


@dataclass(frozen=True, slots=True)
class Subtotal:
    """Items, a package being one; items with packages split into their parts; and what they cost, counted once."""

    items: int
    split: int
    total: Decimal


def subtotals(found: Sequence[Counted]) -> tuple[Subtotal, dict[Category, Subtotal]]:
    """第二条: count all projects of a list, and those of each category that has any; amounts never twice."""
    ids, packages = {f.id for f in found}, {f.package for f in found}
    own = {c: [f for f in found if f.category is c] for c in Category}
    return _count(found, ids, packages), {c: _count(of, ids, packages) for c, of in own.items() if of}


def _count(found: Sequence[Counted], ids: set[UUID], packages: set[UUID | None]) -> Subtotal:
    once = [f for f in found if f.package not in ids]
    return Subtotal(len(once), sum(f.id not in packages for f in found), sum((f.total for f in once), Decimal(0)))


def library_table(today: date) -> Table:
    """Give the sheet's title and headings; its lines are written one after the other, for they may be many."""
    return Table("", f"{DISTRICT.on(today)}重点项目储备库项目表", UNIT, COLUMNS, ())


def total_line(whole: Subtotal) -> Line:
    """Sum up all projects."""
    return _sum_line(LineKind.TOTAL, None, "总计", whole)


def section_line(place: int, category: Category, whole: Subtotal) -> Line:
    """Open the section of a category with its subtotal; the first place is 0."""
    return _sum_line(LineKind.SECTION, NUMERALS[place], f"{writing.CATEGORIES[category]}项目", whole)


def _sum_line(kind: LineKind, number: str | None, title: str, whole: Subtotal) -> Line:
    after = (None,) * (len(COLUMNS) - _TOTAL_AT - 1)
    split = f"，拆包后{whole.split}个" if whole.split != whole.items else ""
    cells = (number, f"{title}（{whole.items}个{split}）", *(None,) * (_TOTAL_AT - 2))
    return Line(kind, (*cells, writing.write_number(whole.total), *after))


def project_line(number: int, project: Project, names: Mapping[UUID, str]) -> Line:
    """Write a project with everything that an import takes over; `names` are those of the units and of the package."""
    e = project.elements
    units = ([e.owner_id], [e.town_id], [e.industry_authority_id], e.cooperating_ids)
    cells = (
        number,
        e.name,
        *(writing.write_units(names[i] for i in of if i is not None) for of in units),
        LIBRARY_NAMES[project.library] if project.library else None,
        writing.LEVELS[e.level],
        writing.CATEGORIES[e.category],
        e.industry_code,
        e.project_code,
        e.code_exception_reason,
        e.code_exception_approver,
        names.get(project.package_id) if project.package_id else None,
        writing.NO,  # what is secret is not registered here
        writing.MODES[e.investment_mode],
        writing.ROUTES[e.approval_route] if e.approval_route else None,
        writing.write_number(e.total_investment),
        writing.write_funds(e.fund_sources),
        e.fund_use,
        e.benefit,
        e.function,
        e.scale,
        e.content,
        e.construction_mode,
        writing.write_day(e.start_on),
        writing.write_day(e.finish_on),
        writing.write_number(e.longitude),
        writing.write_number(e.latitude),
        writing.COORDINATES[e.coordinate_system] if e.coordinate_system else None,
    )
    return Line(LineKind.ITEM, cells)
