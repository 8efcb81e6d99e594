"""What there is to do about agencies, read from the records (第十四条)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Text, cast, exists, func
from sqlalchemy.orm import aliased

from services.chassis.calendar import calendar
from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.support.domain.agency.items import late_before
from services.support.domain.agency.rulebook import FOLLOW_UP_DAYS, LATE_DAYS
from services.support.domain.agency.terms import UNDER_WAY, CaseState, ItemState, Level
from services.support.domain.agency.todo import KINDS
from services.support.store import tables

_case, _item, _its = tables.AgencyCase, tables.AgencyItem, tables.AgencySupervision
_project = aliased(tables.Project)  # who sees an agency looks projects up as well


def to_answer(asking: Asking) -> Select[Any] | None:
    """第十四条：applications that wait for the project service department."""
    if not _serves(asking):
        return None
    return _of_case("AGENCY_TO_ANSWER", _cases(asking).where(_case.state == CaseState.APPLIED))


def to_authorise(asking: Asking) -> Select[Any] | None:
    """第十四条：agencies that were taken on and of which no authorisation holds, nor will."""
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(Role.OWNER):
        return None
    given = tables.AgencyAuthorisation
    holds = exists().where(given.case_id == _case.id, given.revoked_at.is_(None), given.until_on >= asking.today)
    query = _cases(asking).where(_case.state == CaseState.ACCEPTED, _project.owner_id == actor.unit, ~holds)
    return _of_case("AGENCY_TO_AUTHORISE", query)


def to_submit(asking: Asking) -> Select[Any] | None:
    """第十四条：ready items of the agent, as far as the owner's authorisation holds."""
    return _of_agent("AGENCY_ITEM_TO_SUBMIT", asking, ItemState.READY)


def to_correct(asking: Asking) -> Select[Any] | None:
    """第十四条：items of the agent that were returned; those of a request are corrected in the request."""
    query = _of_agent("AGENCY_ITEM_TO_CORRECT", asking, ItemState.CORRECTING)
    return query if query is None else query.where(_item.request_id.is_(None))


def to_follow(asking: Asking) -> Select[Any] | None:
    """第十四条：items of higher authorities that the person follows and has not for too long."""
    last = late_before(asking.today, FOLLOW_UP_DAYS.on(asking.today) + 1, calendar())
    query = _items(asking).where(
        _item.follower_subject == asking.actor.subject,
        _item.state.in_(sorted(UNDER_WAY)),
        _item.level != Level.DISTRICT,
        func.coalesce(_item.followed_on, _item.submitted_on) < last,
    )
    return _of_item("AGENCY_ITEM_TO_FOLLOW", query)


def to_supervise(asking: Asking) -> Select[Any] | None:
    """第十四条：late items that nobody supervises."""
    if not _serves(asking):
        return None
    last = late_before(asking.today, LATE_DAYS.on(asking.today), calendar())
    taken = exists().where(_its.item_id == _item.id, _its.closed_on.is_(None))
    late = _items(asking).where(_item.state == ItemState.SUBMITTED, _item.due_on < last, ~taken)
    return _of_item("AGENCY_ITEM_TO_SUPERVISE", late)


def to_close(asking: Asking) -> Select[Any] | None:
    """第十四条：joint supervisions of both departments."""
    if asking.actor.unit is None or not asking.actor.acts_as(Role.PROJECT_SERVICE, Role.INSPECTOR):
        return None
    query = own(_its, asking).join(_project, _project.id == _its.project_id).where(_its.closed_on.is_(None))
    return lines(
        KINDS["SUPERVISION_TO_CLOSE"],
        query,
        _its.id,
        title=_project.name,
        project=_its.project_id,
        detail=_its.reason,
    )


def _serves(asking: Asking) -> bool:
    return asking.actor.unit is not None and asking.actor.acts_as(Role.PROJECT_SERVICE)


def _of_agent(kind: str, asking: Asking, state: ItemState) -> Select[Any] | None:
    if not _serves(asking):
        return None
    given, today = tables.AgencyAuthorisation, asking.today
    covered = (cast(_item.stage, Text) == func.any(given.stages)) | (_item.code == func.any(given.item_codes))
    holds = exists().where(
        given.case_id == _item.case_id,
        given.revoked_at.is_(None),
        given.from_on <= today,
        given.until_on >= today,
        covered,
    )
    query = _items(asking).join(_case, _case.id == _item.case_id)
    query = query.where(_case.agent_subject == asking.actor.subject, _case.state == CaseState.ACCEPTED)
    return _of_item(kind, query.where(_item.state == state, holds))


def _cases(asking: Asking) -> Select[Any]:
    return own(_case, asking).join(_project, _project.id == _case.project_id)


def _items(asking: Asking) -> Select[Any]:
    return own(_item, asking).join(_project, _project.id == _item.project_id)


def _of_case(kind: str, query: Select[Any]) -> Select[Any]:
    return lines(KINDS[kind], query, _case.id, title=_project.name, project=_case.project_id, detail=_case.note)


def _of_item(kind: str, query: Select[Any]) -> Select[Any]:
    shown = {"title": _project.name, "project": _item.project_id, "detail": _item.name}
    return lines(KINDS[kind], query, _item.id, due_on=_item.due_on, **shown)


SOURCES = (to_answer, to_authorise, to_submit, to_correct, to_follow, to_supervise, to_close)
