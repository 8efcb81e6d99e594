"""How requests between systems are signed: one canonical text of the whole request, and an HMAC of it.

The text has ten lines, each of which can hold no line break, so that no two different requests share one. The digest of
the body and the HMAC are of the same family: SHA-256, or SM3 (GB/T 32905) where 国密 is asked for.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

SCHEME = "ZD1"
CLIENT, KEY, ALGORITHM = "x-zd-client", "x-zd-key", "x-zd-algorithm"
TIMESTAMP, NONCE, SIGNATURE = "x-zd-timestamp", "x-zd-nonce", "x-zd-signature"
HEADERS = (CLIENT, KEY, ALGORITHM, TIMESTAMP, NONCE, SIGNATURE)

_NAMED = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHOD = re.compile(r"[A-Z]{1,20}")
_PATH = re.compile(r"/[\x21-\x3e\x40-\x7e]*")  # as sent, percent-encoded: no space, control character or question mark


class Algorithm(StrEnum):
    """The two families of digests that a signature may be of."""

    SHA256 = "HMAC-SHA256"
    SM3 = "HMAC-SM3"

    @property
    def digest(self) -> str:
        """The name of the digest, as hashlib knows it."""
        return "sm3" if self is Algorithm.SM3 else "sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsigned:
    """A request, and as whom it is sent. `timestamp` is in whole seconds since 1970 (UTC)."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    timestamp: int
    nonce: str
    client: str
    key: str
    algorithm: Algorithm

    def __post_init__(self) -> None:
        """Raise ValueError for what has no canonical text."""
        named = (self.nonce, self.client, self.key)
        if not (_METHOD.fullmatch(self.method) and _PATH.fullmatch(self.path) and all(map(_NAMED.fullmatch, named))):
            raise ValueError("a request that cannot be signed: method, path, nonce, client or key is malformed")
        if self.timestamp < 0:
            raise ValueError("a request that cannot be signed: the timestamp is negative")

    def canonical(self) -> bytes:
        """Write the request as the text that is signed."""
        lines = (
            SCHEME,
            self.algorithm.value,
            self.method,
            self.path,
            canonical_query(self.query),
            hashlib.new(self.algorithm.digest, self.body).hexdigest(),
            str(self.timestamp),
            self.nonce,
            self.client,
            self.key,
        )
        return "\n".join(lines).encode("ascii")

    def signature(self, secret: bytes) -> str:
        """Sign with a secret, in lower-case hexadecimal."""
        return hmac.new(secret, self.canonical(), self.algorithm.digest).hexdigest()

    def headers(self, secret: bytes) -> dict[str, str]:
        """Return the headers that carry the signature."""
        return {
            CLIENT: self.client,
            KEY: self.key,
            ALGORITHM: self.algorithm.value,
            TIMESTAMP: str(self.timestamp),
            NONCE: self.nonce,
            SIGNATURE: self.signature(secret),
        }


def canonical_query(query: Iterable[tuple[str, str]]) -> str:
    """Write a query by name, values of one name in their order, everything but letters, figures and ``-._~`` escaped.

    >>> canonical_query([("b", "2"), ("a", "x y"), ("b", "1")])
    'a=x%20y&b=2&b=1'
    """
    return "&".join(f"{quote(n, safe='')}={quote(v, safe='')}" for n, v in sorted(query, key=lambda pair: pair[0]))


def same(one: str, other: str) -> bool:
    """Compare two signatures in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def missing(headers: Mapping[str, str]) -> list[str]:
    """Name the headers of a signature that are not there."""
    return [name for name in HEADERS if not headers.get(name)]
