"""第十七条：one command on many requests, each for itself: what one row is refused for does not hold up the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.support.store import tables

MOST = 200
Row = Callable[[Work, UUID, int], Awaitable[UUID | Refusal]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A request in the version that was seen."""

    request_id: UUID
    expected_version: int


@dataclass(frozen=True, slots=True)
class Bulk:
    """The command: which requests, and what is done to each."""

    operation: str
    rows: Sequence[Seen]
    row: Row


async def in_bulk(work: Work, command: Bulk) -> UUID | Refusal:
    """Do it to each row in a savepoint of its own; the results are kept, for the same key is answered the same again.

    Rows are locked in the order of their ids, whatever the order in which they are named, so that two bulk commands wait
    for each other at most.
    """
    if faults := _faults(command.rows):
        return Refusal(faults)
    results: dict[UUID, dict[str, Any]] = {}
    for seen in sorted(command.rows, key=lambda r: r.request_id):
        results[seen.request_id] = await _one(work, command, seen)
    ordered = [results[seen.request_id] for seen in command.rows]
    return await kept(work, command.operation, ordered)


async def kept(work: Work, operation: str, results: Iterable[dict[str, Any]]) -> UUID:
    """Keep the results of a bulk command; return its id."""
    run_id, all_ = work.new_id(), list(results)
    actor = work.actor
    run = tables.BulkRun(
        id=run_id, division=actor.division, actor=actor.subject, operation=operation, at=work.now, results=all_
    )
    work.session.add(run)
    await work.session.flush()
    done = sum(not result["faults"] for result in all_)
    await work.audit(operation, f"bulk/{run_id}", None, {"done": done, "refused": len(all_) - done})
    return run_id


async def _one(work: Work, command: Bulk, seen: Seen) -> dict[str, Any]:
    told = len(work.notifications)
    nested = await work.session.begin_nested()
    outcome = await command.row(work, seen.request_id, seen.expected_version)
    if isinstance(outcome, Refusal):
        await nested.rollback()
        del work.notifications[told:]
        return {"requestId": str(seen.request_id), "faults": [_told(breach) for breach in outcome.breaches]}
    await nested.commit()
    return {"requestId": str(seen.request_id), "faults": []}


def _told(breach: Breach) -> dict[str, Any]:
    article = str(breach.article) if breach.article else None
    return {"code": breach.code, "message": breach.message, "field": breach.field, "article": article}


def _faults(rows: Sequence[Seen]) -> tuple[Breach, ...]:
    if not 1 <= len(rows) <= MOST:
        return (Breach("ROWS_TOO_MANY", f"一次办理 1 至 {MOST} 件申请", Article(17), "requests"),)
    twice = [one for one, n in Counter(seen.request_id for seen in rows).items() if n > 1]
    if twice:
        return (
            Breach("ROWS_TWICE", f"同一申请列了两次：{'、'.join(map(str, sorted(twice)))}", Article(17), "requests"),
        )
    return ()
