"""Queues what the provincial platform is told, in the transaction that changes an application."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.law.callbacks import CallbackStatus
from services.reserve.domain.applications.state import Application
from services.reserve.domain.applications.terms import Channel, Step
from services.reserve.domain.exchange.callbacks import TOLD, says
from services.reserve.domain.exchange.terms import KIND_NAMES, CallbackKind
from services.reserve.domain.plan.state import Plan
from services.reserve.domain.project.state import Project
from services.reserve.store import tables
from services.reserve.store.exchange import filings, lacking

UNKNOWN = Breach("CALLBACK_UNKNOWN", "没有该回调，或您无权查看", field="callbackId")


async def lock(work: Work, id: UUID) -> tables.Callback | None:
    """Load a callback that the actor may see, and keep others from changing it until the command ends."""
    found = await work.session.scalars(
        visible_select(tables.Callback, work.actor)
        .where(tables.Callback.id == id, tables.Callback.division == work.actor.division)
        .with_for_update(of=tables.Callback)
        .execution_options(populate_existing=True)
    )
    return found.one_or_none()


async def tell(work: Work, after: Application, project: Project, step: Step) -> None:
    """Queue what a step says to the province, where the application came from there."""
    kind = TOLD.get(step)
    if kind is None or after.asked.channel is not Channel.PROVINCIAL_PLATFORM:
        return
    filing = await filings.of_application(work.session, after.id)
    if filing is None:  # somebody here entered it for the owner
        return
    lacks = []
    if kind is CallbackKind.RETURNED:
        lacks = await lacking.judged(work.session, after.asked, project, after.guide_id, work.today)
    await _queue(work, filing, kind, says(after, kind, lacks, work.now))


async def tell_listed(work: Work, plan: Plan, only: Iterable[UUID] | None = None) -> None:
    """Queue that items are in an issued plan because of applications from the province; `only` these projects."""
    named = None if only is None else set(only)
    ids = {i.application_id: i for i in plan.items if i.application_id and (named is None or i.project_id in named)}
    if not ids:
        return
    filing, application = tables.ProvincialFiling, tables.Application
    found = await work.session.scalars(
        select(filing).where(filing.application_id.in_(ids)).order_by(filing.id).with_for_update()
    )
    for row in found.all():
        its = await work.session.get_one(application, row.application_id)
        item = ids[row.application_id]
        said: dict[str, Any] = {
            "kind": CallbackKind.LISTED.value,
            "kindName": KIND_NAMES[CallbackKind.LISTED],
            "status": its.status.value,
            "applicationId": str(its.id),
            "year": plan.year,
            "version": its.version,
            "at": work.now.isoformat(),
            "plan": {
                "planId": str(plan.id),
                "documentNumber": plan.document_number,
                "issuedOn": plan.issued_on.isoformat() if plan.issued_on else None,
                "itemKind": item.kind.value,
                "annualInvestment": f"{item.annual_investment.normalize():f}",
            },
        }
        await _queue(work, row, CallbackKind.LISTED, said)


async def _queue(work: Work, filing: tables.ProvincialFiling, kind: CallbackKind, said: dict[str, Any]) -> None:
    """Put a callback behind those that the application has; the filing is locked, so the order is that of the commits."""
    callback, delivery = tables.Callback, work.new_id()
    last = select(func.coalesce(func.max(callback.sequence), 0)).where(callback.filing_id == filing.id)
    sequence = (await work.session.scalar(last) or 0) + 1
    now = await work.session.scalar(select(func.clock_timestamp()))
    assert now is not None
    work.session.add(
        callback(
            id=delivery,
            division=filing.division,
            version=1,
            filing_id=filing.id,
            application_id=filing.application_id,
            client=filing.client,
            number=filing.number,
            sequence=sequence,
            kind=kind,
            body={"deliveryId": str(delivery), "sequence": sequence, "number": filing.number} | said,
            status=CallbackStatus.PENDING,
            tries=0,
            next_at=now,  # of the machine: a business date that a command was given does not make a delivery wait
            created_at=work.now,
            delivered_at=None,
            last_error=None,
            given_up_reason=None,
        )
    )
    await work.session.flush()
