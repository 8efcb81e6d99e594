"""第十四条：the owner itself confirms who may act for it, and revokes it at once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.agency import authorising
from services.support.domain.agency.case import Wanted
from services.support.domain.agency.rulebook import items_on
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoriseAgency:
    """The command."""

    case_id: UUID
    expected_version: int
    wanted: Wanted


async def authorise(work: Work, command: AuthoriseAgency) -> UUID | Refusal:
    """Confirm the scope and the term."""
    file = await take(work, command.case_id, command.expected_version)
    if isinstance(file, Refusal):
        return file
    listed = {r.code for r in items_on(file.case.division, work.today) if file.case.route in r.routes}
    known = frozenset(listed | {i.code for i in file.items})
    change = authorising.authorise(
        file.case,
        file.authorisations,
        command.wanted,
        known,
        acting(work),
        id=work.new_id(),
        now=work.now,
        today=work.today,
    )
    return change if isinstance(change, Refusal) else await keep(work, "authoriseAgency", file.case, change)
