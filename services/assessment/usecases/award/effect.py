"""Record that something an award brings was carried out (A20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.assessment.domain.award.model import A20
from services.assessment.domain.reading import name_of
from services.assessment.store import tables
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

UNKNOWN = Breach("EFFECT_UNKNOWN", "没有该项激励，或您无权办理", field="effectId")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEffect:
    """Which effect in which version, when it was carried out, and by which document."""

    effect_id: UUID
    expected_version: int
    carried_out_on: date
    document: str


async def record_effect(work: Work, command: RecordEffect) -> UUID | Refusal:
    """Note the day and the document; what was noted wrongly is noted again. The id is the award's."""
    row = await work.session.get(tables.AwardEffect, command.effect_id, with_for_update=True)
    if row is None or row.division != work.actor.division:
        return Refusal.of(UNKNOWN)
    award = await work.session.get_one(tables.Award, row.award_id)
    lost = stale(row.version, command.expected_version)
    breaches = [lost] if lost else []
    if row.lapsed_on is not None:
        breaches.append(Breach("EFFECT_LAPSED", f"先进已撤销，该项激励自 {row.lapsed_on} 起失效", A20, "effectId"))
    if award.decided_on and not award.decided_on <= command.carried_out_on <= work.today:
        message = f"落实日期须在授予之日（{award.decided_on}）与今日之间"
        breaches.append(Breach("DAY_OUT_OF_RANGE", message, A20, "carriedOutOn"))
    document = name_of(command.document, "落实文件", "document", A20, breaches)
    if breaches:
        return Refusal(tuple(breaches))
    before = {"carriedOutOn": row.carried_out_on, "document": row.document}
    row.carried_out_on, row.document = command.carried_out_on, document
    row.recorded_by, row.version = work.actor.name, row.version + 1
    await work.session.flush()
    after = {"carriedOutOn": row.carried_out_on, "document": document}
    await work.audit("recordAwardEffect", f"award-effect/{row.id}", before, after)
    return award.id
