"""An award is granted: what it brings goes on record, and its unit is told (A20)."""

from __future__ import annotations

from datetime import date

from services.assessment.domain.award.effects import effects_of
from services.assessment.domain.award.events import AwardPublished
from services.assessment.store import tables
from services.chassis.work import Work


def name_of(award: tables.Award) -> str:
    """Name an award as officials do."""
    return f"{award.level.words}重点项目建设{award.recipient.words}"


async def grant(work: Work, award: tables.Award, decided_on: date, document: str) -> None:
    """Grant it, by the rule on effects of the day on which it was decided."""
    award.granted, award.decided_on, award.document, award.version = True, decided_on, document, award.version + 1
    effects = effects_of(award.level, award.recipient, award.group, decided_on, outstanding=award.outstanding)
    for place, effect in enumerate(effects):
        work.session.add(
            tables.AwardEffect(
                id=work.new_id(),
                division=award.division,
                version=1,
                award_id=award.id,
                unit_id=award.unit_id,
                code=effect.code,
                text=effect.text,
                place=place,
            )
        )
    await work.session.flush()
    await work.record(
        AwardPublished(
            award_id=award.id,
            unit_id=award.unit_id,
            year=award.year,
            level=award.level,
            recipient=award.recipient,
            award_name=name_of(award),
            document=document,
            decided_on=decided_on,
            division=award.division,
        )
    )
