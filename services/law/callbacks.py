"""What another system is told, and what happens to it when it does not arrive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.retrying import Policy
from services.law.text import clean_text

LONGEST_REASON = 2_000


class CallbackStatus(StrEnum):
    """Where a callback stands."""

    PENDING = "PENDING"  # 待送达
    DELIVERED = "DELIVERED"  # 已送达
    DEAD = "DEAD"  # 多次未送达，已停止重试
    GIVEN_UP = "GIVEN_UP"  # 不再送达
    NO_ADDRESS = "NO_ADDRESS"  # 对方未设回调地址，不作送达


class TryOutcome(StrEnum):
    """How one try to deliver a callback ended."""

    DELIVERED = "DELIVERED"  # 对方已接收
    REFUSED = "REFUSED"  # 对方拒收
    UNREACHABLE = "UNREACHABLE"  # 未能连通或超时
    NOT_CONFIGURED = "NOT_CONFIGURED"  # 未配置回调地址或密钥


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """A callback as the decisions see it."""

    version: int
    status: CallbackStatus
    tries: int
    given_up_reason: str | None = None


def failed(before: Callback, policy: Policy) -> Callback:
    """Count a try that did not arrive; after the last one it is a dead letter."""
    tries = before.tries + 1
    status = CallbackStatus.DEAD if tries >= policy.tries else CallbackStatus.PENDING
    return replace(before, tries=tries, status=status)


def unsent(before: Callback) -> Callback:
    """Leave a callback untried whose client has no address: that is no failure, and not for repeating.

    >>> unsent(Callback(version=1, status=CallbackStatus.PENDING, tries=0)).status
    <CallbackStatus.NO_ADDRESS: 'NO_ADDRESS'>
    """
    return replace(before, status=CallbackStatus.NO_ADDRESS)


def resend(before: Callback, article: Article) -> Callback | Refusal:
    """Have a callback tried again at once, with all its tries before it; what arrived is not sent again."""
    if before.status is CallbackStatus.DELIVERED:
        message = "该回调已送达，无需重发；省平台如需核对，可按申报号查询状态"
        return Refusal.of(Breach("CALLBACK_DELIVERED", message, article, "callbackId"))
    return replace(before, version=before.version + 1, status=CallbackStatus.PENDING, tries=0, given_up_reason=None)


def give_up(before: Callback, reason: str, article: Article) -> Callback | Refusal:
    """Let a dead letter be, so that what follows it goes out."""
    breaches: list[Breach] = []
    if before.status is not CallbackStatus.DEAD:
        message = "只有已停止重试的回调可以放弃送达；待送达的请等待重试或重发"
        breaches.append(Breach("CALLBACK_NOT_DEAD", message, article, "callbackId"))
    read = clean_text(reason, "放弃送达的理由", "reason", LONGEST_REASON)
    if isinstance(read, Breach):
        breaches.append(replace(read, article=article))
    elif not read:
        breaches.append(Breach("REASON_MISSING", "放弃送达须写明理由", article, "reason"))
    if breaches or isinstance(read, Breach):
        return Refusal(tuple(breaches))
    return replace(before, version=before.version + 1, status=CallbackStatus.GIVEN_UP, given_up_reason=read)
