"""A joint matter as every command on an existing one begins and ends with it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.joint.model import JointChange, Part, Together
from services.support.domain.kinds.ecology import A17_2, joint_on
from services.support.store import joints, tables
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import Case, conclude, rule_of


@dataclass(frozen=True, slots=True, kw_only=True)
class JointCommand:
    """What every command on an existing joint matter says."""

    joint_id: UUID
    expected_version: int


@dataclass(frozen=True, slots=True)
class JointCase:
    """A locked joint matter with its locked parts."""

    row: tables.JointMatter
    all_: Together
    cases: tuple[Case, ...]


async def take(work: Work, command: JointCommand) -> JointCase | Refusal:
    """Lock a joint matter and its parts, in this order; refuse when it is unknown to the actor or was changed meanwhile."""
    known = await joints.locked(work.session, command.joint_id, work.actor)
    if known is None:
        return Refusal.of(Breach("JOINT_UNKNOWN", "没有这件联合事项，或您无权查看", A17_2, "jointId"))
    row, joint = known
    lost = stale(row.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    parts = await joints.parts(work.session, joint.id)
    cases = tuple(Case(row, request, rule_of(request)) for row, request in parts)
    rule = joint_on(joint.division, joint.kind, joint.received_on)
    if rule is None:
        raise LookupError(f"the rule of {joint.kind} in {joint.division} is gone; rules are never removed")
    return JointCase(row, Together(joint, tuple(Part(case.request, case.rule) for case in cases), rule), cases)


async def keep(work: Work, operation: str, case: JointCase, change: JointChange | Refusal) -> UUID | Refusal:
    """Save a step of all parts, or of none: one transaction holds them."""
    if isinstance(change, Refusal):
        return change
    for part, its in zip(case.cases, change.parts, strict=False):  # a meeting changes no part
        await conclude(work, operation, part, its)
    await joints.save(work.session, case.row, change, acting(work), work.now)
    await _audit(work, operation, case, change)
    return change.joint.id


async def start(work: Work, operation: str, change: JointChange) -> UUID:
    """Save a joint matter that was received, and its parts."""
    await joints.save(work.session, None, change, acting(work), work.now)
    for its in change.parts:
        await conclude(work, operation, None, its)
    await _audit(work, operation, None, change)
    return change.joint.id


async def _audit(work: Work, operation: str, case: JointCase | None, change: JointChange) -> None:
    await work.audit(
        operation,
        f"joint-matter/{change.joint.id}",
        joints.audited(case.all_.joint) if case else None,
        joints.audited(change.joint),
        reason=change.note or None,
        division=change.joint.division,
    )
