"""Object to awards of a unit or a person in a year, and lift an objection (A21)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from services.assessment.domain.discipline.bar import LONGEST_REASON, Objection, object_to
from services.assessment.domain.discipline.rulebook import A21
from services.assessment.domain.reading import text_of
from services.assessment.store import directory, discipline, periods, tables
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.text import clean_name

UNKNOWN = Breach("BAR_UNKNOWN", "没有该意见，或您无权查看", field="barId")


@dataclass(frozen=True, slots=True)
class LiftBar:
    """Which objection in which version, and why it does not stand any more."""

    bar_id: UUID
    expected_version: int
    reason: str


async def set_discipline_bar(work: Work, command: Objection) -> UUID | Refusal:
    """Keep the objection; vettings tell that there is one, and its reason stays with discipline inspection."""
    await periods.hold(work)  # awards that are published at the same moment see it
    person = None if command.person is None else clean_name(command.person, "姓名")
    known = await directory.unit(work, command.unit_id) is not None
    standing = not isinstance(person, Breach) and await discipline.stands(work, command.unit_id, person, command.year)
    decision = object_to(command, unit_known=known, standing=standing)
    if isinstance(decision, Refusal):
        return decision
    row = tables.DisciplineBar(
        id=work.new_id(),
        division=work.actor.division,
        version=1,
        set_on=work.today,
        set_at=work.now,
        set_by=work.actor.name,
        **asdict(decision),
    )
    work.session.add(row)
    await work.session.flush()
    await work.audit("setDisciplineBar", f"discipline-bar/{row.id}", None, asdict(decision))
    return row.id


async def lift_discipline_bar(work: Work, command: LiftBar) -> UUID | Refusal:
    """Let the objection stand no more; it stays on record as lifted."""
    await periods.hold(work)
    row = await discipline.lock_bar(work, command.bar_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    lost = stale(row.version, command.expected_version)
    breaches = [lost] if lost else []
    if row.lifted_on is not None:
        breaches.append(Breach("ALREADY_LIFTED", f"该意见已于 {row.lifted_on} 解除", A21, "barId"))
    reason = text_of(command.reason, "解除理由", "reason", A21, breaches, LONGEST_REASON)
    if breaches:
        return Refusal(tuple(breaches))
    row.lifted_on, row.lifting_reason, row.lifted_by = work.today, reason, work.actor.name
    row.version += 1
    await work.session.flush()
    after = {"liftedOn": row.lifted_on, "reason": reason}
    await work.audit("liftDisciplineBar", f"discipline-bar/{row.id}", {"liftedOn": None}, after)
    return row.id
