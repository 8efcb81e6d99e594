"""What came from the provincial platform, with its receipts, and the callbacks to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.calendar import calendar
from services.chassis.exchange.deliveries import Deliveries
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.law.callbacks import CallbackStatus
from services.support.domain import clock
from services.support.domain.provincial import TOLD, Action, CallbackKind, says
from services.support.domain.request import Change, Source
from services.support.store import tables

UNKNOWN = Breach("NUMBER_UNKNOWN", "没有该申报号的申请，请核对；尚未提交的请先提交", field="number")
CALLBACK_UNKNOWN = Breach("CALLBACK_UNKNOWN", "没有该回调，或您无权查看", field="callbackId")
DELIVERIES = Deliveries(tables.ProvincialCallback, tables.ProvincialCallbackTry, within="filing_id")
CHANNEL = "provincial_callbacks"


async def hold(session: AsyncSession, client: str, number: str) -> None:
    """Let one command at a time act under a number, whether anything is there under it or not."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{client}\n{number}", 430211))))


async def under(session: AsyncSession, client: str, number: str) -> tables.ProvincialRequest | None:
    """Load what a client filed under a number."""
    filing = tables.ProvincialRequest
    return (await session.scalars(select(filing).where(filing.client == client, filing.number == number))).one_or_none()


async def owner_of(session: AsyncSession, filing: tables.ProvincialRequest) -> UUID:
    """Look up for whom a request was made."""
    request, project = tables.Request, tables.Project
    query = select(project.owner_id).join(request, request.project_id == project.id)
    return (await session.execute(query.where(request.id == filing.request_id))).scalar_one()


async def unit_by_code(session: AsyncSession, division: str, credit_code: str) -> UUID | None:
    """Find a unit by its credit code; of one that was merged the one that stands for it."""
    unit = tables.Organization
    found = select(unit.id, unit.merged_into).where(unit.division == division, unit.credit_code == credit_code)
    row = (await session.execute(found.order_by(unit.active.desc(), unit.id).limit(1))).one_or_none()
    return None if row is None else row.merged_into or row.id


async def project_by_code(session: AsyncSession, division: str, owner: UUID, code: str) -> UUID | None:
    """Find an owner's project by its national code, else by its name."""
    project = tables.Project
    named = or_(project.code == code, project.name == code)
    query = select(project.id).where(project.division == division, project.owner_id == owner, named)
    found: UUID | None = await session.scalar(query.order_by(project.code.is_distinct_from(code), project.id).limit(1))
    return found


async def nodes_waiting(session: AsyncSession, project_id: UUID, name: str | None) -> list[UUID]:
    """Find the nodes of a project's newest schedule that wait for a request, of this name where one is given."""
    node = tables.Node
    newest = select(func.max(node.plan_version)).where(node.project_id == project_id).scalar_subquery()
    query = select(node.id).where(node.project_id == project_id, node.plan_version == newest)
    query = query.where(node.waits_for_request) if name is None else query.where(node.name == name)
    return list((await session.scalars(query.order_by(node.id).limit(2))).all())


async def file(
    work: Work, client: str, number: str, request_id: UUID, digest: str, attachments: list[dict[str, Any]]
) -> tables.ProvincialRequest:
    """Keep a request under the province's number."""
    row = tables.ProvincialRequest(
        id=work.new_id(),
        division=work.actor.division,
        client=client,
        number=number,
        request_id=request_id,
        content_digest=digest,
        attachments=attachments,
        received_at=work.now,
    )
    work.session.add(row)
    await work.session.flush()
    return row


async def receipt_of(
    session: AsyncSession, filing_id: UUID, action: Action, digest: str
) -> tables.ProvincialRequestReceipt | None:
    """Load the receipt of an act whose content was the same."""
    receipt = tables.ProvincialRequestReceipt
    same = receipt.filing_id == filing_id, receipt.action == action, receipt.content_digest == digest
    return (await session.scalars(select(receipt).where(*same))).one_or_none()


async def receipt(work: Work, filing: tables.ProvincialRequest, action: Action, digest: str) -> UUID:
    """Write the receipt of what was just done to a request."""
    request = tables.Request
    its = select(request.state, request.version).where(request.id == filing.request_id)
    state, version = (await work.session.execute(its)).one()
    row = tables.ProvincialRequestReceipt(
        id=work.new_id(),
        division=work.actor.division,
        filing_id=filing.id,
        action=action,
        content_digest=digest,
        at=work.now,
        state=state,
        version=version,
    )
    work.session.add(row)
    await work.session.flush()
    return row.id


async def again(work: Work, known: tables.ProvincialRequestReceipt, number: str) -> UUID:
    """Answer what was sent once more with the receipt that it has; only the trail notes it."""
    told = {"number": number, "action": known.action, "digest": known.content_digest, "again": True}
    await work.audit("answerAgain", f"provincialReceipt/{known.id}", None, told)
    return known.id


async def lock_callback(work: Work, id: UUID) -> tables.ProvincialCallback | None:
    """Load a callback that the actor may see, and keep others from changing it until the command ends."""
    callback = tables.ProvincialCallback
    query = visible_select(callback, work.actor).where(callback.id == id, callback.division == work.actor.division)
    found = await work.session.scalars(query.with_for_update(of=callback).execution_options(populate_existing=True))
    return found.one_or_none()


async def tell_province(work: Work, change: Change) -> None:
    """Queue what a step says to the province, where the request came from there; in the step's own transaction."""
    kind = TOLD.get(change.action)
    if kind is None or change.request.source is not Source.PROVINCIAL:
        return
    filing = tables.ProvincialRequest
    query = select(filing).where(filing.request_id == change.request.id).with_for_update()
    its = (await work.session.scalars(query)).one_or_none()
    if its is not None:  # on its way in it is told by who files it
        await queue(work, its, kind, change)


async def queue(work: Work, filing: tables.ProvincialRequest, kind: CallbackKind, change: Change) -> None:
    """Put a callback behind those that the request has; the filing is locked, so the order is that of the commits."""
    callback, delivery = tables.ProvincialCallback, work.new_id()
    last = select(func.coalesce(func.max(callback.sequence), 0)).where(callback.filing_id == filing.id)
    sequence = (await work.session.scalar(last) or 0) + 1
    now = (await work.session.execute(select(func.clock_timestamp()))).scalar_one()
    request = change.request
    due_on = clock.read(request.clock, request.clock.last_on, calendar()).due_on
    work.session.add(
        callback(
            id=delivery,
            division=filing.division,
            version=1,
            filing_id=filing.id,
            request_id=filing.request_id,
            client=filing.client,
            number=filing.number,
            sequence=sequence,
            kind=kind,
            body={"deliveryId": str(delivery), "sequence": sequence, "number": filing.number}
            | says(change, kind, due_on, work.now),
            status=CallbackStatus.PENDING,
            tries=0,
            next_at=now,  # of the machine: a business date that a command was given does not make a delivery wait
            created_at=work.now,
        )
    )
    await work.session.flush()
