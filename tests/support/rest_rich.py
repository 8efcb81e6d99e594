"""A calendar, an issue that came of a decision, files on every kind of record: what the rich district has of them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.support.store import tables
from tests.support.world import DAY, District

_HUNG = datetime(2026, 3, 2, 1, tzinfo=UTC)


async def rested(district: District) -> None:
    """Subscribe, hand a decision over to the ledger, and hang a file on one record of each kind."""
    given = ("createSupportCalendarAddress", "CreateCalendarAddressInput", "path", district.agent, DAY)
    assert (await district.api.do(*given, label="独有的日历名称"))["userErrors"] == []
    await _followed(district)
    await _hung(district)


async def _followed(district: District) -> None:
    """Decide something for the first of the people's own unit, and hand it over."""
    (meeting,) = await district.api.rows(select(tables.LandConsultation.id).limit(1))
    item = "item { id version }"
    adding = ("addLandAgendaItem", "AddLandAgendaItemInput", item, district.officer, DAY)
    added = (await district.api.do(*adding, consultationId=str(meeting.id), text="项目服务的独有议题"))["item"]
    said = {"decision": "项目服务的独有议定", "responsibleUnitId": str(district.service), "deadline": "2026-03-25"}
    deciding = ("decideLandAgendaItem", "DecideLandAgendaItemInput", item, district.officer, DAY)
    done = await district.api.do(*deciding, itemId=added["id"], expectedVersion=added["version"], **said)
    assert done["userErrors"] == [], done
    facts = {"issueId": str(new_id()), "number": "独有台账号", "division": district.division}
    raised = facts | {"version": 1, "sourceId": added["id"], "raisedOn": str(DAY)}
    await district.api.consume("zhongdian.schedule.issue.raised.v1", raised)
    more = {"version": 2, "dueOn": "2026-03-30", "reason": "独有的退回理由"}
    await district.api.consume("zhongdian.schedule.issue.reopened.v1", facts | more)


async def _hung(district: District) -> None:
    """Write files as uploads make them, each hung on the first record of its kind."""
    async with district.api.database.session(ALL_DIVISIONS) as session:
        for kind, table in tables.FILES_HANG_ON.items():
            record = await session.scalar(select(table.id).order_by(table.id).limit(1))
            assert record is not None, kind
            file = tables.Attachment(
                id=new_id(),
                division=district.division,
                file_name=f"附件{kind.value}.pdf",
                format="PDF",
                size=1,
                sm3="要素示例摘要",
                uploaded_at=_HUNG,
                uploaded_by="somebody-else",
                uploaded_by_name="另一上传人",
            )
            file.record_kind, file.record_id = kind.value, record
            file.attached_at, file.attached_by = _HUNG, "另一附件人"
            session.add(file)
        await session.commit()
