"""Carries out what a client of the provincial interface asks for, as an actor that can do no more than the owner could."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from services.chassis.beside import Beside
from services.chassis.callers import moment
from services.chassis.digest import canonical, sha256, sm3
from services.chassis.exchange.answers import Fault, Refused
from services.chassis.graphql.commands import carry_out
from services.chassis.graphql.context import Context
from services.chassis.identity import Actor
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.reserve.domain.applications.rulebook import A3_2
from services.reserve.domain.applications.state import late_on
from services.reserve.domain.applications.terms import STATUS_NAMES, ApplicationStatus
from services.reserve.domain.exchange.callbacks import missing
from services.reserve.domain.terms import PlanStatus
from services.reserve.messaging.exchange.papers import (
    Listed,
    Missing,
    Paper,
    Receipt,
    Resubmission,
    Status,
    Submission,
    Withdrawal,
)
from services.reserve.messaging.exchange.settings import Partner
from services.reserve.store import tables
from services.reserve.store.exchange import filings, lacking
from services.reserve.usecases.exchange.call_off import CallOff, call_off
from services.reserve.usecases.exchange.take_back import TakeBack, take_back
from services.reserve.usecases.exchange.take_in import TakeIn, Units, take_in

C = TypeVar("C")


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
        """File an application; return the receipt, and whether it is one that was given before."""
        owner = await self._owner(paper.owner.credit_code)
        command = TakeIn(
            client=self.partner.id,
            number=paper.number,
            digest=digest(paper),
            elements=paper.project.elements(owner),
            units=Units(town=paper.project.town, industry_authority=paper.project.industry_authority),
            secret=paper.project.secret,
            year=paper.year,
            asked=paper.asked(),
        )
        return await self._carried_out("provincialSubmit", owner, paper.number, command, take_in)

    async def resubmit(self, number: str, paper: Resubmission) -> tuple[Receipt, bool]:
        """File a returned application again, corrected."""
        own = paper.model_dump(include={"kind", "annual_investment", "statement"}, exclude_none=True)
        project = paper.project
        given = project.given() if project else {}
        command = TakeBack(
            client=self.partner.id,
            number=number,
            digest=digest(paper),
            expected_version=paper.version,
            project=(lambda e: replace(e, **given)) if given else None,
            units=Units(town=project.town, industry_authority=project.industry_authority) if project else Units(),
            asked=lambda a: replace(a, **own),
        )
        return await self._carried_out("provincialResubmit", await self._applicant(number), number, command, take_back)

    async def withdraw(self, number: str, paper: Withdrawal) -> tuple[Receipt, bool]:
        """Take an application back."""
        command = CallOff(client=self.partner.id, number=number, digest=digest(paper), reason=paper.reason)
        return await self._carried_out("provincialWithdraw", await self._applicant(number), number, command, call_off)

    async def status(self, number: str) -> Status:
        """Tell how an application stands."""
        context = self._context(await self._applicant(number))
        async with context.reading() as session:
            filing = await filings.under(session, self.partner.id, number)
            if filing is None:
                raise Refused(404, _fault(filings.UNKNOWN))
            row = await session.get_one(tables.Application, filing.application_id)
            receipt, plan, item = tables.ProvincialReceipt, tables.Plan, tables.PlanItem
            own = await session.scalars(select(receipt).where(receipt.filing_id == filing.id).order_by(receipt.id))
            listed = select(plan).join(item, item.plan_id == plan.id).where(item.application_id == row.id)
            issued = (await session.scalars(listed.where(plan.status == PlanStatus.ISSUED))).first()
            returned = row.status is ApplicationStatus.RETURNED
            lacks = await lacking.of_application(session, row, context.today) if returned else []
            return Status(
                number=number,
                status=row.status,
                status_name=STATUS_NAMES[row.status],
                version=row.version,
                year=row.year,
                application_id=row.id,
                project_id=row.project_id,
                submitted_on=row.submitted_on,
                correction=row.correction,
                correction_due_on=row.correction_due_on,
                correction_late=returned and late_on(row.correction_due_on, row.corrected_on, context.today),
                missing=[Missing(**missing(r)) for r in lacks if not r.met],
                review_reason=row.review_reason,
                withdrawn_reason=row.withdrawn_reason,
                plan=_listed(issued),
                receipts=[_receipt(r, filing, row.project_id) for r in own.all()],
            )

    async def _carried_out(
        self,
        operation: str,
        owner: UUID,
        number: str,
        command: C,
        usecase: Callable[[Work, C], Awaitable[UUID | Refusal]],
    ) -> tuple[Receipt, bool]:
        context = self._context(owner)
        content: str = command.digest  # type: ignore[attr-defined]  # the commands of this interface have one
        asked = Asked(sha256(f"{operation}\n{number}\n{content}".encode()), number, content)
        known = await self._known(number, content)
        done = await carry_out(context, operation, asked, command, usecase)
        if done.id is None:
            raise Refused.by(done.user_errors, _CONFLICTS)
        async with context.reading() as session:
            receipt = await session.get_one(tables.ProvincialReceipt, done.id)
            filing = await session.get_one(tables.ProvincialFiling, receipt.filing_id)
            application = await session.get_one(tables.Application, filing.application_id)
            return _receipt(receipt, filing, application.project_id), done.replayed or known == done.id

    async def _known(self, number: str, content: str) -> UUID | None:
        """Find the receipt that this content has already."""
        receipt, filing = tables.ProvincialReceipt, tables.ProvincialFiling
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

    async def _owner(self, credit_code: str) -> UUID:
        database, division = self.beside.runtime.database, self.partner.division
        async with database.session(division, read_only=True) as session:
            found = await filings.unit_named(session, division, credit_code)
        if found is None:
            raise Refused(422, _fault(_OWNER_UNKNOWN))
        return found

    async def _applicant(self, number: str) -> UUID:
        """Find for whom an application was filed."""
        async with self.beside.runtime.database.session(self.partner.division, read_only=True) as session:
            filing = await filings.under(session, self.partner.id, number)
            if filing is None:
                raise Refused(404, _fault(filings.UNKNOWN))
            return (await session.get_one(tables.Application, filing.application_id)).owner_id


_CONFLICTS = frozenset({"APPLICATION_EXISTS"})
_OWNER_UNKNOWN = Breach(
    "OWNER_UNKNOWN", "名录中没有该信用代码的单位，请先联系区投资主管部门登记", A3_2, "owner.creditCode"
)


def digest(paper: Paper) -> str:
    """Digest what was said, however it was written: spaces, the order of fields and needless zeros make no difference."""
    said: dict[str, Any] = paper.model_dump(exclude_none=True)
    return sm3(canonical(said))


def _fault(breach: Breach) -> Fault:
    article = str(breach.article) if breach.article else None
    return Fault(code=breach.code, message=breach.message, field=breach.field, article=article)


def _receipt(row: tables.ProvincialReceipt, filing: tables.ProvincialFiling, project_id: UUID) -> Receipt:
    return Receipt(
        receipt_id=row.id,
        number=filing.number,
        action=row.action,
        status=row.status,
        version=row.version,
        application_id=filing.application_id,
        project_id=project_id,
        project_registered=filing.project_registered,
        content_digest=row.content_digest,
        at=row.at,
    )


def _listed(plan: tables.Plan | None) -> Listed | None:
    if plan is None:
        return None
    return Listed(plan_id=plan.id, document_number=plan.document_number, issued_on=plan.issued_on)
