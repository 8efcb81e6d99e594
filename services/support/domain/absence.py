"""第十七条：while an officer is away a substitute stands in, so that no clock runs without anybody at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.dated import Dated, Entry
from services.support.domain import wording
from services.support.domain.request import Acting, found

A17 = Article(17)
LONGEST = Dated(A17, "一次离岗登记的最长天数", Entry(date.min, 366, "本区默认"))
_LONGEST_NAME = 50
_LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """From which day to which, both included, a person is away, and who stands in."""

    id: UUID
    version: int
    division: str
    unit: UUID
    subject: str
    name: str
    substitute: str
    substitute_name: str
    from_on: date
    until_on: date
    reason: str
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be recorded; whose absence: the acting person's unless another is named."""

    subject: str | None
    name: str | None
    substitute: str
    substitute_name: str
    from_on: date
    until_on: date
    reason: str


def record(id: UUID, asked: Asked, others: Iterable[Absence], acting: Acting, today: date) -> Absence | Refusal:
    """Record an absence, of oneself or of a colleague of the same unit; on record either way who did it.

    others: absences, not cancelled, of the person and of the substitute. Nobody is away twice, and nobody who is away
    stands in for somebody: the clock would be left alone after all.
    """
    of = (asked.subject or acting.subject).strip()
    texts = {
        "subject": wording.required(of, "离岗人标识", A17, "subject", longest=_LONGEST_SUBJECT),
        "name": wording.required(asked.name or acting.name, "离岗人姓名", A17, "name", longest=_LONGEST_NAME),
        "substitute": wording.required(asked.substitute, "代办人标识", A17, "substitute", longest=_LONGEST_SUBJECT),
        "substitute_name": wording.required(
            asked.substitute_name, "代办人姓名", A17, "substituteName", longest=_LONGEST_NAME
        ),
        "reason": wording.required(asked.reason, "离岗事由", A17, "reason", longest=200),
    }
    breaches = found(
        *(text for text in texts.values() if isinstance(text, Breach)),
        _no_unit(acting),
        *_days(asked, today),
        _same(of, asked.substitute.strip()),
        *_overlaps(of, asked, others),
    )
    if breaches or acting.unit is None:
        return Refusal(breaches)
    kept: dict[str, Any] = {name: str(text) for name, text in texts.items()}
    return Absence(
        id=id,
        version=1,
        division=acting.division,
        unit=acting.unit,
        from_on=asked.from_on,
        until_on=asked.until_on,
        **kept,
    )


def cancel(absence: Absence, reason: str, acting: Acting, today: date) -> Absence | Refusal:
    """Call an absence off, before it began or early: from this day on nobody stands in any more."""
    said = wording.required(reason, "取消理由", A17, "reason", longest=200)
    over = None
    if absence.cancelled_on is not None:
        over = Breach("ABSENCE_CANCELLED", "该离岗登记已取消", A17)
    elif absence.until_on < today:
        over = Breach("ABSENCE_OVER", f"该离岗已于 {absence.until_on} 结束，无需取消", A17)
    breaches = found(not_of_unit(absence, acting), over, said if isinstance(said, Breach) else None)
    return Refusal(breaches) if breaches else replace(absence, version=absence.version + 1, cancelled_on=today)


def not_of_unit(absence: Absence, acting: Acting) -> Breach | None:
    """Only the unit's own people say who of them is away."""
    if acting.unit == absence.unit:
        return None
    return Breach("NOT_THE_BUREAU", "仅离岗人所在单位人员可以操作", A17)


def not_now(absence: Absence, today: date) -> Breach | None:
    """A substitute takes requests over while the absence lasts, or the day before it begins at the earliest."""
    if absence.cancelled_on is not None:
        return Breach("ABSENCE_CANCELLED", "该离岗登记已取消", A17)
    if absence.until_on < today:
        return Breach("ABSENCE_OVER", f"该离岗已于 {absence.until_on} 结束", A17)
    return None


def _no_unit(acting: Acting) -> Breach | None:
    return None if acting.unit else Breach("NOT_THE_BUREAU", "您不属于任何单位，不能登记离岗", A17)


def _days(asked: Asked, today: date) -> tuple[Breach, ...]:
    if asked.until_on < asked.from_on:
        return (Breach("DAYS_REVERSED", "离岗止日不能早于起日", A17, "untilOn"),)
    if asked.until_on < today:
        return (Breach("ABSENCE_OVER", f"离岗止日不能早于今天（{today}）", A17, "untilOn"),)
    longest = LONGEST.on(today)
    if (asked.until_on - asked.from_on).days + 1 > longest:
        return (Breach("ABSENCE_TOO_LONG", f"一次最长登记 {longest} 天", A17, "untilOn"),)
    return ()


def _same(of: str, substitute: str) -> Breach | None:
    if of != substitute:
        return None
    return Breach("SUBSTITUTE_AWAY", "代办人不能是离岗人本人", A17, "substitute")


def _overlaps(of: str, asked: Asked, others: Iterable[Absence]) -> tuple[Breach, ...]:
    faults = []
    for other in others:
        if other.until_on < asked.from_on or asked.until_on < other.from_on:
            continue
        span = f"{other.from_on} 至 {other.until_on}"
        if other.subject == of:
            faults.append(Breach("ABSENCE_OVERLAPS", f"{other.name} 已登记 {span} 离岗，请先取消或改期", A17, "fromOn"))
        elif other.subject == asked.substitute.strip():
            faults.append(Breach("SUBSTITUTE_AWAY", f"代办人 {other.name} {span} 也离岗", A17, "substitute"))
        elif other.substitute == of:
            message = f"{of} 正为 {other.name} 代办（{span}），离岗前请先另定代办人"
            faults.append(Breach("ABSENCE_OVERLAPS", message, A17, "fromOn"))
    return tuple(faults)
