"""Say who of the transferring office may see a clue (A21)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.discipline.clue import ClueStep, Person, persons_of
from services.assessment.domain.discipline.rulebook import A21
from services.assessment.store import discipline
from services.assessment.usecases.discipline.step import UNKNOWN
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class NamePersons:
    """Which clue in which version, and exactly who may see it from now on."""

    clue_id: UUID
    expected_version: int
    persons: tuple[Person, ...]


async def name_persons(work: Work, command: NamePersons) -> UUID | Refusal:
    """Add and remove persons; whoever says so stays one of them, so that a clue always has somebody to answer for it."""
    row = await discipline.lock(work, command.clue_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    lost = stale(row.version, command.expected_version)
    breaches = [lost] if lost else []
    persons = persons_of(command.persons, breaches)
    if work.actor.subject not in {person.subject for person in command.persons}:
        breaches.append(Breach("ACTOR_NOT_NAMED", "知情人员须包括您本人，由其他知情人员再行调整", A21, "persons"))
    if breaches:
        return Refusal(tuple(breaches))
    await discipline.name(work, row, persons)
    row.version += 1
    discipline.note(work, row, ClueStep.NAME_PERSONS, "知情人员：" + "、".join(person.name for person in persons))
    await work.session.flush()
    after = {"version": row.version, "persons": [person.subject for person in persons]}
    await work.audit("nameCluePersons", f"clue/{row.id}", {"version": row.version - 1}, after)
    return row.id
