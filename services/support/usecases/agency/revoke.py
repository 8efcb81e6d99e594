"""第十四条：the owner revokes the authorisation; it holds from that second on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.agency import authorising
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeAuthorisation:
    """The command. It names no version: whatever has happened meanwhile, the owner's will holds."""

    case_id: UUID
    reason: str


async def revoke(work: Work, command: RevokeAuthorisation) -> UUID | Refusal:
    """Wait for what is just being done under the case's lock, and let nothing come after."""
    file = await take(work, command.case_id)
    if isinstance(file, Refusal):
        return file
    change = authorising.revoke(
        file.case, file.authorisations, command.reason, acting(work), now=work.now, today=work.today
    )
    return change if isinstance(change, Refusal) else await keep(work, "revokeAuthorisation", file.case, change)
