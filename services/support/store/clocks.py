"""The clocks of requests as reads bring them: the pauses told within the statement that reads the request."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import JSON, aggregate_order_by

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.clock import Clock, Pause, PauseKind
from services.support.store import tables

Pauses = tuple[tuple[Any, ...], ...]  # each as `pauses_of` tells it


def pauses_of(request: Any, actor: Actor) -> Any:
    """Tell the pauses of a request in their order, as one expression over its row; null when it has none."""
    pause = tables.Pause
    told = func.json_build_array(
        pause.since,
        pause.until,
        pause.reason,
        pause.kind,
        func.to_json(pause.missing),
        pause.procedure,
        pause.basis,
        pause.document,
    )
    ordered = func.json_agg(aggregate_order_by(told, pause.seq), type_=JSON())
    its_own = visible_select(pause, actor).where(pause.request_id == request.id)
    return its_own.with_only_columns(ordered).scalar_subquery()


def clock_as_told(row: Any) -> Clock:
    """Read the clock of a row that brings its `pauses` along."""
    pauses = tuple((*told[:4], tuple(told[4]), *told[5:]) for told in row.pauses or ())
    return _clock(row.received_on, row.working_days, row.warning_days, row.ended_on, pauses)


@lru_cache(4_096)  # several fields of a row ask for its clock, and most requests of a day have the same
def _clock(received_on: date, working_days: int, warning_days: int, ended_on: date | None, pauses: Pauses) -> Clock:
    return Clock(
        received_on=received_on,
        working_days=working_days,
        warning_days=warning_days,
        pauses=tuple(_pause(*told) for told in pauses),
        ended_on=ended_on,
    )


def _pause(since: str, until: str | None, reason: str, kind: str, *rest: Any) -> Pause:
    """Read a pause as it is told: missing, procedure, basis and document follow its kind."""
    return Pause(
        date.fromisoformat(since), date.fromisoformat(until) if until else None, reason, PauseKind(kind), *rest
    )
