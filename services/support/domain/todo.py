"""What bureaus and applicants must do about requests (第十四条、第十五条、第十七条): kinds, clauses and commands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

from services.law.article import Article
from services.law.parties import Role
from services.law.todo import Kind
from services.support.domain.rulebook import RULES, kinds_on

_KINDS = (
    ("REQUEST_TO_ACCEPT", "受理申请", "受理要素保障申请，或退回补正", Article(17, 1), "acceptRequest"),
    ("REQUEST_TO_CLAIM", "认领申请", "认领已受理的要素保障申请", Article(17, 1), "claimRequest"),
    ("REQUEST_TO_DECIDE", "办理申请", "对认领的要素保障申请作出决定", Article(17, 1), "decideRequest"),
    ("REQUEST_RETURNED", "补正申请", "补正被退回的要素保障申请", Article(14), "resubmitRequest"),
    ("OPINION_TO_GIVE", "反馈意见", "就其他单位的征求意见作出答复", Article(17), "giveRequestOpinion"),
    (
        "REQUEST_SUSPENDED_TOO_LONG",
        "特殊程序超时",
        "特殊程序已超过其规定时限，尽快完成并续钟",
        Article(17, 1),
        "resumeRequest",
    ),
    ("DECISION_TO_DELIVER", "送达决定", "将已作出的决定送达申请人", Article(17), "deliverRequest"),
    ("DECISION_TO_ACKNOWLEDGE", "签收决定", "签收已送达的决定", Article(14), "acknowledgeRequest"),
    ("REVIEW_TO_DECIDE", "复核", "对申请人提出的复核作出决定", Article(17), "decideReview"),
)
KINDS = MappingProxyType(
    {
        code: Kind(code=code, name=name, what=what, article=article, command=command, path="requests")
        for code, name, what, article, command in _KINDS
    }
)


def decided_by(division: str, roles: Iterable[Role]) -> frozenset[str]:
    """第十七条：which matters, at any time, people in these roles handle in a division."""
    held = frozenset(roles)
    entries = (entry for kind in RULES.get(division, ()) for entry in kind.entries)
    return frozenset(entry.value.code for entry in entries if entry.value.bureau in held)


def warning_days(division: str, day: date) -> int:
    """Return how many working days before its end a limit warns at most."""
    return max((kind.warning_days for kind in kinds_on(division, day)), default=0)
