"""The monthly lists of planned projects through GraphQL (第四条)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.digest import canonical, sm3
from services.law.parties import Role
from services.reserve.store import tables
from tests.harness.people import person
from tests.reserve.life import FINANCE, INVESTMENT, PROJECT, at, codes
from tests.reserve.planned_life import NOVEMBER, REPORT, line, planning, seen

NOV_20, NOV_30, DEC_2, DEC_3, DEC_9 = (
    date(2026, 11, 20),
    date(2026, 11, 30),
    date(2026, 12, 2),
    date(2026, 12, 3),
    date(2026, 12, 9),
)


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api("reserve")


@pytest.fixture
async def reserve(api):
    """Units of its own for each test: a unit has one report a month."""
    return await planning(api)


async def test_a_list_is_drafted_changed_and_handed_in_with_the_figures_of_that_day(reserve):
    town = reserve.town
    first, second = await reserve.project(name="甲项目"), await reserve.project(name="乙项目")
    report = await reserve.draft(town, on=NOV_20, items=[line(first)])
    assert (report["status"], report["state"], report["revision"], report["dueOn"]) == (
        "DRAFT",
        "NOT_DUE",
        0,
        "2026-11-30",
    )
    items = [line(first, remark="重点"), line(second, "CHANGED")]
    report = await reserve.done(
        "changePlannedReport", REPORT, town, on=NOV_20, **seen(report), items=items, remark="本月两个"
    )
    dearer = {"totalInvestment": "190000.5", "fundSources": [{"source": "企业自筹", "amount": "190000.5"}]}
    first = await reserve.done("changeProject", PROJECT, reserve.owner, **at(first), reason="调概", **dearer)
    report = await reserve.submit(town, report, on=NOV_30)
    assert (report["status"], report["state"], report["daysLate"], report["revision"]) == ("SUBMITTED", "ON_TIME", 0, 1)
    dearest = {"totalInvestment": "200000", "fundSources": [{"source": "企业自筹", "amount": "200000"}]}
    await reserve.done("changeProject", PROJECT, reserve.owner, **at(first), reason="再调", **dearest)
    told = await reserve.shown(report, on=DEC_2)
    items = [e["node"] for e in told["items"]["edges"]]
    assert [(i["projectName"], i["totalInvestment"], i["change"], i["remark"]) for i in items] == [
        ("甲项目", "190000.5", "NEW", "重点"),
        ("乙项目", "189000", "CHANGED", None),
    ]
    assert items[0]["town"] == told["unit"]
    assert told["unit"]["name"].startswith("某某街道")
    assert (told["remark"], told["statusName"]) == ("本月两个", "已报送")


async def test_the_digest_follows_from_what_was_handed_in(reserve):
    project = await reserve.project(name="甲项目")
    report = await reserve.submit(
        reserve.town, await reserve.draft(reserve.town, on=NOV_20, items=[line(project)]), on=NOV_20
    )
    (kept,) = (await reserve.shown(report, on=NOV_20))["revisions"]
    item = {
        "project_id": project["id"],
        "change": "NEW",
        "reason": None,
        "remark": None,
        "project_name": "甲项目",
        "category": "INDUSTRY",
        "library": None,
        "town_id": reserve.town_id,
        "total_investment": "189000",
    }
    said = {
        "unit_id": reserve.town_id,
        "month": NOVEMBER,
        "revision": 1,
        "submitted_on": "2026-11-20",
        "content": {"items": [item], "nothing_reason": None, "remark": None},
    }
    assert kept["digest"] == sm3(canonical(said))


async def test_what_was_handed_in_cannot_be_changed_even_in_the_database(reserve):
    project = await reserve.project(name="甲项目")
    report = await reserve.draft(reserve.town, on=NOV_20, items=[line(project)])
    item, kept = tables.PlannedItem, tables.PlannedRevision
    await reserve.submit(reserve.town, report, on=NOV_20)
    for attempt in (
        update(item).values(total_investment=1),
        delete(item),
        update(kept).values(digest="0"),
        delete(kept),
        delete(tables.PlannedStep),
    ):
        with pytest.raises(DBAPIError, match=r"frozen|append-only"):
            async with reserve.api.database.session(ALL_DIVISIONS) as session:
                await session.execute(attempt)


async def test_a_list_is_returned_with_what_is_missing_handed_in_again_and_accepted(reserve):
    town, project = reserve.town, await reserve.project(name="甲项目")
    report = await reserve.submit(town, await reserve.draft(town, on=NOV_20), on=NOV_20)
    refused = await reserve.refused("returnPlannedReport", REPORT, INVESTMENT, on=DEC_2, **seen(report), missing=" ")
    assert [(e["code"], e["article"]) for e in refused] == [("PLANNED_RETURN_REASON_MISSING", "第四条")]
    report = await reserve.done(
        "returnPlannedReport", REPORT, INVESTMENT, on=DEC_2, **seen(report), missing="漏报甲项目"
    )
    assert (report["status"], report["state"], report["daysLate"]) == ("RETURNED", "MISSING", 2)
    report = await reserve.done("changePlannedReport", REPORT, town, on=DEC_3, **seen(report), items=[line(project)])
    report = await reserve.submit(town, report, on=DEC_3)
    assert (report["status"], report["state"], report["revision"]) == ("RESUBMITTED", "ON_TIME", 2)
    report = await reserve.done("acceptPlannedReport", REPORT, INVESTMENT, on=DEC_9, **seen(report))
    told = await reserve.shown(report, on=DEC_9)
    assert (told["status"], told["acceptedOn"], told["missing"]) == ("ACCEPTED", "2026-12-09", "漏报甲项目")
    assert [(r["revision"], r["nothingReason"], len(r["items"]["edges"])) for r in told["revisions"]] == [
        (1, "本月无新增变化", 0),
        (2, None, 1),
    ]
    assert [(e["node"]["action"], e["node"]["note"]) for e in told["history"]["edges"]] == [
        ("acceptPlannedReport", None),
        ("submitPlannedReport", None),
        ("changePlannedReport", None),
        ("returnPlannedReport", "漏报甲项目"),
        ("submitPlannedReport", None),
        ("draftPlannedReport", None),
    ]


async def test_a_correction_is_a_new_revision_and_the_old_one_stays_readable(reserve):
    town, one, two = reserve.town, await reserve.project(name="甲项目"), await reserve.project(name="乙项目")
    report = await reserve.submit(town, await reserve.draft(town, on=NOV_20, items=[line(one)]), on=NOV_20)
    report = await reserve.done("acceptPlannedReport", REPORT, INVESTMENT, on=NOV_20, **seen(report))
    both = [line(one), line(two)]
    refused = await reserve.refused(
        "correctPlannedReport", REPORT, town, on=DEC_2, **seen(report), reason="", items=[line(one)]
    )
    assert codes(refused) == ["PLANNED_CORRECTION_REASON_MISSING", "NOTHING_CHANGED"]
    report = await reserve.done(
        "correctPlannedReport", REPORT, town, on=DEC_2, **seen(report), reason="漏列乙项目", items=both
    )
    assert (report["status"], report["state"], report["revision"]) == ("RESUBMITTED", "ON_TIME", 2)
    told = await reserve.shown(report, on=DEC_2)
    assert told["acceptedOn"] is None
    assert [
        (r["reason"], r["submittedOn"], [e["node"]["projectName"] for e in r["items"]["edges"]])
        for r in told["revisions"]
    ] == [(None, "2026-11-20", ["甲项目"]), ("漏列乙项目", "2026-12-02", ["甲项目", "乙项目"])]
    assert len({r["digest"] for r in told["revisions"]}) == 2


async def test_what_comes_in_late_stays_late_however_long_ago_and_whatever_happens_to_it(reserve):
    report = await reserve.submit(reserve.town, await reserve.draft(reserve.town, on=NOV_30), on=DEC_2)
    assert (report["state"], report["daysLate"]) == ("LATE", 2)
    report = await reserve.done("returnPlannedReport", REPORT, INVESTMENT, on=DEC_3, **seen(report), missing="无说明")
    report = await reserve.submit(reserve.town, report, on=DEC_9)
    told = await reserve.shown(report, on=date(2030, 1, 1))
    assert (told["state"], told["daysLate"]) == ("LATE", 2)
    late = await reserve.expected(NOVEMBER, on=date(2030, 1, 1), s=["LATE"])
    assert list(late) == ["town"]


async def test_wrong_lists_are_refused_with_article_4_and_change_nothing(reserve):
    town, other = reserve.town, reserve.other
    own = await reserve.project(name="甲项目")
    mine = {"on": NOV_20, "month": NOVEMBER}

    async def refused(**content):
        return await reserve.refused("draftPlannedReport", REPORT, content.pop("who", town), **mine, **content)

    assert codes(await refused()) == ["PLANNED_REPORT_EMPTY"]
    twice = await refused(items=[line(own), line(own, "DROPPED")], nothingReason="无")
    assert codes(twice) == ["PLANNED_NOTHING_WITH_ITEMS", "PLANNED_ITEM_TWICE", "PLANNED_DROP_REASON_MISSING"]
    assert {e["article"] for e in twice} == {"第四条"}
    assert [e["field"] for e in twice] == ["nothingReason", "items.1.projectId", "items.1.reason"]
    assert codes(await refused(items=[line({"id": str(new_id())})])) == ["PLANNED_PROJECT_UNKNOWN"]
    # a town sees only its own projects; an industry authority sees all, and reports its own
    assert codes(await refused(who=other, items=[line(own)])) == ["PLANNED_PROJECT_UNKNOWN"]
    foreign = await reserve.project(name="无主管项目", industryAuthorityId=None)
    assert codes(await refused(who=reserve.authority, items=[line(foreign)])) == ["PLANNED_PROJECT_NOT_YOURS"]
    assert codes(await refused(nothingReason="无" * 2001)) == ["TEXT_TOO_LONG"]
    query = "query($u: UUID!) { plannedReports(filter: {unitId: $u}) { totalCount } }"
    none = await reserve.api(query, {"u": reserve.town_id}, as_=INVESTMENT)
    assert none["plannedReports"]["totalCount"] == 0


async def test_a_project_is_in_one_list_a_month_and_free_again_when_that_list_is_returned(reserve):
    town, authority, project = reserve.town, reserve.authority, await reserve.project(name="甲项目")
    listed = {"items": [line(project)]}
    by_town = await reserve.draft(town, on=NOV_20, **listed)
    by_authority = await reserve.draft(authority, on=NOV_20, **listed)  # two drafts may name it, one list has it
    by_town = await reserve.submit(town, by_town, on=NOV_20)
    refused = await reserve.refused("submitPlannedReport", REPORT, authority, on=NOV_20, **seen(by_authority))
    assert [(e["code"], e["article"]) for e in refused] == [("PLANNED_REPORTED_ELSEWHERE", "第四条")]
    assert "某某街道" in refused[0]["message"]
    await reserve.done("returnPlannedReport", REPORT, INVESTMENT, on=NOV_20, **seen(by_town), missing="由主管部门报送")
    await reserve.submit(authority, by_authority, on=NOV_20)
    december = await reserve.draft(town, on=DEC_2, month="2026-12-15", **listed)
    await reserve.submit(town, december, on=DEC_2)


async def test_a_project_of_a_plan_is_not_dropped(reserve):
    town, project = reserve.town, await reserve.ready("入计划项目")
    plan = await reserve.done("draftPlan", "plan { id version }", INVESTMENT, year=2027, majorDecision=False)
    item = {"projectId": project["id"], "kind": "NEW_START", "annualInvestment": "8000"}
    await reserve.done(
        "addPlanItem", "plan { id }", INVESTMENT, planId=plan["id"], expectedVersion=plan["version"], **item
    )
    dropped = [line(project, "DROPPED", reason="不再实施")]
    refused = await reserve.refused("draftPlannedReport", REPORT, town, on=NOV_20, month=NOVEMBER, items=dropped)
    assert codes(refused) == ["PLANNED_DROPPED_IN_PLAN"]


async def test_months_to_come_and_months_before_the_unit_was_a_party_are_refused(reserve):
    for month, code in (
        ("2026-12-01", "PLANNED_MONTH_AHEAD"),
        ("9999-12-31", "PLANNED_MONTH_AHEAD"),
        ("2026-09-30", "PLANNED_MONTH_BEFORE_PARTY"),
        ("0001-01-01", "PLANNED_MONTH_BEFORE_PARTY"),
    ):
        refused = await reserve.refused(
            "draftPlannedReport", REPORT, reserve.town, on=NOV_30, month=month, nothingReason="无"
        )
        assert [(e["code"], e["article"]) for e in refused] == [(code, "第四条")]
    await reserve.draft(reserve.town, on=NOV_30)
    again = await reserve.refused(
        "draftPlannedReport", REPORT, reserve.town, on=NOV_30, month="2026-11-30", nothingReason="无"
    )
    assert codes(again) == ["PLANNED_REPORT_EXISTS"]
    nobody = person(Role.PLANNING_PARTY)
    refused = await reserve.refused("draftPlannedReport", REPORT, nobody, on=NOV_30, month=NOVEMBER, nothingReason="无")
    assert codes(refused) == ["PLANNED_NOT_A_PARTY"]


async def test_a_unit_touches_its_own_reports_and_sees_no_others(reserve):
    town, other = reserve.town, reserve.other
    report = await reserve.draft(town, on=NOV_20)
    for who, code in ((other, "PLANNED_REPORT_UNKNOWN"), (reserve.authority, "PLANNED_REPORT_NOT_YOURS")):
        refused = await reserve.refused("submitPlannedReport", REPORT, who, on=NOV_20, **seen(report))
        assert [(e["code"], e["article"]) for e in refused] == [(code, "第四条")]
    assert await reserve.shown(report, other, on=NOV_20) is None
    assert await reserve.shown(report, person(Role.SPECIALIST), on=NOV_20) is None
    assert await reserve.shown(report, person(Role.INVESTMENT_AUTHORITY, division="430212"), on=NOV_20) is None
    for who in (town, INVESTMENT, FINANCE, person(Role.LEADER), reserve.authority):
        assert (await reserve.shown(report, who, on=NOV_20))["status"] == "DRAFT"
    own = await reserve.expected(NOVEMBER, town, on=NOV_20)
    assert list(own) == ["town"]
    forbidden = await reserve.api.raw(
        "mutation($input: AcceptPlannedReportInput!) { acceptPlannedReport(input: $input) { userErrors { code } } }",
        {"input": {"idempotencyKey": str(new_id()), **seen(report)}},
        as_=town,
    )
    assert forbidden["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_stale_version_is_told_beside_the_other_reasons(reserve):
    report = await reserve.draft(reserve.town, on=NOV_20)
    await reserve.submit(reserve.town, report, on=NOV_20)
    refused = await reserve.refused("submitPlannedReport", REPORT, reserve.town, on=NOV_20, **seen(report))
    assert codes(refused) == ["VERSION_CONFLICT", "PLANNED_STATUS_WRONG"]


async def test_what_happens_is_told_to_the_other_services(reserve):
    project = await reserve.project(name="甲项目")
    report = await reserve.draft(reserve.town, on=NOV_30, items=[line(project)])
    report = await reserve.submit(reserve.town, report, on=DEC_2)
    report = await reserve.done("returnPlannedReport", REPORT, INVESTMENT, on=DEC_3, **seen(report), missing="缺测算")
    report = await reserve.submit(reserve.town, report, on=DEC_9)
    await reserve.done("acceptPlannedReport", REPORT, INVESTMENT, on=DEC_9, **seen(report))
    told = [e for e in await reserve.api.events() if e["subject"] == reserve.town_id and ".planned-" in e["type"]]
    assert [e["type"].split(".")[3] for e in told] == ["submitted", "returned", "submitted", "accepted"]
    first = told[0]["data"]
    assert (first["totalInvestment"], first["projects"], first["daysLate"]) == ("189000", 1, 2)
    assert (told[1]["data"]["missing"], told[2]["data"]["revision"]) == ("缺测算", 2)
    trail = [row.action for row in await reserve.api.audit() if row.subject == f"plannedReport/{report['id']}"]
    assert trail == [
        "draftPlannedReport",
        "submitPlannedReport",
        "returnPlannedReport",
        "submitPlannedReport",
        "acceptPlannedReport",
    ]


async def test_lists_are_filtered_by_month_unit_status_and_state_and_sorted_by_due_day(reserve):
    town, other = reserve.town, reserve.other
    await reserve.draft(town, on=DEC_2, month=NOVEMBER)
    late = await reserve.submit(other, await reserve.draft(other, on=DEC_2), on=DEC_2)
    await reserve.submit(town, await reserve.draft(town, on=DEC_2, month="2026-12-05"), on=DEC_2)

    async def listed(on=DEC_2, **filter):
        query = "query($f: PlannedReportFilter, $d: SortDirection! = DESC) { plannedReports(filter: $f, direction: $d, first: 200) { totalCount edges { node { id month status state unit { id } } } } }"
        direction = {"d": filter.pop("direction")} if "direction" in filter else {}
        answer = await reserve.api(query, {"f": filter or None, **direction}, as_=INVESTMENT, on=on)
        edges = answer["plannedReports"]["edges"]
        assert len(edges) == answer["plannedReports"]["totalCount"]
        own = [e["node"] for e in edges if e["node"]["unit"]["id"] in reserve.names]
        return [(node["month"][5:7], node["state"]) for node in own]

    assert sorted(await listed()) == [("11", "LATE"), ("11", "MISSING"), ("12", "ON_TIME")]
    assert (await listed())[0][0] == "12"
    assert (await listed(direction="ASC"))[-1][0] == "12"
    assert sorted(await listed(month="2026-11-17")) == [("11", "LATE"), ("11", "MISSING")]
    assert await listed(unitId=reserve.town_id, statuses=["DRAFT"]) == [("11", "MISSING")]
    assert await listed(states=["LATE"]) == [("11", "LATE")]
    assert sorted(await listed(states=["MISSING", "ON_TIME"])) == [("11", "MISSING"), ("12", "ON_TIME")]
    assert await listed(states=["DUE_SOON"]) == []
    assert await listed(states=["DUE_SOON"], on=NOV_30) == [("11", "DUE_SOON")]
    assert await listed(states=["NOT_DUE"], on=NOV_20) == [("11", "NOT_DUE")]
    assert await listed(states=[]) == []
    one = await reserve.api("query($id: UUID!) { plannedReport(id: $id) { month } }", {"id": late["id"]}, as_=other)
    assert one["plannedReport"] == {"month": NOVEMBER}
    bad = await reserve.api.raw('{ plannedReports(filter: {month: "1899-01-01"}) { totalCount } }', as_=INVESTMENT)
    assert bad["errors"][0]["extensions"]["code"] == "BAD_INPUT"


async def test_every_table_of_the_lists_keeps_divisions_apart(reserve):
    await reserve.submit(reserve.town, await reserve.draft(reserve.town, on=NOV_20), on=NOV_20)
    async with reserve.api.database.session("430212", read_only=True) as session:
        for table in (tables.PlannedReport, tables.PlannedRevision, tables.PlannedStep, tables.PlanningParty):
            assert (await session.execute(select(text("1")).select_from(table))).all() == []
