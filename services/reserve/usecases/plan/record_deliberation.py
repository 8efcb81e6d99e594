"""第三条（四）: record what a meeting decided on the suggested list, item by item where it changed some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.plan import deliberation as rules
from services.reserve.domain.plan.amending import Amending, Amendment
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import DeliberationOutcome
from services.reserve.store import plans, procedures, since
from services.reserve.store.procedures import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Which body decided what, when and in which meeting; of a plan's list or of an adjustment's."""

    body: str
    outcome: DeliberationOutcome
    held_on: date
    meeting: str | None = None
    reason: str | None = None
    changes: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeliberation:
    """Which plan, and what was decided."""

    plan_id: UUID
    expected_version: int
    held: Held


async def record_deliberation(work: Work, command: RecordDeliberation) -> UUID | Refusal:
    """Record a meeting in its turn; the list is changed as it decided."""
    row = await plans.lock(work, command.plan_id)
    if row is None:
        return Refusal.of(plans.UNKNOWN)
    before = await plans.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(await since.lost(work, f"plan/{row.id}", row.version, command.expected_version))
    held, asked = await read_held(work, reading, command.held)
    decision = reading.judged(
        rules.deliberate(before, held.body, held.outcome, held.held_on, held.reason, work.today, asked)
    )
    if isinstance(decision, Refusal):
        return decision
    meeting = Meeting(
        held=decision.state.deliberations[-1], seen=before.items, meeting=held.meeting, reason=held.reason
    )
    await procedures.keep_meeting(work, procedures.PLAN, row.id, meeting, "recordDeliberation")
    await plans.save(work, row, before, decision.state, "recordDeliberation", held.reason)
    return row.id


async def read_held(work: Work, reading: Reading, written: Held) -> tuple[Held, Amending]:
    """Read what was written of a meeting, and look up the libraries of those whose kind it changed."""
    held = replace(
        written,
        reason=reading.optional_text(written.reason, "理由", "reason"),
        meeting=reading.optional_name(written.meeting, "会议名称", "meeting"),
        changes=_amendments(reading, written.changes),
    )
    of_other_kind = [a.project_id for a in held.changes if a.item_kind is not None]
    libraries = await procedures.libraries_of(work.session, of_other_kind)
    return held, Amending(amendments=held.changes, libraries=libraries)


def _amendments(reading: Reading, written: Sequence[Amendment]) -> tuple[Amendment, ...]:
    return tuple(
        replace(
            amendment,
            reason=reading.text(amendment.reason, "修改理由", f"changes.{at}.reason"),
            name=reading.optional_name(amendment.name, "项目名称", f"changes.{at}.projectName"),
            annual_investment=None
            if amendment.annual_investment is None
            else reading.amount(amendment.annual_investment, f"changes.{at}.annualInvestment", Article(2)),
        )
        for at, amendment in enumerate(written)
    )
