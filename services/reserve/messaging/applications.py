"""The published events of guides and applications (第三条（一）（二）（四）)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.reserve.domain.applications import events
from services.reserve.domain.applications.terms import Channel
from services.reserve.domain.terms import ItemKind
from services.reserve.messaging.money import Money

_GUIDE = "01990000-0000-7000-8000-000000000020"
_SAMPLE: dict[str, Any] = {
    "applicationId": "01990000-0000-7000-8000-000000000021",
    "projectId": "01990000-0000-7000-8000-000000000002",
    "year": 2027,
    "ownerId": "01990000-0000-7000-8000-000000000001",
    "division": "430211",
}


class GuidePublished(
    Published,
    type="zhongdian.reserve.guide.published.v1",
    of=events.GuidePublished,
    key="guide_id",
    sample={
        "guideId": _GUIDE,
        "year": 2027,
        "number": 1,
        "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        "opensOn": "2026-11-01",
        "closesOn": "2026-11-30",
        "replacesId": None,
        "division": "430211",
    },
):
    """申报指南已发布 / A version of the yearly guide is in force; `number` counts the versions of a year."""

    guide_id: UUID
    year: int
    number: int
    digest: str
    opens_on: date
    closes_on: date
    replaces_id: UUID | None


class ApplicationSubmitted(
    Published,
    type="zhongdian.reserve.application.submitted.v1",
    of=events.ApplicationSubmitted,
    key="project_id",
    sample=_SAMPLE
    | {
        "channel": "INVESTMENT_AUTHORITY",
        "kind": "NEW_START",
        "annualInvestment": "80000",
        "guideId": _GUIDE,
        "version": 2,
    },
):
    """项目已申报 / A project was applied for; the authority may review it."""

    application_id: UUID
    project_id: UUID
    year: int
    channel: Channel
    kind: ItemKind
    annual_investment: Money
    guide_id: UUID
    owner_id: UUID
    version: int


class ApplicationReturned(
    Published,
    type="zhongdian.reserve.application.returned.v1",
    of=events.ApplicationReturned,
    key="project_id",
    sample=_SAMPLE | {"correction": "请补充资金来源", "dueOn": "2026-12-01", "version": 3},
):
    """申报已退回补正 / An application is to be corrected by a day."""

    application_id: UUID
    project_id: UUID
    year: int
    correction: str
    due_on: date
    owner_id: UUID
    version: int


class ApplicationResubmitted(
    Published,
    type="zhongdian.reserve.application.resubmitted.v1",
    of=events.ApplicationResubmitted,
    key="project_id",
    sample=_SAMPLE | {"kind": "NEW_START", "annualInvestment": "80000", "late": False, "version": 5},
):
    """申报已补正重报 / A returned application came back corrected, in time or late."""

    application_id: UUID
    project_id: UUID
    year: int
    kind: ItemKind
    annual_investment: Money
    late: bool
    owner_id: UUID
    version: int


class ApplicationWithdrawn(
    Published,
    type="zhongdian.reserve.application.withdrawn.v1",
    of=events.ApplicationWithdrawn,
    key="project_id",
    sample=_SAMPLE | {"reason": "资金未落实", "version": 6},
):
    """申报已撤回 / The owner took an application back."""

    application_id: UUID
    project_id: UUID
    year: int
    reason: str
    owner_id: UUID
    version: int


class ApplicationReviewed(
    Published,
    type="zhongdian.reserve.application.reviewed.v1",
    of=events.ApplicationReviewed,
    key="project_id",
    sample=_SAMPLE | {"passed": True, "reason": "", "version": 6},
):
    """申报已初审 / The preliminary review was made."""

    application_id: UUID
    project_id: UUID
    year: int
    passed: bool
    reason: str
    owner_id: UUID
    version: int


PUBLISHED = (
    GuidePublished,
    ApplicationSubmitted,
    ApplicationReturned,
    ApplicationResubmitted,
    ApplicationWithdrawn,
    ApplicationReviewed,
)
