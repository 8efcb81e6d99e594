"""Agencies and requests of the province for the rich district: every table of theirs with words of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import select

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.callbacks import CallbackStatus, TryOutcome
from services.support.domain.provincial import Action, CallbackKind
from services.support.domain.request import State
from services.support.store import tables
from tests.support.agency.world import SUPERVISION, Agency
from tests.support.world import District

LATE = date(2026, 3, 17)
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


async def represented(district: District) -> str:
    """Let an owner be represented up to a supervised item; return the agency."""
    agency = Agency(district)
    await agency.authorised(note="代办申请 100%_说明")
    await agency.submit("SITE_OPINION", "PROJECT_FILING")
    await agency.step("recordAgencyItemDone", "PROJECT_FILING", text="备案办结", documentNumber="示例备〔2026〕100%_号")
    await agency.step("skipAgencyItem", "FOREST_LAND", text="不占用林地")
    await agency.step("promiseFasterAgencyItem", "SITE_OPINION", workingDays=8, text="市局承诺")
    named = {"followerSubject": agency.agent.subject, "followerName": "跟踪员丁"}
    await agency.step("nameAgencyFollower", "SITE_OPINION", **named)
    await agency.step("recordAgencyFollowUp", "SITE_OPINION", text="已到市局窗口")
    opening = {"itemId": (await agency.item("SITE_OPINION"))["id"], "reason": "逾期 100%_未办"}
    opened = await agency.do("openSupervision", agency.inspector, LATE, SUPERVISION, **opening)
    seen = opened["supervision"]
    given = {"supervisionId": seen["id"], "expectedVersion": seen["version"], "text": "已约谈经办科室"}
    await district.api.do("recordSupervision", "SupervisionTextInput", SUPERVISION, agency.inspector, LATE, **given)
    await agency.revoke()
    await agency.authorise(stages=["LAND_AND_PLANNING"])
    return str(agency.case["id"])


async def from_the_province(district: District) -> None:
    """Write down a request as if it had come from the province, with a callback that did not arrive."""
    request = tables.Request
    found = await district.api.rows(select(request.id).where(request.project_id == district.project).limit(1))
    await _written(district, found[0].id)


async def _written(district: District, request: UUID) -> None:
    filing, callback = new_id(), new_id()
    own = {"division": district.division}
    rows = (
        tables.ProvincialRequest(
            id=filing,
            client="hunan-platform",
            number="HNYS-100%_1",
            request_id=request,
            content_digest="1" * 64,
            attachments=[{"name": "省平台附件.pdf"}],
            received_at=AT,
            **own,
        ),
        tables.ProvincialRequestReceipt(
            id=new_id(),
            filing_id=filing,
            action=Action.SUBMIT,
            content_digest="2" * 64,
            at=AT,
            state=State.SUBMITTED,
            version=1,
            **own,
        ),
        tables.ProvincialCallback(
            id=callback,
            version=1,
            filing_id=filing,
            request_id=request,
            client="hunan-platform",
            number="HNYS-100%_1",
            sequence=1,
            kind=CallbackKind.RETURNED,
            body={"kindName": "退回 100%_补正"},
            status=CallbackStatus.DEAD,
            tries=1,
            next_at=AT,
            created_at=AT,
            last_error="对方拒收回调",
            **own,
        ),
        tables.ProvincialCallbackTry(
            id=new_id(),
            callback_id=callback,
            number=1,
            at=AT,
            outcome=TryOutcome.REFUSED,
            http_status=500,
            detail="省平台暂不可用 100%_",
            **own,
        ),
    )
    async with district.api.database.session(ALL_DIVISIONS) as session:
        for row in rows:  # one after the other: each names the one before
            session.add(row)
            await session.flush()
        await session.commit()
