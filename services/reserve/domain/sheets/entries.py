"""Reads rows about projects that are registered already: items of a plan and applications (第三条)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from services.law.article import Article
from services.law.breach import Breach
from services.law.grid import Cell, Fault, Sheet, letters
from services.reserve.domain.applications.terms import Channel
from services.reserve.domain.sheets import values
from services.reserve.domain.sheets.columns import Column
from services.reserve.domain.sheets.headings import At, Layout
from services.reserve.domain.sheets.line import Line, lines
from services.reserve.domain.terms import ItemBasis, ItemKind

T = TypeVar("T")
A2, A3 = Article(2), Article(3)
KINDS = {"新开工": ItemKind.NEW_START, "续建": ItemKind.CONTINUING, "前期": ItemKind.PRELIMINARY}
BASES = {"申报": ItemBasis.APPLICATION, "评估": ItemBasis.ASSESSMENT}
CHANNELS = {
    "省": Channel.PROVINCIAL_PLATFORM,
    "政务": Channel.PROVINCIAL_PLATFORM,
    "行业": Channel.INDUSTRY_AUTHORITY,
    "投资": Channel.INVESTMENT_AUTHORITY,
    "发改": Channel.INVESTMENT_AUTHORITY,
}
_FIELDS = {
    "projectId": Column.NAME,
    "kind": Column.KIND,
    "annualInvestment": Column.ANNUAL,
    "basis": Column.BASIS,
    "assessment": Column.ASSESSMENT,
    "exceptionReason": Column.EXCEPTION_REASON,
    "exceptionApprover": Column.EXCEPTION_APPROVER,
    "channel": Column.CHANNEL,
    "statement": Column.STATEMENT,
}


@dataclass(slots=True)
class Entry:
    """One row: which project, and what is asked for it; annual investment in 万元."""

    number: int
    layout: Layout
    name: str = ""
    owners: tuple[str, ...] = ()  # what stands in the cell as a whole, and the first unit of it
    project_code: str | None = None
    kind: ItemKind | None = None
    annual: Decimal | None = None
    basis: ItemBasis = ItemBasis.APPLICATION
    assessment: str | None = None
    exception_reason: str | None = None
    exception_approver: str | None = None
    channel: Channel | None = None
    statement: str | None = None
    faults: list[Fault] = field(default_factory=list)

    def fault(self, breach: Breach) -> Fault:
        """Place what is wrong in the column of the field at fault, else in that of the name."""
        named = self.layout.columns.get(Column.NAME)
        at = self.layout.columns.get(_FIELDS.get(breach.field or "", Column.NAME), named)
        column, heading = (letters(at.index), at.heading) if at else (None, None)
        return Fault(self.layout.sheet, self.number, column, heading, breach.code, breach.message, breach.article)


@dataclass(slots=True)
class Entries:
    """The rows of a part of a sheet, how many were left out, and the kind that the last title named."""

    rows: list[Entry]
    left_out: int = 0
    section: ItemKind | None = None


def read_entries(sheet: Sheet, layout: Layout, section: ItemKind | None = None) -> Entries:
    """Read every row under the heading; titles such as "（一）新开工项目" say the kind of those below."""
    read = Entries([], 0, section)
    for line in lines(sheet, layout):
        title = line.section()
        if title is not None:
            named = {kind for word, kind in KINDS.items() if word in title}
            read.section = named.pop() if len(named) == 1 else read.section
        if title is not None or line.left_out() or line.lone():
            read.left_out += 1
        else:
            read.rows.append(_entry(line, layout, read.section))
    return read


def _entry(line: Line, layout: Layout, section: ItemKind | None) -> Entry:
    made = Entry(line.number, layout, name=_text(line.cell(Column.NAME)) or "")
    made.owners = tuple(filter(None, (_text(line.cell(Column.OWNER)), *values.read_units(line.cell(Column.OWNER))[:1])))
    made.project_code = _text(line.cell(Column.PROJECT_CODE))
    made.assessment, made.statement = (_text(line.cell(c)) for c in (Column.ASSESSMENT, Column.STATEMENT))
    made.exception_reason = _text(line.cell(Column.EXCEPTION_REASON))
    made.exception_approver = _text(line.cell(Column.EXCEPTION_APPROVER))
    kinds = "应为新开工、续建或前期"
    made.kind = _read(made, line, Column.KIND, lambda c: values.read_choice(c, KINDS), kinds) or section
    made.basis = _read(made, line, Column.BASIS, lambda c: values.read_choice(c, BASES), "应为申报或评估") or made.basis
    channels = "应为省政务服务平台、行业主管部门或投资主管部门"
    made.channel = _read(made, line, Column.CHANNEL, lambda c: values.read_choice(c, CHANNELS), channels)
    made.annual = _amount(made, line.cell(Column.ANNUAL), layout.columns.get(Column.ANNUAL))
    if made.kind is None and not made.faults:
        made.faults.append(made.fault(Breach("KIND_MISSING", f"缺少建设性质，{kinds}", A2, "kind")))
    if made.annual is None and all(f.code not in _MONEY for f in made.faults):
        made.faults.append(made.fault(Breach("ANNUAL_MISSING", "缺少年度投资", A2, "annualInvestment")))
    return made


_MONEY = ("AMOUNT_MALFORMED", "MONEY_UNIT_UNKNOWN")


def _text(cell: Cell) -> str | None:
    return None if cell is None or not str(cell).strip() else str(cell)


def _read(made: Entry, line: Line, column: Column, read: Callable[[Cell], T | None], wording: str) -> T | None:
    try:
        return read(line.cell(column))
    except ValueError as fault:
        field_of = next(f for f, c in _FIELDS.items() if c is column)
        message = f"“{fault}”无法识别，{wording}"
        made.faults.append(made.fault(Breach("CELL_MALFORMED", message, A3, field_of)))
        return None


def _amount(made: Entry, cell: Cell, at: At | None) -> Decimal | None:
    if at is None or cell is None:
        return None
    if at.unit is None and not any(str(cell).strip().endswith(u.value) for u in values.IN_WAN):
        breach = Breach("MONEY_UNIT_UNKNOWN", "表头未注明金额单位（万元或亿元）", A2, "annualInvestment")
        made.faults.append(made.fault(breach))
        return None
    try:
        return values.read_amount(cell, at.unit or next(iter(values.IN_WAN)))
    except ValueError as fault:
        made.faults.append(made.fault(Breach("AMOUNT_MALFORMED", f"“{fault}”不是金额", A2, "annualInvestment")))
        return None
