"""`./dev rebuild`: carries an owner's outbox over to a service that keeps a copy of its records, until the copy is exchanged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from infra.operate import Operations
from infra.screen import console, say

TELL_EVERY = 10_000  # events
EXCHANGE_SECONDS = 900.0  # to exchange a copy of millions of rows


def rebuild(data: Path, service: str, copy: str, reason: str) -> None:
    """Rebuild a copy, or go on with a rebuild that was killed; say what it changed."""
    done = walk(Operations.of(data), service, copy, reason)
    removed, written, events = done["removed"], done["written"], done["events"]
    say(
        f"{service} 的 {copy} 已由 {events} 个事件重建：删去或改写 {removed} 条，写入 {written} 条。核对：./dev reconcile",
        f"{copy} of {service} is rebuilt from {events} events: {removed} rows removed or replaced, {written} written. "
        "Compare with ./dev reconcile",
    )


def abandon(data: Path, service: str, copy: str, reason: str) -> None:
    """Give a rebuild up that was begun."""
    Operations.of(data).post(service, f"copies/{copy}/rebuild/abandon", {"reason": reason})
    say("已放弃，副本保持原样。", "Given up; the copy is as it was.")


def walk(operations: Operations, service: str, copy: str, reason: str) -> dict[str, Any]:
    """Take every step of a rebuild; return what its end answers."""
    steps = f"copies/{copy}/rebuild"
    begun = operations.post(service, steps, {"reason": reason})
    owner, types, after = begun["owner"], ",".join(begun["types"]), int(begun["after"])
    unknown: list[str] = []
    carried = 0
    while True:
        page = operations.get(owner, "outbox/events", after=after, type=types)
        if page["events"]:
            after = operations.post(service, f"{steps}/events", {"after": after, **page})["after"]
            carried, unknown = carried + len(page["events"]), []
            if carried % TELL_EVERY < len(page["events"]):
                console.print(f"  {owner} → {service}: {carried}")
            continue
        done = operations.post(service, f"{steps}/finish", {"unknown": unknown}, seconds=EXCHANGE_SECONDS)
        if done["done"]:
            return done
        # asked again, the owner tells them or has nothing more to tell: then they are none of its events
        unknown += done["missing"]
