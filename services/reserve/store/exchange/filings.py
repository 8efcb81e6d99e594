"""Loads and saves what came from the provincial platform, with the receipts of it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.work import Work
from services.law.breach import Breach
from services.law.project_code import project_code_form
from services.law.text import clean_name
from services.reserve.domain.exchange.terms import Action
from services.reserve.domain.project.state import Elements
from services.reserve.store import tables

UNKNOWN = Breach("NUMBER_UNKNOWN", "没有该申报号的申报，请核对；尚未申报的请先申报", field="number")


async def hold(session: AsyncSession, client: str, number: str) -> None:
    """Let one command at a time act under a number, whether anything is there under it or not."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{client}\n{number}", 430211))))


async def under(session: AsyncSession, client: str, number: str) -> tables.ProvincialFiling | None:
    """Load what a client filed under a number."""
    filing = tables.ProvincialFiling
    found = await session.scalars(select(filing).where(filing.client == client, filing.number == number))
    return found.one_or_none()


async def of_application(session: AsyncSession, application_id: UUID) -> tables.ProvincialFiling | None:
    """Load the filing of an application that came from the province, and keep its callbacks in order until the end."""
    filing = tables.ProvincialFiling
    found = await session.scalars(select(filing).where(filing.application_id == application_id).with_for_update())
    return found.one_or_none()


async def receipt_of(
    session: AsyncSession, filing: tables.ProvincialFiling, action: Action, digest: str
) -> tables.ProvincialReceipt | None:
    """Load the receipt of an act whose content was the same."""
    receipt = tables.ProvincialReceipt
    same = receipt.filing_id == filing.id, receipt.action == action, receipt.content_digest == digest
    return (await session.scalars(select(receipt).where(*same))).one_or_none()


async def file(work: Work, client: str, number: str, application_id: UUID, digest: str, *, registered: bool) -> UUID:
    """Keep an application under the province's number."""
    row = tables.ProvincialFiling(
        id=work.new_id(),
        division=work.actor.division,
        client=client,
        number=number,
        application_id=application_id,
        content_digest=digest,
        project_registered=registered,
        received_at=work.now,
    )
    work.session.add(row)
    await work.session.flush()
    return row.id


async def receipt(work: Work, filing_id: UUID, application_id: UUID, action: Action, digest: str) -> UUID:
    """Write the receipt of what was just done to an application."""
    application = tables.Application
    its = select(application.status, application.version).where(application.id == application_id)
    status, version = (await work.session.execute(its)).one()
    row = tables.ProvincialReceipt(
        id=work.new_id(),
        division=work.actor.division,
        filing_id=filing_id,
        action=action,
        content_digest=digest,
        at=work.now,
        status=status,
        version=version,
    )
    work.session.add(row)
    await work.session.flush()
    return row.id


async def again(work: Work, receipt: tables.ProvincialReceipt, number: str) -> UUID:
    """Answer what was sent once more with the receipt that it has; only the trail notes it."""
    known = {"number": number, "action": receipt.action, "digest": receipt.content_digest, "again": True}
    await work.audit("answerAgain", f"provincialReceipt/{receipt.id}", None, known)
    return receipt.id


async def known_project(session: AsyncSession, division: str, elements: Elements) -> UUID | None:
    """Find the project that is meant: of the owner and by the project code, else by the name."""
    table, code = tables.Project, (elements.project_code or "").strip()
    own = select(table.id).where(table.division == division, table.owner_id == elements.owner_id)
    if project_code_form(code) is not None:
        found: UUID | None = await session.scalar(own.where(table.project_code == code).order_by(table.id).limit(1))
        if found is not None:
            return found
    name = clean_name(elements.name, "项目名称")
    if not isinstance(name, str):
        return None
    named: UUID | None = await session.scalar(own.where(table.name == name))
    return named


async def unit_named(session: AsyncSession, division: str, written: str) -> UUID | None:
    """Find a unit by its credit code or its name; of one that was entered twice the one that stands for it."""
    unit, sought = tables.Organization, written.strip()
    either = (unit.credit_code == sought.upper()) | (unit.name == sought)
    found = select(unit.id, unit.merged_into).where(unit.division == division, either)
    row = (await session.execute(found.order_by(unit.active.desc(), unit.id).limit(1))).one_or_none()
    while row is not None and row.merged_into is not None:  # the one kept may have been merged into a third since
        kept = select(unit.id, unit.merged_into).where(unit.id == row.merged_into)
        row = (await session.execute(kept)).one()
    return None if row is None else row.id
