"""Carries out what a client of the provincial interface asks of support, as an actor that can do no more than the owner."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from services.chassis.beside import Beside
from services.chassis.calendar import calendar
from services.chassis.callers import moment
from services.chassis.digest import canonical, sha256, sm3
from services.chassis.exchange.answers import Fault, Refused
from services.chassis.graphql.commands import carry_out
from services.chassis.graphql.context import Context
from services.chassis.identity import Actor
from services.chassis.partners import Partner
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.support.domain import clock
from services.support.domain.provincial import A14
from services.support.domain.request import STATE_NAMES
from services.support.messaging.provincial.papers import (
    Paper,
    Receipt,
    Resubmission,
    Status,
    Submission,
    Withdrawal,
)
from services.support.store import provincial, requests, tables
from services.support.usecases.provincial.go_on import Correction, GoOn, go_on
from services.support.usecases.provincial.take_in import TakeIn, take_in

C = TypeVar("C", TakeIn, GoOn)


@dataclass(slots=True)
class Asked:
    """The key and the content of a request, as `carry_out` remembers them."""

    idempotency_key: str
    number: str
    digest: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One client's request being carried out."""

    beside: Beside
    partner: Partner
    business_date: str | None

    async def submit(self, paper: Submission) -> tuple[Receipt, bool]:
        """File a request; return the receipt, and whether it is one that was given before."""
        owner = await self._unit(paper.owner.credit_code, _OWNER_UNKNOWN)
        bureau = await self._unit(paper.bureau, _BUREAU_UNKNOWN) if paper.bureau else None
        command = TakeIn(
            client=self.partner.id,
            number=paper.number,
            digest=digest(paper),
            owner=owner,
            project=paper.project.strip(),
            kind=paper.kind,
            purpose=paper.purpose,
            node=paper.node,
            bureau_id=bureau,
            quantity=paper.quantity,
            unit=paper.unit,
            form=paper.form,
            attachments=tuple(a.model_dump(mode="json", exclude_none=True) for a in paper.attachments),
        )
        return await self._carried_out("provincialSubmitRequest", owner, command, take_in)

    async def resubmit(self, number: str, paper: Resubmission) -> tuple[Receipt, bool]:
        """File a returned request again, corrected."""
        correction = Correction(
            expected_version=paper.version,
            purpose=paper.purpose,
            quantity=paper.quantity,
            unit=paper.unit,
            note=paper.note,
            form=paper.form,
            attachments=tuple(a.model_dump(mode="json", exclude_none=True) for a in paper.attachments or ()),
        )
        command = GoOn(client=self.partner.id, number=number, digest=digest(paper), correction=correction)
        return await self._carried_out("provincialResubmitRequest", await self._applicant(number), command, go_on)

    async def withdraw(self, number: str, paper: Withdrawal) -> tuple[Receipt, bool]:
        """Take a request back."""
        command = GoOn(
            client=self.partner.id, number=number, digest=digest(paper), correction=None, reason=paper.reason
        )
        return await self._carried_out("provincialWithdrawRequest", await self._applicant(number), command, go_on)

    async def status(self, number: str) -> Status:
        """Tell how a request stands."""
        context = self._context(await self._applicant(number))
        async with context.reading() as session:
            filing = await provincial.under(session, self.partner.id, number)
            if filing is None:
                raise Refused(404, _fault(provincial.UNKNOWN))
            row = await session.get_one(tables.Request, filing.request_id)
            receipt, pause = tables.ProvincialRequestReceipt, tables.Pause
            own = await session.scalars(select(receipt).where(receipt.filing_id == filing.id).order_by(receipt.id))
            pauses = await session.scalars(select(pause).where(pause.request_id == row.id).order_by(pause.seq))
            running = requests.clock_of(row, pauses.all())
            return Status(
                number=number,
                request_id=row.id,
                kind=row.kind,
                state=row.state,
                state_name=STATE_NAMES[row.state],
                version=row.version,
                received_on=row.received_on,
                due_on=clock.read(running, context.today, calendar()).due_on,
                outcome=row.outcome,
                document_number=row.document_number,
                decision_reason=row.decision_reason,
                delivered_on=row.delivered_on,
                receipts=[_receipt(r, filing) for r in own.all()],
            )

    async def _carried_out(
        self, operation: str, owner: UUID, command: C, usecase: Callable[[Work, C], Awaitable[UUID | Refusal]]
    ) -> tuple[Receipt, bool]:
        context = self._context(owner)
        number, content = command.number, command.digest
        asked = Asked(sha256(f"{operation}\n{number}\n{content}".encode()), number, content)
        known = await self._known(number, content)
        done = await carry_out(context, operation, asked, command, usecase)
        if done.id is None:
            raise Refused.by(done.user_errors, _CONFLICTS)
        async with context.reading() as session:
            receipt = await session.get_one(tables.ProvincialRequestReceipt, done.id)
            filing = await session.get_one(tables.ProvincialRequest, receipt.filing_id)
            return _receipt(receipt, filing), done.replayed or known == done.id

    async def _known(self, number: str, content: str) -> UUID | None:
        """Find the receipt that this content has already."""
        receipt, filing = tables.ProvincialRequestReceipt, tables.ProvincialRequest
        query = select(receipt.id).join(filing, filing.id == receipt.filing_id)
        own = filing.client == self.partner.id, filing.number == number, receipt.content_digest == content
        async with self.beside.runtime.database.session(self.partner.division, read_only=True) as session:
            found: UUID | None = await session.scalar(query.where(*own))
            return found

    def _context(self, unit: UUID) -> Context:
        """The client acts for the owner whom the province identified, in this division, and as nobody else."""
        now, fault = moment(self.beside.runtime.settings, self.business_date)
        if fault:
            raise Refused.of(400, "BUSINESS_DATE_INVALID", fault)
        actor = Actor(
            subject=f"provincial:{self.partner.id}",
            name=self.partner.name,
            roles=frozenset({Role.OWNER}),
            unit=unit,
            division=self.partner.division,
        )
        return Context(self.beside.runtime, self.beside.service.translate, now, actor)

    async def _unit(self, credit_code: str, unknown: Breach) -> UUID:
        database, division = self.beside.runtime.database, self.partner.division
        async with database.session(division, read_only=True) as session:
            found = await provincial.unit_by_code(session, division, credit_code)
        if found is None:
            raise Refused(422, _fault(unknown))
        return found

    async def _applicant(self, number: str) -> UUID:
        """Find for whom a request was filed."""
        async with self.beside.runtime.database.session(self.partner.division, read_only=True) as session:
            filing = await provincial.under(session, self.partner.id, number)
            if filing is None:
                raise Refused(404, _fault(provincial.UNKNOWN))
            return await provincial.owner_of(session, filing)


_CONFLICTS = frozenset({"REQUEST_ALREADY_OPEN"})  # the node has the same matter open already
_OWNER_UNKNOWN = Breach(
    "OWNER_UNKNOWN", "名录中没有该信用代码的单位，请先联系区投资主管部门登记", A14, "owner.creditCode"
)
_BUREAU_UNKNOWN = Breach("BUREAU_UNKNOWN", "名录中没有该信用代码的承办单位", A14, "bureau")


def digest(paper: Paper) -> str:
    """Digest what was said, however it was written: spaces, the order of fields and needless zeros make no difference."""
    return sm3(canonical(paper.model_dump(exclude_none=True)))


def _fault(breach: Breach) -> Fault:
    article = str(breach.article) if breach.article else None
    return Fault(code=breach.code, message=breach.message, field=breach.field, article=article)


def _receipt(row: tables.ProvincialRequestReceipt, filing: tables.ProvincialRequest) -> Receipt:
    return Receipt(
        receipt_id=row.id,
        number=filing.number,
        action=row.action,
        request_id=filing.request_id,
        state=row.state,
        version=row.version,
        content_digest=row.content_digest,
        at=row.at,
    )
