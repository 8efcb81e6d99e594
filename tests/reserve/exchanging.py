"""What went between reserve and the other systems, for the sample life: an application from the province, the city's codes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from uuid import UUID

from infra.simulators.city_library import City
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.callbacks import CallbackStatus, TryOutcome
from services.reserve.domain.applications.terms import ApplicationStatus
from services.reserve.domain.exchange.terms import Action, CallbackKind
from services.reserve.store import tables
from tests.reserve.life import INVESTMENT, Reserve

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


async def exchanged(reserve: Reserve, application: str) -> str:
    """Hand the library to the city and take its answer over; return the export. An application is as if from the province."""
    payload = await reserve.do("exportCityLibrary", "export { id } file { contentBase64 }", INVESTMENT)
    city = City()
    city.take(base64.b64decode(payload["file"]["contentBase64"]))
    content = base64.b64encode(city.answers[0][1].encode()).decode()
    taken = {"fileName": "市库 100%_答复.jsonl", "contentBase64": content, "dryRun": False}
    await reserve.do("importCityLibrary", "results { line }", INVESTMENT, **taken)
    await _from_the_province(reserve, UUID(application))
    return payload["export"]["id"]


async def _from_the_province(reserve: Reserve, application: UUID) -> None:
    filing, callback = new_id(), new_id()
    own = {"division": "430211"}
    of_filing = own | {"filing_id": filing}
    rows = (
        tables.ProvincialFiling(
            id=filing,
            client="hunan-platform",
            number="HN430211-000001",
            application_id=application,
            content_digest="0" * 64,
            project_registered=False,
            received_at=AT,
            **own,
        ),
        tables.ProvincialReceipt(
            id=new_id(),
            action=Action.SUBMIT,
            content_digest="0" * 64,
            at=AT,
            status=ApplicationStatus.SUBMITTED,
            version=2,
            **of_filing,
        ),
        tables.Callback(
            id=callback,
            version=1,
            application_id=application,
            client="hunan-platform",
            number="HN430211-000001",
            sequence=1,
            kind=CallbackKind.RETURNED,
            body={"kindName": "退回 100%_补正"},
            status=CallbackStatus.DEAD,
            tries=1,
            next_at=AT,
            created_at=AT,
            delivered_at=None,
            last_error="对方拒收",
            given_up_reason=None,
            **of_filing,
        ),
        tables.CallbackTry(
            id=new_id(),
            callback_id=callback,
            number=1,
            at=AT,
            outcome=TryOutcome.REFUSED,
            http_status=500,
            detail="暂不可用 100%_",
            **own,
        ),
    )
    async with reserve.api.database.session(ALL_DIVISIONS) as session:
        for row in rows:  # one after the other: each names the one before
            session.add(row)
            await session.flush()
        await session.commit()
