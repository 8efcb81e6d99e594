"""第四条、第十三条：a unit that serves a leader's project was merged into another: the survivor serves it."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.schedule.store import tables
from tests.harness.api import Api
from tests.harness.people import Person, person
from tests.harness.todos import of_kind
from tests.schedule.leading import draft, fresh_division, issue, link, linked, planned, problem, report
from tests.schedule.life import Life, codes, organization

CHANGED = "zhongdian.reserve.organization.changed.v1"
LINKS = "query($f: LeaderLinkFilter) { leaderLinks(filter: $f) { totalCount edges { node { projectName serviceUnit { id } serviceUnitAsIssued { id } } } } }"
ON = date(2027, 3, 2)


async def merge(life: Life, duplicate: UUID, keep: UUID, version: int = 2) -> None:
    division = life.authority.division
    told = organization(keep, name="示例合并单位", division=division)
    await life.api.consume("zhongdian.reserve.organization.registered.v1", told)
    gone = organization(duplicate, version=version, active=False, mergedInto=str(keep), division=division)
    await life.api.consume(CHANGED, gone)


def staff(life: Life, unit: UUID) -> Person:
    return person(Role.PLANNING_PARTY, unit=unit, division=life.authority.division)


async def links(life: Life, as_: Person, **filter: Any) -> list[dict[str, Any]]:
    answer = await life.api(LINKS, {"f": filter}, as_=as_, on=ON)
    return [e["node"] for e in answer["leaderLinks"]["edges"]]


async def told(life: Life) -> list[dict[str, Any]]:
    events = await life.api.events("zhongdian.schedule.leader.linked.v1")
    return [e["data"] for e in events if e["data"]["projectId"] == str(life.project)]


async def test_the_survivor_sees_reports_and_is_named_and_the_document_stays(api: Api) -> None:
    life, keep = await linked(api), new_id()
    served, before = life.town_unit, staff(life, life.town_unit)
    assert codes(await report(life, 1, date(2027, 2, 2), as_=before)) == []
    assert await links(life, staff(life, keep)) == []
    await merge(life, served, keep)
    after = staff(life, keep)
    named = {
        "projectName": "示例涂料项目",
        "serviceUnit": {"id": str(keep)},
        "serviceUnitAsIssued": {"id": str(served)},
    }
    assert await links(life, after) == [named]
    assert await links(life, life.authority, serviceUnitId=str(keep)) == [named]
    assert await links(life, life.authority, serviceUnitId=str(served)) == []
    assert {t["unitId"] for t in await of_kind(api, after, ON, "LEADER_REPORT_DUE")} == {str(keep)}
    assert await of_kind(api, before, ON, "LEADER_REPORT_DUE") == []
    query = "{ leaderReports { edges { node { month unit { id } } } } }"
    seen = (await api(query, as_=after, on=ON))["leaderReports"]["edges"]
    assert seen == [{"node": {"month": 1, "unit": {"id": str(served)}}}]
    assert codes(await report(life, 2, ON, as_=before)) == ["NOT_SERVICE_UNIT"]
    made = await report(life, 2, ON, as_=after)
    assert made["userErrors"] == []
    (answers,) = [
        e["data"]
        for e in await api.events("zhongdian.schedule.leader.report-submitted.v1")
        if e["data"]["projectId"] == str(life.project) and e["data"]["month"] == 2
    ]
    assert answers["responsibleUnitId"] == str(keep)
    assert codes(await problem(life, as_=after)) == []
    board = "{ warMap(year: 2027) { serviceUnitId } warMapBoard(by: SERVICE_UNIT, year: 2027) { key projects } }"
    wall = await api(board, as_=life.authority, on=ON)
    assert wall == {"warMap": [{"serviceUnitId": str(keep)}], "warMapBoard": [{"key": str(keep), "projects": 1}]}


async def test_it_is_told_once_with_its_edition_and_audited(api: Api) -> None:
    life, keep = await linked(api), new_id()
    for _ in range(2):
        await merge(life, life.town_unit, keep)
    first, again = await told(life)
    assert again == first | {"serviceUnitId": str(keep)}
    subject = f"/{life.project}"
    (audited,) = [a for a in await api.audit() if a.action == "followMerger" and a.subject.endswith(subject)]
    assert "并入" in audited.reason


async def test_a_chain_of_mergers_ends_with_the_last_and_a_draft_follows(api: Api) -> None:
    life, between, keep = await linked(api), new_id(), new_id()
    drafted = (await draft(life, reason="分工调整"))["leaderArrangement"]
    await merge(life, between, keep)
    await merge(life, life.town_unit, between)
    assert [n["serviceUnit"]["id"] for n in await links(life, staff(life, keep))] == [str(keep)]
    done = await issue(life, drafted)
    assert done["userErrors"] == []
    (now,) = await links(life, staff(life, keep))
    assert (now["serviceUnit"]["id"], now["serviceUnitAsIssued"]["id"]) == (str(keep), str(keep))


async def test_an_edition_after_the_merger_is_drafted_with_the_survivor(api: Api) -> None:
    life, keep = await linked(api), new_id()
    await merge(life, life.town_unit, keep)
    drafted = (await draft(life, reason="分工调整"))["leaderArrangement"]
    assert [e["node"]["serviceUnit"]["id"] for e in drafted["links"]["edges"]] == [str(keep)]


async def test_an_arrangement_that_is_issued_while_its_unit_is_merged_is_the_survivors(api: Api) -> None:
    for _ in range(3):
        life, keep = await planned(api, fresh_division()), new_id()
        drafted = (await draft(life))["leaderArrangement"]
        ready = (await link(life, drafted))["leaderArrangement"]
        done, _merged = await asyncio.gather(issue(life, ready), merge(life, life.town_unit, keep))
        assert codes(done) == []
        assert [n["serviceUnit"]["id"] for n in await links(life, life.authority)] == [str(keep)]
    assert await api.parked() == []


@pytest.mark.parametrize("values", [{"serving_unit_id": None}, {"service_unit_id": new_id()}, {"leader_name": "别人"}])
async def test_nothing_else_of_an_issued_link_changes(api: Api, values: dict[str, Any]) -> None:
    life = await linked(api)
    row = tables.LeaderLink
    async with api.database.session(ALL_DIVISIONS) as session:
        with pytest.raises(DBAPIError, match="frozen"):
            await session.execute(update(row).where(row.project_id == life.project).values(**values))


async def test_a_merger_of_before_is_followed_when_it_begins_to_be_kept(api: Api) -> None:
    """The statement of the migration: along the chain, to the end of what was told."""
    from tests.schedule.store.test_migrations import migrated

    life, between, keep = await linked(api), new_id(), new_id()
    await merge(life, between, keep)
    await merge(life, life.town_unit, between)
    row = tables.LeaderLink
    async with api.database.session(ALL_DIVISIONS) as session:
        back = update(row).where(row.project_id == life.project)
        await session.execute(back.values(serving_unit_id=life.town_unit))
        await session.execute(text(migrated("0019_rest").SERVING))
        await session.commit()
    assert [n["serviceUnit"]["id"] for n in await links(life, staff(life, keep))] == [str(keep)]
