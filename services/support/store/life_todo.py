"""What there is to do around a request besides deciding it: opinions, procedures that last too long, deliveries, reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import aliased

from services.chassis.calendar import calendar
from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.support.domain.clock import PauseKind
from services.support.domain.request import DECIDED, State
from services.support.domain.rulebook import RULES
from services.support.domain.todo import KINDS, decided_by
from services.support.store import tables
from services.support.store.absences import stood_in_for

_request, _opinion, _review, _pause = tables.Request, tables.Opinion, tables.Review, tables.Pause
_project = aliased(tables.Project)


def in_hand(asking: Asking) -> ColumnElement[bool]:
    """Whether a request is the person's to handle: claimed by the person, by an absent one stood in for, or by nobody."""
    subject = asking.actor.subject
    away = stood_in_for(subject, asking.today)
    return or_(_request.claimant.is_(None), _request.claimant == subject, _request.claimant.in_(away))


def opinions(asking: Asking) -> Select[Any] | None:
    """第十七条：what the person's unit was asked for its opinion on, by its own limit."""
    if asking.actor.unit is None:
        return None
    asked = own(_opinion, asking).join(_request, _request.id == _opinion.request_id)
    asked = asked.join(_project, _project.id == _request.project_id).where(
        _opinion.unit_id == asking.actor.unit, _opinion.given_on.is_(None), _opinion.withdrawn_on.is_(None)
    )
    shown = {"unit": _opinion.unit_id, "due_on": _opinion.due_on, "detail": _opinion.question, "part": _opinion.id}
    return lines(
        KINDS["OPINION_TO_GIVE"], asked, _request.id, title=_project.name, project=_request.project_id, **shown
    )


def suspended_too_long(asking: Asking) -> Select[Any] | None:
    """第十七条（一）：special procedures that have lasted longer than their own rule gives them; the clock still stands."""
    overrun = _overrun(asking.actor.division, asking.today)
    if not overrun:
        return None
    query = _of_bureau(asking, and_(_request.state == State.SUSPENDED, in_hand(asking)))
    if query is None:
        return None
    query = query.join(_pause, and_(_pause.request_id == _request.id, _pause.until.is_(None)))
    query = query.where(_pause.kind == PauseKind.SPECIAL_PROCEDURE, or_(*overrun))
    return _lines("REQUEST_SUSPENDED_TOO_LONG", query, unit=_request.bureau_id, detail=_pause.reason)


def _overrun(division: str, today: date) -> list[ColumnElement[bool]]:
    """Since which day a procedure of a kind has lasted too long by today, which is a working day."""
    found = {
        (entry.value.code, stop.code, stop.longest)
        for kind in RULES.get(division, ())
        for entry in kind.entries
        for stop in entry.value.stops
        if stop.longest is not None
    }
    return [
        and_(_request.kind == kind, _pause.procedure == code, _pause.since < calendar().add(today, -longest))
        for kind, code, longest in sorted(found)
    ]


def to_deliver(asking: Asking) -> Select[Any] | None:
    """第十七条：decided, and the document has not reached the applicant."""
    decided = and_(_request.outcome.is_not(None), _request.delivered_on.is_(None), _request.state.in_(sorted(DECIDED)))
    due = ~_request.before_deliveries  # those may still be delivered, but nobody had to when they were made
    query = _of_bureau(asking, and_(decided, due, in_hand(asking)))
    if query is None:
        return None
    return _lines("DECISION_TO_DELIVER", query, unit=_request.bureau_id, detail=_request.document_number)


def to_acknowledge(asking: Asking) -> Select[Any] | None:
    """第十七条：delivered to the applicant, who has not acknowledged it."""
    actor, ways = asking.actor, []
    if actor.unit is not None and actor.acts_as(Role.OWNER):
        ways.append(_project.owner_id == actor.unit)
    if actor.unit is not None and actor.acts_as(Role.PROJECT_SERVICE):
        ways.append(_request.applicant_id == actor.unit)
    if not ways:
        return None
    query = own(_request, asking).join(_project, _project.id == _request.project_id)
    query = query.where(_request.delivered_on.is_not(None), _request.acknowledged_on.is_(None), or_(*ways))
    return _lines("DECISION_TO_ACKNOWLEDGE", query, unit=_request.applicant_id, detail=_request.document_number)


def reviews(asking: Asking) -> Select[Any] | None:
    """第十七条：reviews that the applicant has asked for, by their own limit."""
    query = _of_bureau(asking, _review.decided_on.is_(None))
    if query is None:
        return None
    query = query.join(_review, _review.request_id == _request.id)
    return _lines("REVIEW_TO_DECIDE", query, unit=_request.bureau_id, due_on=_review.due_on, detail=_review.grounds)


def _of_bureau(asking: Asking, condition: ColumnElement[bool]) -> Select[Any] | None:
    actor = asking.actor
    kinds = decided_by(actor.division, actor.roles)
    if actor.unit is None or not kinds:
        return None
    query = own(_request, asking).join(_project, _project.id == _request.project_id)
    return query.where(condition, _request.bureau_id == actor.unit, _request.kind.in_(sorted(kinds)))


def _lines(kind: str, query: Select[Any], **shown: Any) -> Select[Any]:
    return lines(KINDS[kind], query, _request.id, title=_project.name, project=_request.project_id, **shown)


SOURCES = (opinions, suspended_too_long, to_deliver, to_acknowledge, reviews)
