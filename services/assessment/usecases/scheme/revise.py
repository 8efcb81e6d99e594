"""Revise a draft (A18): what it said before is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.assessment.domain.scheme.judge import judge
from services.assessment.domain.scheme.model import Scheme
from services.assessment.domain.scheme.record import A18, SchemeAction, may_revise, said
from services.assessment.store import periods, schemes
from services.assessment.usecases.scheme.unknown import UNKNOWN
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class ReviseScheme:
    """Which draft in which revision, what it shall say, and a word on it."""

    scheme_id: UUID
    expected_version: int
    proposed: Scheme
    note: str = ""


async def revise_scheme(work: Work, command: ReviseScheme) -> UUID | Refusal:
    """Put the proposal in place of what the draft says."""
    await periods.hold(work)
    row = await schemes.find(work, command.scheme_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    frozen = await schemes.frozen(work.session, row.division, row.year)
    decision = judge(command.proposed, work.today, frozen=frozen)
    note = said(command.note, "note")
    breaches = [*may_revise(row.status)]
    if (lost := stale(row.revision, command.expected_version)) is not None:
        breaches.insert(0, lost)
    if command.proposed.year != row.year:
        message = f"草案属于 {row.year} 年；其他年度请另行起草或复制"
        breaches.append(Breach("SCHEME_YEAR_FIXED", message, A18, "year"))
    breaches += decision.breaches if isinstance(decision, Refusal) else ()
    breaches += [note] if isinstance(note, Breach) else []
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(decision, Scheme)
    assert isinstance(note, str)
    before, row.content = row.content, schemes.written(replace(decision, version=row.version))
    row.title, row.revision = decision.title, row.revision + 1
    await schemes.note(work, row, SchemeAction.REVISE, reason=note, before=before)
    await work.audit("reviseScheme", f"scheme/{row.id}", before, row.content, reason=note or None)
    return row.id
