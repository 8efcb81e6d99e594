"""What there is to do about joint evaluations, site incidents and refunds, read from the records (第十七条（二）–（六）)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, cast, exists, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.support.domain.incident.terms import IncidentState
from services.support.domain.kinds.urban import KINDS as URBAN
from services.support.domain.kinds.window import REFUND
from services.support.domain.request import State
from services.support.domain.services_todo import KINDS
from services.support.store import tables

_joint, _incident, _request, _project = (
    tables.JointMatter,
    tables.SiteIncident,
    tables.Request,
    aliased(tables.Project),
)
_PERIODS = sorted({entry.value.code for kind in URBAN for entry in kind.entries})


def joint_to_accept(asking: Asking) -> Select[Any] | None:
    """第十七条（二）：joint evaluations that the ecology department has received."""
    return _of_ecology("JOINT_TO_ACCEPT", asking, _joint.state == State.SUBMITTED)


def joint_to_claim(asking: Asking) -> Select[Any] | None:
    """第十七条（二）：joint evaluations that nobody has taken in hand."""
    return _of_ecology("JOINT_TO_CLAIM", asking, _joint.state == State.ACCEPTED)


def joint_to_meet(asking: Asking) -> Select[Any] | None:
    """第十七条（二）：joint evaluations in the person's hand on which no meeting was held."""
    mine = _joint.claimant == asking.actor.subject
    return _of_ecology("JOINT_TO_MEET", asking, and_(_joint.state == State.CLAIMED, mine, _joint.meetings == _NONE))


def joint_to_decide(asking: Asking) -> Select[Any] | None:
    """第十七条（二）：joint evaluations in the person's hand that were discussed."""
    mine = _joint.claimant == asking.actor.subject
    return _of_ecology("JOINT_TO_DECIDE", asking, and_(_joint.state == State.CLAIMED, mine, _joint.meetings > _NONE))


def joint_returned(asking: Asking) -> Select[Any] | None:
    """第十七条（二）：returned joint evaluations, for the owner and the department that applied for it."""
    actor = asking.actor
    ways: list[ColumnElement[bool]] = []
    if actor.unit is not None and actor.acts_as(Role.OWNER):
        ways.append(_project.owner_id == actor.unit)
    if actor.unit is not None and actor.acts_as(Role.PROJECT_SERVICE):
        ways.append(_joint.applicant_id == actor.unit)
    if not ways:
        return None
    query = own(_joint, asking).join(_project, _project.id == _joint.project_id)
    return _of_joint("JOINT_RETURNED", query.where(_joint.state == State.RETURNED, or_(*ways)))


def incident_to_take_up(asking: Asking) -> Select[Any] | None:
    """第十七条（五）：incidents that nobody has taken up, for everybody in public security; due on the day of the limit."""
    return _of_police("INCIDENT_TO_TAKE_UP", asking, _incident.state == IncidentState.REPORTED)


def incident_to_settle(asking: Asking) -> Select[Any] | None:
    """第十七条（五）：incidents that the person has in hand."""
    mine = _incident.handler == asking.actor.subject
    return _of_police("INCIDENT_TO_SETTLE", asking, and_(_incident.state == IncidentState.TAKEN_UP, mine))


def refund_to_pay(asking: Asking) -> Select[Any] | None:
    """第十七条（六）：refunds that were granted and are not paid whole."""
    payment = tables.RefundPayment
    paid = select(func.coalesce(func.sum(payment.amount), _NONE)).where(payment.request_id == _request.id)
    query = _granted(Role.APPROVAL_SERVICE, asking, [REFUND])
    if query is None:
        return None
    return _of_request("REFUND_TO_PAY", query.where(paid.scalar_subquery() < _request.granted))


def period_to_record(asking: Asking) -> Select[Any] | None:
    """第十七条（三）：grants whose period is not on record."""
    period = tables.PermittedPeriod
    query = _granted(Role.URBAN_MANAGEMENT, asking, _PERIODS)
    if query is None:
        return None
    return _of_request("PERIOD_TO_RECORD", query.where(~exists().where(period.request_id == _request.id)))


_NONE: Any = literal_column("0")


def _of_ecology(kind: str, asking: Asking, state: ColumnElement[bool]) -> Select[Any] | None:
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(Role.ECOLOGY):
        return None
    query = own(_joint, asking).join(_project, _project.id == _joint.project_id)
    return _of_joint(kind, query.where(state, _joint.bureau_id == actor.unit))


def _of_joint(kind: str, query: Select[Any]) -> Select[Any]:
    due = select(func.max(_request.due_on)).where(_request.parent_id == _joint.id).scalar_subquery()
    shown = {"title": _project.name, "project": _joint.project_id, "unit": _joint.bureau_id}
    return lines(KINDS[kind], query, _joint.id, due_on=due, detail=_joint.purpose, **shown)


def _of_police(kind: str, asking: Asking, state: ColumnElement[bool]) -> Select[Any] | None:
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(Role.PUBLIC_SECURITY):
        return None
    query = own(_incident, asking).join(_project, _project.id == _incident.project_id).where(state)
    due = cast(func.timezone("Asia/Shanghai", _incident.due_at), Date) if kind == "INCIDENT_TO_TAKE_UP" else None
    shown = {"title": _project.name, "project": _incident.project_id, "detail": _incident.title}
    return lines(KINDS[kind], query, _incident.id, due_on=due, **shown)


def _granted(role: Role, asking: Asking, kinds: list[str]) -> Select[Any] | None:
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(role):
        return None
    query = own(_request, asking).join(_project, _project.id == _request.project_id)
    granted = _request.state.in_([State.GRANTED, State.GRANTED_IN_PART])
    return query.where(granted, _request.bureau_id == actor.unit, _request.kind.in_(kinds))


def _of_request(kind: str, query: Select[Any]) -> Select[Any]:
    shown = {"title": _project.name, "project": _request.project_id, "unit": _request.bureau_id}
    return lines(KINDS[kind], query, _request.id, detail=_request.purpose, **shown)


SOURCES = (
    joint_to_accept,
    joint_to_claim,
    joint_to_meet,
    joint_to_decide,
    joint_returned,
    incident_to_take_up,
    incident_to_settle,
    refund_to_pay,
    period_to_record,
)
