"""第十条（每周调度）：open the round of a week. What was reported comes in, what was not treated before is carried in."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.dispatch.rounds import KeepMinutes, Noted, OpenRound, agenda_of, check_minutes, check_week
from services.schedule.domain.dispatch.rulebook import LOOK_BACK_DAYS
from services.schedule.domain.dispatch.terms import DifficultyOutcome, DifficultySource, RoundState
from services.schedule.store import tables
from services.schedule.store.dispatch import rounds
from services.schedule.store.dispatch.history import held, keep_step


async def open_round(work: Work, command: OpenRound) -> UUID | Refusal:
    """Open a round; the id is the round's."""
    division = work.actor.division
    if refused := check_week(command.week_on, await rounds.newest_week(work.session, division), work.today):
        return refused
    id_ = work.new_id()
    place = check_minutes(_place(id_, command), command.week_on, work.today)
    if isinstance(place, Refusal):
        return place
    left = await rounds.lock_left(work.session, division)
    row = tables.DispatchRound(
        id=id_,
        division=division,
        week_on=command.week_on,
        state=RoundState.OPEN,
        version=1,
        agenda=[],
        attendance=[],
        minutes=None,
        place=place.place or None,
        chaired_by=place.chaired_by or None,
        held_on=place.held_on,
        opened_at=work.now,
        opened_by=work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    await _carry(work, row, left)
    look_back = LOOK_BACK_DAYS.on(work.today)
    await rounds.put(work, row, await rounds.reported(work.session, division, row.week_on, look_back))
    await redraft_agenda(work, row)
    await keep_step(work, row, "openDispatchRound", before=None)
    return row.id


async def redraft_agenda(work: Work, row: tables.DispatchRound) -> None:
    """Write the agenda anew from what the round has."""
    found = await rounds.of_round(work.session, row.id)
    names = await rounds.subjects(work.session, found)
    graded = [(d.grade, names.get(d.project_id, "其他事项") if d.project_id else "其他事项") for d in found]
    row.agenda = list(agenda_of(graded, await rounds.undone(work.session, row.division)))


async def _carry(work: Work, row: tables.DispatchRound, left: Sequence[tables.DispatchDifficulty]) -> None:
    """Nothing is lost: what was not treated goes on as a difficulty of this round, and its own round may close."""
    for was in left:
        before = held(was)
        was.outcome, was.version = DifficultyOutcome.CARRIED, was.version + 1
        was.treated_on, was.treated_by = work.today, work.actor.name
        await keep_step(work, was, "carryDifficulty", before=before, unit_id=was.unit_id)
    await rounds.put(
        work,
        row,
        [
            Noted(
                grade=was.grade,
                text=was.text,
                source=DifficultySource.CARRIED,
                noted_on=was.noted_on,
                project_id=was.project_id,
                node_id=was.node_id,
                unit_id=was.unit_id,
                source_id=was.source_id,
                carried_from_id=was.id,
            )
            for was in left
        ],
    )


def _place(id_: UUID, command: OpenRound) -> KeepMinutes:
    return KeepMinutes(
        round_id=id_,
        agenda=None,
        attendance=None,
        minutes=None,
        held_on=command.held_on,
        place=command.place,
        chaired_by=command.chaired_by,
        expected_version=0,
    )
