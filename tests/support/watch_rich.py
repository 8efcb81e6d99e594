"""Clocks that have told something, people who are away, kept views: what the rich district has of them."""

from __future__ import annotations

from datetime import datetime

from services.chassis.clock import SHANGHAI
from services.chassis.database import ALL_DIVISIONS
from services.chassis.inbox import system_actor
from services.chassis.work import Work
from services.support.app import SERVICE
from services.support.usecases.clock.escalate import escalate
from tests.support.world import DAY, District


async def watched(district: District) -> None:
    """Let the ladder be climbed by 26 March; somebody be away today; views be shared."""
    async with district.api.database.session(ALL_DIVISIONS) as session:
        at = datetime(2026, 3, 26, tzinfo=SHANGHAI)
        work = Work(session, system_actor("support", "000000"), at, "support", SERVICE.translate)
        while await escalate(work):
            pass
        await session.commit()
    away = {"substitute": district.colleague.subject, "substituteName": "代办科员", "reason": "离岗培训"}
    made = await district.api.do(
        "recordAbsence",
        "RecordAbsenceInput",
        "absence { id }",
        district.officer,
        DAY,
        **away | {"fromOn": "2026-03-23", "untilOn": "2026-03-27"},
    )
    assert made["userErrors"] == [], made
    for by, name in ((district.officer, "共享视图"), (district.agent, "协调视图")):
        view = {"name": name, "filter": {"overdue": True}, "shared": True, "sort": "RECEIVED"}
        kept = await district.api.do("saveQueueView", "SaveQueueViewInput", "view { id }", by, DAY, **view)
        assert kept["userErrors"] == [], kept
