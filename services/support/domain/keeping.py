"""第十五条：what the bureau that keeps a quota does with it: open the account of a year, book what is allocated, take back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.support.domain import quota, wording
from services.support.domain.kinds.model import ACCOUNT_KINDS, AccountKind
from services.support.domain.land.transfer import not_open
from services.support.domain.quantity import measured
from services.support.domain.quota import Account, Entry, Posted
from services.support.domain.request import Held, Request, found

FIRST_YEAR, LAST_YEAR = 2004, 2100  # the years in which the platform can work


def beyond(day: date, article: Article, field: str) -> Breach | None:
    """第十七条（一）：a day that is set as a limit lies within the years in which the platform can count."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return Breach("YEAR_INVALID", f"日期的年份须在 {FIRST_YEAR} 至 {LAST_YEAR} 之间", article, field)


def open_account(
    id: UUID, kind: AccountKind, year: int, division: str | None, opened: UUID | None
) -> Account | Refusal:
    """Open the account of a kind for a year. `division` is where the acting unit keeps this quota, None for nowhere."""
    exists = year_fault = None
    if opened is not None:
        message = f"{year} 年度“{kind.name}”账户已经开立（{opened}），不能重复开立"
        exists = Breach("QUOTA_ACCOUNT_EXISTS", message, kind.article, "kind")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"年度须在 {FIRST_YEAR} 至 {LAST_YEAR} 之间"
        year_fault = Breach("YEAR_INVALID", message, kind.article, "year")
    breaches = found(_not_keeper(division, kind), year_fault, exists)
    if breaches or division is None:
        return Refusal(breaches)
    return Account(id=id, division=division, kind=kind.code, year=year)


def adjust(account: Account, amount: Decimal, basis: str, division: str | None) -> Posted | Refusal:
    """Book a document that allocates quota (下达), or one that takes some back (调减, a negative amount)."""
    kind = account.rule
    size = measured(abs(amount), kind.unit, kind.article, "amount")
    said = wording.required(basis, "依据文件", kind.article, "basis", longest=500)
    breaches = found(
        _not_keeper(division if division == account.division else None, kind),
        not_open(account, "accountId"),
        size if isinstance(size, Breach) else None,
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(size, Breach) or isinstance(said, Breach):
        return Refusal(breaches)
    return quota.allocate(account, size, said) if amount > 0 else quota.reduce(account, size, said)


def share_out(account: Account, waiting: Sequence[Request]) -> tuple[Posted, tuple[Request, ...]]:
    """第十五条（优先安排）：quota that becomes free goes to accepted requests that it was not enough for, first to key projects.

    waiting: open requests of this quota, in the order in which they are served (PRIORITY in `domain/land/rulebook.py`).
    Returned are those that it now holds more for; their versions stay, for nothing that anybody decides on has changed.
    """
    entries: list[Entry] = []
    changed = []
    for request in waiting:
        held = request.held.amount if request.held else quota.ZERO
        more = quota.reserve(account, request.id, (request.quantity or quota.ZERO) - held)
        if more.entries:
            account, entries = more.account, [*entries, *more.entries]
            amount = sum((e.amount for e in more.entries), start=held)
            changed.append(replace(request, held=Held(account.id, amount)))
    return Posted(account, tuple(entries)), tuple(changed)


def kind_unknown(code: str, known: Collection[str] = ACCOUNT_KINDS, field: str = "kind") -> Breach:
    """第十五条、第十七条（一）name the quotas that there are."""
    names = "、".join(f"{its}（{ACCOUNT_KINDS[its].name}）" for its in known)
    return Breach("QUOTA_KIND_UNKNOWN", f"没有指标种类 {wording.quoted(code)}；现有种类：{names}", Article(15), field)


def _not_keeper(division: str | None, kind: AccountKind) -> Breach | None:
    if division is not None:
        return None
    message = f"您所在单位不是本区管理“{kind.name}”的部门，不能开立账户或登记指标"
    return Breach("NOT_THE_BUREAU", message, kind.article)
