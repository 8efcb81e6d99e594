"""第三条（一）: draft the guide of a year, or a correction of the one in force."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications import guide as rules
from services.reserve.domain.applications.guide import Contents, Guide
from services.reserve.domain.applications.rulebook import A3_1
from services.reserve.domain.applications.terms import GuideStatus
from services.reserve.domain.reading import Reading
from services.reserve.store import guides, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftGuide:
    """The year, what the guide says, and why it corrects the one in force."""

    year: int
    contents: Contents
    correction_reason: str | None = None


async def draft_guide(work: Work, command: DraftGuide) -> UUID | Refusal:
    """Draft a guide of the actor's division."""
    reading = Reading(A3_1)
    reason = reading.optional_text(command.correction_reason, "更正理由", "correctionReason")
    new = Guide(
        id=work.new_id(),
        division=work.actor.division,
        version=1,
        year=command.year,
        number=1,
        status=GuideStatus.DRAFT,
        contents=command.contents,
    )
    others = await guides.others(work.session, new.division, new.year)
    decision = rules.draft(new, others, reason, reading, work.today)
    if isinstance(decision, Refusal):
        return decision
    state = decision.state
    work.session.add(
        tables.Guide(
            id=state.id,
            division=state.division,
            year=state.year,
            number=state.number,
            correction_reason=state.correction_reason,
            published_by=None,
            withdrawn_on=None,
            withdrawn_by=None,
            drafted_at=work.now,
            drafted_by=work.actor.name,
            **guides.columns_of(state),
        )
    )
    await work.session.flush()
    await work.audit("draftGuide", f"guide/{state.id}", None, guides.audited(state), reason=reason)
    return state.id
