"""Things to do about issues of the ledger (第十条); nobody decides, verifies or grants what is the own unit's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_

from services.chassis.todos import Asking, lines, own
from services.law.parties import Role
from services.schedule.domain.ledger.rulebook import EXTENSION_APPROVERS, HANDLERS, SUPERVISORS, VERIFIERS
from services.schedule.domain.ledger.terms import AT_WORK, RUNNING, ExtensionState, IssueState
from services.schedule.domain.todo.kinds import KINDS
from services.schedule.store import tables
from services.schedule.store.ledger import unsupervised
from services.schedule.store.todo.standing import ACTING

_issue, _extension = tables.Issue, tables.IssueExtension


def to_assign(asking: Asking) -> Select[Any] | None:
    """第十条：raised issues, for those who keep the ledger."""
    if not asking.actor.acts_as(*HANDLERS.on(asking.today)):
        return None
    return _lines("ISSUE_TO_ASSIGN", asking, _issue.state == IssueState.RAISED, unit=None, due_on=None)


def to_accept(asking: Asking) -> Select[Any] | None:
    """第十条：issues that were handed to the person's unit and not taken yet."""
    return _of_unit("ISSUE_TO_ACCEPT", asking, _issue.state == IssueState.ASSIGNED)


def due(asking: Asking) -> Select[Any] | None:
    """第十条：issues that the person's unit works on."""
    return _of_unit("ISSUE_DUE", asking, _issue.state.in_(AT_WORK))


def _of_unit(kind: str, asking: Asking, state: ColumnElement[bool]) -> Select[Any] | None:
    actor = asking.actor
    if actor.unit is None or not actor.acts_as(*ACTING, Role.LEADER):
        return None
    return _lines(kind, asking, and_(state, _issue.responsible_unit_id == actor.unit))


def contested(asking: Asking) -> Select[Any] | None:
    """第十条：contests for those who keep the ledger, but for their own and those of their unit."""
    if not asking.actor.acts_as(*HANDLERS.on(asking.today)):
        return None
    return _lines(
        "ISSUE_CONTESTED",
        asking,
        _issue.state == IssueState.CONTESTED,
        _issue.contested_by.is_distinct_from(asking.actor.subject),
        _not_own(asking),
        unit=None,
    )


def to_verify(asking: Asking) -> Select[Any] | None:
    """第十条（销号）：issues reported done, for those who verify, but for what they or their unit settled."""
    if not asking.actor.acts_as(*VERIFIERS.on(asking.today)):
        return None
    others = _issue.done_by_unit_id.is_(None) | (_issue.done_by_unit_id != asking.actor.unit)
    return _lines(
        "ISSUE_TO_VERIFY",
        asking,
        _issue.state == IssueState.REPORTED_DONE,
        _issue.done_by.is_distinct_from(asking.actor.subject),
        _not_own(asking),
        *([others] if asking.actor.unit else []),
        unit=None,
        due_on=None,
    )


def to_supervise(asking: Asking) -> Select[Any] | None:
    """第十条（督办）：issues whose limit has passed and that no letter was sent about."""
    if not asking.actor.acts_as(*SUPERVISORS.on(asking.today)):
        return None
    late = and_(_issue.state.in_(RUNNING), _issue.due_on < asking.today)
    return _lines("ISSUE_TO_SUPERVISE", asking, late, unsupervised(_issue), unit=None)


def extensions(asking: Asking) -> Select[Any] | None:
    """第十条：extensions asked for, for those who decide on the issue's layer."""
    actor = asking.actor
    layers = [layer for layer, roles in EXTENSION_APPROVERS.on(asking.today).items() if actor.acts_as(*roles)]
    if not layers:
        return None
    query = own(_issue, asking).join(_extension, _extension.issue_id == _issue.id)
    query = query.where(
        _extension.state == ExtensionState.ASKED,
        _extension.asked_by != actor.subject,
        _issue.layer.in_(layers),
        _issue.ended_on.is_(None),
        _not_own(asking),
    )
    return _shown("ISSUE_EXTENSION", query, unit=None)


def _not_own(asking: Asking) -> ColumnElement[bool]:
    unit = asking.actor.unit
    if unit is None:
        return _issue.id.is_not(None)
    return or_(_issue.responsible_unit_id.is_(None), _issue.responsible_unit_id != unit)


def _lines(kind: str, asking: Asking, *conditions: ColumnElement[bool], **shown: Any) -> Select[Any]:
    return _shown(kind, own(_issue, asking).where(*conditions), **shown)


def _shown(kind: str, query: Select[Any], **shown: Any) -> Select[Any]:
    given = {"unit": _issue.responsible_unit_id, "due_on": _issue.due_on} | shown
    title = _issue.number + "·" + _issue.title
    return lines(KINDS[kind], query, _issue.id, title=title, project=_issue.project_id, **given)


SOURCES = (to_assign, to_accept, due, contested, to_verify, to_supervise, extensions)
