"""Signs as docs/integration/provincial.md says, written from that page alone: what both sides get wrong alike would show."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

DIGESTS = {"HMAC-SHA256": "sha256", "HMAC-SM3": "sm3"}


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key that both sides share."""

    id: str
    algorithm: str
    secret: bytes


def signed(
    client: str, key: Key, method: str, url: str, body: bytes, *, timestamp: int | None = None, nonce: str | None = None
) -> dict[str, str]:
    """Return the headers of a request."""
    stamp = str(int(time.time()) if timestamp is None else timestamp)
    once = nonce or secrets.token_hex(16)
    text = _text(method, url, body, (key.algorithm, stamp, once, client, key.id))
    return {
        "X-ZD-Client": client,
        "X-ZD-Key": key.id,
        "X-ZD-Algorithm": key.algorithm,
        "X-ZD-Timestamp": stamp,
        "X-ZD-Nonce": once,
        "X-ZD-Signature": hmac.new(key.secret, text, DIGESTS[key.algorithm]).hexdigest(),
    }


def genuine(
    keys: Mapping[str, Key], client: str, method: str, url: str, body: bytes, headers: Mapping[str, str]
) -> bool:
    """Whether a request is signed by one of the keys, lately."""
    sent = {name.lower(): value for name, value in headers.items()}
    key = keys.get(sent.get("x-zd-key", ""))
    if key is None or sent.get("x-zd-client") != client or sent.get("x-zd-algorithm") != key.algorithm:
        return False
    stamp = sent.get("x-zd-timestamp", "")
    if not stamp.isdigit() or abs(int(stamp) - time.time()) > 300:  # noqa: PLR2004 - seconds, as the page says
        return False
    text = _text(method, url, body, (key.algorithm, stamp, sent.get("x-zd-nonce", ""), client, key.id))
    expected = hmac.new(key.secret, text, DIGESTS[key.algorithm]).hexdigest()
    return hmac.compare_digest(expected, sent.get("x-zd-signature", ""))


def _text(method: str, url: str, body: bytes, said: tuple[str, str, str, str, str]) -> bytes:
    algorithm, stamp, once, client, key = said
    parts = urlsplit(url)
    pairs = sorted(parse_qsl(parts.query, keep_blank_values=True), key=lambda pair: pair[0])
    query = "&".join(f"{quote(name, safe='-._~')}={quote(value, safe='-._~')}" for name, value in pairs)
    digest = hashlib.new(DIGESTS[algorithm], body).hexdigest()
    return "\n".join(["ZD1", algorithm, method, parts.path or "/", query, digest, stamp, once, client, key]).encode()
