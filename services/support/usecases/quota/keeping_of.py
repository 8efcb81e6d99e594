"""Where the acting unit keeps a quota."""

from __future__ import annotations

from services.chassis.work import Work
from services.law.breach import Breach
from services.support.domain.kinds.model import AccountKind
from services.support.domain.land.rulebook import A15
from services.support.store import copies

ACCOUNT_UNKNOWN = Breach("QUOTA_ACCOUNT_UNKNOWN", "没有这个指标账户，或您无权查看", A15, "accountId")
TRANSFER_UNKNOWN = Breach("QUOTA_TRANSFER_UNKNOWN", "没有这项调剂申请，或您无权查看", A15, "transferId")


async def keeping(work: Work, kind: AccountKind) -> str | None:
    """Name the division in which the acting unit keeps a quota; None where it does not."""
    if kind.bureau not in work.actor.roles:
        return None
    return await copies.division_of(work.session, work.actor.unit, kind.bureau)
