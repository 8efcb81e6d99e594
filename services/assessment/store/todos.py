"""What there is to do in the assessment, read from quarters and cards themselves."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Text, cast, select, true
from sqlalchemy.orm import aliased

from services.assessment.domain.quarter import Quarter
from services.assessment.domain.score.record import Status
from services.assessment.domain.todo import KINDS
from services.assessment.store import tables
from services.chassis.todos import Asking, lines, own
from services.law.parties import Role

_quarter, _scheme, _card = tables.Quarter, tables.Scheme, tables.Card
_newer = aliased(_scheme)


def to_compute(asking: Asking) -> Select[Any] | None:
    """第十九条：the quarter that is over has a scheme, and nobody has computed it."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    over = Quarter.of(asking.today).previous
    newer = select(true()).where(
        _newer.division == _scheme.division,
        _newer.year == _scheme.year,
        _newer.version > _scheme.version,
    )
    done = select(true()).where(
        _quarter.division == _scheme.division, _quarter.year == over.year, _quarter.quarter == over.number
    )
    query = own(_scheme, asking).where(
        _scheme.year == over.year,
        newer.limit(1).scalar_subquery().is_(None),
        done.limit(1).scalar_subquery().is_(None),
    )
    return lines(
        KINDS["QUARTER_TO_COMPUTE"],
        query,
        _scheme.id,
        title=f"{over}考核",
        part=f"{over.year}Q{over.number}",
    )


def to_publish(asking: Asking) -> Select[Any] | None:
    """第十九条：computed quarters that are not published."""
    if not asking.actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return None
    query = own(_quarter, asking).where(_quarter.status == Status.COMPUTED)
    title = cast(_quarter.year, Text) + "年第" + cast(_quarter.quarter, Text) + "季度考核"
    return lines(KINDS["QUARTER_TO_PUBLISH"], query, _quarter.id, title=title)


def card_duties(asking: Asking) -> Select[Any] | None:
    """第二十一条：what a card asks of the person's unit, in the quarter in which it was issued: there it is to be done,
    and nothing on the platform records that it was.
    """
    if asking.actor.unit is None:
        return None
    now = Quarter.of(asking.today)
    query = own(_card, asking).where(
        _card.unit_id == asking.actor.unit,
        _card.withdrawn_on.is_(None),
        _card.issued_on.between(now.first_day, asking.today),
    )
    title = cast(_card.year, Text) + "年第" + cast(_card.quarter, Text) + "季度考核红黄牌"
    return lines(KINDS["CARD_DUTY"], query, _card.id, title=title, due_on=now.last_day, unit=_card.unit_id)


SOURCES = (to_compute, to_publish, card_duties)
