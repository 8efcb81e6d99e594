"""第十五条：a quota account told over a span of days, with the proof that its balances are what its entries make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.law.document import Column, Line, LineKind, Table, Value
from services.support.domain.quota import EFFECTS, ENTRY_NAMES, Account, EntryKind

Balances = tuple[Decimal, Decimal, Decimal]  # allocated, reserved, committed
ZERO: Balances = (Decimal(0), Decimal(0), Decimal(0))
COLUMNS = (
    Column(("序号",), 6, figures=True),
    Column(("日期",), 12),
    Column(("摘要",), 14),
    Column(("数量",), 12, figures=True),
    Column(("此后", "已下达"), 12, figures=True),
    Column(("此后", "已预留"), 12, figures=True),
    Column(("此后", "已核销"), 12, figures=True),
    Column(("此后", "可用"), 12, figures=True),
    Column(("依据或理由",), 34),
    Column(("经办人",), 10),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """An entry as a statement shows it."""

    seq: int
    on: date
    kind: EntryKind
    amount: Decimal
    after: Balances
    said: str
    actor_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What an account's whole ledger adds up to. broken: the first entry that does not follow from the one before it."""

    sums: Mapping[EntryKind, Decimal]
    entries: int
    last_seq: int
    broken: int | None


def faults(account: Account, proven: Proven) -> tuple[str, ...]:
    """Name all that does not add up; nothing for an account that proves itself.

    Three proofs: the entries by kind make the three balances, each entry's balances follow from those before it, and no number
    is missing.
    """
    told = []
    made = _effects(proven.sums)
    for name, sum_, kept in zip(("已下达", "已预留", "已核销"), made, balances(account), strict=True):
        if sum_ != kept:
            told.append(f"{name}为 {kept}，各笔合计为 {sum_}，不相符")
    if proven.broken is not None:
        told.append(f"第 {proven.broken} 笔的余额与上一笔不衔接")
    if proven.entries != proven.last_seq:
        told.append(f"台账应有 {proven.last_seq} 笔，实有 {proven.entries} 笔")
    return tuple(told)


def balances(account: Account) -> Balances:
    """The three balances of an account."""
    return account.allocated, account.reserved, account.committed


def available(of: Balances) -> Decimal:
    """What can still be promised."""
    return of[0] - of[1] - of[2]


def statement_table(account: Account, since: date, until: date) -> Table:
    """The statement without its lines."""
    title = f"{account.year}年度{account.rule.name}账户对账单（{since:%Y-%m-%d}至{until:%Y-%m-%d}）"
    return Table(label="", title=title, unit=account.rule.unit.name, columns=COLUMNS, lines=())


def statement_lines(opening: Balances, lines: Sequence[StatementLine], closing: Balances) -> list[Line]:
    """The opening balance, each entry, and the closing balance."""
    entries = [
        Line(
            LineKind.ITEM,
            (e.seq, e.on, ENTRY_NAMES[e.kind], e.amount, *e.after, available(e.after), e.said, e.actor_name),
        )
        for e in lines
    ]
    return [_total("期初余额", opening), *entries, _total("期末余额", closing)]


def _total(name: str, of: Balances) -> Line:
    cells: tuple[Value, ...] = (None, None, name, None, *of, available(of), None, None)
    return Line(LineKind.TOTAL, cells)


def _effects(sums: Mapping[EntryKind, Decimal]) -> Balances:
    made = [sum((EFFECTS[k][at] * amount for k, amount in sums.items()), Decimal(0)) for at in range(3)]
    return made[0], made[1], made[2]
