"""Freeze the scheme of a year when the first result under it is published (A18)."""

from __future__ import annotations

from services.assessment.domain.events import SchemeFrozen
from services.assessment.domain.period import Period
from services.assessment.domain.scheme.record import SchemeAction, SchemeStatus
from services.assessment.store import schemes, tables
from services.chassis.work import Work


async def freeze_scheme(work: Work, row: tables.Scheme, period: Period) -> None:
    """Let the scheme stand for the year from now on; a later period finds it frozen, and nothing is done."""
    if row.status is SchemeStatus.FROZEN:
        return
    row.status, row.frozen_at, row.revision = SchemeStatus.FROZEN, work.now, row.revision + 1
    await schemes.note(work, row, SchemeAction.FREEZE)
    await work.record(SchemeFrozen(row.id, row.year, row.version, period.number, row.division))
