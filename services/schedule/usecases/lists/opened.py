"""What commands on a month's list begin with: the list, in the version that was seen, and its entries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.lists.drafting import A7
from services.schedule.domain.lists.record import Entry, MonthlyList, shown
from services.schedule.domain.lists.terms import ListAction
from services.schedule.store import tables
from services.schedule.store.lists import keeping


@dataclass(frozen=True, slots=True)
class Opened:
    """A list that a command is about, locked."""

    row: tables.MonthlyList
    state: MonthlyList
    entries: list[Entry]

    def entry(self, id: UUID) -> Entry | None:
        """Find an entry."""
        return next((e for e in self.entries if e.id == id), None)


async def open_list(work: Work, list_id: UUID, expected_version: int) -> Opened | Refusal:
    """Lock a list and read its entries; of two people at once the second finds another version."""
    row = await keeping.locked(work, list_id)
    if row is None:
        return Refusal.of(Breach("LIST_UNKNOWN", "没有找到该清单", A7, "listId"))
    if lost := stale(row.version, expected_version):
        return Refusal.of(lost)
    return Opened(row, keeping.state(row), await keeping.entries_of(work.session, row.id))


async def keep_entry(work: Work, opened: Opened, entry: Entry, action: ListAction, operation: str, reason: str) -> UUID:
    """Write an entry as it is now, the next version of its list, and what was done; return the id of the list."""
    before = opened.entry(entry.id)
    entries = [entry if e.id == entry.id else e for e in opened.entries]
    if before is None:
        entries.append(entry)
    opened.row.version += 1
    listed = replace(opened.state, version=opened.row.version)
    await work.session.flush()
    await keeping.save_entries(work.session, listed, entries)
    told = [None if e is None or e.removed else shown(e.content) for e in (before, entry)]
    await keeping.note(work, listed, action, entry=entry, reason=reason.strip(), before=told[0], after=told[1])
    await work.audit(operation, f"list/{listed.id}", told[0], told[1], reason=reason.strip())
    return listed.id
