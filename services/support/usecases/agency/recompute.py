"""第十四条：when the calendar of a year is published, limits of agency items that were provisional are set right."""

from __future__ import annotations

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.support.domain.agency.items import due_corrected
from services.support.store import agency


async def recompute_items(work: Work) -> int:
    """Derive the kept limits of all running provisional items anew; return how many have moved.

    Versions stay, for nobody has done anything. What moved is in the item's log, in the audit trail and told to whom it
    concerns; an item whose limit stays is only no longer marked as provisional.
    """
    moved = 0
    for case_id in await agency.provisional_cases(work.session):
        file = await agency.locked(work.session, case_id, None)
        if file is None:
            continue
        for item in file.items:
            change = due_corrected(item, calendar())
            await agency.keep_items(work.session, (change.item if change else item,))
            if change is None:
                continue
            moved += 1
            await agency.enter(work, file.case, change.entry, change.item)
            before, after = {"due_on": item.due_on}, {"due_on": change.item.due_on}
            subject = f"agency-item/{item.id}"
            reason = change.entry.text
            await work.audit("recomputeAgencyItems", subject, before, after, reason=reason, division=item.division)
    return moved
