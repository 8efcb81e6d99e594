"""原则上: where the measures say "in principle", an exception needs a reason and an approver, on record."""

from __future__ import annotations

from dataclasses import dataclass

from services.law.article import Article
from services.law.breach import Breach


@dataclass(frozen=True, slots=True)
class Exempted:
    """A recorded exception."""

    reason: str
    approver: str


def read_exception(reason: str | None, approver: str | None, article: Article | None) -> Exempted | Breach | None:
    """Take both or neither; a reason that nobody answers for is refused."""
    if not reason and not approver:
        return None
    if reason and approver:
        return Exempted(reason, approver)
    lacking = ("批准人", "exceptionApprover") if reason else ("理由", "exceptionReason")
    return Breach("EXCEPTION_INCOMPLETE", f"例外情形须同时写明理由和批准人，缺{lacking[0]}", article, lacking[1])
