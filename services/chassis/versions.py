"""Optimistic locking: what changes something existing says which version it saw."""

from __future__ import annotations

from services.law.breach import Breach


def stale(current: int, expected: int) -> Breach | None:
    """Return the breach of a lost race, or None when the caller saw the current version."""
    if current == expected:
        return None
    return Breach(
        "VERSION_CONFLICT",
        f"该记录已被他人修改（当前版本 {current}，您依据的是版本 {expected}），请刷新后再操作",
        field="expectedVersion",
    )
