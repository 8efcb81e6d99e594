"""Conclude a clue (A21)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.discipline import rulebook
from services.assessment.domain.discipline.clue import ClueStep, conclude
from services.assessment.store import discipline
from services.assessment.usecases.discipline.step import UNKNOWN
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class ConcludeClue:
    """Which clue in which version, with which outcome, and what is told of it to the persons who handed it over."""

    clue_id: UUID
    expected_version: int
    outcome: str
    note: str


async def conclude_clue(work: Work, command: ConcludeClue) -> UUID | Refusal:
    """Write the outcome down for those who see the clue."""
    row = await discipline.lock(work, command.clue_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    lost = stale(row.version, command.expected_version)
    decision = conclude(row.status, command.outcome, command.note, work.today)
    if lost or isinstance(decision, Refusal):
        others = decision.breaches if isinstance(decision, Refusal) else ()
        return Refusal((*([lost] if lost else []), *others))
    outcome = rulebook.term(rulebook.OUTCOMES.on(work.today), command.outcome)
    assert outcome is not None, "it was judged"
    before = {"status": row.status, "version": row.version}
    row.status, row.outcome_note = decision
    row.outcome, row.outcome_name = outcome.code, outcome.name
    row.concluded_on, row.version = work.today, row.version + 1
    discipline.note(work, row, ClueStep.CONCLUDE, f"{outcome.name}：{row.outcome_note}")
    await work.session.flush()
    after = {"status": row.status, "version": row.version, "outcome": outcome.code, "note": row.outcome_note}
    await work.audit("concludeClue", f"clue/{row.id}", before, after)
    return row.id
