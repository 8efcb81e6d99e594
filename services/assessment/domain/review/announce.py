"""第十九条：a computed period is announced to its units, may be objected to for some days, and only then is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.assessment.domain.quarter import Quarter
from services.assessment.domain.score.record import A19, A21, LONGEST_REASON, Recorded, Status
from services.law.breach import Breach
from services.law.text import clean_text


@dataclass(frozen=True, slots=True)
class Standing:
    """How a period stands when it is to be announced or published.

    fresh_digest: of a computation of this moment. gaps: in words, which services have told of more than was counted.
    accept_incomplete: the reason to go on all the same. undecided: objections not decided. not_carried_out: objections that
    were accepted, and nothing was done about them yet.
    """

    recorded: Recorded
    fresh_digest: str
    today: date
    gaps: Sequence[str] = ()
    accept_incomplete: str | None = None
    latest_published: Quarter | None = None
    undecided: int = 0
    not_carried_out: int = 0


def may_announce(at: Standing) -> tuple[Breach, ...]:
    """第十九条：announce a period that is over, as its facts now stand and as far as they are complete. Empty when it may be."""
    period, status = at.recorded.period, at.recorded.status
    if status is Status.PUBLISHED:
        return (Breach("ALREADY_PUBLISHED", f"{period}考核结果已发布", A19, "quarter"),)
    if status is Status.PROVISIONAL:
        message = f"{period}考核结果已公示，异议期至 {at.recorded.objections_until}；需重新公示的，请先重算"
        return (Breach("ALREADY_ANNOUNCED", message, A19, "quarter"),)
    return (*_not_over(at, "公示"), *_changed(at), *_incomplete(at))


def may_publish(at: Standing) -> tuple[Breach, ...]:
    """第十九条、第二十一条：publish a period whose window for objections is over, with every objection settled, in order.

    The order matters because a red card looks back at the quarter before, and a year at its quarters. Empty when it may be.
    """
    recorded = at.recorded
    period = recorded.period
    if recorded.status is Status.PUBLISHED:
        return (Breach("ALREADY_PUBLISHED", f"{period}考核结果已发布", A19, "quarter"),)
    breaches = list(_not_over(at, "发布"))
    if recorded.status is not Status.PROVISIONAL or recorded.objections_until is None:
        breaches.append(
            Breach("NOT_ANNOUNCED", f"{period}考核结果尚未公示，请先公示，异议期满后再发布", A19, "quarter")
        )
    elif at.today <= recorded.objections_until:
        message = f"{period}异议期至 {recorded.objections_until}（含当日），期满次日起方可发布"
        breaches.append(Breach("OBJECTION_WINDOW_OPEN", message, A19, "quarter"))
    breaches += _unsettled(at)
    breaches += _out_of_order(at)
    return (*breaches, *_changed(at), *_incomplete(at))


def _not_over(at: Standing, what: str) -> Iterator[Breach]:
    period = at.recorded.period
    if at.today <= period.last_day:
        yield Breach("QUARTER_NOT_OVER", f"{period}尚未结束，不能{what}", A19, "quarter")


def _unsettled(at: Standing) -> Iterator[Breach]:
    if at.undecided:
        message = f"尚有 {at.undecided} 项异议未办结，请先逐项决定"
        yield Breach("OBJECTIONS_UNDECIDED", message, A19, "quarter")
    if at.not_carried_out:
        message = f"有 {at.not_carried_out} 项已采纳的异议尚未落实，请据此更正得分或重算"
        yield Breach("OBJECTIONS_NOT_CARRIED_OUT", message, A19, "quarter")


def _out_of_order(at: Standing) -> Iterator[Breach]:
    period, latest = at.recorded.period, at.latest_published
    if isinstance(period, Quarter):
        if latest is not None and period != latest.next:
            message = f"各季度须依次发布：最近发布的是{latest}，下一个应为{latest.next}"
            yield Breach("QUARTERS_OUT_OF_ORDER", message, A21, "quarter")
    elif latest is None or latest < period.quarters[-1]:
        message = f"{period}考核与季度结果相结合，须在{period.quarters[-1]}发布之后发布"
        yield Breach("QUARTERS_UNPUBLISHED", message, A19, "quarter")


def _changed(at: Standing) -> Iterator[Breach]:
    if at.fresh_digest != at.recorded.digest:
        message = "计算之后，事实、单位名录或考核细则有变化，请重新计算后再公示、发布"
        yield Breach("FACTS_CHANGED", message, A19, "quarter")


def _incomplete(at: Standing) -> Iterator[Breach]:
    """第十九条：facts that were told and not yet counted are waited for, unless somebody takes the responsibility. A period
    that is not over cannot be complete, and is refused for that already.
    """
    if not at.gaps or at.today <= at.recorded.period.last_day:
        return
    reason = clean_text(at.accept_incomplete or "", "理由", "acceptIncomplete", LONGEST_REASON)
    if isinstance(reason, Breach):
        yield reason
    elif not reason:
        message = f"事实尚未收齐：{'；'.join(at.gaps)}。请待收齐后重算；确需继续的，请写明理由"
        yield Breach("PERIOD_INCOMPLETE", message, A19, "acceptIncomplete")


def accepted(at: Standing) -> str | None:
    """Return the reason as it is kept, where facts were missing and somebody went on all the same."""
    if not at.gaps:
        return None
    reason = clean_text(at.accept_incomplete or "", "理由", "acceptIncomplete", LONGEST_REASON)
    return None if isinstance(reason, Breach) else reason
