"""第十六条（三）：begin an application."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds import application
from services.support.domain.funds.application import Opening
from services.support.domain.funds.terms import APPLICATIONS
from services.support.store import copies, fund_applications, tables
from services.support.usecases.acting import acting
from services.support.usecases.funds.applications.case import doing


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFundApplication:
    """The command."""

    project_id: UUID
    opening: Opening


async def open_application(work: Work, command: OpenFundApplication) -> UUID | Refusal:
    """Put an application on record, in preparation."""
    project = await copies.project(work.session, command.project_id)
    if project is None:
        return Refusal.of(Breach("PROJECT_UNKNOWN", "没有这个项目，或您无权查看", APPLICATIONS, "projectId"))
    who = await doing(work, project.id)
    done = application.open_application(work.new_id(), project.division, command.opening, who)
    if isinstance(done, Refusal):
        return done
    made, opening, change = done
    row = tables.FundApplication(
        id=made.id,
        division=made.division,
        version=0,
        project_id=project.id,
        kind=made.kind,
        year=opening.year,
        title=opening.title,
        authority=opening.authority,
        stage=made.stage,
        state=made.state,
        asked=made.amounts.asked,
        granted=Decimal(0),
        arrived=Decimal(0),
        paid=Decimal(0),
        grant_document=None,
        opened_on=work.today,
        stepped_on=work.today,
        returned_times=0,
    )
    work.session.add(row)
    await work.session.flush()
    await fund_applications.save(work.session, row, change, acting(work), work.now)
    after = fund_applications.audited(row)
    await work.audit("openFundApplication", f"fund-application/{row.id}", None, after, division=row.division)
    return row.id
