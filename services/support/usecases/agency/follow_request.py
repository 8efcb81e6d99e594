"""第十四条：an item that was handed in as a request of support stands as its request stands, in the same transaction."""

from __future__ import annotations

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Breach
from services.law.parties import Role
from services.support.domain.agency import authorising
from services.support.domain.agency.steps import follows_request
from services.support.domain.agency.terms import UNDER_WAY, ItemState
from services.support.domain.request import Request, State
from services.support.store import agency
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import keep_item

_STANDS = {
    State.SUBMITTED: ItemState.SUBMITTED,
    State.ACCEPTED: ItemState.SUBMITTED,
    State.CLAIMED: ItemState.SUBMITTED,
    State.RETURNED: ItemState.CORRECTING,
    State.SUSPENDED: ItemState.CORRECTING,
    State.GRANTED: ItemState.DONE,
    State.GRANTED_IN_PART: ItemState.DONE,
    State.REFUSED: ItemState.REFUSED,
    State.NOT_ACCEPTED: ItemState.REFUSED,
    State.WITHDRAWN: ItemState.READY,
}


async def follow_request(work: Work, request: Request, note: str) -> None:
    """Bring the item to where its request is; what stands there already is left alone."""
    if request.agency_item_id is None:
        return
    case_id = await agency.case_of_item(work.session, request.agency_item_id, None)
    file = await agency.locked(work.session, case_id, None) if case_id else None
    item = file.item(request.agency_item_id) if file else None
    if file is None or item is None or item.request_id != request.id or item.state not in UNDER_WAY:
        return
    state = _STANDS[request.state]
    if state is item.state:
        return
    number = request.decision.document_number if request.decision else None
    change = follows_request(item, state, note, number, work.today, calendar())
    await keep_item(work, "followRequest", file, change)


async def not_for_owner(work: Work, request: Request) -> Breach | None:
    """第十四条：what the department does with a request that it made as an agent ends with the owner's authorisation.

    The agency's row is locked, so that a revocation is either before, and holds, or after.
    """
    if request.agency_item_id is None or Role.PROJECT_SERVICE not in work.actor.roles:
        return None
    case_id = await agency.case_of_item(work.session, request.agency_item_id, None)
    file = await agency.locked(work.session, case_id, None) if case_id else None
    item = file.item(request.agency_item_id) if file else None
    if file is None or item is None:
        return None
    return authorising.not_acting(file.case, file.authorisations, item.stage, item.code, acting(work), work.today)
