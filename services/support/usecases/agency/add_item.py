"""第十四条：an item that the district's list does not have is added to an agency."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.support.domain.agency import authorising, steps
from services.support.domain.agency import case as cases
from services.support.domain.agency.items import Item
from services.support.domain.agency.terms import A14, CaseState, ItemState, Level, Stage
from services.support.domain.request import found
from services.support.store import copies
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import keep_item, take


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAgencyItem:
    """The command."""

    case_id: UUID
    expected_version: int
    name: str
    stage: Stage
    level: Level
    role: str
    working_days: int
    materials: tuple[str, ...]
    after: tuple[str, ...]
    reason: str


async def add_agency_item(work: Work, command: AddAgencyItem) -> UUID | Refusal:
    """Add an item; the id is the item's. Its code is given by the platform, and counts on from ADDED_1."""
    file = await take(work, command.case_id, command.expected_version)
    if isinstance(file, Refusal):
        return file
    roles = {r.value for r in Role}
    if command.role not in roles:
        return Refusal.of(
            Breach("ROLE_UNKNOWN", f"没有职责 {command.role[:40]!r}，如 LAND、APPROVAL_SERVICE", A14, "role")
        )
    code = f"ADDED_{sum(i.added for i in file.items) + 1}"
    bureaus = await copies.bureaus(work.session, file.case.division, Role(command.role))
    item = Item(
        id=work.new_id(),
        version=1,
        division=file.case.division,
        case_id=file.case.id,
        project_id=file.case.project_id,
        position=max((i.position for i in file.items), default=0) + 1,
        code=code,
        name=command.name,
        stage=command.stage,
        level=command.level,
        role=command.role,
        bureau_id=bureaus[0].id if len(bureaus) == 1 else None,
        working_days=command.working_days,
        materials=command.materials,
        after=command.after,
        request_kind=None,
        state=ItemState.WAITING,
        added=True,
    )
    change = steps.add(item, file.items, command.reason)
    may_not = authorising.not_acting(file.case, file.authorisations, command.stage, code, acting(work), work.today)
    breaches = found(cases.not_in(file.case, {CaseState.ACCEPTED}, "增加事项"), may_not)
    if breaches or isinstance(change, Refusal):
        return Refusal((*breaches, *(change.breaches if isinstance(change, Refusal) else ())))
    return await keep_item(work, "addAgencyItem", file, change)
