"""第十五条：quota goes from one account to another of the same kind when two persons of the keeping bureau have said so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.division import covers
from services.support.domain import quota, wording
from services.support.domain.kinds.model import AccountKind
from services.support.domain.land.rulebook import QuotaRule
from services.support.domain.quantity import measured
from services.support.domain.quota import Account, EntryKind, Posted
from services.support.domain.request import Acting, found


class TransferState(StrEnum):
    """Where a transfer stands."""

    ASKED = "ASKED"  # 待批准
    APPROVED = "APPROVED"  # 已批准入账
    REFUSED = "REFUSED"  # 不予批准
    WITHDRAWN = "WITHDRAWN"  # 已撤回


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One transfer; division: that of the bureau that keeps both accounts."""

    id: UUID
    division: str
    version: int
    kind: str
    from_account_id: UUID
    to_account_id: UUID
    amount: Decimal
    reason: str
    basis: str
    state: TransferState
    asked_by: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was entered."""

    id: UUID
    amount: Decimal
    reason: str
    basis: str


def ask(
    source: Account, target: Account, asked: Asked, rule: QuotaRule, division: str | None, acting: Acting
) -> Transfer | Refusal:
    """Ask for a transfer. division: where the acting unit keeps this quota; it must reach over both accounts."""
    kind = source.rule
    size = measured(asked.amount, kind.unit, kind.article, "amount")
    reason = wording.required(asked.reason, "调剂理由", kind.article, "reason")
    basis = wording.required(asked.basis, "依据文件", kind.article, "basis", longest=500)
    breaches = found(
        not_keeping(division, kind, source, target),
        _misfit(source, target, rule),
        not_open(source, "fromAccountId"),
        not_open(target, "toAccountId"),
        *(b for b in (size, reason, basis) if isinstance(b, Breach)),
    )
    if not breaches and not isinstance(size, Breach):
        short = quota.moved_out(source, EntryKind.TRANSFERRED_OUT, size)
        breaches = short.breaches if isinstance(short, Refusal) else ()
    if breaches or isinstance(size, Breach) or isinstance(reason, Breach) or isinstance(basis, Breach):
        return Refusal(breaches)
    assert division is not None, "who keeps nothing was refused"
    return Transfer(
        id=asked.id,
        division=division,
        version=1,
        kind=kind.code,
        from_account_id=source.id,
        to_account_id=target.id,
        amount=size,
        reason=reason,
        basis=basis,
        state=TransferState.ASKED,
        asked_by=acting.subject,
    )


def approve(
    transfer: Transfer, source: Account, target: Account, note: str | None, division: str | None, acting: Acting
) -> tuple[Transfer, Posted, Posted] | Refusal:
    """Another person approves; both ledgers are written now, as far as there is quota now."""
    kind = source.rule
    said = wording.optional(note, "审批意见", kind.article, "note")
    breaches = found(
        _not_asked(transfer, kind),
        not_keeping(division, kind, source, target),
        _same_person(transfer, kind, acting),
        not_open(source, "transferId"),
        not_open(target, "transferId"),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    why: dict[str, Any] = {"basis": transfer.basis, "reason": transfer.reason, "transfer_id": transfer.id}
    out = quota.moved_out(
        source, EntryKind.TRANSFERRED_OUT, transfer.amount, field="transferId", other_account_id=target.id, **why
    )
    if isinstance(out, Refusal):
        return out
    into = quota.moved_in(target, EntryKind.TRANSFERRED_IN, transfer.amount, other_account_id=source.id, **why)
    return _ended(transfer, TransferState.APPROVED, said), out, into


def refuse(
    transfer: Transfer, source: Account, target: Account, note: str | None, division: str | None, acting: Acting
) -> Transfer | Refusal:
    """Another person refuses, with a reason; nothing is booked."""
    kind = source.rule
    said = wording.required(note or "", "不予批准的理由", kind.article, "note")
    breaches = found(
        _not_asked(transfer, kind),
        not_keeping(division, kind, source, target),
        _same_person(transfer, kind, acting),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    return _ended(transfer, TransferState.REFUSED, said)


def withdraw(transfer: Transfer, kind: AccountKind, note: str | None, acting: Acting) -> Transfer | Refusal:
    """Who has asked takes it back before it is decided."""
    said = wording.optional(note, "撤回理由", kind.article, "note")
    other = None
    if transfer.asked_by != acting.subject:
        other = Breach("NOT_THE_ASKER", "仅申请人本人可以撤回调剂申请", kind.article, "transferId")
    breaches = found(_not_asked(transfer, kind), other, said if isinstance(said, Breach) else None)
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    return _ended(transfer, TransferState.WITHDRAWN, said)


def not_keeping(division: str | None, kind: AccountKind, *accounts: Account) -> Breach | None:
    """第十五条：only the bureau that keeps a quota, or that of the city above, moves it."""
    if division is not None and all(covers(division, a.division) for a in accounts):
        return None
    message = f"您所在单位不是管理这些“{kind.name}”账户的部门；跨区调剂须由上级管理部门办理"
    return Breach("NOT_THE_BUREAU", message, kind.article)


def not_open(account: Account, field: str) -> Breach | None:
    """A closed year is booked in no more."""
    if account.closed_on is None:
        return None
    message = f"{account.year} 年度“{account.rule.name}”账户已于 {account.closed_on} 年结，不能再记账；请在以后年度的账户中办理"
    return Breach("QUOTA_YEAR_CLOSED", message, account.rule.article, field)


def _misfit(source: Account, target: Account, rule: QuotaRule) -> Breach | None:
    if source.id == target.id:
        return Breach("TRANSFER_MISFIT", "调出和调入不能是同一账户", source.rule.article, "toAccountId")
    if source.kind != target.kind:
        message = f"只能在同一种指标之间调剂：调出“{source.rule.name}”，调入“{target.rule.name}”"
        return Breach("TRANSFER_MISFIT", message, source.rule.article, "toAccountId")
    apart, later = source.division != target.division, source.year != target.year
    if apart and later:
        return Breach("TRANSFER_MISFIT", "一次调剂只能跨年度或跨区之一", source.rule.article, "toAccountId")
    if (later and not rule.between_years) or (apart and not rule.between_divisions):
        what = "跨年度" if later else "跨区"
        return Breach("TRANSFER_NOT_ALLOWED", f"“{source.rule.name}”不能{what}调剂", source.rule.article, "toAccountId")
    return None


def _not_asked(transfer: Transfer, kind: AccountKind) -> Breach | None:
    if transfer.state is TransferState.ASKED:
        return None
    return Breach("TRANSFER_ENDED", "该调剂申请已经办结，不能再次办理", kind.article, "transferId")


def _same_person(transfer: Transfer, kind: AccountKind, acting: Acting) -> Breach | None:
    if transfer.asked_by != acting.subject:
        return None
    return Breach("SAME_PERSON", "调剂须由申请人以外的人员审批", kind.article, "transferId")


def _ended(transfer: Transfer, state: TransferState, note: str) -> Transfer:
    return replace(transfer, state=state, version=transfer.version + 1, note=note or None)
