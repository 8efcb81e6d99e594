"""第十四条至第十七条：files that were uploaded are hung on a record, for good; who sees the record can then read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.support.domain.agency import authorising
from services.support.domain.agency.items import Item
from services.support.domain.attaching import HANGING, RecordKind, check_files, not_concerned, unknown
from services.support.store import attachments, copies
from services.support.store.agency import File
from services.support.store.tables.hanging import TABLES
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import take_item

_UNITS = ("bureau_id", "applicant_id", "reported_by_unit_id", "handler_unit_id")  # whom a record names


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFiles:
    """The command."""

    kind: RecordKind
    record_id: UUID
    file_ids: tuple[UUID, ...]


async def attach_files(work: Work, command: AttachFiles) -> UUID | Refusal:
    """Hang all the files on the record, or none; the id is the record's. Its row is locked, so that the number holds."""
    kind, table = command.kind, TABLES[command.kind]
    taken = await take_item(work, command.record_id) if kind is RecordKind.AGENCY_ITEM else None
    if isinstance(taken, Refusal):  # an agency is locked before its items, as by every command on it
        return Refusal.of(unknown(kind))
    query = visible_select(table, work.actor).where(table.id == command.record_id).with_for_update(of=table)
    row = await work.session.scalar(query)
    if row is None:
        return Refusal.of(unknown(kind))
    known = await attachments.hanging(work.session, kind, command.record_id)
    faults = check_files(kind, command.file_ids, known)
    if not await _concerned(work, command, row):
        faults.insert(0, not_concerned(kind))
    elif taken is not None and (refused := _not_authorised(work, *taken)):
        faults.insert(0, refused)
    if faults:
        return Refusal(tuple(faults))
    for at, file_id in enumerate(command.file_ids):
        fault = await attachments.hang(work, file_id, kind.value, command.record_id, f"fileIds.{at}")
        faults += [fault] if fault else []
    if faults:
        return Refusal(tuple(faults))
    subject, told = f"{kind.value.lower().replace('_', '-')}/{row.id}", {"files": [str(f) for f in command.file_ids]}
    await work.audit("attachSupportFiles", subject, None, told, division=row.division)
    return command.record_id


async def _concerned(work: Work, command: AttachFiles, row: Any) -> bool:
    """Whether the actor handles the record or is a party to it; overseeing departments only look on."""
    actor, rule = work.actor, HANGING[command.kind]
    if getattr(row, "reported_by", None) == actor.subject:
        return True
    if actor.unit is None:
        return False
    if any(getattr(row, name, None) == actor.unit for name in _UNITS):
        return True
    if rule.owner and actor.acts_as(Role.OWNER) and await copies.owner_of(work.session, row.project_id) == actor.unit:
        return True
    if command.kind is RecordKind.AGENCY_ITEM:
        return actor.acts_as(Role.PROJECT_SERVICE)
    held = [role for role in rule.departments if actor.acts_as(role)]
    return any([await copies.division_of(work.session, actor.unit, role) == row.division for role in held])


def _not_authorised(work: Work, file: File, item: Item) -> Breach | None:
    """第十四条：the department hangs files on an item as the owner's agent, so far and so long as it is authorised."""
    if item.bureau_id == work.actor.unit:
        return None
    return authorising.not_acting(file.case, file.authorisations, item.stage, item.code, acting(work), work.today)
