"""Hand a clue over to discipline inspection (A21)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from services.assessment.domain.discipline import rulebook
from services.assessment.domain.discipline.clue import ClueStatus, ClueStep, Person, Transfer, receipt_due, transfer
from services.assessment.store import attachments, directory, discipline, tables
from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class TransferClue:
    """What is handed over, and the files that prove it."""

    transfer: Transfer
    file_ids: tuple[UUID, ...]


async def transfer_clue(work: Work, command: TransferClue) -> UUID | Refusal:
    """Keep the clue for discipline inspection and the named persons, of whom whoever hands it over is one.

    No event, no notice, no hint is put out, and the audit trail has digests and no word of it.
    """
    asked = command.transfer
    own = Person(work.actor.subject, work.actor.name)
    if own.subject not in {person.subject for person in asked.persons}:
        asked = replace(asked, persons=(own, *asked.persons))
    decision = transfer(
        asked,
        work.today,
        unit_known=await directory.unit(work, asked.unit_id) is not None,
        project_known=await directory.project_known(work, asked.project_id),
    )
    faults: list[Breach] = []
    files = await attachments.take(work, command.file_ids, faults)
    if faults or isinstance(decision, Refusal):
        others = decision.breaches if isinstance(decision, Refusal) else ()
        return Refusal((*others, *faults))
    row = await _keep(work, decision)
    await attachments.hang(work, files, "CLUE", row.id)
    await work.audit("transferClue", f"clue/{row.id}", None, asdict(decision))
    return row.id


async def _keep(work: Work, kept: Transfer) -> tables.Clue:
    ground = rulebook.term(rulebook.GROUNDS.on(work.today), kept.ground)
    assert ground is not None, "it was judged"
    row = tables.Clue(
        id=work.new_id(),
        division=work.actor.division,
        version=1,
        status=ClueStatus.TRANSFERRED,
        from_unit_id=work.actor.unit,
        unit_id=kept.unit_id,
        project_id=kept.project_id,
        ground=ground.code,
        ground_name=ground.name,
        seen=kept.seen,
        place=kept.place,
        seen_on=kept.seen_on,
        documents=list(kept.documents),
        transferred_on=work.today,
        transferred_at=work.now,
        transferred_by=work.actor.name,
        receipt_due_on=receipt_due(work.today, calendar()),
    )
    work.session.add(row)
    await work.session.flush()
    await discipline.name(work, row, kept.persons)
    discipline.note(work, row, ClueStep.TRANSFER, kept.seen, kept.documents)
    await work.session.flush()
    return row
