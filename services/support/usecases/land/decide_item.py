"""第十五条（研究解决难点、堵点）：what a consultation decides on an item, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain import wording
from services.support.domain.keeping import beyond
from services.support.domain.land.consultation import (
    ITEM_UNKNOWN,
    FollowUpSeverity,
    check_decision,
    check_open_yet,
)
from services.support.domain.land.events import FollowUpRaised
from services.support.domain.land.plan import not_a_party
from services.support.domain.land.rulebook import A15
from services.support.domain.request import found
from services.support.store import land_consultations, tables
from services.support.usecases.land.agenda import kept
from services.support.usecases.land.parties import party_of, unit_known

LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideItem:
    """The command: what, by whom, until when."""

    item_id: UUID
    expected_version: int
    decision: str
    responsible_unit_id: UUID
    deadline: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseFollowUp:
    """The command: the decision goes to the ledger of issues."""

    item_id: UUID
    expected_version: int
    severity: FollowUpSeverity


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """The command: the decision is carried out."""

    item_id: UUID
    expected_version: int
    done_on: date
    text: str


Command = DecideItem | RaiseFollowUp | ReportItem


async def decide_item(work: Work, command: DecideItem) -> UUID | Refusal:
    """Write down what was decided; until the minutes are frozen it can be decided otherwise.

    Not what the ledger of issues has been told, or what was carried out: these follow from the decision as it was.
    """
    known = await _taken(work, command)
    if isinstance(known, Refusal):
        return known
    row, item = known
    unit = await unit_known(work, command.responsible_unit_id)
    dropped = item.dropped_reason is not None
    said = check_decision(command.decision, command.deadline, work.today, unit_known=unit, dropped=dropped)
    closed = check_open_yet(row.state, party=await party_of(work, row.division) is not None, field="itemId")
    breaches = (*closed, *found(_raised(item), _done(item)), *(said if isinstance(said, tuple) else ()))
    if breaches or isinstance(said, tuple):
        return Refusal(breaches)
    before = land_consultations.shown_item(item)
    item.decision, item.responsible_unit_id, item.deadline = said, command.responsible_unit_id, command.deadline
    item.decided_by_name = work.actor.name
    await kept(work, "decideLandAgendaItem", row, item, before)
    return item.id


async def raise_follow_up(work: Work, command: RaiseFollowUp) -> UUID | Refusal:
    """Hand a decision over to the ledger of issues, once."""
    known = await _taken(work, command)
    if isinstance(known, Refusal):
        return known
    row, item = known
    party = await party_of(work, row.division)
    breaches = found(not_a_party(party), _undecided(item), _done(item), _raised(item))
    if breaches or item.decision is None or item.responsible_unit_id is None or item.deadline is None:
        return Refusal(breaches)
    before = land_consultations.shown_item(item)
    item.raised_on, item.severity = work.today, command.severity
    await kept(work, "raiseLandFollowUp", row, item, before)
    await work.record(
        FollowUpRaised(
            source_id=item.id,
            consultation_id=row.id,
            project_id=item.project_id,
            node_id=item.node_id,
            severity=command.severity.value,
            kind="LAND_QUOTA",
            title=item.decision.split("\n")[0][:LONGEST_TITLE],
            description=f"{row.month:%Y年%m月}用地保障会商：{item.text}\n议定：{item.decision}",
            source="MEETING",
            responsible_unit_id=item.responsible_unit_id,
            deadline=item.deadline,
            raised_on=work.today,
            division=row.division,
        )
    )
    return item.id


async def report_item(work: Work, command: ReportItem) -> UUID | Refusal:
    """Write down that a decision was carried out: by the responsible unit or a party."""
    known = await _taken(work, command)
    if isinstance(known, Refusal):
        return known
    row, item = known
    own = work.actor.unit is not None and work.actor.unit == item.responsible_unit_id
    by_right = own or await party_of(work, row.division) is not None
    said = wording.required(command.text, "办结情况", A15, "text")
    future = None
    if command.done_on > work.today:
        future = Breach("DATE_IN_FUTURE", f"办结日期不能晚于今日（{work.today}）", A15, "doneOn")
    else:
        future = beyond(command.done_on, A15, "doneOn")
    other = None if by_right else Breach("NOT_RESPONSIBLE", "仅责任单位和会商双方可以报送办结", A15)
    breaches = found(other, _undecided(item), _done(item), future, said if isinstance(said, Breach) else None)
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    before = land_consultations.shown_item(item)
    item.done_on, item.done_text = command.done_on, said
    await kept(work, "reportLandAgendaItem", row, item, before)
    return item.id


async def _taken(work: Work, command: Command) -> tuple[tables.LandConsultation, tables.ConsultationItem] | Refusal:
    known = await land_consultations.locked_item(work.session, command.item_id, work.actor)
    if known is None:
        return Refusal.of(ITEM_UNKNOWN)
    lost = stale(known[1].version, command.expected_version)
    return Refusal.of(lost) if lost else known


def _undecided(item: tables.ConsultationItem) -> Breach | None:
    return None if item.decision else Breach("ITEM_UNDECIDED", "该议题尚未议定", A15, "itemId")


def _raised(item: tables.ConsultationItem) -> Breach | None:
    if item.raised_on is None:
        return None
    return Breach("FOLLOW_UP_RAISED", f"该议定事项已于 {item.raised_on} 转入问题台账", A15, "itemId")


def _done(item: tables.ConsultationItem) -> Breach | None:
    if item.done_on is None:
        return None
    return Breach("ITEM_DONE", f"该议定事项已于 {item.done_on} 办结", A15, "itemId")
