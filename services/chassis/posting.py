"""Sends signed requests to another system, and spreads what is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from services.chassis import clock
from services.chassis.digest import sha256
from services.chassis.partners import Partner
from services.chassis.signing import Unsigned

if TYPE_CHECKING:
    import httpx

LONGEST_DETAIL = 300  # characters of what the other side said that are kept


class PostOutcome(StrEnum):
    """How one try ended."""

    DELIVERED = "DELIVERED"  # 对方已接收
    REFUSED = "REFUSED"  # 对方拒收
    UNREACHABLE = "UNREACHABLE"  # 未能连通或超时
    NOT_CONFIGURED = "NOT_CONFIGURED"  # 未配置地址或密钥


@dataclass(frozen=True, slots=True)
class Sent:
    """How a request ended."""

    outcome: PostOutcome
    http_status: int | None = None
    detail: str | None = None
    text: str = ""

    @property
    def arrived(self) -> bool:
        """Whether the other side has it."""
        return self.outcome is PostOutcome.DELIVERED


async def send(http: httpx.AsyncClient, partner: Partner | None, method: str, url: str, body: bytes = b"") -> Sent:
    """Send with the newest valid key; never raise for what the other side or the way to it does."""
    import httpx  # noqa: PLC0415 - slow to import, and not needed before there is something to send

    now = clock.system_now()
    key = partner.newest(now) if partner else None
    if partner is None or key is None or not url:
        return Sent(PostOutcome.NOT_CONFIGURED, detail="未配置地址或有效密钥")
    try:
        parts = urlsplit(url)
        unsigned = Unsigned(
            method=method,
            path=parts.path or "/",
            query=tuple(parse_qsl(parts.query, keep_blank_values=True)),
            body=body,
            timestamp=int(now.timestamp()),
            nonce=clock.new_id().hex,
            client=partner.id,
            key=key.id,
            algorithm=key.algorithm,
        )
    except ValueError:  # an address as somebody wrote it: no host, or letters that need escaping
        return Sent(PostOutcome.NOT_CONFIGURED, detail="地址格式不正确")
    headers = unsigned.headers(key.bytes) | {"content-type": "application/json; charset=utf-8"}
    try:
        answer = await http.request(method, url, content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as fault:
        return Sent(PostOutcome.UNREACHABLE, detail=type(fault).__name__)
    outcome = PostOutcome.DELIVERED if answer.is_success else PostOutcome.REFUSED
    said = "".join(c if c.isprintable() else " " for c in answer.text[:LONGEST_DETAIL]) or None
    return Sent(outcome, answer.status_code, None if answer.is_success else said, answer.text)


def spread_of(id: UUID, tries: int) -> float:
    """Spread retries between 0 and 1 by what is sent and when, so that a partner that is back is not run over."""
    return int(sha256(f"{id}/{tries}".encode())[:8], 16) / 0xFFFFFFFF
