"""第四条: merge a unit that was entered twice, in one transaction with all that names it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.reserve.domain.directory import merge as rules
from services.reserve.domain.directory.merge import Between, Merged
from services.reserve.domain.directory.organization import A4, Organization
from services.reserve.domain.exception import Exempted, read_exception
from services.reserve.domain.reading import Reading
from services.reserve.store import dependents, members, merging, organizations, tables
from services.reserve.store.unit_history import UnitEntry, remember_unit
from services.reserve.usecases.directory.repoint import Counts, repoint
from services.reserve.usecases.directory.repoint_papers import Repointing


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeOrganizations:
    """Which unit is kept, which is its duplicate, and why; an exception where their codes differ."""

    keep_id: UUID
    keep_expected_version: int
    duplicate_id: UUID
    duplicate_expected_version: int
    reason: str
    exception_reason: str | None = None
    exception_approver: str | None = None


async def merge(work: Work, command: MergeOrganizations) -> UUID | Refusal:
    """Merge two units of the actor's division; return the one that is kept."""
    # plans and projects first, units last, as every other command takes them; what comes between is taken afterwards
    await dependents.lock_items(work, command.duplicate_id)
    await merging.lock_changes(work, command.duplicate_id)
    await merging.lock_reports(work, command.duplicate_id)
    await dependents.lock_projects(work, command.duplicate_id)
    rows = await organizations.lock(work, command.keep_id, command.duplicate_id)
    keep, duplicate = rows.get(command.keep_id), rows.get(command.duplicate_id)
    unknown = [
        replace(organizations.UNKNOWN, article=A4, field=field)
        for field, row in (("keepId", keep), ("duplicateId", duplicate))
        if row is None
    ]
    if keep is None or duplicate is None:
        return Refusal(tuple(unknown))
    if keep.division == duplicate.division != work.actor.division:  # a city looks, the district acts
        return Refusal.of(replace(organizations.UNKNOWN, article=A4, field="keepId"))
    reading = Reading(A4)
    _versions(reading, command, keep, duplicate)
    before = Merged(keep=organizations.state_of(keep), duplicate=organizations.state_of(duplicate))
    exempted = _exempted(reading, command)
    between = await _between(work, before)
    decision = reading.judged(rules.merge(before.keep, before.duplicate, between, command.reason, exempted))
    if isinstance(decision, Refusal):
        return decision
    reason = Reading().text(command.reason, "合并理由", "reason")
    counts = await repoint(work, Repointing(duplicate.id, keep.id, reason))
    await organizations.save(work, duplicate, decision.state.duplicate)
    duplicate.merged_at = work.now
    duplicate.merge_exception_reason = exempted.reason if exempted else None
    duplicate.merge_exception_approver = exempted.approver if exempted else None
    await organizations.save(work, keep, decision.state.keep)
    await work.record(*decision.events)
    await _remember(work, before, decision.state, counts, reason, exempted)
    return keep.id


def _versions(
    reading: Reading, command: MergeOrganizations, keep: tables.Organization, duplicate: tables.Organization
) -> None:
    for row, expected, field in (
        (keep, command.keep_expected_version, "keepExpectedVersion"),
        (duplicate, command.duplicate_expected_version, "duplicateExpectedVersion"),
    ):
        lost = stale(row.version, expected)
        reading.found(lost and replace(lost, field=field))


def _exempted(reading: Reading, command: MergeOrganizations) -> Exempted | None:
    read = read_exception(
        reading.optional_text(command.exception_reason, "例外理由", "exceptionReason"),
        reading.optional_name(command.exception_approver, "例外批准人", "exceptionApprover"),
        A4,
    )
    if isinstance(read, Breach):
        reading.found(read)
        return None
    return read


async def _between(work: Work, of: Merged) -> Between:
    keep, duplicate = of.keep, of.duplicate
    moving = [members.state_of(m) for m in await members.not_ended(work.session, duplicate.id, work.today)]
    overlapping = []
    for member in moving:
        there = await members.of_person(work.session, keep.id, member.person)
        if any(replace(member, organization_id=keep.id).meets(other) for other in there):
            overlapping.append(member.name)
    return Between(
        keep_ancestors=await organizations.ancestors(work.session, keep.division, keep.parent_id) or (),
        same_projects=await dependents.same_projects(work.session, keep.id, duplicate.id),
        overlapping=tuple(dict.fromkeys(overlapping)),
        waiting_months=await merging.waiting_months(work.session, duplicate.id),
        both_months=await merging.both_months(work.session, keep.id, duplicate.id),
    )


async def _remember(
    work: Work, before: Merged, after: Merged, counts: Counts, reason: str, exempted: Exempted | None
) -> None:
    """Tell both units' histories; the kept one's also says from whom it took over how much."""
    taken = {"merged": before.duplicate.name, **counts.told()}
    await _remember_one(work, before.duplicate, after.duplicate, {}, reason, exempted)
    await _remember_one(work, before.keep, after.keep, taken, reason, exempted)


async def _remember_one(
    work: Work,
    was: Organization,
    now: Organization,
    beside: dict[str, str],
    reason: str,
    exempted: Exempted | None,
) -> None:
    shown = organizations.audited(was), organizations.audited(now)
    await work.audit("mergeOrganizations", f"organization/{now.id}", *shown, reason=reason)
    entry = UnitEntry(
        organization_id=now.id,
        version=now.version,
        action="mergeOrganizations",
        before=shown[0],
        after={**shown[1], **beside},
        reason=reason,
        approver=exempted.approver if exempted else None,
        exception_reason=exempted.reason if exempted else None,
    )
    remember_unit(work, entry)
