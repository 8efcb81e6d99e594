"""Sends signed requests to another system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from services.chassis import clock
from services.chassis.signing import Unsigned
from services.reserve.domain.exchange.terms import TryOutcome
from services.reserve.messaging.exchange.settings import Partner

if TYPE_CHECKING:
    import httpx

LONGEST_DETAIL = 300  # characters of what the other side said that are kept


@dataclass(frozen=True, slots=True)
class Sent:
    """How a request ended."""

    outcome: TryOutcome
    http_status: int | None = None
    detail: str | None = None
    text: str = ""

    @property
    def arrived(self) -> bool:
        """Whether the other side has it."""
        return self.outcome is TryOutcome.DELIVERED


async def send(http: httpx.AsyncClient, partner: Partner | None, method: str, url: str, body: bytes = b"") -> Sent:
    """Send with the newest valid key; never raise for what the other side or the way to it does."""
    import httpx  # noqa: PLC0415 - slow to import, and not needed before there is something to send

    now = clock.system_now()
    key = partner.newest(now) if partner else None
    if partner is None or key is None or not url:
        return Sent(TryOutcome.NOT_CONFIGURED, detail="未配置地址或有效密钥")
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
    headers = unsigned.headers(key.bytes) | {"content-type": "application/json; charset=utf-8"}
    try:
        answer = await http.request(method, url, content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as fault:
        return Sent(TryOutcome.UNREACHABLE, detail=type(fault).__name__)
    outcome = TryOutcome.DELIVERED if answer.is_success else TryOutcome.REFUSED
    said = "".join(c if c.isprintable() else " " for c in answer.text[:LONGEST_DETAIL]) or None
    return Sent(outcome, answer.status_code, None if answer.is_success else said, answer.text)
