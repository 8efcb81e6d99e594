"""Loads and keeps clues and objections."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.assessment.domain.discipline.clue import ClueStep, Person
from services.assessment.store import tables
from services.chassis.visibility import visible_select
from services.chassis.work import Work


async def lock(work: Work, clue_id: UUID) -> tables.Clue | None:
    """Return a clue that the actor may see, for a change; what is hidden is not there."""
    row = tables.Clue
    found: tables.Clue | None = await work.session.scalar(
        visible_select(row, work.actor).where(row.id == clue_id).with_for_update(of=row)
    )
    return found


async def lock_bar(work: Work, bar_id: UUID) -> tables.DisciplineBar | None:
    """Return an objection that the actor may see, for a change."""
    row = tables.DisciplineBar
    found: tables.DisciplineBar | None = await work.session.scalar(
        visible_select(row, work.actor).where(row.id == bar_id).with_for_update(of=row)
    )
    return found


async def stands(work: Work, unit_id: UUID, person: str | None, year: int) -> bool:
    """Whether an objection of this kind stands already."""
    row = tables.DisciplineBar
    found = await work.session.scalar(
        select(row.id).where(
            row.division == work.actor.division,
            row.year == year,
            row.unit_id == unit_id,
            row.person.is_not_distinct_from(person),
            row.lifted_on.is_(None),
        )
    )
    return found is not None


def note(work: Work, clue: tables.Clue, step: ClueStep, text: str, documents: Sequence[str] = ()) -> None:
    """Write down what was done with a clue."""
    work.session.add(
        tables.ClueEntry(
            id=work.new_id(),
            division=clue.division,
            clue_id=clue.id,
            step=step,
            note=text,
            documents=list(documents),
            at=work.now,
            by=work.actor.name,
        )
    )


async def name(work: Work, clue: tables.Clue, persons: Sequence[Person]) -> None:
    """Let exactly these persons of the office see the clue."""
    row = tables.CluePerson
    known = {p.subject: p for p in (await work.session.scalars(select(row).where(row.clue_id == clue.id))).all()}
    for person in persons:
        at = known.pop(person.subject, None)
        if at is None:
            work.session.add(
                row(
                    clue_id=clue.id,
                    subject=person.subject,
                    division=clue.division,
                    name=person.name,
                    named_on=work.today,
                )
            )
        elif at.removed_on is not None or at.name != person.name:
            at.removed_on, at.name, at.named_on = None, person.name, work.today
    for gone in known.values():
        gone.removed_on = gone.removed_on or work.today
    await work.session.flush()
