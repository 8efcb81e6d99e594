"""Adopt a scheme as the next version of its year (A18)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.scheme.adopt import adopt
from services.assessment.domain.scheme.model import Scheme
from services.assessment.store import quarters, schemes
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class AdoptScheme:
    """The proposed scheme, and the year's newest version that its author saw (0: none)."""

    proposed: Scheme
    expected_version: int


async def adopt_scheme(work: Work, command: AdoptScheme) -> UUID | Refusal:
    """Judge the scheme and keep it; a year with a published quarter keeps the scheme it has."""
    division, year = work.actor.division, command.proposed.year
    await quarters.hold(work)
    current = await schemes.latest(work.session, division, year)
    version = current.version if current else 0
    published = await quarters.latest_published(work.session, division, year)
    decision = adopt(command.proposed, version, published, work.today)
    lost = stale(version, command.expected_version)
    if isinstance(decision, Refusal):
        return Refusal((lost, *decision.breaches)) if lost else decision
    if lost:
        return Refusal.of(lost)
    row = schemes.add(work, decision)
    await work.audit("adoptScheme", f"scheme/{row.id}", current.content if current else None, row.content)
    return row.id
