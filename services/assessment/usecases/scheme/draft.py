"""Draft a scheme as the next version of its year (A18)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.assessment.domain.scheme.judge import judge
from services.assessment.domain.scheme.model import Scheme
from services.assessment.domain.scheme.record import SchemeAction, said
from services.assessment.store import periods, schemes
from services.chassis.work import Work
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True)
class DraftScheme:
    """The proposed scheme, and a word on it."""

    proposed: Scheme
    note: str = ""


async def draft_scheme(work: Work, command: DraftScheme) -> UUID | Refusal:
    """Judge the scheme and keep it as a draft; it computes nothing until it is approved."""
    division, year = work.actor.division, command.proposed.year
    await periods.hold(work)
    frozen = await schemes.frozen(work.session, division, year)
    decision = judge(command.proposed, work.today, frozen=frozen)
    note = said(command.note, "note")
    if isinstance(decision, Refusal) or isinstance(note, Breach):
        others = decision.breaches if isinstance(decision, Refusal) else ()
        return Refusal((*others, *([note] if isinstance(note, Breach) else ())))
    number = await schemes.newest_version(work.session, division, year) + 1
    row = schemes.add(work, replace(decision, version=number))
    await schemes.note(work, row, SchemeAction.DRAFT, reason=note)
    await work.audit("draftScheme", f"scheme/{row.id}", None, row.content, reason=note or None)
    return row.id
