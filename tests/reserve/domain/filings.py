"""A guide and an application to start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.reserve.domain.applications.guide import Contents, Guide
from services.reserve.domain.applications.state import Application, Asked
from services.reserve.domain.applications.terms import ApplicationStatus, Channel, GuideStatus
from services.reserve.domain.terms import ItemKind
from tests.reserve.domain.samples import DIVISION, OWNER

ASKED = Asked(
    channel=Channel.INVESTMENT_AUTHORITY,
    kind=ItemKind.NEW_START,
    annual_investment=Decimal(80000),
    statement="补齐产业链",
)
WHOLE = Contents(
    support_areas=("先进硬质材料",),
    selection_standards=("带动作用强",),
    conditions=("符合全区产业布局",),
    opens_on=date(2026, 11, 1),
    closes_on=date(2026, 11, 30),
)


def guide(contents: Contents = WHOLE, **facts: object) -> Guide:
    made = Guide(
        id=UUID(int=11),
        division=DIVISION,
        version=1,
        year=2027,
        number=1,
        status=GuideStatus.DRAFT,
        contents=contents,
    )
    return replace(made, **facts)


def application(status: ApplicationStatus = ApplicationStatus.DRAFT, channel=Channel.INVESTMENT_AUTHORITY, **facts):
    made = Application(
        id=UUID(int=21),
        division=DIVISION,
        version=1,
        project_id=UUID(int=100),
        year=2027,
        status=status,
        asked=replace(ASKED, channel=channel),
        owner_id=OWNER,
    )
    return replace(made, **facts)
