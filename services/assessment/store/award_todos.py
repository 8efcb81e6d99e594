"""What there is to do about awards and clues, read from the records themselves (第二十条、第二十一条)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Text, cast, select, true

from services.assessment.domain.award.model import Level, ListStatus
from services.assessment.domain.discipline.clue import ClueStatus
from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.domain.score.record import Status
from services.assessment.domain.todo import KINDS
from services.assessment.store import tables
from services.chassis.todos import Asking, lines, own
from services.law.parties import Role

_period, _scheme, _list, _award, _clue = (
    tables.Period,
    tables.Scheme,
    tables.AwardList,
    tables.Award,
    tables.Clue,
)
_CLUE = "问题线索"  # a calendar on somebody's phone says no more than that


def _titled(row: Any) -> Any:
    return cast(row.year, Text) + "年度先进名单"


def to_draft(asking: Asking) -> Select[Any] | None:
    """第二十条：the last year's result is published under a scheme that gives numbers, and no list was begun."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    begun = select(true()).where(
        _list.division == _period.division, _list.year == _period.year, _list.status != ListStatus.DISCARDED
    )
    numbers = select(true()).where(_scheme.id == _period.scheme_id, _scheme.content["awards"].as_string().is_not(None))
    query = own(_period, asking).where(
        _period.year == asking.today.year - 1,
        _period.quarter == WHOLE_YEAR,
        _period.status == Status.PUBLISHED,
        numbers.limit(1).scalar_subquery().is_not(None),
        begun.limit(1).scalar_subquery().is_(None),
    )
    return lines(KINDS["AWARDS_TO_DRAFT"], query, _period.id, title=_titled(_period))


def to_vet(asking: Asking) -> Select[Any] | None:
    """第二十条：drafts with nominations that were not vetted in this round."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    unvetted = select(true()).where(
        _award.list_id == _list.id,
        _award.withdrawn_on.is_(None),
        _award.vetted_round.is_distinct_from(_list.round),
    )
    query = own(_list, asking).where(_list.status == ListStatus.DRAFT, unvetted.limit(1).scalar_subquery().is_not(None))
    return lines(KINDS["AWARDS_TO_VET"], query, _list.id, title=_titled(_list))


def to_decide(asking: Asking) -> Select[Any] | None:
    """第二十条：lists that the next body is to decide on."""
    return _in_status(asking, ListStatus.SUBMITTED, "AWARDS_TO_DECIDE")


def to_publish(asking: Asking) -> Select[Any] | None:
    """第二十条：lists that all bodies approved."""
    return _in_status(asking, ListStatus.APPROVED, "AWARDS_TO_PUBLISH")


def _in_status(asking: Asking, status: ListStatus, kind: str) -> Select[Any] | None:
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_list, asking).where(_list.status == status)
    return lines(KINDS[kind], query, _list.id, title=_titled(_list))


def city_decisions(asking: Asking) -> Select[Any] | None:
    """第二十条：recommendations that were reported, and of which the city's decision is not on record."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_award, asking).where(
        _award.level == Level.CITY, _award.status == ListStatus.PUBLISHED, _award.granted.is_(None)
    )
    title = cast(_award.year, Text) + "年度市级推荐"
    return lines(KINDS["CITY_DECISION_TO_RECORD"], query, _award.id, title=title, unit=_award.unit_id)


def to_receive(asking: Asking) -> Select[Any] | None:
    """第二十一条：clues that discipline inspection has not received. Nobody else is told of them."""
    if not asking.actor.acts_as(Role.DISCIPLINE):
        return None
    query = own(_clue, asking).where(_clue.status == ClueStatus.TRANSFERRED)
    return lines(KINDS["CLUE_TO_RECEIVE"], query, _clue.id, title=_CLUE, due_on=_clue.receipt_due_on)


def to_conclude(asking: Asking) -> Select[Any] | None:
    """第二十一条：clues that discipline inspection has received and not concluded."""
    if not asking.actor.acts_as(Role.DISCIPLINE):
        return None
    query = own(_clue, asking).where(_clue.status == ClueStatus.RECEIVED)
    return lines(KINDS["CLUE_TO_CONCLUDE"], query, _clue.id, title=_CLUE)


def to_supplement(asking: Asking) -> Select[Any] | None:
    """第二十一条：clues that came back, for the named persons of the office that handed them over."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY, Role.INSPECTOR) or asking.actor.acts_as(Role.DISCIPLINE):
        return None
    query = own(_clue, asking).where(_clue.status == ClueStatus.RETURNED)
    return lines(KINDS["CLUE_TO_SUPPLEMENT"], query, _clue.id, title=_CLUE)


SOURCES = (to_draft, to_vet, to_decide, to_publish, city_decisions, to_receive, to_conclude, to_supplement)
