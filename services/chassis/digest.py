"""Digests that stay the same for the same facts: canonical JSON, then a hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import orjson


def canonical(value: Any) -> bytes:
    """Write a value as JSON with sorted keys, decimals without needless zeros and moments in UTC."""
    return orjson.dumps(_plain(value), option=orjson.OPT_SORT_KEYS)


def sm3(data: bytes) -> str:
    """Return the SM3 digest (GB/T 32905) in hexadecimal."""
    return hashlib.new("sm3", data).hexdigest()


def sha256(data: bytes) -> str:
    """Return the SHA-256 digest in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _plain(value: Any) -> Any:  # noqa: PLR0911 - one branch a kind of value
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {str(_plain(k)): _plain(v) for k, v in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(v) for v in value), key=str)
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")
