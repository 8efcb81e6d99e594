"""Reads the rows under a heading: projects, leaving out subtotals, section titles, notes and blank rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from services.law.article import Article
from services.law.grid import Cell, Fault, Sheet, letters
from services.reserve.domain.project.state import FundSource
from services.reserve.domain.sheets import values
from services.reserve.domain.sheets.columns import Column
from services.reserve.domain.sheets.headings import At, Layout
from services.reserve.domain.sheets.line import Line, lines
from services.reserve.domain.terms import Category, InvestmentMode, Level

T = TypeVar("T")
A4 = Article(4)
_TEXTS = {
    Column.INDUSTRY_CODE: "industry_code",
    Column.PROJECT_CODE: "project_code",
    Column.FUNCTION: "function",
    Column.SCALE: "scale",
    Column.CONTENT: "content",
    Column.CONSTRUCTION_MODE: "construction_mode",
    Column.FUND_USE: "fund_use",
    Column.BENEFIT: "benefit",
    Column.CODE_REASON: "code_exception_reason",
    Column.CODE_APPROVER: "code_exception_approver",
}


@dataclass(slots=True)
class Row:
    """One project as a row tells it; units by their names, still to be looked up."""

    number: int
    name: str
    owners: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    secret: bool = False
    elements: dict[str, Any] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)  # API fields whose cells could not be read; their rules are not asked
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """All projects of one sheet, and how many rows were left out on purpose."""

    sheet: str
    layout: Layout
    rows: list[Row]
    left_out: int
    section: Category | None = None  # that of the last title


def read_rows(sheet: Sheet, layout: Layout, section: Category | None = None) -> Table:
    """Read every row under the heading; `section` is the category that an earlier part of the sheet ended with."""
    table = Table(sheet.name, layout, [], 0, section)
    for line in lines(sheet, layout):
        title = line.section()
        if title is not None:
            table.section = _category_in(title) or table.section
        if title is not None or line.left_out():
            table.left_out += 1
        else:
            table.rows.append(_Reader(sheet, layout, line.number).row(table.section))
    return table


def _category_in(title: str) -> Category | None:
    found = {category for word, category in values.CATEGORIES.items() if word in title}
    return found.pop() if len(found) == 1 else None


class _Reader:
    """Reads one row; gathers its faults."""

    def __init__(self, sheet: Sheet, layout: Layout, number: int) -> None:
        self._sheet, self._layout, self._number = sheet, layout, number
        self._row = Row(number, "")
        self.cell = Line(sheet, layout, number).cell

    def row(self, section: Category | None) -> Row:
        row = self._row
        name = self.cell(Column.NAME)
        row.name = "" if name is None else str(name)
        row.owners, row.towns = (values.read_units(self.cell(c)) for c in (Column.OWNER, Column.TOWN))
        row.authorities, row.cooperating = (
            values.read_units(self.cell(c)) for c in (Column.AUTHORITY, Column.COOPERATING)
        )
        if not row.owners:
            self._fault(Column.OWNER, "OWNER_MISSING", "缺少项目业主", Article(3, 2), "ownerId")
        row.secret = self._read(Column.CONFIDENTIAL, values.read_flag, "应填“是”或“否”", "secret") or False
        for column, element in _TEXTS.items():
            cell = self.cell(column)
            row.elements[element] = None if cell is None else str(cell)
        self._choices(section)
        self._timing()
        self._place()
        self._money()
        return row

    def _choices(self, section: Category | None) -> None:
        e, row = self._row.elements, self._row
        e["level"] = self._read(
            Column.LEVEL, lambda c: values.read_choice(c, values.LEVELS), "应为区级、市级、省级或国家级", "level"
        )
        e["level"] = e["level"] or Level.DISTRICT
        wording = "应为产业、基础设施、社会民生或生态环保"
        category = self._read(Column.CATEGORY, lambda c: values.read_choice(c, values.CATEGORIES), wording, "category")
        if category is None and section is None and "category" not in row.unread:
            self._fault(Column.CATEGORY, "CATEGORY_MISSING", f"缺少项目类别，{wording}", A4, "category")
        e["category"] = category or section or Category.INDUSTRY
        wording = "应为政府投资或社会（企业）投资"
        mode = self._read(Column.MODE, lambda c: values.read_choice(c, values.MODES), wording, "investmentMode")
        if mode is None:
            if "investmentMode" not in row.unread:
                self._fault(Column.MODE, "INVESTMENT_MODE_MISSING", f"缺少投资模式，{wording}", A4, "investmentMode")
            row.unread.add("approvalRoute")
        e["investment_mode"] = mode or InvestmentMode.ENTERPRISE
        e["approval_route"] = self._read(
            Column.ROUTE, lambda c: values.read_choice(c, values.ROUTES), "应为审批、核准或备案", "approvalRoute"
        )

    def _timing(self) -> None:
        e, wording = self._row.elements, "时间应如2027年3月"
        start, finish = self._read(Column.PERIOD, values.read_period, wording, "startOn") or (None, None)
        e["start_on"] = self._read(Column.START, lambda c: values.read_day(c, end=False), wording, "startOn") or start
        e["finish_on"] = (
            self._read(Column.FINISH, lambda c: values.read_day(c, end=True), wording, "finishOn") or finish
        )

    def _place(self) -> None:
        for column, element in ((Column.LONGITUDE, "longitude"), (Column.LATITUDE, "latitude")):
            self._row.elements[element] = self._read(column, values.read_degrees, "应为度数，如113.1", element)

        self._row.elements["coordinate_system"] = self._read(
            Column.COORDINATES,
            lambda c: values.read_choice(c, values.COORDINATES),
            "应如CGCS2000",
            "coordinateSystem",
        )

    def _money(self) -> None:
        e, row = self._row.elements, self._row
        at = self._layout.columns.get(Column.TOTAL)
        total = self._amount(at, "totalInvestment")
        if total is None:
            if "totalInvestment" not in row.unread:
                self._fault(Column.TOTAL, "TOTAL_INVESTMENT_MISSING", "缺少总投资", Article(2), "totalInvestment")
            row.unread |= {"totalInvestment", "fundSources"}
        e["total_investment"] = total if total is not None else Decimal(1)
        funds = [(f.heading, self._amount(f, "fundSources")) for f in self._layout.funds]
        listed = tuple(FundSource(source, amount) for source, amount in funds if amount)
        together = self._layout.columns.get(Column.FUNDS)
        if together and not listed:
            wording = "应如“财政资金5000万元；银行贷款1亿元”"
            read = self._read(Column.FUNDS, lambda c: values.read_funds(c, together.unit), wording, "fundSources")
            listed = tuple(FundSource(*f) for f in read or ())
        e["fund_sources"] = listed

    def _amount(self, at: At | None, api: str) -> Decimal | None:
        cell = self._sheet.cell(self._number, at.index) if at else None
        if at is None or cell is None:
            return None
        named = any(str(cell).strip().endswith(u.value) for u in values.IN_WAN)
        if at.unit is None and not named:
            self._add(at, "MONEY_UNIT_UNKNOWN", "表头未注明金额单位（万元或亿元）", A4, api)
            return None
        try:
            return values.read_amount(cell, at.unit or next(iter(values.IN_WAN)))
        except ValueError as fault:
            self._add(at, "AMOUNT_MALFORMED", f"“{fault}”不是金额", A4, api)
            return None

    def _read(self, column: Column, read: Callable[[Cell], T], wording: str, api: str) -> T | None:
        try:
            return read(self.cell(column))
        except ValueError as fault:
            self._fault(column, "CELL_MALFORMED", f"“{fault}”无法识别，{wording}", A4, api)
            return None

    def _fault(self, column: Column, code: str, message: str, article: Article, api: str) -> None:
        self._add(self._layout.columns.get(column), code, message, article, api)

    def _add(self, at: At | None, code: str, message: str, article: Article, api: str) -> None:
        self._row.unread.add(api)
        column, heading = (letters(at.index), at.heading) if at else (None, None)
        self._row.faults.append(Fault(self._sheet.name, self._number, column, heading, code, message, article))
