"""第七条：a month's list is published, frozen under its digest; a correction becomes its next edition."""

from __future__ import annotations

from uuid import UUID

from services.chassis.digest import canonical, sm3
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.lists.events import ListPublished
from services.schedule.domain.lists.publishing import PublishMonthlyList, publish, said
from services.schedule.domain.lists.terms import ListAction
from services.schedule.store.lists import keeping
from services.schedule.usecases.lists.opened import open_list


async def publish_monthly_list(work: Work, command: PublishMonthlyList) -> UUID | Refusal:
    """Publish; the id is the list's."""
    opened = await open_list(work, command.list_id, command.expected_version)
    if isinstance(opened, Refusal):
        return opened
    row, edition = opened.row, opened.state.edition
    former = [c for _, c in await keeping.edition_of(work.session, row.id, edition)] if edition else None
    decision = publish(opened.state, opened.entries, former)
    if isinstance(decision, Refusal):
        return decision
    listed, reason = decision.state, row.correcting_reason
    entries = [e for e in opened.entries if not e.removed]
    digest = sm3(canonical(said(listed, listed.edition, reason, [e.content for e in entries])))
    row.state, row.edition, row.version = listed.state, listed.edition, listed.version
    row.digest, row.published_at, row.published_by = digest, work.now, work.actor.name
    row.correcting_reason = None
    await work.session.flush()
    await keeping.freeze(work, listed, entries, digest, reason)
    action = ListAction.CORRECTED if edition else ListAction.PUBLISHED
    after = {"edition": listed.edition, "digest": digest, "entries": len(entries)}
    await keeping.note(work, listed, action, reason=reason, after=after)
    await work.record(
        ListPublished(
            list_id=row.id,
            kind=row.kind.value,
            year=row.year,
            month=row.month,
            edition=listed.edition,
            digest=digest,
            entries=len(entries),
            published_on=work.today,
            reason=reason,
            division=row.division,
        )
    )
    await work.audit("publishMonthlyList", f"list/{row.id}", None, after, reason=reason)
    return row.id
