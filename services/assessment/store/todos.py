"""What there is to do in the assessment, read from periods, objections and cards themselves."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Text, and_, case, cast, or_, select, true

from services.assessment.domain.card.duty import NAMES
from services.assessment.domain.card.model import OPEN_DUTY, DutyStatus
from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.domain.quarter import QUARTERS, Quarter
from services.assessment.domain.review.model import ObjectionStatus, ObjectionStep
from services.assessment.domain.score.record import Status
from services.assessment.domain.todo import KINDS
from services.assessment.store import award_todos, scheme_todos, tables
from services.assessment.store.tables.results import overtaken
from services.chassis.todos import Asking, lines, own
from services.law.parties import Role

_period, _result = tables.Period, tables.UnitResult
_objection, _entry, _duty, _unit = tables.Objection, tables.ObjectionEntry, tables.CardDuty, tables.Organization


def to_announce(asking: Asking) -> Select[Any] | None:
    """第十九条：computed periods that are over and not announced yet."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    over = Quarter.of(asking.today).previous
    query = own(_period, asking).where(
        _period.status == Status.COMPUTED,
        or_(
            and_(_period.quarter == WHOLE_YEAR, _period.year < asking.today.year),
            and_(_period.quarter != WHOLE_YEAR, _period.year * QUARTERS + _period.quarter <= _number(over)),
        ),
    )
    return lines(KINDS["PERIOD_TO_ANNOUNCE"], query, _period.id, title=_named(_period) + "考核")


def to_decide(asking: Asking) -> Select[Any] | None:
    """第十九条：objections that are not decided, but for those that the person raised or amended."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    amended = select(true()).where(
        _entry.objection_id == _objection.id,
        _entry.step == ObjectionStep.AMENDED,
        _entry.by == asking.actor.subject,
    )
    query = own(_objection, asking).where(
        _objection.status == ObjectionStatus.RAISED,
        _objection.raised_by != asking.actor.subject,
        amended.limit(1).scalar_subquery().is_(None),
    )
    title = _named(_objection) + "考核异议"
    return lines(
        KINDS["OBJECTION_TO_DECIDE"],
        query,
        _objection.id,
        title=title,
        due_on=_objection.decide_by,
        unit=_objection.unit_id,
    )


def to_carry_out(asking: Asking) -> Select[Any] | None:
    """第十九条：objections that were accepted, and nothing was done about them yet."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_objection, asking).where(
        _objection.status == ObjectionStatus.ACCEPTED, _objection.carried_out_at.is_(None)
    )
    title = _named(_objection) + "考核异议"
    return lines(KINDS["OBJECTION_TO_CARRY_OUT"], query, _objection.id, title=title, unit=_objection.unit_id)


def to_publish(asking: Asking) -> Select[Any] | None:
    """第十九条：announced periods whose window for objections is over."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_period, asking).where(_period.status == Status.PROVISIONAL, _period.objections_until < asking.today)
    return lines(KINDS["PERIOD_TO_PUBLISH"], query, _period.id, title=_named(_period) + "考核")


def year_to_correct(asking: Asking) -> Select[Any] | None:
    """第二十条：published results of a whole year whose quarters were corrected since, until they follow or are said to stand."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_result, asking).where(_result.id.in_(overtaken(asking.actor)))
    title = _named(_result) + "考核结果"
    return lines(KINDS["YEAR_TO_CORRECT"], query, _result.id, title=title, unit=_result.unit_id)


def to_check(asking: Asking) -> Select[Any] | None:
    """第十九条：the announced result of the person's unit, as long as it may be objected to and nobody has."""
    if asking.actor.unit is None:
        return None
    objected = select(true()).where(_objection.result_id == _result.id, _objection.unit_id == _result.unit_id)
    query = (
        own(_result, asking)
        .join(_period, _period.id == _result.period_id)
        .where(
            _result.unit_id == asking.actor.unit,
            _period.status == Status.PROVISIONAL,
            _period.objections_until >= asking.today,
            objected.limit(1).scalar_subquery().is_(None),
        )
    )
    title = _named(_result) + "考核结果公示"
    return lines(
        KINDS["RESULT_TO_CHECK"],
        query,
        _result.id,
        title=title,
        due_on=_period.objections_until,
        unit=_result.unit_id,
    )


def card_duties(asking: Asking) -> Select[Any] | None:
    """第二十一条：what cards ask of the person's unit, and of those that were merged into it, until it is done."""
    if asking.actor.unit is None:
        return None
    merged = select(_unit.id).where(_unit.merged_into == asking.actor.unit)
    query = own(_duty, asking).where(
        or_(_duty.unit_id == asking.actor.unit, _duty.unit_id.in_(merged)), _duty.status.in_(OPEN_DUTY)
    )
    what = case({kind.value: name for kind, name in NAMES.items()}, value=cast(_duty.kind, Text), else_="")
    title = _named(_duty) + "红黄牌：" + what
    return lines(KINDS["CARD_DUTY"], query, _duty.id, title=title, due_on=_duty.due_on, unit=_duty.unit_id)


def to_confirm(asking: Asking) -> Select[Any] | None:
    """第二十一条：what carded units did and nobody has looked at."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_duty, asking).where(_duty.status == DutyStatus.FULFILLED)
    title = _named(_duty) + "红黄牌表态待确认"
    return lines(KINDS["DUTY_TO_CONFIRM"], query, _duty.id, title=title, unit=_duty.unit_id)


def _number(quarter: Quarter) -> int:
    return quarter.year * QUARTERS + quarter.number


def _named(row: Any) -> Any:
    """Write the period of a row as officials write it."""
    of_year = cast(row.year, Text) + "年"
    return case((row.quarter == WHOLE_YEAR, of_year + "度"), else_=of_year + "第" + cast(row.quarter, Text) + "季度")


SOURCES = (
    *scheme_todos.SOURCES,
    to_announce,
    to_decide,
    to_carry_out,
    to_publish,
    year_to_correct,
    to_check,
    card_duties,
    to_confirm,
    *award_todos.SOURCES,
)
