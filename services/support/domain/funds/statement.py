"""第十六条（一）：the statement of a special fund — opening balance, every entry, closing balance — and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.law.document import Column, Line, LineKind, Table
from services.support.domain.funds.balance import Balance
from services.support.domain.funds.special import Budget
from services.support.domain.funds.terms import ENTRY_NAMES, FundEntryKind

COLUMNS = (
    Column(("序号",), 6, figures=True),
    Column(("日期",), 12),
    Column(("种类",), 12),
    Column(("项目",), 28),
    Column(("文件或凭证",), 24),
    Column(("理由",), 24),
    Column(("金额",), 14, money=True),
    Column(("余额", "预算"), 14, money=True),
    Column(("余额", "已安排"), 14, money=True),
    Column(("余额", "已支付"), 14, money=True),
    Column(("余额", "可安排"), 14, money=True),
    Column(("经办人",), 12),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An entry as a statement shows it."""

    seq: int
    posted_on: date
    kind: FundEntryKind
    project: str | None
    document: str | None
    reason: str | None
    amount: Decimal
    after: Balance
    actor_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The statement of a budget. fault: the first entry that does not follow from those before; None where all do."""

    budget: Budget
    opening: Balance
    closing: Balance
    entries: tuple[Told, ...]
    fault: int | None


def table_of(statement: Statement) -> Table:
    """Lay a statement out."""
    return Table("", f"{statement.budget.title}台账", "单位：万元", COLUMNS, ())


def lines_of(statement: Statement) -> Iterator[Line]:
    """Write its lines."""
    yield _balance("期初", statement.opening)
    for entry in statement.entries:
        after = entry.after
        facts = (entry.seq, entry.posted_on, ENTRY_NAMES[entry.kind], entry.project, entry.document, entry.reason)
        sums = (entry.amount, after.budgeted, after.committed, after.paid, after.available)
        yield Line(LineKind.ITEM, (*facts, *sums, entry.actor_name))
    yield _balance("期末", statement.closing)


def _balance(what: str, balance: Balance) -> Line:
    sums = (balance.budgeted, balance.committed, balance.paid, balance.available)
    return Line(LineKind.TOTAL, (None, None, what, None, None, None, None, *sums, None))


def opening_of(before: Sequence[Balance]) -> Balance:
    """Return the balance with which a statement opens: that of the last entry before it."""
    return before[-1] if before else Balance()
