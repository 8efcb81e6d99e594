"""What others are told about money (第十六条)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from services.chassis.events import Published
from services.support.domain.funds import events

_PROJECT = "01930000-0000-7000-8000-000000000101"
_PAYMENT = {
    "paymentId": "01930000-0000-7000-8000-000000000c03",
    "commitmentId": "01930000-0000-7000-8000-000000000c02",
    "projectId": _PROJECT,
}
_DIVISION = "430211"


class FundPaidV1(
    Published,
    type="zhongdian.support.fund.paid.v1",
    of=events.FundPaid,
    key="project_id",
    sample=_PAYMENT
    | {
        "category": "CONSTRUCTION",
        "year": 2027,
        "amount": "120.5000",
        "totalPaid": "320.5000",
        "paidOn": "2027-06-01",
        "division": _DIVISION,
    },
):
    """A special fund has paid for a project (万元); totalPaid: of this commitment so far (A16.1)."""

    payment_id: UUID
    commitment_id: UUID
    project_id: UUID
    category: str
    year: int
    amount: Decimal
    total_paid: Decimal
    paid_on: date


class FundPaymentReversedV1(
    Published,
    type="zhongdian.support.fund.payment-reversed.v1",
    of=events.FundPaymentReversed,
    key="project_id",
    sample=_PAYMENT
    | {"amount": "120.5000", "totalPaid": "200.0000", "reversedOn": "2027-06-03", "division": _DIVISION},
):
    """A payment was taken back (万元); both stay on record (A16.1)."""

    payment_id: UUID
    commitment_id: UUID
    project_id: UUID
    amount: Decimal
    total_paid: Decimal
    reversed_on: date


class FundApplicationGrantedV1(
    Published,
    type="zhongdian.support.fund-application.granted.v1",
    of=events.FundApplicationGranted,
    key="project_id",
    sample={
        "applicationId": "01930000-0000-7000-8000-000000000c10",
        "projectId": _PROJECT,
        "kind": "SPECIAL_BOND",
        "year": 2027,
        "asked": "50000.0000",
        "granted": "42000.0000",
        "document": "示例财债〔2027〕5号",
        "grantedOn": "2027-05-20",
        "division": _DIVISION,
    },
):
    """Budget funds, a special or an enterprise bond were granted to a project (万元), or the grant has changed (A16.3)."""

    application_id: UUID
    project_id: UUID
    kind: str
    year: int
    asked: Decimal
    granted: Decimal
    document: str | None
    granted_on: date


class FinancingListPublishedV1(
    Published,
    type="zhongdian.support.financing-list.published.v1",
    of=events.FinancingListPublished,
    key="issue_id",
    sample={
        "issueId": "01930000-0000-7000-8000-000000000c20",
        "number": "2027年第2期",
        "demands": 12,
        "total": "186000.0000",
        "contentSm3": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        "publishedOn": "2027-04-12",
        "division": _DIVISION,
    },
):
    """An issue of the list of financing demands was published; its content never changes (A16.2)."""

    issue_id: UUID
    number: str
    demands: int
    total: Decimal
    content_sm3: str
    published_on: date


PUBLISHED_BY_FUNDS: tuple[type[Published], ...] = (
    FundPaidV1,
    FundPaymentReversedV1,
    FundApplicationGrantedV1,
    FinancingListPublishedV1,
)
