"""The notices of the assessment; those of a card are settled when it is withdrawn, those of a duty when it is done."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, literal_column, true

from services.assessment.domain.card.model import OPEN_DUTY
from services.assessment.domain.notices import NOTICES, OF_CARDS, OF_DUTIES
from services.assessment.store import tables
from services.chassis.identity import Actor
from services.chassis.notices.kept import Notices
from services.chassis.visibility import visible_select

_card, _duty = tables.Card, tables.CardDuty


def _done(notice: Any, actor: Actor) -> ColumnElement[bool]:
    """A card that lost its ground asks for nothing any more, nor does a duty that was done."""
    withdrawn = visible_select(_card, actor).where(_card.id == notice.record_id, _card.withdrawn_on.is_not(None))
    settled = withdrawn.with_only_columns(true()).limit(1).scalar_subquery()
    done = visible_select(_duty, actor).where(_duty.id == notice.record_id, _duty.status.not_in(OPEN_DUTY))
    fulfilled = done.with_only_columns(true()).limit(1).scalar_subquery()
    over: ColumnElement[bool] = case(
        (notice.kind.in_(OF_CARDS), settled), (notice.kind.in_(OF_DUTIES), fulfilled), else_=literal_column("false")
    )
    return over


KEPT = Notices(notice=tables.Notice, read=tables.NoticeRead, muted=tables.NoticeMute, kinds=NOTICES, done=_done)
