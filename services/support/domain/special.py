"""第十七条（一）：a special procedure (特殊程序) stops the clock, only where the matter's rule names it with its legal ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar
from services.support.domain import telling, wording
from services.support.domain.clock import Clock, Pause, PauseKind
from services.support.domain.kinds.model import RequestKind, SpecialProcedure
from services.support.domain.request import (
    Acting,
    Action,
    Change,
    Request,
    State,
    found,
    not_before,
    not_in,
    not_in_hand,
    not_of_bureau,
    stepped,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A special procedure as the bureau orders it: which one, why, by which document."""

    procedure: str
    reason: str
    document: str


def suspend(
    request: Request, ordered: Ordered, rule: RequestKind, acting: Acting, today: date, calendar: WorkCalendar
) -> Change | Refusal:
    """第十七条（一）：stop the clock for a procedure that the matter's rule names; never twice at a time.

    A limit that is over stays over.
    """
    procedure = _named(ordered.procedure, rule)
    reason = wording.required(ordered.reason, "特殊程序的理由", rule.article, "reason")
    document = wording.required(ordered.document, "启动特殊程序的文书编号", rule.article, "document", longest=200)
    breaches = found(
        not_in(request, frozenset({State.CLAIMED}), "启动特殊程序", rule.article),
        not_of_bureau(request, rule, acting),
        not_in_hand(request, rule, acting),
        not_before(request, rule, today),
        *(said if isinstance(said, Breach) else None for said in (procedure, reason, document)),
    )
    if breaches or isinstance(procedure, Breach) or isinstance(reason, Breach) or isinstance(document, Breach):
        return Refusal(breaches)
    pause = Pause(
        today,
        None,
        reason,
        PauseKind.SPECIAL_PROCEDURE,
        procedure=procedure.code,
        basis=procedure.basis,
        document=document,
    )
    suspended = stepped(request, today, state=State.SUSPENDED, clock=request.clock.stand(pause))
    note = f"{procedure.name}（{document}）：{reason}"
    event = telling.suspended(suspended, pause, calendar)
    return Change(request=suspended, action=Action.SUSPENDED, note=note, events=(event,))


def resume(
    request: Request, note: str | None, rule: RequestKind, acting: Acting, today: date, calendar: WorkCalendar
) -> Change | Refusal:
    """第十七条（一）：the procedure is over; the days that are left count again from the day after.

    Any person of the bureau may say so, so that nobody's absence keeps a clock standing.
    """
    said = wording.optional(note, "特殊程序的结果", rule.article, "note")
    breaches = found(
        not_in(request, frozenset({State.SUSPENDED}), "结束特殊程序", rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    resumed = stepped(request, today, state=State.CLAIMED, clock=request.clock.resume(today))
    event = telling.resumed(resumed, today, calendar)
    return Change(request=resumed, action=Action.RESUMED, note=said, events=(event,))


def lasted(pause: Pause, clock: Clock, today: date, calendar: WorkCalendar) -> int:
    """Count the working days of a pause, from the day after it began up to today or its end."""
    until = pause.until or clock.ended_on or max(today, pause.since)
    return calendar.between(pause.since, until)


def overrun(pause: Pause, clock: Clock, rule: RequestKind, today: date, calendar: WorkCalendar) -> int:
    """Return by how many working days a special procedure has lasted longer than its own rule allows; 0 within it."""
    procedure = next((stop for stop in rule.stops if stop.code == pause.procedure), None)
    if procedure is None or procedure.longest is None:
        return 0
    return max(0, lasted(pause, clock, today, calendar) - procedure.longest)


def overrun_of(clock: Clock, rule: RequestKind, today: date, calendar: WorkCalendar) -> int:
    """Add up by how much the special procedures of a request have lasted longer than their own rules allow."""
    return sum(overrun(pause, clock, rule, today, calendar) for pause in clock.pauses)


def _named(code: str, rule: RequestKind) -> SpecialProcedure | Breach:
    for procedure in rule.stops:
        if procedure.code == code:
            return procedure
    names = "、".join(f"{stop.code}（{stop.name}）" for stop in rule.stops) or "无"
    message = f"“{rule.name}”没有特殊程序 {wording.quoted(code)}，不能停钟；可以启动的：{names}"
    return Breach("PROCEDURE_UNKNOWN", message, rule.article, "procedure")
