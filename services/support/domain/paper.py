"""正式行文: what a request leads to, as official documents; each word out of what is on record.

A decision, the decision of a review, a correction notice, the notice that a request is not taken on, and the one that tells
everything that a correction must bring.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from services.law.document import Document, Paragraph, Style, written
from services.support.domain import form
from services.support.domain.clock import PauseKind
from services.support.domain.correction import Notice
from services.support.domain.kinds.model import Outcome, RequestKind
from services.support.domain.quantity import shown
from services.support.domain.request import Decision, Request, State
from services.support.domain.review import Review, ReviewOutcome


class PaperForm(StrEnum):
    """The forms in which a document of a request is handed out."""

    DOCX = "DOCX"
    PDF = "PDF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The names that a document needs."""

    project: str
    applicant: str
    bureau: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A document of a request by its number and day."""

    number: str
    day: date


def decision_paper(request: Request, decided: Decision, day: date, rule: RequestKind, named: Named) -> Document:
    """第十七条（一）：the decision: what was asked for, what is granted, why, by which clause."""
    text = [
        _text(f"你单位就“{named.project}”提出的“{rule.name}”申请收悉。依据{rule.article}，经审查，现答复如下："),
        *_asked(request, rule),
        _heading("二、审查意见"),
        _text(_verdict(decided.outcome, decided.granted, rule)),
    ]
    if decided.reason:
        text.append(_text(f"理由：{decided.reason}"))
    if rule.review_days:
        text.append(
            _text(f"如对本决定有异议，可自送达次日起{rule.review_days}个工作日内向本单位申请复核，以一次为限。")
        )
    return _document(rule.document or rule.name, Issued(number=decided.document_number, day=day), text, named)


def review_paper(request: Request, review: Review, rule: RequestKind, named: Named) -> Document:
    """复核决定: that the decision stands, or which one takes its place."""
    assert review.document_number is not None, "only a decided review has a document"
    assert review.decided_on is not None, "only a decided review has a document"
    former = review.former
    text = [
        _text(
            f"你单位不服{former.document_number}，于{written(review.asked_on)}就“{named.project}”申请复核。"
            f"复核理由：{review.grounds}"
        ),
        _text(f"原决定：{_verdict(former.outcome, former.granted, rule)}"),
        _heading("复核决定"),
    ]
    if review.outcome is ReviewOutcome.UPHELD:
        text.append(_text(f"经复核，维持{former.document_number}。"))
    elif request.decision is not None:
        new = _verdict(request.decision.outcome, request.decision.granted, rule)
        text.append(_text(f"经复核，变更{former.document_number}：{new}"))
    text.append(_text(f"理由：{review.reason}"))
    issued = Issued(number=review.document_number, day=review.decided_on)
    return _document(f"{rule.name}复核决定", issued, text, named)


def correction_paper(notice: Notice, issued: Issued, of_number: str, rule: RequestKind, named: Named) -> Document:
    """更正通知: what a document says wrongly and how it must be read; the decision itself stays."""
    text = [
        _text(f"本单位就“{named.project}”印发的{of_number}有误，更正如下："),
        _text(f"原文：“{notice.wrong}”"),
        _text(f"更正为：“{notice.right}”"),
        _text(f"更正理由：{notice.reason}。决定的结论和数量不变。"),
    ]
    return _document(f"{rule.name}文书更正通知", issued, text, named)


def not_accepted_paper(request: Request, competent: str | None, rule: RequestKind, named: Named) -> Document:
    """不予受理通知: why, and who is competent."""
    assert request.not_accepted is not None, "it is written of what was not accepted"
    assert request.clock.ended_on is not None, "what was not accepted has ended"
    text = [
        _text(f"你单位就“{named.project}”提出的“{rule.name}”申请，依据{rule.article}，决定不予受理。"),
        _text(f"理由：{request.not_accepted.reason}"),
    ]
    if competent:
        text.append(_text(f"该事项请向{competent}提出。"))
    return _document(f"{rule.name}不予受理通知", Issued(number="", day=request.clock.ended_on), text, named)


def missing_paper(request: Request, rule: RequestKind, named: Named) -> Document:
    """补正告知: everything that is missing, told at once."""
    pause = next(p for p in reversed(request.clock.pauses) if p.kind is PauseKind.CORRECTION)
    text = [
        _text(f"你单位就“{named.project}”提出的“{rule.name}”申请材料需要补正：{pause.reason}"),
        *(_text(f"{at}．{item}") for at, item in enumerate(pause.missing, 1)),
        _text("请补正后重新提交。补正期间不计入办理时限。"),
    ]
    return _document(f"{rule.name}补正告知", Issued(number="", day=pause.since), text, named)


def notice_of(request: Request) -> State | None:
    """Say which notice a request without a decision leads to: RETURNED, NOT_ACCEPTED or none."""
    return request.state if request.state in {State.RETURNED, State.NOT_ACCEPTED} else None


def _asked(request: Request, rule: RequestKind) -> Iterator[Paragraph]:
    yield _heading("一、申请内容")
    yield _text(f"用途：{request.purpose}")
    if rule.unit is not None and request.quantity is not None:
        yield _text(f"申请数量：{shown(request.quantity, rule.unit)}")
    for field in rule.form:
        if field.code in request.form:
            yield _text(f"{field.name}：{form.shown(request.form[field.code], field)}")


def _verdict(outcome: Outcome, granted: Decimal | None, rule: RequestKind) -> str:
    amount = f" {shown(granted, rule.unit)}" if granted and rule.unit else ""
    return {
        Outcome.GRANTED: f"准予{amount}。",
        Outcome.GRANTED_IN_PART: f"部分准予{amount}。",
        Outcome.REFUSED: "不予批准。",
    }[outcome]


def _document(title: str, issued: Issued, text: list[Paragraph], named: Named) -> Document:
    return Document(
        mark=None,
        letterhead=(named.bureau,),
        number=issued.number or None,
        title=title,
        addressee=f"{named.applicant}：",
        text=tuple(text),
        signatures=(named.bureau,),
        day=written(issued.day),
        tables=(),
    )


def _text(text: str) -> Paragraph:
    return Paragraph(Style.TEXT, text)


def _heading(text: str) -> Paragraph:
    return Paragraph(Style.HEADING, text)
