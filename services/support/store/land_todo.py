"""What there is to do about land plans, consultations and transfers of quota, read from the records (第十五条)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Text,
    and_,
    case,
    cast,
    column,
    exists,
    func,
    literal,
    literal_column,
    or_,
    true,
    values,
)
from sqlalchemy.orm import aliased

from services.chassis.identity import Actor
from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.support.domain.kinds.model import ACCOUNT_KINDS
from services.support.domain.land.consultation import LEDGER_ENDED, ConsultationState
from services.support.domain.land.plan import MONTHS, STAGE_NAMES, PlanState, Stage
from services.support.domain.land.todo import KINDS, last_day, months_asked
from services.support.domain.land.transfer import TransferState
from services.support.store import tables

_plan, _meeting, _item = tables.LandPlan, tables.LandConsultation, tables.ConsultationItem
_entry, _transfer, _unit = tables.LandPlanItem, tables.QuotaTransfer, tables.Organization
_project = aliased(tables.Project)
PARTIES = (Role.LAND, Role.REQUISITION)
_PLAN_TITLE = func.concat(cast(_plan.year, Text), "年度用地和征拆供地计划")
_MEETING_TITLE = func.concat(func.to_char(_meeting.month, "YYYY-MM"), " 用地保障会商")
_stage = values(column("code", Text), column("name", Text), name="stage").data([*STAGE_NAMES.items()])
_stage_month, _stage_done_on = (
    case(
        (_stage.c.code == Stage.REQUISITION, requisition),
        (_stage.c.code == Stage.DEMOLITION, demolition),
        else_=supply,
    )
    for requisition, demolition, supply in (
        (_entry.requisition_month, _entry.demolition_month, _entry.supply_month),
        (_entry.requisition_done_on, _entry.demolition_done_on, _entry.supply_done_on),
    )
)


def to_confirm(asking: Asking) -> Select[Any] | None:
    """第十五条（共同编制）：drafts that the person's department has not confirmed; nobody confirms for both."""
    actor = asking.actor
    ways = []
    for role, mine, others in (
        (Role.LAND, _plan.land_confirmed_by, _plan.requisition_confirmed_by),
        (Role.REQUISITION, _plan.requisition_confirmed_by, _plan.land_confirmed_by),
    ):
        if actor.acts_as(role):
            ways.append(and_(_acts(actor, role), mine.is_(None), others.is_distinct_from(actor.subject)))
    if actor.unit is None or not ways:
        return None
    has_items = exists().where(tables.LandPlanItem.plan_id == _plan.id, tables.LandPlanItem.removed_on.is_(None))
    query = own(_plan, asking).where(_plan.state == PlanState.DRAFT, has_items, or_(*ways))
    return lines(KINDS["LAND_PLAN_TO_CONFIRM"], query, _plan.id, title=_PLAN_TITLE)


def to_issue(asking: Asking) -> Select[Any] | None:
    """第十五条：drafts that both departments have confirmed."""
    if not _is_party(asking.actor):
        return None
    both = _plan.land_confirmed_by.is_not(None), _plan.requisition_confirmed_by.is_not(None)
    query = own(_plan, asking).where(_plan.state == PlanState.DRAFT, *both, _party(asking.actor))
    return lines(KINDS["LAND_PLAN_TO_ISSUE"], query, _plan.id, title=_PLAN_TITLE)


def to_report(asking: Asking) -> Select[Any] | None:
    """第十五条：stages of issued plans that the person's unit is responsible for, from the first day of their month on."""
    unit = asking.actor.unit
    if unit is None:
        return None
    return _of_stage("LAND_STAGE_TO_REPORT", asking, _entry.responsible_unit_id == unit, through=asking.today)


def stage_overdue(asking: Asking) -> Select[Any] | None:
    """第十五条：stages whose month is over, for the two departments that follow the plan."""
    if not _is_party(asking.actor):
        return None
    others = _entry.responsible_unit_id.is_distinct_from(asking.actor.unit)  # its own it is asked to report
    before, _ = months_asked(asking.today)
    return _of_stage("LAND_STAGE_OVERDUE", asking, and_(others, _party(asking.actor)), through=before)


def _of_stage(kind: str, asking: Asking, whose: ColumnElement[bool], through: date) -> Select[Any]:
    """Stages that are not done, of plans that were issued: while one is revised, its last edition is still carried out.

    through: a day of the last month that counts.
    """
    query = own(_entry, asking).join(_plan, _plan.id == _entry.plan_id).join(_stage, true())
    query = query.outerjoin(_project, _project.id == _entry.project_id)
    begun = _plan.year * MONTHS + _stage_month <= through.year * MONTHS + through.month
    query = query.where(
        _plan.issued_on.is_not(None), _entry.removed_on.is_(None), _stage_done_on.is_(None), begun, whose
    )
    first_day = func.make_date(_plan.year, _stage_month, 1)
    return lines(
        KINDS[kind],
        query,
        _entry.id,
        title=func.coalesce(_project.name, _PLAN_TITLE),
        detail=func.concat(_plan.year, "年", _stage_month, "月", _stage.c.name),
        due_on=cast(first_day + literal_column("interval '1 month' - interval '1 day'"), Date),
        project=_entry.project_id,
        unit=_entry.responsible_unit_id,
        part=_stage.c.code,
    )


