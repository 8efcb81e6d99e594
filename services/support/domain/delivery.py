"""送达与签收: how the formal document reaches the applicant, from which the time for a review counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar
from services.support.domain import wording
from services.support.domain.kinds.model import RequestKind
from services.support.domain.request import (
    DECIDED,
    Acting,
    Action,
    Change,
    Request,
    found,
    not_before,
    not_in,
    not_of_applicant,
    not_of_bureau,
    stepped,
)


class DeliveryMethod(StrEnum):
    """How a document is delivered."""

    IN_PERSON = "IN_PERSON"  # 直接送达
    ELECTRONIC = "ELECTRONIC"  # 电子送达
    POST = "POST"  # 邮寄送达
    LEFT = "LEFT"  # 留置送达
    PUBLIC_NOTICE = "PUBLIC_NOTICE"  # 公告送达


METHOD_NAMES = {
    DeliveryMethod.IN_PERSON: "直接送达",
    DeliveryMethod.ELECTRONIC: "电子送达",
    DeliveryMethod.POST: "邮寄送达",
    DeliveryMethod.LEFT: "留置送达",
    DeliveryMethod.PUBLIC_NOTICE: "公告送达",
}
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A delivery: how, to whom, on which day (today unless given)."""

    method: DeliveryMethod
    recipient: str
    delivered_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A delivery as it is kept."""

    document_number: str
    delivered_on: date
    method: DeliveryMethod
    recipient: str
    note: str


def deliver(
    request: Request, handed: Handed, issued_on: date, rule: RequestKind, acting: Acting, today: date
) -> tuple[Change, Delivery] | Refusal:
    """第十七条（一）：record that the document in force was delivered, once; issued_on: the day it bears."""
    recipient = wording.required(handed.recipient, "收件人", rule.article, "recipient", longest=_LONGEST_NAME)
    note = wording.optional(handed.note, "送达说明", rule.article, "note")
    day = handed.delivered_on or today
    breaches = found(
        not_in(request, DECIDED, "送达", rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
        _delivered_already(request, rule),
        _wrong_day(day, issued_on, rule, today),
        recipient if isinstance(recipient, Breach) else None,
        note if isinstance(note, Breach) else None,
    )
    if breaches or isinstance(recipient, Breach) or isinstance(note, Breach) or request.decision is None:
        return Refusal(breaches)
    number = request.decision.document_number
    kept = Delivery(document_number=number, delivered_on=day, method=handed.method, recipient=recipient, note=note)
    told = f"{number} 于 {day} {METHOD_NAMES[handed.method]} {recipient}" + (f"：{note}" if note else "")
    after = stepped(request, today, delivered_on=day, acknowledged_on=None)
    return Change(request=after, action=Action.DELIVERED, note=told), kept


def acknowledge(
    request: Request, rule: RequestKind, owner_id: UUID | None, acting: Acting, today: date
) -> Change | Refusal:
    """第十七条（一）：the applicant says that it has the document, once."""
    missing = already = None
    if request.decision is not None and request.delivered_on is None:
        missing = Breach("NOT_DELIVERED", "文书尚未登记送达，暂不能签收", rule.article)
    if request.acknowledged_on is not None:
        message = f"该文书已于 {request.acknowledged_on} 签收，无需再次签收"
        already = Breach("ACKNOWLEDGED_ALREADY", message, rule.article)
    breaches = found(
        not_in(request, DECIDED, "签收", rule.article),
        not_of_applicant(request, owner_id, rule, acting),
        not_before(request, rule, today),
        missing,
        already,
    )
    if breaches or request.decision is None:
        return Refusal(breaches)
    after = stepped(request, today, acknowledged_on=today)
    return Change(request=after, action=Action.ACKNOWLEDGED, note=request.decision.document_number)


def review_until(delivered_on: date | None, rule: RequestKind, calendar: WorkCalendar) -> date | None:
    """Return the last day on which a review may be asked for; None before delivery, or where there is no review."""
    return calendar.add(delivered_on, rule.review_days) if delivered_on and rule.review_days else None


def _delivered_already(request: Request, rule: RequestKind) -> Breach | None:
    if request.delivered_on is None:
        return None
    message = f"现行文书已于 {request.delivered_on} 送达，不能重复登记"
    return Breach("DELIVERED_ALREADY", message, rule.article)


def _wrong_day(day: date, issued_on: date, rule: RequestKind, today: date) -> Breach | None:
    if min(issued_on, today) <= day <= today:
        return None
    message = f"送达日期须在文书日期 {issued_on} 至今日 {today} 之间，不能是 {day}"
    return Breach("DELIVERY_DAY_INVALID", message, rule.article, "deliveredOn")
