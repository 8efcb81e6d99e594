"""How commands on applications for money begin and end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds.application import Application, Change, Doing
from services.support.domain.funds.events import FundApplicationGranted
from services.support.domain.funds.terms import APPLICATIONS
from services.support.store import copies, fund_applications, tables
from services.support.usecases.acting import acting


@dataclass(frozen=True, slots=True)
class Case:
    """A locked application, and who acts on it."""

    row: tables.FundApplication
    application: Application
    doing: Doing
    before: Mapping[str, Any]


async def doing(work: Work, project_id: UUID) -> Doing:
    """Say who acts for which project."""
    owner_id = await copies.owner_of(work.session, project_id)
    return Doing(acting=acting(work), owner_id=owner_id, today=work.today)


async def take(work: Work, id: UUID, expected_version: int) -> Case | Refusal:
    """Lock an application for a command."""
    row = await fund_applications.locked(work.session, id, work.actor)
    if row is None:
        return Refusal.of(Breach("APPLICATION_UNKNOWN", "没有这项申报，或您无权查看", APPLICATIONS, "applicationId"))
    lost = stale(row.version, expected_version)
    if lost:
        return Refusal.of(lost)
    who = await doing(work, row.project_id)
    return Case(row, fund_applications.state_of(row), who, fund_applications.audited(row))


async def conclude(work: Work, operation: str, case: Case, change: Change | Refusal) -> UUID | Refusal:
    """Save an accepted step; pass a refusal on. What is newly granted is told."""
    if isinstance(change, Refusal):
        return change
    row, granted = case.row, case.row.granted
    await fund_applications.save(work.session, row, change, acting(work), work.now)
    if row.granted != granted:
        row.grant_document = change.document
        await work.session.flush()
        await work.record(
            FundApplicationGranted(
                application_id=row.id,
                project_id=row.project_id,
                kind=row.kind.value,
                year=row.year,
                asked=row.asked,
                granted=row.granted,
                document=change.document,
                granted_on=change.on,
                division=row.division,
            )
        )
    after = fund_applications.audited(row)
    subject = f"fund-application/{row.id}"
    await work.audit(operation, subject, case.before, after, reason=change.reason, division=row.division)
    return row.id
