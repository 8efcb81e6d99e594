"""文书更正: a correction notice with a number of its own; the document's text, its outcome and its quantity stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from services.law.breach import Breach, Refusal
from services.support.domain import telling, wording
from services.support.domain.documents import DocumentNumber
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
    not_of_bureau,
    stepped,
)

_OUTCOME_WORDS = re.compile("部分准予|不予|准予")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the document says wrongly, how it must be read, and why."""

    wrong: str
    right: str
    reason: str


def correct(
    request: Request, notice: Notice, number: DocumentNumber, rule: RequestKind, acting: Acting, today: date
) -> tuple[Change, Notice] | Refusal:
    """第十七条（一）：correct a slip in what was issued. What was decided changes by a review alone, never by a correction."""
    said = {
        "wrong": wording.required(notice.wrong, "原文", rule.article, "wrong"),
        "right": wording.required(notice.right, "更正为", rule.article, "right"),
        "reason": wording.required(notice.reason, "更正理由", rule.article, "reason"),
    }
    faults = [text for text in said.values() if isinstance(text, Breach)]
    texts = {name: text for name, text in said.items() if isinstance(text, str)}
    if not faults:
        faults = list(found(_nothing_changed(texts, rule), _of_substance(texts, rule)))
    breaches = found(
        not_in(request, DECIDED, "更正", rule.article),
        not_of_bureau(request, rule, acting),
        not_before(request, rule, today),
        *faults,
    )
    if breaches or request.decision is None:
        return Refusal(breaches)
    kept = Notice(**texts)
    note = f"{number}：“{kept.wrong}”更正为“{kept.right}”（{kept.reason}）"
    after = stepped(request, today)
    event = telling.corrected(after, kept.wrong, kept.right, str(number), today)
    return Change(request=after, action=Action.CORRECTED, note=note, events=(event,)), kept


def _nothing_changed(texts: dict[str, str], rule: RequestKind) -> Breach | None:
    if texts["wrong"] != texts["right"]:
        return None
    return Breach("CORRECTION_EMPTY", "更正前后的文字相同，无需更正", rule.article, "right")


def _of_substance(texts: dict[str, str], rule: RequestKind) -> Breach | None:
    """Outcome and quantity are what was decided: words and figures of either must be the same before and after."""
    wrong, right = (_substance(texts[name], rule) for name in ("wrong", "right"))
    if wrong == right:
        return None
    message = "更正不能改变决定的结论和数量；如需改变，请由申请人申请复核后作出复核决定"
    return Breach("CORRECTION_OF_SUBSTANCE", message, rule.article, "right")


def _substance(text: str, rule: RequestKind) -> tuple[list[str], list[str]]:
    amounts: list[str] = []
    if rule.unit is not None:
        figures = re.findall(rf"([0-9][0-9,.]*)\s*{re.escape(rule.unit.name)}", text)
        amounts = sorted(f.replace(",", "").rstrip(".") for f in figures)
    return sorted(_OUTCOME_WORDS.findall(text)), amounts
