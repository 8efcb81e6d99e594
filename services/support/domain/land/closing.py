"""第十五条：the year's end of a quota, and the correction of what was booked by mistake.

At the closing everything that is not committed leaves the account, each amount by an entry: what accepted requests hold
goes with them into the next year's account and stays theirs, what is free is carried over, or both lapse, as the kind's rule
of the day of closing says. So a closed account owes nothing, and nothing is booked in it any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from services.law.breach import Breach, Refusal
from services.support.domain import quota, wording
from services.support.domain.land.rulebook import QuotaRule
from services.support.domain.land.transfer import not_keeping, not_open
from services.support.domain.quota import Account, EntryKind, Posted
from services.support.domain.request import Held, Request, found


@dataclass(frozen=True, slots=True)
class Closed:
    """The account after its closing, the next year's where something went there, and the requests that held something."""

    posted: Posted
    next: Posted | None
    requests: tuple[Request, ...]


def close_year(
    account: Account,
    following: Account | None,
    holders: Sequence[Request],
    basis: str | None,
    rule: QuotaRule,
    division: str | None,
    today: date,
) -> Closed | Refusal:
    """Close a year's account. following: the next year's; holders: the open requests that hold something, in order."""
    kind = account.rule
    left = account.available + account.reserved
    carries = rule.carries(account.year) and left > 0
    needed = carries and rule.needs_document
    said = (
        wording.required(basis or "", "同意结转的文件", kind.article, "basis", longest=500)
        if needed
        else wording.optional(basis, "依据文件", kind.article, "basis")
    )
    breaches = found(
        not_keeping(division, kind, account),
        not_open(account, "accountId"),
        _too_early(account, today),
        _nowhere(account, following) if carries else None,
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    if sum((h.held.amount for h in holders if h.held), Decimal(0)) != account.reserved:
        raise ValueError(f"account {account.id}: what is reserved is not what requests hold")
    if carries and following is not None:
        return _carried(account, following, holders, said or None, today)
    return _lapsed(account, holders, said or None, today)


def correct(
    account: Account, seq: int, kind: EntryKind | None, amount: Decimal, reversed_by: int | None, reason: str,
    division: str | None,
) -> Posted | Refusal:  # fmt: skip
    """Reverse an allocation or a reduction that was booked by mistake. kind: of the entry; None where there is none."""
    said = wording.required(reason, "更正理由", account.rule.article, "reason")
    breaches = found(
        not_keeping(division, account.rule, account),
        not_open(account, "accountId"),
        _not_reversible(account, seq, kind, reversed_by),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    if kind is EntryKind.REDUCED:
        return quota.moved_in(account, EntryKind.RESTORED, amount, reverses=seq, reason=said)
    return quota.moved_out(account, EntryKind.REVERSED, amount, field="seq", reverses=seq, reason=said)


def _not_reversible(account: Account, seq: int, kind: EntryKind | None, reversed_by: int | None) -> Breach | None:
    article = account.rule.article
    if kind is None:
        return Breach("QUOTA_ENTRY_UNKNOWN", f"台账中没有第 {seq} 笔", article, "seq")
    if kind not in {EntryKind.ALLOCATED, EntryKind.REDUCED}:
        message = f"第 {seq} 笔是“{quota.ENTRY_NAMES[kind]}”，只能冲销误记的下达或调减；申请的记账随申请更正"
        return Breach("QUOTA_ENTRY_NOT_REVERSIBLE", message, article, "seq")
    if reversed_by is not None:
        return Breach("QUOTA_ENTRY_REVERSED", f"第 {seq} 笔已由第 {reversed_by} 笔冲销", article, "seq")
    return None


def _too_early(account: Account, today: date) -> Breach | None:
    if today.year > account.year:
        return None
    message = f"{account.year} 年度尚未结束，自 {account.year + 1} 年 1 月 1 日起可以年结"
    return Breach("YEAR_NOT_OVER", message, account.rule.article, "accountId")


def _nowhere(account: Account, following: Account | None) -> Breach | None:
    if following is None:
        message = f"余额须结转 {account.year + 1} 年度，请先开立该年度“{account.rule.name}”账户"
        return Breach("QUOTA_ACCOUNT_MISSING", message, account.rule.article, "accountId")
    return not_open(following, "accountId")


def _carried(
    account: Account, following: Account, holders: Sequence[Request], basis: str | None, today: date
) -> Closed:
    """Move what requests hold, request by request, then what is free."""
    old, new = Posted(account), Posted(following)
    moved = []
    why = {"basis": basis, "reason": f"{account.year} 年度年结"}
    for request in holders:
        assert request.held is not None, "a holder holds something"
        amount = request.held.amount
        old = quota.then(old, quota.release(old.account, request.id, amount))
        old, new = _over(old, new, amount, why)
        new = quota.then(new, quota.reserve(new.account, request.id, amount))
        moved.append(replace(request, held=Held(following.id, amount)))
    if old.account.available:
        old, new = _over(old, new, old.account.available, why)
    closed = replace(old.account, closed_on=today)
    return Closed(Posted(closed, old.entries), new, tuple(moved))


def _over(old: Posted, new: Posted, amount: Decimal, why: dict[str, Any]) -> tuple[Posted, Posted]:
    out = quota.moved_out(old.account, EntryKind.CARRIED_OUT, amount, other_account_id=new.account.id, **why)
    assert isinstance(out, Posted), "what is free can go"
    into = quota.moved_in(new.account, EntryKind.CARRIED_IN, amount, other_account_id=old.account.id, **why)
    return quota.then(old, out), quota.then(new, into)


def _lapsed(account: Account, holders: Sequence[Request], basis: str | None, today: date) -> Closed:
    """Take back what requests hold, and let it lapse with what is free; they wait for the new year's quota."""
    old = Posted(account)
    freed = []
    for request in holders:
        assert request.held is not None, "a holder holds something"
        old = quota.then(old, quota.release(old.account, request.id, request.held.amount))
        freed.append(replace(request, held=None))
    if old.account.available:
        out = quota.moved_out(
            old.account, EntryKind.LAPSED, old.account.available, basis=basis, reason=f"{account.year} 年度年结"
        )
        assert isinstance(out, Posted), "what is free can go"
        old = quota.then(old, out)
    return Closed(Posted(replace(old.account, closed_on=today), old.entries), None, tuple(freed))
