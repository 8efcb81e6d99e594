"""Record what the city decided on a recommendation (A20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.assessment.domain.award.model import A20, Level, ListStatus
from services.assessment.domain.reading import name_of
from services.assessment.store import awards, periods, tables
from services.assessment.usecases.award.grant import grant
from services.assessment.usecases.award.lists import AWARD_UNKNOWN
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCityDecision:
    """Which recommendation in which version; whether the city granted it, when and by which document."""

    award_id: UUID
    expected_version: int
    granted: bool
    decided_on: date
    document: str


async def record_city_decision(work: Work, command: RecordCityDecision) -> UUID | Refusal:
    """Grant the city's award, or note that it was not granted; the latter may be put right. The id is the award's."""
    await periods.hold(work)
    award = await awards.lock(work, command.award_id)
    row = await awards.lock_list(work, award.list_id) if award else None
    if award is None or row is None:
        return Refusal.of(AWARD_UNKNOWN)
    lost = stale(award.version, command.expected_version)
    breaches = [*([lost] if lost else []), *_faults(award, row)]
    if row.published_on and not row.published_on <= command.decided_on <= work.today:
        message = f"评定日期须在上报之日（{row.published_on}）与今日之间"
        breaches.append(Breach("DAY_OUT_OF_RANGE", message, A20, "decidedOn"))
    document = name_of(command.document, "市里的文件", "document", A20, breaches)
    if breaches:
        return Refusal(tuple(breaches))
    before = {"granted": award.granted}
    if command.granted:
        await grant(work, award, command.decided_on, document)
    else:
        award.granted, award.decided_on, award.document = False, command.decided_on, document
        award.version += 1
        await work.session.flush()
    after = {"granted": award.granted, "document": document}
    await work.audit("recordCityDecision", f"award/{award.id}", before, after)
    return award.id


def _faults(award: tables.Award, row: tables.AwardList) -> list[Breach]:
    if award.level is not Level.CITY or row.status is not ListStatus.PUBLISHED or award.withdrawn_on is not None:
        return [Breach("NOT_REPORTED_TO_CITY", "该提名未上报市里，没有市里的评定可记录", A20, "awardId")]
    if award.granted:
        return [Breach("ALREADY_GRANTED", "市里已评定授予；有变化的，请撤销", A20, "awardId")]
    return []
