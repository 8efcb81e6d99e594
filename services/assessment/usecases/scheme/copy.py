"""Draft a scheme from another one (A18): last year's as this year's draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.assessment.domain.scheme.judge import judge
from services.assessment.domain.scheme.record import SchemeAction
from services.assessment.store import periods, schemes
from services.assessment.usecases.scheme.unknown import UNKNOWN
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class CopyScheme:
    """Which scheme, for which year, under which title."""

    scheme_id: UUID
    year: int
    title: str


async def copy_scheme(work: Work, command: CopyScheme) -> UUID | Refusal:
    """Take over what the other scheme says. It is judged by the rules of the new year, which may have changed."""
    await periods.hold(work)
    source = await schemes.look(work, command.scheme_id)
    if source is None:
        return Refusal.of(UNKNOWN)
    proposed = replace(schemes.state_of(source), year=command.year, title=command.title)
    frozen = await schemes.frozen(work.session, source.division, command.year)
    decision = judge(proposed, work.today, frozen=frozen)
    if isinstance(decision, Refusal):
        return decision
    number = await schemes.newest_version(work.session, source.division, command.year) + 1
    row = schemes.add(work, replace(decision, version=number), copied_from=source.id)
    await schemes.note(work, row, SchemeAction.COPY)
    await work.audit("copyScheme", f"scheme/{row.id}", {"copiedFrom": source.id}, row.content)
    return row.id