def to_open(asking: Asking) -> Select[Any] | None:
    """第十五条（每月会商）：the consultation of this month, until it is opened."""
    _, this = months_asked(asking.today)
    return _unopened(asking, this)


def to_make_up(asking: Asking) -> Select[Any] | None:
    """第十五条（每月会商）：the one of the month before, in a division that had begun to consult by then."""
    before, _ = months_asked(asking.today)
    meeting = aliased(_meeting)
    return _unopened(asking, before, exists().where(meeting.division == _unit.division, meeting.month < before))


def _unopened(asking: Asking, month: date, *conditions: ColumnElement[bool]) -> Select[Any] | None:
    if not _is_party(asking.actor):
        return None
    opened = exists().where(_meeting.division == _unit.division, _meeting.month == month)
    query = own(_unit, asking).where(_unit.id == asking.actor.unit, _party(asking.actor), ~opened, *conditions)
    return lines(
        KINDS["LAND_CONSULTATION_TO_OPEN"],
        query,
        _unit.id,
        title=literal(f"{month:%Y-%m} 用地保障会商"),
        due_on=literal(last_day(month)),
        unit=_unit.id,
        part=literal(str(month)),
    )


def to_close(asking: Asking) -> Select[Any] | None:
    """第十五条（每月会商）：consultations that are opened and have no minutes."""
    if not _is_party(asking.actor):
        return None
    query = own(_meeting, asking).where(_meeting.state == ConsultationState.OPEN, _party(asking.actor))
    due = cast(_meeting.month + literal_column("interval '1 month' - interval '1 day'"), Date)
    return lines(KINDS["LAND_CONSULTATION_TO_CLOSE"], query, _meeting.id, title=_MEETING_TITLE, due_on=due)


def to_carry_out(asking: Asking) -> Select[Any] | None:
    """第十五条：decisions of frozen minutes that the person's unit has to carry out."""
    unit = asking.actor.unit
    if unit is None:
        return None
    return _of_decision("LAND_DECISION_TO_CARRY_OUT", _pending(asking).where(_item.responsible_unit_id == unit))


def overdue(asking: Asking) -> Select[Any] | None:
    """第十五条：decisions that are late, for the two departments that follow them; on the ledger each is raised once."""
    if not _is_party(asking.actor):
        return None
    late = _pending(asking).where(_item.deadline < asking.today, _party(asking.actor))
    others = _item.responsible_unit_id.is_distinct_from(asking.actor.unit)  # its own it is asked to carry out
    return _of_decision("LAND_DECISION_OVERDUE", late.where(others, _item.raised_on.is_(None)))


def to_decide(asking: Asking) -> Select[Any] | None:
    """第十五条：transfers that somebody else of the keeping bureau has asked for."""
    actor = asking.actor
    kept = sorted(k.code for k in ACCOUNT_KINDS.values() if actor.acts_as(k.bureau))
    if actor.unit is None or not kept:
        return None
    query = own(_transfer, asking).where(
        _transfer.state == TransferState.ASKED,
        _transfer.asked_by != actor.subject,
        _transfer.kind.in_(kept),
        or_(*(_acts(actor, k.bureau) for k in ACCOUNT_KINDS.values() if k.code in kept)),
    )
    return lines(KINDS["QUOTA_TRANSFER_TO_DECIDE"], query, _transfer.id, title=_transfer.reason)


def _pending(asking: Asking) -> Select[Any]:
    """Decisions of frozen minutes that are not carried out, and that the ledger of issues has not done with."""
    frozen = exists().where(_meeting.id == _item.consultation_id, _meeting.state == ConsultationState.CLOSED)
    issue = tables.FollowUpIssue
    ended = exists().where(issue.item_id == _item.id, issue.state.in_(LEDGER_ENDED))
    query = own(_item, asking).outerjoin(_project, _project.id == _item.project_id)
    return query.where(_item.decision.is_not(None), _item.done_on.is_(None), frozen, ~ended)


def _of_decision(kind: str, query: Select[Any]) -> Select[Any]:
    shown = {"project": _item.project_id, "unit": _item.responsible_unit_id, "due_on": _item.deadline}
    title = func.coalesce(_project.name, _item.text)
    return lines(KINDS[kind], query, _item.id, title=title, detail=_item.decision, **shown)


def _is_party(actor: Actor) -> bool:
    return actor.unit is not None and actor.acts_as(*PARTIES)


def _party(actor: Actor) -> ColumnElement[bool]:
    return or_(*(_acts(actor, role) for role in PARTIES if actor.acts_as(role)))


def _acts(actor: Actor, role: Role) -> ColumnElement[bool]:
    """Whether the person's unit acts in the role: those who only say so have nothing to do."""
    unit = aliased(tables.Organization)
    its = (unit.id == actor.unit, unit.division == actor.division, unit.roles.contains([role.value]))
    acts: ColumnElement[bool] = exists().where(*its)
    return acts


SOURCES = (
    to_confirm,
    to_issue,
    to_report,
    stage_overdue,
    to_open,
    to_make_up,
    to_close,
    to_carry_out,
    overdue,
    to_decide,
)
