"""A scheme as it is on record, and what may be done with it next: revise, approve, withdraw, freeze (A18)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text

A18 = Article(18)
LONGEST_REASON = 1000
LONGEST_APPROVER = 60
LONGEST_DOCUMENT = 200


class SchemeStatus(StrEnum):
    """How far a version of a year's scheme has come."""

    DRAFT = "DRAFT"  # 草案（可修改、可试算）
    APPROVED = "APPROVED"  # 已批准（按此计算）
    FROZEN = "FROZEN"  # 已冻结（已有结果按此发布）
    SUPERSEDED = "SUPERSEDED"  # 已被同年度后批准的版本取代
    WITHDRAWN = "WITHDRAWN"  # 已撤回

    @property
    def in_force(self) -> bool:
        """Whether the year is computed by it."""
        return self in {SchemeStatus.APPROVED, SchemeStatus.FROZEN}


class SchemeAction(StrEnum):
    """A step in the history of a scheme."""

    DRAFT = "DRAFT"  # 起草
    COPY = "COPY"  # 由其他细则复制起草
    REVISE = "REVISE"  # 修改草案
    APPROVE = "APPROVE"  # 批准
    SUPERSEDE = "SUPERSEDE"  # 被取代
    WITHDRAW = "WITHDRAW"  # 撤回
    FREEZE = "FREEZE"  # 冻结


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a scheme and by which document, as they are kept."""

    approver: str
    document: str


def may_revise(status: SchemeStatus) -> tuple[Breach, ...]:
    """第十八条：only a draft is revised; what was approved is changed by the next version. Empty when it may be."""
    if status is SchemeStatus.DRAFT:
        return ()
    message = "只有草案可以修改；已批准的细则请另行起草新版本"
    return (Breach("SCHEME_NOT_DRAFT", message, A18, "schemeId"),)


def approval(status: SchemeStatus, approver: str, document: str, recorder: str) -> Approval | Refusal:
    """第十八条：a draft is approved by somebody other than who records it, by a document that can be found."""
    breaches = []
    if status is not SchemeStatus.DRAFT:
        breaches.append(Breach("SCHEME_NOT_DRAFT", "只有草案可以批准", A18, "schemeId"))
    who = clean_name(approver, "批准人", "approver", LONGEST_APPROVER)
    what = clean_name(document, "批准文件（文号或会议纪要）", "document", LONGEST_DOCUMENT)
    breaches += [text for text in (who, what) if isinstance(text, Breach)]
    if who == clean_name(recorder, "经办人"):
        breaches.append(Breach("APPROVER_IS_RECORDER", "批准人不得是经办人本人", A18, "approver"))
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(who, str)
    assert isinstance(what, str)
    return Approval(who, what)


def withdrawal(status: SchemeStatus, reason: str) -> str | Refusal:
    """第十八条：a draft, or an approved scheme under which nothing is published yet, is withdrawn with a reason."""
    breaches = []
    if status is SchemeStatus.FROZEN:
        message = "已有考核结果按此细则发布，细则已冻结，不得撤回"
        breaches.append(Breach("SCHEME_FROZEN", message, A18, "schemeId"))
    elif status not in {SchemeStatus.DRAFT, SchemeStatus.APPROVED}:
        breaches.append(Breach("SCHEME_ENDED", "该细则已被取代或已撤回", A18, "schemeId"))
    why = said(reason, "reason")
    if isinstance(why, Breach):
        breaches.append(why)
    elif not why:
        breaches.append(Breach("REASON_MISSING", "撤回细则须写明理由", A18, "reason"))
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(why, str)
    return why


def discard(discarded: str | None, reason: str) -> str | Refusal:
    """第十八条：a trial is discarded once, with a reason; discarded: by whom it was already. Return the reason as it is kept."""
    breaches = []
    if discarded is not None:
        breaches.append(Breach("TRIAL_DISCARDED", f"该次试算已由{discarded}作废", A18, "trialId"))
    why = said(reason, "reason")
    if isinstance(why, Breach):
        breaches.append(why)
    elif not why:
        breaches.append(Breach("REASON_MISSING", "作废试算须写明理由", A18, "reason"))
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(why, str)
    return why


def said(reason: str, field: str) -> str | Breach:
    """Return a reason as it is kept; it may be empty where nobody has to give one."""
    return clean_text(reason, "理由", field, LONGEST_REASON)
