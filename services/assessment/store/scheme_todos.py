"""What there is to do about schemes, and by them: to draft, to approve, to compute (第十八条、第十九条)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, and_, case, cast, func, or_, select, true, values
from sqlalchemy import column as named
from sqlalchemy.orm import aliased

from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.domain.quarter import QUARTERS, Quarter
from services.assessment.domain.scheme.record import SchemeStatus
from services.assessment.domain.score.record import Status
from services.assessment.domain.todo import KINDS
from services.assessment.store import tables
from services.chassis.todos import Asking, lines, own
from services.law.parties import Role

_scheme, _period, _other = tables.Scheme, tables.Period, aliased(tables.Scheme)
_IN_FORCE = tuple(status for status in SchemeStatus if status.in_force)


def to_draft(asking: Asking) -> Select[Any] | None:
    """第十八条：the year has begun, last year had a scheme, and this year has none, not even a draft."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    year = asking.today.year
    there = select(true()).where(
        _other.division == _scheme.division,
        _other.year == year,
        _other.status.in_((SchemeStatus.DRAFT, *_IN_FORCE)),
    )
    query = own(_scheme, asking).where(
        _scheme.year == year - 1, _scheme.status.in_(_IN_FORCE), there.limit(1).scalar_subquery().is_(None)
    )
    return lines(KINDS["SCHEME_TO_DRAFT"], query, _scheme.id, title=f"{year}年考核细则", part=str(year))


def to_approve(asking: Asking) -> Select[Any] | None:
    """第十八条：drafts that are newer than what is in force. Without an approved scheme nothing of the year is computed."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    newer = select(true()).where(
        _other.division == _scheme.division,
        _other.year == _scheme.year,
        _other.version > _scheme.version,
        _other.status.in_(_IN_FORCE),
    )
    query = own(_scheme, asking).where(_scheme.status == SchemeStatus.DRAFT, newer.limit(1).scalar_subquery().is_(None))
    title = cast(_scheme.year, Text) + "年考核细则第" + cast(_scheme.version, Text) + "版草案"
    return lines(KINDS["SCHEME_TO_APPROVE"], query, _scheme.id, title=title)


def to_compute(asking: Asking) -> Select[Any] | None:
    """第十九条：periods that an approved scheme stands for and nobody has computed.

    A quarter when it is over: the last one, and those before it that come after the latest published one, as they are
    published in order. A whole year when its last quarter is published, for its score takes the quarters' in.
    """
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    numbers = values(named("number", Integer), name="of_year").data([(n,) for n in range(WHOLE_YEAR, QUARTERS + 1)])
    number = numbers.c.number
    over = Quarter.of(asking.today).previous
    last, at = over.year * QUARTERS + over.number, _scheme.year * QUARTERS + number
    published = (
        select(func.max(_period.year * QUARTERS + _period.quarter))
        .where(
            _period.division == asking.actor.division,
            _period.status == Status.PUBLISHED,
            _period.quarter != WHOLE_YEAR,
        )
        .scalar_subquery()
    )
    computed = select(true()).where(
        _period.division == _scheme.division, _period.year == _scheme.year, _period.quarter == number
    )
    quarter_over = and_(number != WHOLE_YEAR, at <= last, or_(at == last, at > published))
    year_over = and_(number == WHOLE_YEAR, published >= (_scheme.year + 1) * QUARTERS, _assesses_years())
    query = (
        own(_scheme, asking)
        .join(numbers, true())
        .where(
            _scheme.status.in_(_IN_FORCE),
            or_(quarter_over, year_over),
            computed.limit(1).scalar_subquery().is_(None),
        )
    )
    of_year = cast(_scheme.year, Text)
    title = case((number == WHOLE_YEAR, of_year + "年度考核"), else_=of_year + "年第" + cast(number, Text) + "季度考核")
    part = case((number == WHOLE_YEAR, of_year), else_=of_year + "Q" + cast(number, Text))
    return lines(KINDS["PERIOD_TO_COMPUTE"], query, _scheme.id, title=title, part=part)


def _assesses_years() -> ColumnElement[bool]:
    """第二十条：whether the scheme says how the whole year is assessed, for every group."""
    rule = func.json_array_elements(_scheme.content["groups"]).table_valued("value", joins_implicitly=True)
    without = select(true()).where(func.coalesce(func.json_array_length(rule.c.value.op("->")("yearly")), 0) == 0)
    assesses: ColumnElement[bool] = without.limit(1).scalar_subquery().is_(None)
    return assesses


SOURCES = (to_draft, to_approve, to_compute)
