"""Reads what the minutes of a round say."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.schedule.domain.dispatch.letters import Minutes
from services.schedule.domain.dispatch.rulebook import SIGNATURES
from services.schedule.domain.dispatch.terms import DifficultyGrade, DifficultyOutcome, RoundState
from services.schedule.store import tables
from services.schedule.store.dispatch import rounds

_GRADES = {DifficultyGrade.DIFFICULTY: "难点", DifficultyGrade.BLOCKAGE: "堵点", DifficultyGrade.JAM: "卡点"}


async def minutes_of(session: AsyncSession, actor: Actor, round_id: UUID, today: date) -> Minutes | None:
    """Gather the minutes of a round that the actor sees."""
    row_of = tables.DispatchRound
    row = await session.scalar(visible_select(row_of, actor).where(row_of.id == round_id))
    if row is None:
        return None
    found = await rounds.of_round(session, row.id)
    names = await rounds.subjects(session, found)
    unit = tables.Organization
    ids = {d.decision_unit_id for d in found if d.decision_unit_id is not None}
    told = (await session.execute(select(unit.id, unit.name).where(unit.id.in_(ids)))).all()
    units = {one.id: one.name for one in told}
    return Minutes(
        week_on=row.week_on,
        held_on=row.held_on,
        place=row.place,
        chaired_by=row.chaired_by,
        present=tuple(a["name"] for a in row.attendance if a["present"]),
        absent=tuple(a["name"] for a in row.attendance if not a["present"]),
        agenda=tuple(row.agenda),
        minutes=row.minutes,
        signatures=SIGNATURES.on(today),
        closed=row.state is RoundState.CLOSED,
        lines=tuple(_line(d, names, units) for d in found),
    )


def _line(
    row: tables.DispatchDifficulty, names: dict[UUID, str], units: dict[UUID, str]
) -> tuple[str, str, str, str, str, str]:
    project = names.get(row.project_id, "") if row.project_id else ""
    who = units.get(row.decision_unit_id, "") if row.decision_unit_id else ""
    until = row.decision_until.isoformat() if row.decision_until else ""
    person = "　".join(part for part in (who, row.decision_person) if part)
    return project or "其他事项", _GRADES[row.grade], row.text, _outcome(row), person, until


def _outcome(row: tables.DispatchDifficulty) -> str:
    told = {
        DifficultyOutcome.OPEN: "待处理",
        DifficultyOutcome.ISSUE: "列入问题交办销号台账",
        DifficultyOutcome.DECISION: f"议定：{row.decision}",
        DifficultyOutcome.SET_ASIDE: f"不予列入：{row.reason}",
        DifficultyOutcome.CARRIED: "转入下一轮",
    }
    return told[row.outcome]
