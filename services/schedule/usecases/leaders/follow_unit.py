"""第四条、第十三条：the projects that a merged unit serves for district leaders are served by its survivor."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.schedule.domain.leaders.events import LeaderLinked
from services.schedule.domain.leaders.reporting import limits
from services.schedule.store import leaders, tables


async def follow_serving_unit(work: Work, duplicate: UUID, survivor: UUID) -> None:
    """Let the survivor serve, and tell the links in force again. Said twice it changes nothing.

    An issued arrangement stays as the document has it, under its digest; who serves is kept beside it. A draft is changed.
    Reports that were made stay with the unit that made them.
    """
    for row in await leaders.of_merged_unit(work.session, duplicate):
        row.serving_unit_id = survivor
        if not row.issued:
            row.service_unit_id = survivor
        await work.session.flush()
        if row.current:
            await work.record(await _told(work, row, survivor))
        before, after = ({"serviceUnitId": u} for u in (duplicate, survivor))
        subject = f"leader-arrangement/{row.arrangement_id}/{row.project_id}"
        reason = "服务责任单位已并入其他单位"
        await work.audit("followMerger", subject, before, after, reason=reason, division=row.division)


async def _told(work: Work, link: tables.LeaderLink, survivor: UUID) -> LeaderLinked:
    arrangement = await leaders.arrangement_of(work.session, link)
    assert arrangement.document_number is not None, "what is issued has its number"
    assert arrangement.issued_on is not None, "and its day"
    linked_from = link.linked_from or arrangement.issued_on
    return LeaderLinked(
        project_id=link.project_id,
        year=link.year,
        edition=arrangement.edition,
        leader_name=link.leader_name or "",
        leader_title=link.leader_title or "",
        service_unit_id=survivor,
        document_number=arrangement.document_number,
        issued_on=arrangement.issued_on,
        linked_from=linked_from,
        reports_due_on=limits(link.year, linked_from, calendar()),
        division=link.division,
    )
