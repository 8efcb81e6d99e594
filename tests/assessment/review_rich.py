"""Objections, what carded units did, and files, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from services.assessment.domain.card.model import DutyStatus
from services.assessment.domain.review.model import ObjectionStatus, ObjectionStep
from services.assessment.store import tables
from services.assessment.store.tables.duties import FULFILMENT
from services.assessment.store.tables.objections import OBJECTION
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import UnitCategory
from tests.assessment.district import District
from tests.harness.differential import LARGEST, ODD

AT = datetime(2027, 1, 15, 2, tzinfo=UTC)


async def with_review(district: District, unit: UUID) -> None:
    """A decided objection and a duty that was done, each with a file, by a unit; and a file that waits."""
    async with district.api.database.session(ALL_DIVISIONS) as session:
        result = await session.execute(
            select(tables.UnitResult).where(tables.UnitResult.unit_id == unit, tables.UnitResult.published)
        )
        objection = _objection(district, result.scalars().first())
        duty = (await session.scalars(select(tables.CardDuty).order_by(tables.CardDuty.id).limit(1))).one()
        duty.status, duty.fulfilled_on, duty.confirmed_on = DutyStatus.CONFIRMED, date(2027, 1, 20), date(9999, 12, 30)
        done = _fulfilment(district, duty, unit)
        session.add_all([objection, done, tables.FileContent(sm3="考核示例摘要", size=2147483647)])
        await session.flush()
        session.add(_entry(district, objection.id))
        files = (
            ("异议附件.pdf", OBJECTION, objection.id),
            ("表态附件.pdf", FULFILMENT, done.id),
            ("未用.pdf", None, None),
        )
        session.add_all(_file(district, name, kind, of) for name, kind, of in files)
        await session.commit()


def _objection(district: District, result: tables.UnitResult | None) -> tables.Objection:
    assert result is not None
    return tables.Objection(
        id=new_id(),
        division=district.division,
        period_id=result.period_id,
        result_id=result.id,
        year=result.year,
        quarter=result.quarter,
        group=UnitCategory.TOWN,
        unit_id=result.unit_id,
        indicator_code="NODES",
        fact_id=new_id(),
        score=Decimal(LARGEST),
        rank=2147483647,
        grounds=ODD,
        asks_for="异议诉求",
        status=ObjectionStatus.REFUSED,
        raised_at=AT,
        raised_on=date(2027, 1, 15),
        raised_by="p",
        raised_by_name="异议提出人",
        decide_by=date(9999, 12, 30),
        settled_at=AT,
        settled_by_name="异议决定人",
        reason=ODD,
        correction_id=new_id(),
    )


def _entry(district: District, objection: UUID) -> tables.ObjectionEntry:
    return tables.ObjectionEntry(
        id=new_id(),
        division=district.division,
        objection_id=objection,
        step=ObjectionStep.REFUSED,
        at=AT,
        by="p",
        by_name="异议经办人",
        reason=ODD,
        grounds="异议原理由",
        asks_for=ODD,
    )


def _fulfilment(district: District, duty: tables.CardDuty, unit: UUID) -> tables.DutyFulfilment:
    return tables.DutyFulfilment(
        id=new_id(),
        division=district.division,
        duty_id=duty.id,
        unit_id=unit,
        person="表态签署人",
        text=ODD,
        at=AT,
        days_late=2147483647,
        fulfilled_by="p",
        fulfilled_by_name="表态填报人",
        judged_at=AT,
        judged_by_name="表态确认人",
        returned_reason=ODD,
    )


def _file(district: District, name: str, kind: str | None, of: UUID | None) -> tables.Attachment:
    return tables.Attachment(
        id=new_id(),
        division=district.division,
        file_name=name,
        format="PDF",
        size=2147483647,
        sm3="考核示例摘要",
        uploaded_at=AT,
        uploaded_by=district.authority.subject,
        uploaded_by_name="上传人",
        record_kind=kind,
        record_id=of,
        attached_at=None if kind is None else AT,
        attached_by=None if kind is None else "附件人",
    )
