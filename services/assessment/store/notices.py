"""The notices of the assessment; those of a card are settled when the card is withdrawn."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, literal_column, true

from services.assessment.domain.notices import NOTICES, OF_CARDS
from services.assessment.store import tables
from services.chassis.identity import Actor
from services.chassis.notices.kept import Notices
from services.chassis.visibility import visible_select

_card = tables.Card


def _done(notice: Any, actor: Actor) -> ColumnElement[bool]:
    """A card that lost its ground asks for nothing any more."""
    withdrawn = visible_select(_card, actor).where(_card.id == notice.record_id, _card.withdrawn_on.is_not(None))
    settled = withdrawn.with_only_columns(true()).limit(1).scalar_subquery()
    over: ColumnElement[bool] = case((notice.kind.in_(OF_CARDS), settled), else_=literal_column("false"))
    return over


KEPT = Notices(notice=tables.Notice, read=tables.NoticeRead, muted=tables.NoticeMute, kinds=NOTICES, done=_done)
