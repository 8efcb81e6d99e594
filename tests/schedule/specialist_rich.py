"""A contact person, weeks, verified and returned nodes and pushes to the city, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.schedule.domain.specialist.photo import PhotoSource
from services.schedule.store import tables
from tests.harness.people import person
from tests.schedule.life import Life, codes, opened
from tests.schedule.specialist_life import appoint, correct_week, hand_over, judge_node, update_week

JAM = {"severity": "JAM", "kind": "FUNDS", "text": "专员周报卡点 100%_待解"}


async def with_specialist(life: Life) -> dict[str, Any]:
    """Keep a row in every table of the area; return the arguments of its queries."""
    api = life.api
    own = await opened(api)
    told = {
        "projectId": str(own.project),
        "version": 1,
        "name": "专员示例项目",
        "ownerId": str(own.owner_unit),
        "townId": str(own.town_unit),
        "industryAuthorityId": str(own.industry_unit),
        "level": "CITY",
        "category": "INDUSTRY",
        "division": "430211",
    }
    await api.consume("zhongdian.reserve.project.registered.v1", told)
    await own.set_task()
    first = (await appoint(own, name="专员示例甲"))["specialist"]
    await hand_over(
        own, first, name="专员示例乙", reason="专员示例交接", openPoints="专员示例未了", fromOn="2027-01-20"
    )
    who = person(Role.SPECIALIST, unit=own.town_unit, subject="p-101")
    week = (await update_week(own, as_=who, text="专员周报场平", difficulties=[JAM]))["weeklyUpdate"]
    await correct_week(own, week, text="专员周报更正", reason="专员周报更正理由")
    node = (await own.plan())["nodePlan"]["nodes"]["edges"][0]["node"]["node"]
    back = (await judge_node(own, "return", (await own.complete(node))["node"], reason="专员示例退回"))["node"]
    done = (await own.complete(back))["node"]
    rows = [{"id": done["id"], "expectedVersion": done["version"]}]
    batch = await api.do("verifyMany", "VerifyManyInput", "batch { id }", life.authority, date(2027, 1, 12), nodes=rows)
    assert codes(batch) == []
    await _photo(own, week["id"])
    return {
        "Query.nodeJudgements": f'nodeId: "{node["id"]}"',
        "Query.verificationBatch": f'id: "{batch["batch"]["id"]}"',
        "Query.scheduleAttachment": f'id: "{new_id()}"',
    }


async def _photo(life: Life, week: str) -> None:
    """Hang a photo on the week as an upload would; the bytes are of no concern here."""
    seen = await life.look("id")
    assert seen is not None
    async with life.api.database.session(ALL_DIVISIONS) as session:
        session.add(tables.FileContent(sm3="专员示例摘要", size=1))
        await session.flush()
        file = tables.Attachment(
            id=new_id(),
            division="430211",
            file_name="专员示例照片.jpg",
            format="JPEG",
            size=1,
            sm3="专员示例摘要",
            uploaded_at=datetime(2027, 1, 12, tzinfo=UTC),
            uploaded_by="p-101",
            uploaded_by_name="测试员",
            schedule_id=seen["id"],
            update_id=week,
            position=1,
            attached_at=datetime(2027, 1, 12, tzinfo=UTC),
            attached_by="测试员",
            caption="专员示例说明",
            taken_at=datetime(2027, 1, 12, tzinfo=UTC),
            taken_from=PhotoSource.PHONE,
            longitude=Decimal(113),
            latitude=Decimal(27),
            placed_from=PhotoSource.PHONE,
            distance_metres=10,
            far=False,
        )
        session.add(file)
        await session.commit()
