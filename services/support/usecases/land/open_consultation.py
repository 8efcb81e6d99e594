"""第十五条（每月开展会商交流）：a month's consultation is opened, its agenda drafted out of what is difficult."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.text import clean_name
from services.support.domain.land.consultation import (
    CONSULTATION_UNKNOWN,
    ConsultationState,
    check_open,
    check_open_yet,
)
from services.support.domain.land.rulebook import A15
from services.support.store import land_consultations, land_plans, tables
from services.support.usecases.land.parties import parties, party_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConsultation:
    """The command. month: its first day."""

    month: date
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshAgenda:
    """The command."""

    consultation_id: UUID
    expected_version: int


async def open_consultation(work: Work, command: OpenConsultation) -> UUID | Refusal:
    """Open the consultation of the acting unit's division."""
    division, found = await parties(work)
    opened = await land_consultations.opened(work.session, division, command.month)
    refusal = check_open(command.month, opened, work.today, party=bool(found))
    place = clean_name(command.place, "地点", "place") if command.place is not None else None
    if refusal or isinstance(place, Breach):
        unfit = (replace(place, article=A15),) if isinstance(place, Breach) else ()
        return Refusal((*(refusal.breaches if refusal else ()), *unfit))
    row = tables.LandConsultation(
        id=work.new_id(),
        division=division,
        version=1,
        month=command.month,
        state=ConsultationState.OPEN,
        attendance=[],
        opened_at=work.now,
        opened_by_name=work.actor.name,
        place=place,
    )
    work.session.add(row)
    await work.session.flush()
    drafted = await _draft(work, row)
    await land_plans.add_step(work, row, "openLandConsultation", said={"drafted": drafted})
    subject = f"land-consultation/{row.id}"
    await work.audit("openLandConsultation", subject, None, land_consultations.told(row), division=division)
    return row.id


async def refresh_agenda(work: Work, command: RefreshAgenda) -> UUID | Refusal:
    """Add what has become difficult since; what stands on the agenda stays as it was edited."""
    row = await land_consultations.locked(work.session, command.consultation_id, work.actor)
    if row is None:
        return Refusal.of(CONSULTATION_UNKNOWN)
    lost = stale(row.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    breaches = check_open_yet(row.state, party=await party_of(work, row.division) is not None)
    if breaches:
        return Refusal(breaches)
    before = land_consultations.told(row)
    drafted = await _draft(work, row)
    if not drafted:
        return Refusal.of(Breach("NOTHING_NEW", "没有新的难点、堵点需要列入议程", A15, "consultationId"))
    row.version += 1
    await work.session.flush()
    await land_plans.add_step(work, row, "refreshLandAgenda", said={"drafted": drafted})
    subject = f"land-consultation/{row.id}"
    await work.audit("refreshLandAgenda", subject, before, land_consultations.told(row), division=row.division)
    return row.id


async def _draft(work: Work, row: tables.LandConsultation) -> int:
    """Put the difficulties on the agenda that are not on it; return how many."""
    standing = await land_consultations.items(work.session, row.id)
    known = {i.request_id or i.plan_item_id for i in standing}
    coming = await land_consultations.difficulties(work.session, row.division, work.today)
    new = [d for d in coming if (d.request_id or d.plan_item_id) not in known]
    for position, one in enumerate(new, start=await land_consultations.next_position(work.session, row.id)):
        work.session.add(
            tables.ConsultationItem(
                id=work.new_id(),
                consultation_id=row.id,
                division=row.division,
                version=1,
                position=position,
                source=one.source,
                text=one.text,
                project_id=one.project_id,
                node_id=one.node_id,
                request_id=one.request_id,
                plan_item_id=one.plan_item_id,
            )
        )
    await work.session.flush()
    return len(new)
