"""第七条“逐月制定月度四类清单”：a month's list is drawn from the data, and its draft drawn anew as the data change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.lists.drafting import (
    chain_faults,
    draw_library,
    draw_milestones,
    draw_sites,
    refreshed,
)
from services.schedule.domain.lists.editing import DraftMonthlyList, month_faults, open_faults
from services.schedule.domain.lists.month import Month
from services.schedule.domain.lists.record import Content, Entry, MonthlyList
from services.schedule.domain.lists.terms import ListAction, ListKind, ListState
from services.schedule.store import tables
from services.schedule.store.lists import drawing, keeping


async def draft_monthly_list(work: Work, command: DraftMonthlyList) -> UUID | Refusal:
    """Draw the list; the id is the list's."""
    faults = month_faults(command.kind, command.year, command.month, work.today)
    if faults:
        return Refusal(tuple(faults))
    division, month = work.actor.division, Month(command.year, command.month)
    await keeping.hold(work.session, division, command.kind)
    row = await keeping.of_month(work.session, division, command.kind, month)
    if lost := stale(row.version if row else 0, command.expected_version):
        return Refusal.of(lost)
    if row is not None:
        faults = open_faults(keeping.state(row))
    else:
        faults = chain_faults(command.kind, month, await drawing.chain(work.session, division, command.kind, month))
    if faults:
        return Refusal(tuple(faults))
    drawn = await _drawn(work, command.kind, month)
    standing = await keeping.entries_of(work.session, row.id) if row else []
    entries = refreshed(standing, drawn, iter(work.new_id, None))
    if row is None:
        row = _row(work, command.kind, month)
        work.session.add(row)
        action = ListAction.DRAFTED
    else:
        row.version += 1
        action = ListAction.REFRESHED
    await work.session.flush()
    await _keep(work, keeping.state(row), action, standing, entries)
    return row.id


async def _drawn(work: Work, kind: ListKind, month: Month) -> list[Content]:
    session, division, today = work.session, work.actor.division, work.today
    earlier = await drawing.earlier(session, division, kind, month)
    if kind is ListKind.IN_LIBRARY:
        told = await drawing.documents(session, division, month.last, today)
        chain = await drawing.chain(session, division, kind, month)
        return draw_library(month, told, earlier, chain.first or month, today)
    if kind is ListKind.UNDER_CONSTRUCTION:
        return draw_sites(month, await drawing.sites(session, division, month, earlier, today), earlier, today)
    stones = await drawing.stones(session, division, kind, month, earlier, today)
    return draw_milestones(kind, month, stones, earlier, today)


def _row(work: Work, kind: ListKind, month: Month) -> tables.MonthlyList:
    return tables.MonthlyList(
        id=work.new_id(),
        division=work.actor.division,
        kind=kind,
        year=month.year,
        month=month.month,
        state=ListState.DRAFT,
        version=1,
        edition=0,
        drafted_at=work.now,
        drafted_by=work.actor.name,
    )


async def _keep(
    work: Work, listed: MonthlyList, action: ListAction, standing: list[Entry], entries: list[Entry]
) -> None:
    """Write the draft, and which projects came and went since it was drawn before."""
    await keeping.save_entries(work.session, listed, entries)
    before, after = ({e.id: e.content.facts.project_name for e in of if not e.removed} for of in (standing, entries))
    told: dict[str, Any] = {"entries": len(after)}
    was: dict[str, Any] | None = None
    if action is ListAction.REFRESHED:
        was = {"entries": len(before), "gone": sorted(name for i, name in before.items() if i not in after)}
        told["new"] = sorted(name for i, name in after.items() if i not in before)
    await keeping.note(work, listed, action, before=was, after=told)
    await work.audit("draftMonthlyList", f"list/{listed.id}", was, told)
