"""Lets in who signs as a known client: a whole and unaltered request, sent just now, for the first time, not too often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from fastapi import Request

from services.chassis import clock, signing
from services.chassis.exchange.answers import Refused
from services.chassis.exchange.remembering import Away, Memory
from services.chassis.partners import Key, Partner, Partners
from services.chassis.signing import Algorithm, Unsigned

LARGEST = 256 * 1024  # bytes of a body
SHORTEST_NONCE = 16
_TIMESTAMP = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Door:
    """The entrance of a signed interface; `window` in seconds, on both sides of our clock."""

    partners: Partners
    memory: Memory
    window: int

    async def admit(self, request: Request) -> Partner:
        """Return who sent the request; raise Refused otherwise. The body is read, and stays with the request."""
        body = await _body(request)
        now = clock.system_now()
        partner, key, unsigned = self._claimed(request, body, now)
        signature = request.headers[signing.SIGNATURE]
        if not signing.same(unsigned.signature(key.bytes), signature):
            raise Refused.of(
                401, "SIGNATURE_WRONG", "签名不正确，请按接口说明重新计算（方法、路径、参数、正文摘要、时间戳、随机串）"
            )
        try:
            # remembered as long as the timestamp could be accepted by any of our clocks
            if not await self.memory.first_use(partner.id, unsigned.nonce, 2 * self.window + 60):
                raise Refused.of(401, "NONCE_USED", "该随机串已经用过；重发请使用新的随机串和时间戳重新签名")
            wait = await self.memory.wait(
                partner.id, burst=partner.burst, per_second=partner.per_minute / 60, now=now.timestamp()
            )
        except Away:
            message = "暂时无法核验请求是否重复，请稍后用新的随机串重发"
            raise Refused.of(503, "TEMPORARILY_UNAVAILABLE", message, retry_after=5) from None
        if wait:
            raise Refused.of(429, "TOO_MANY_REQUESTS", f"请求过于频繁，请在{wait}秒后重试", retry_after=wait)
        return partner

    def _claimed(self, request: Request, body: bytes, now: datetime) -> tuple[Partner, Key, Unsigned]:
        """Read what the headers say, and find the key that they name."""
        headers = request.headers
        if lacking := signing.missing(headers):
            raise Refused.of(401, "SIGNATURE_MISSING", f"缺少签名请求头：{'、'.join(lacking)}")
        if not _TIMESTAMP.fullmatch(headers[signing.TIMESTAMP]):
            raise Refused.of(401, "TIMESTAMP_INVALID", "时间戳须为自1970年起的整秒数（UTC）", signing.TIMESTAMP)
        timestamp = int(headers[signing.TIMESTAMP])
        if abs(timestamp - int(now.timestamp())) > self.window:
            message = f"时间戳与本平台时间相差超过{self.window}秒，请校准时钟后重新签名"
            raise Refused.of(401, "TIMESTAMP_OUTSIDE_WINDOW", message, signing.TIMESTAMP)
        if len(headers[signing.NONCE]) < SHORTEST_NONCE:
            raise Refused.of(401, "NONCE_INVALID", f"随机串至少{SHORTEST_NONCE}个字符", signing.NONCE)
        partner = self.partners.get(headers[signing.CLIENT])
        key = partner.key(headers[signing.KEY]) if partner else None
        if partner is None or key is None:
            raise Refused.of(401, "KEY_UNKNOWN", "没有该客户端或密钥", signing.KEY)
        if not key.valid(now):
            raise Refused.of(401, "KEY_NOT_VALID", "该密钥不在有效期内，请使用现行密钥", signing.KEY)
        if headers[signing.ALGORITHM] != key.algorithm:
            raise Refused.of(401, "ALGORITHM_WRONG", f"该密钥使用{key.algorithm.value}", signing.ALGORITHM)
        return partner, key, _unsigned(request, body, timestamp, key.algorithm)


def _unsigned(request: Request, body: bytes, timestamp: int, algorithm: Algorithm) -> Unsigned:
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    query = request.scope["query_string"].decode("latin-1")
    try:
        return Unsigned(
            method=request.method,
            path=raw.partition(b"?")[0].decode("latin-1"),
            query=tuple(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict")),
            body=body,
            timestamp=timestamp,
            nonce=request.headers[signing.NONCE],
            client=request.headers[signing.CLIENT],
            key=request.headers[signing.KEY],
            algorithm=algorithm,
        )
    except ValueError:  # UnicodeDecodeError is one
        message = "路径、参数或签名请求头含有不允许的字符"
        raise Refused.of(401, "SIGNATURE_MALFORMED", message) from None


async def _body(request: Request) -> bytes:
    """Read the body, never more than the limit of it, and leave it with the request for whoever parses it."""
    told = request.headers.get("content-length", "0")
    if told.isdigit() and int(told) > LARGEST:
        raise _too_large()
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST:
            raise _too_large()
    request._body = bytes(read)  # noqa: SLF001 - Starlette's own cache, which its `body()` would fill without a limit
    return bytes(read)


def _too_large() -> Refused:
    return Refused.of(413, "BODY_TOO_LARGE", f"请求正文不能超过{LARGEST // 1024}KB")
