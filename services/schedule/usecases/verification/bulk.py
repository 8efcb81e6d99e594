"""第九条：the authority verifies many nodes and reports at once; each row is accepted or refused for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.node.judging import A9, VerifyNode
from services.schedule.domain.progress.verification import VerifyProgress
from services.schedule.store import schedules, tables
from services.schedule.usecases.progress.verify import verify_progress
from services.schedule.usecases.verification.verify_node import verify_node

MOST_ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyMany:
    """The command: completions and reports in the versions that were judged."""

    nodes: tuple[VerifyNode, ...]
    reports: tuple[VerifyProgress, ...]


async def verify_many(work: Work, command: VerifyMany) -> UUID | Refusal:
    """Verify what can be; the id is that of the batch, which keeps what became of each row."""
    rows = len(command.nodes) + len(command.reports)
    if not 1 <= rows <= MOST_ROWS:
        message = f"一次须核实1至{MOST_ROWS}项，现为{rows}项"
        return Refusal.of(Breach("BATCH_SIZE", message, A9, "nodes"))
    if len({n.node_id for n in command.nodes} | {r.report_id for r in command.reports}) < rows:
        return Refusal.of(Breach("BATCH_REPEATS", "同一节点或报告在一次核实中只能出现一次", A9, "nodes"))
    await schedules.lock_for(
        work.session, work.actor, [n.node_id for n in command.nodes], [r.report_id for r in command.reports]
    )
    results = [_result("NODE", n.node_id, await verify_node(work, n)) for n in command.nodes]
    results += [_result("REPORT", r.report_id, await verify_progress(work, r)) for r in command.reports]
    accepted = sum(r["accepted"] for r in results)
    batch = tables.VerificationBatch(
        id=work.new_id(),
        division=work.actor.division,
        by_subject=work.actor.subject,
        by=work.actor.name,
        at=work.now,
        accepted=accepted,
        refused=len(results) - accepted,
        results=results,
    )
    work.session.add(batch)
    await work.session.flush()
    await work.audit("verifyMany", f"verification/{batch.id}", None, {"results": results})
    return batch.id


def _result(what: str, id: UUID, outcome: UUID | Refusal) -> dict[str, Any]:
    breaches = outcome.breaches if isinstance(outcome, Refusal) else ()
    said = [
        {"code": b.code, "message": b.message, "article": str(b.article) if b.article else None, "field": b.field}
        for b in breaches
    ]
    return {"what": what, "id": str(id), "accepted": not said, "breaches": said}
