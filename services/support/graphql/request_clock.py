"""The clock of a request as clients see it, with every segment in which it ran or stood."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import strawberry

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.support.domain.clock import Clock, Reading, Segment, read, segments
from services.support.domain.kinds.model import RequestKind
from services.support.domain.rulebook import kind_on
from services.support.domain.special import overrun
from services.support.graphql.enums import PauseKind
from services.support.store import clocks


@strawberry.type(description="计时段：走钟或停钟的一段 / A stretch in which the clock ran or stood")
class ClockSegment:
    running: bool = strawberry.field(description="是否走钟 / Whether working days were counted")
    since: date = strawberry.field(description="起日（当日不计）/ First day, not counted itself")
    until: date | None = strawberry.field(description="止日；未止则空 / Last day; none while it goes on")
    working_days: int = strawberry.field(description="计入的工作日数 / Working days counted in it")
    reason: str | None = strawberry.field(description="停钟理由 / Why it stood")
    kind: PauseKind | None = strawberry.field(
        description="停钟原因，走钟为空 / Why a clock may stand; null while it ran"
    )
    missing: list[str] = strawberry.field(description="须补正的事项 / What a correction must bring")
    procedure: str | None = strawberry.field(description="特殊程序代码 / Code of the special procedure")
    procedure_name: str | None = strawberry.field(description="特殊程序 / The special procedure")
    basis: str | None = strawberry.field(description="特殊程序的法律依据 / Its legal ground")
    document: str | None = strawberry.field(description="启动特殊程序的文书编号 / The document that orders it")
    overrun: int = strawberry.field(
        description="特殊程序超出其自身时限的工作日 / Working days by which a procedure has outlasted its own limit"
    )


@strawberry.type(
    description="办理时限：自收件次日起按工作日计，补正期间停钟 / The limit in working days, from the day after receipt"
)
class RequestClock:
    received_on: date = strawberry.field(description="收件日 / Day of receipt")
    working_days: int = strawberry.field(description="时限（工作日）/ The limit")
    warning_days: int = strawberry.field(
        description="预警提前量（工作日）/ Working days before the end from which it warns"
    )
    due_on: date | None = strawberry.field(
        description="到期日；停钟期间为空 / Last day of the limit; none while it stands"
    )
    provisional: bool = strawberry.field(
        description="到期日涉及尚未公布日历的年度，为暂定 / The due date rests on a year whose calendar is not published"
    )
    working_days_used: int = strawberry.field(description="已用工作日 / Working days used")
    working_days_left: int = strawberry.field(description="剩余工作日 / Working days left")
    working_days_late: int = strawberry.field(description="超期工作日 / Working days beyond the limit")
    running: bool = strawberry.field(description="是否走钟 / Whether it runs")
    warning: bool = strawberry.field(description="是否预警 / Whether it warns")
    overdue: bool = strawberry.field(description="是否超期 / Whether the limit is over and the request open")
    segments: list[ClockSegment] = strawberry.field(description="各计时段 / Every segment from receipt on")


def rule_of(request: Any) -> RequestKind:
    """Return the rule that governs a row that brings its division, kind and day of receipt."""
    rule = kind_on(request.division, request.kind, request.received_on)
    assert rule is not None, "rules are never removed"
    return rule


def reading_of(request: Any, info: Info) -> Reading:
    """Read the clock of a row that brings its pauses along, as it is today."""
    return _read(clocks.clock_as_told(request), info.context.today, calendar())


_read = lru_cache(4_096)(read)  # as the clocks themselves are kept: several fields ask, many rows are alike


def clock_shown(request: Any, info: Info) -> RequestClock:
    """Show the clock of a row that brings its rule and its pauses along."""
    kept, today = clocks.clock_as_told(request), info.context.today
    reading = _read(kept, today, calendar())
    return RequestClock(
        received_on=kept.received_on,
        working_days=kept.working_days,
        warning_days=kept.warning_days,
        due_on=reading.due_on,
        provisional=reading.provisional,
        working_days_used=reading.used,
        working_days_left=reading.left,
        working_days_late=reading.late,
        running=kept.running,
        warning=reading.warning,
        overdue=reading.overdue,
        segments=[_segment(s, kept, rule_of(request), today) for s in segments(kept, today, calendar())],
    )


def _segment(segment: Segment, kept: Clock, rule: RequestKind, today: date) -> ClockSegment:
    pause = segment.pause
    return ClockSegment(
        running=segment.running,
        since=segment.since,
        until=segment.until,
        working_days=segment.working_days,
        reason=segment.reason,
        kind=pause.kind if pause else None,
        missing=list(pause.missing) if pause else [],
        procedure=pause.procedure if pause else None,
        procedure_name=next((stop.name for stop in rule.stops if pause and stop.code == pause.procedure), None),
        basis=pause.basis if pause else None,
        document=pause.document if pause else None,
        overrun=overrun(pause, kept, rule, today, calendar()) if pause else 0,
    )
