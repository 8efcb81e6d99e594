"""What there is to do about requests, read from the requests themselves."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import aliased

from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.support.domain.request import State
from services.support.domain.todo import KINDS, decided_by
from services.support.store import agency_todo, funds_todo, land_todo, life_todo, services_todo, tables

_request = tables.Request
_project = aliased(tables.Project)  # who sees a request looks projects up as well


def to_accept(asking: Asking) -> Select[Any] | None:
    """第十七条（一）：requests that the person's bureau has received."""
    return _of_bureau("REQUEST_TO_ACCEPT", asking, _request.state == State.SUBMITTED)


def to_claim(asking: Asking) -> Select[Any] | None:
    """第十七条（一）：requests that the bureau has accepted and nobody has taken in hand."""
    return _of_bureau("REQUEST_TO_CLAIM", asking, _request.state == State.ACCEPTED)


def to_decide(asking: Asking) -> Select[Any] | None:
    """第十七条（一）：requests that the person has taken in hand, or an absent colleague for whom the person stands in."""
    mine = life_todo.in_hand(asking)
    return _of_bureau("REQUEST_TO_DECIDE", asking, and_(_request.state == State.CLAIMED, mine))


def _of_bureau(kind: str, asking: Asking, state: ColumnElement[bool]) -> Select[Any] | None:
    actor = asking.actor
    kinds = decided_by(actor.division, actor.roles)
    if actor.unit is None or not kinds:
        return None
    query = _requests(asking).where(state, _request.bureau_id == actor.unit, _request.kind.in_(sorted(kinds)))
    return _lines(kind, query, unit=_request.bureau_id, due_on=_request.due_on, detail=_request.purpose)


def returned(asking: Asking) -> Select[Any] | None:
    """第十四条、第十五条：returned requests, for the project's owner and the service department that applied for it.

    Nothing is due while a correction is awaited: the clock stands.
    """
    actor = asking.actor
    if actor.unit is None:
        return None
    ways: list[ColumnElement[bool]] = []
    if actor.acts_as(Role.OWNER):
        ways.append(_project.owner_id == actor.unit)
    if actor.acts_as(Role.PROJECT_SERVICE):
        ways.append(_request.applicant_id == actor.unit)
    if not ways:
        return None
    query = _requests(asking).where(_request.state == State.RETURNED, or_(*ways))
    return _lines("REQUEST_RETURNED", query, unit=_request.applicant_id, detail=_request.purpose)


def _requests(asking: Asking) -> Select[Any]:
    """Leave the parts of a joint matter out: what is to do is to do for all of them at once (第十七条（二）)."""
    query = own(_request, asking).join(_project, _project.id == _request.project_id)
    return query.where(_request.parent_id.is_(None))


def _lines(kind: str, query: Select[Any], **shown: Any) -> Select[Any]:
    return lines(KINDS[kind], query, _request.id, title=_project.name, project=_request.project_id, **shown)


SOURCES = (
    to_accept,
    to_claim,
    to_decide,
    returned,
    *life_todo.SOURCES,
    *funds_todo.SOURCES,
    *services_todo.SOURCES,
    *agency_todo.SOURCES,
    *land_todo.SOURCES,
)
