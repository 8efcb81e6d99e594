"""Dispatch with much in it: a row in each of its tables, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.schedule.store import tables
from tests.schedule.dispatch.meeting import MONDAY, hold, on_difficulty, on_round, open_round
from tests.schedule.dispatch.publishing import draft
from tests.schedule.dispatch.reviewing import inspector, on_candidate, on_interview, on_review, open_review
from tests.schedule.life import Life


async def rich_dispatch(life: Life) -> dict[str, str]:
    """Make a round, a bulletin with an erratum, a review with an interview; return what queries are asked with."""
    of = (await open_round(life, MONDAY, place="示例调度室"))["dispatchRound"]
    added = await on_round(
        life,
        "addDispatchDifficulty",
        "AddDispatchDifficultyInput",
        of,
        grade="JAM",
        text="示例卡点",
        projectId=str(life.project),
    )
    found = added["dispatchDifficulty"]
    ask = {"decision": "示例议定", "unitId": str(life.land_unit), "person": "责任人丙", "until": "2027-02-26"}
    decided = await on_difficulty(life, "decideDifficulty", "DecideDifficultyInput", found, **ask)
    assert decided["userErrors"] == []
    held = await hold(life, {"id": of["id"], "version": found["round"]["version"]})
    assert held["userErrors"] == []
    bulletin = (await draft(life, date(2027, 2, 1), month=1))["dispatchBulletin"]
    await _erratum(life, UUID(bulletin["id"]))
    review = await _review(life)
    return {
        "Query.dispatchRound": f'id: "{of["id"]}"',
        "Query.dispatchMinutes": f'roundId: "{of["id"]}", form: DOCX',
        "Query.dispatchBulletin": f'id: "{bulletin["id"]}"',
        "Query.bulletinPaper": f'bulletinId: "{bulletin["id"]}", form: DOCX',
        "Query.erratumPaper": f'erratumId: "{new_id()}", form: PDF',
        "Query.dispatchReview": f'id: "{review}"',
    }


async def _erratum(life: Life, bulletin: UUID) -> None:
    """A draft has none; here is one all the same, for what shows them."""
    async with life.api.database.session(ALL_DIVISIONS) as session:
        row = await session.scalar(select(tables.DispatchBulletin).where(tables.DispatchBulletin.id == bulletin))
        assert row is not None
        session.add(
            tables.BulletinErratum(
                id=new_id(),
                division=row.division,
                bulletin_id=bulletin,
                ordinal=1,
                place="示例更正之处",
                was="示例原文",
                now="示例正文",
                reason="示例更正理由",
                number="示例更正〔2027〕1号",
                issued_on=date(2027, 2, 1),
                issued_by="测试员",
                docx_sm3="0" * 64,
                docx_size=1,
                pdf_sm3="0" * 64,
                pdf_size=1,
            )
        )
        await session.commit()


async def _review(life: Life) -> str:
    on = date(2027, 1, 12)
    of = (await open_review(life, on=on, year=2026, quarter=4))["dispatchReview"]
    joined = await on_review(life, "joinDispatchReview", of, on=on, as_=inspector(life), office="示例督查室")
    named = await on_review(
        life,
        "nameInterviewCandidate",
        joined["dispatchReview"],
        on=on,
        unitId=str(life.land_unit),
        reason="示例约谈理由",
    )
    invitation = {"at": "2027-01-15T09:00:00+08:00", "place": "示例约谈室", "interviewer": "示例负责人"}
    invited = await on_candidate(life, "inviteToInterview", named["interviewCandidate"], on=on, **invitation)
    held = await on_interview(
        life,
        "holdInterview",
        invited["interview"],
        on=date(2027, 1, 15),
        heldOn="2027-01-15",
        attended="示例到场人员",
        record="示例约谈记录",
        promises=[{"text": "示例承诺", "until": "2027-01-31"}],
    )
    assert held["userErrors"] == [], held["userErrors"]
    return of["id"]
