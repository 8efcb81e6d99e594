"""The notices of support, and which of them are settled: by the request that they told of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, literal_column, select, true, union_all

from services.chassis.identity import Actor
from services.chassis.notices.kept import Notices
from services.chassis.reads.finding import MORE, found
from services.chassis.visibility import visible_select
from services.support.domain.notices import NOTICES, OF_OPEN, OF_RETURNED
from services.support.domain.request import State
from services.support.store import tables

_request = tables.Request


def _done(notice: Any, actor: Actor) -> ColumnElement[bool]:
    """Nothing waits any more where the request has ended, or where what was returned has come back."""

    def settled(condition: Any) -> Any:
        its = visible_select(_request, actor).where(_request.id == notice.record_id, condition)
        return its.with_only_columns(true()).limit(1).scalar_subquery()

    over: ColumnElement[bool] = case(
        (notice.kind.in_(OF_OPEN), settled(_request.ended_on.is_not(None))),
        (notice.kind.in_(OF_RETURNED), settled(_request.state != State.RETURNED)),
        else_=literal_column("false"),
    )
    return over


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notices(Notices):
    """Those that a role is told besides those of units and persons; support tells nothing to everybody."""

    def told(self, caller: Actor) -> tuple[Any, Select[Any]]:
        """Start with what the person, the unit and the roles were told, where that is little; with all where it is much."""
        table = tables.Notice
        roles = sorted(role.value for role in caller.roles)
        to_roles = select(table.id).where(table.role.in_(roles), table.division == caller.division)
        ways = [to_roles.limit(MORE), select(table.id).where(table.subject == caller.subject).limit(MORE)]
        if caller.unit is not None:
            ways.append(select(table.id).where(table.unit_id == caller.unit).order_by(table.at).limit(MORE))
        row, kept = found(table, select(union_all(*(select(way.subquery()) for way in ways)).subquery()), table.at)
        return row, select(row).where(kept)


KEPT = _Notices(notice=tables.Notice, read=tables.NoticeRead, muted=tables.NoticeMute, kinds=NOTICES, done=_done)
