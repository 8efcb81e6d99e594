"""Draft and approve a scheme in one step, where its approval is at hand already (A18)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.assessment.domain.scheme.judge import judge
from services.assessment.domain.scheme.model import Scheme
from services.assessment.domain.scheme.record import Approval, SchemeAction, SchemeStatus, approval
from services.assessment.store import periods, schemes
from services.assessment.usecases.scheme.approve import put_in_force
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class AdoptScheme:
    """The proposed scheme, the year's newest version that its author saw (0: none), and its approval."""

    proposed: Scheme
    expected_version: int
    approver: str
    document: str


async def adopt_scheme(work: Work, command: AdoptScheme) -> UUID | Refusal:
    """Judge the scheme, keep it and put it in force; a year with a published result keeps the scheme it has."""
    division, year = work.actor.division, command.proposed.year
    await periods.hold(work)
    current = await schemes.in_force(work.session, division, year)
    newest = await schemes.newest_version(work.session, division, year)
    frozen = await schemes.frozen(work.session, division, year)
    judged = judge(command.proposed, work.today, frozen=frozen)
    decision = approval(SchemeStatus.DRAFT, command.approver, command.document, work.actor.name)
    lost = stale(newest, command.expected_version)
    breaches = [lost] if lost else []
    for said in (judged, decision):
        breaches += said.breaches if isinstance(said, Refusal) else ()
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(judged, Scheme)
    assert isinstance(decision, Approval)
    row = schemes.add(work, replace(judged, version=newest + 1))
    await schemes.note(work, row, SchemeAction.DRAFT)
    before = current.content if current else None
    await put_in_force(work, row, decision)
    await work.audit("adoptScheme", f"scheme/{row.id}", before, row.content)
    return row.id
