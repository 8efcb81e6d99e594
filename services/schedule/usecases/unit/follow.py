"""第四条：a unit that was entered twice is one; what is open of the duplicate is its survivor's, what is done stays as it was."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.schedule.domain.node.planning import told
from services.schedule.store import nodes, units
from services.schedule.usecases.leaders.follow_unit import follow_serving_unit
from services.schedule.usecases.ledger.follow_units import follow_merged_unit


async def follow_merger(work: Work, duplicate: UUID) -> None:
    """Let the open nodes of a merged unit be its survivor's, and tell them again. Said twice it changes nothing.

    Units are told in any order: the survivor may have been merged itself, before or after.
    """
    survivor = await units.survivor_of(work.session, duplicate)
    if survivor is None:
        return
    for row in await nodes.open_of_unit(work.session, duplicate):
        row.responsible_unit_id, row.version = survivor, row.version + 1
        await work.session.flush()
        await work.record(told(nodes.state(row)))
        before, after = ({"responsibleUnitId": u} for u in (duplicate, survivor))
        reason = "责任单位已并入其他单位"
        await work.audit("followMerger", f"node/{row.id}", before, after, reason=reason, division=row.division)
    await follow_merged_unit(work, duplicate, survivor)
    await follow_serving_unit(work, duplicate, survivor)


async def follow_mergers(work: Work) -> None:
    """Let all open nodes follow the copy of the units, after it was rebuilt."""
    for duplicate in await units.merged(work.session):
        await follow_merger(work, duplicate)
