"""Papers that go on follow a merge: monthly lists, applications, adjustments; what was handed in or issued stays as it was."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.law.parties import Role
from services.reserve.store import tables
from tests.harness.people import person
from tests.reserve.adjusting import Adjusting, issued, item
from tests.reserve.directory import UNIT, enter, history, on, pair, prove, seen
from tests.reserve.filing import Season, this
from tests.reserve.life import FIVE, INVESTMENT, PROJECT, Reserve, at, codes
from tests.reserve.planned_life import DECEMBER, NOVEMBER, REPORT, acting
from tests.reserve.planned_life import seen as of_report
from tests.reserve.views import kept as saved

BOTH = "organization { id version } duplicate { id mergedInto { id } mergeException { reason approver } }"
SOON, LATE = date(2026, 11, 28), date(2026, 12, 2)
UNIT_OF = "query($id: UUID!) { plannedReport(id: $id) { unit { id } status version history { edges { node { action note } } } } }"


async def merge(reserve: Reserve, keep: Any, duplicate: Any, *, day: date = SOON, **changes: Any) -> Any:
    return await reserve.do("mergeOrganizations", BOTH, INVESTMENT, on=day, **pair(keep, duplicate, **changes))


async def parties(reserve: Reserve, name: str) -> tuple[Any, Any]:
    both = [await _party(reserve, f"{name}{which}") for which in ("镇", "人民政府")]
    return both[0], both[1]


async def _party(reserve: Reserve, name: str) -> dict[str, Any]:
    return await enter(reserve, name, category="TOWN", roles=[Role.PLANNING_PARTY])


async def draft(reserve: Reserve, unit: Any, month: str = NOVEMBER, *, day: date = SOON) -> Any:
    nothing = {"month": month, "nothingReason": "本月无新增变化"}
    return await reserve.done("draftPlannedReport", REPORT, acting(unit["id"]), on=day, **nothing)


async def submit(reserve: Reserve, unit: Any, report: Any, *, day: date = SOON) -> Any:
    return await reserve.done("submitPlannedReport", REPORT, acting(unit["id"]), on=day, **of_report(report))


async def give_back(reserve: Reserve, report: Any, *, day: date = SOON) -> Any:
    missing = of_report(report) | {"missing": "缺投资测算"}
    return await reserve.done("returnPlannedReport", REPORT, INVESTMENT, on=day, **missing)


async def accept(reserve: Reserve, report: Any, *, day: date = SOON) -> Any:
    return await reserve.done("acceptPlannedReport", REPORT, INVESTMENT, on=day, **of_report(report))


async def shown(reserve: Reserve, report: Any) -> Any:
    return (await reserve.api(UNIT_OF, {"id": report["id"]}, as_=INVESTMENT, on=SOON))["plannedReport"]


@pytest.mark.parametrize("returned", [False, True])
async def test_a_list_that_is_with_the_duplicate_is_the_kept_units_to_hand_in(reserve, returned):
    keep, duplicate = await parties(reserve, f"月报改挂{returned}")
    report = await draft(reserve, duplicate)
    if returned:
        report = await give_back(reserve, await submit(reserve, duplicate, report))
    done = await merge(reserve, keep, duplicate)
    assert done["userErrors"] == []
    now = await shown(reserve, report)
    assert (now["unit"]["id"], now["version"]) == (keep["id"], report["version"] + 1)
    assert {"action": "mergeOrganizations", "note": "重复登记"} in [e["node"] for e in now["history"]["edges"]]
    taken = history(await seen(reserve, keep["id"]))[0]["changes"]
    assert {"field": "plannedReports", "before": None, "after": "1"} in taken
    report = report | {"version": now["version"]}
    assert (await submit(reserve, keep, report))["status"] == ("RESUBMITTED" if returned else "SUBMITTED")
    audited = [a.action for a in await reserve.api.audit() if a.subject == f"plannedReport/{report['id']}"]
    assert "mergeOrganizations" in audited


async def test_a_list_that_was_taken_over_stays_the_duplicates(reserve):
    keep, duplicate = await parties(reserve, "月报已接收")
    report = await accept(reserve, await submit(reserve, duplicate, await draft(reserve, duplicate)))
    assert (await merge(reserve, keep, duplicate))["userErrors"] == []
    assert (await shown(reserve, report))["unit"]["id"] == duplicate["id"]


async def test_a_list_that_waits_for_the_authority_is_named_and_holds_the_merge_up(reserve):
    keep, duplicate = await parties(reserve, "月报待接收")
    report = await submit(reserve, duplicate, await draft(reserve, duplicate))
    (error,) = (await merge(reserve, keep, duplicate))["userErrors"]
    assert (error["code"], error["article"]) == ("PLANNED_REPORT_WAITING", "第四条")
    assert "2026年11月" in error["message"]
    await give_back(reserve, report)
    assert (await merge(reserve, keep, duplicate))["userErrors"] == []


async def test_lists_of_both_for_one_month_are_named_and_settled_by_handing_the_duplicates_in(reserve):
    keep, duplicate = await parties(reserve, "月报都有")
    await draft(reserve, keep)
    report = await draft(reserve, duplicate)
    (error,) = (await merge(reserve, keep, duplicate))["userErrors"]
    assert error["code"] == "PLANNED_REPORT_OF_BOTH"
    assert "2026年11月" in error["message"]
    assert (await shown(reserve, report))["unit"]["id"] == duplicate["id"]
    await accept(reserve, await submit(reserve, duplicate, report))
    assert (await merge(reserve, keep, duplicate))["userErrors"] == []


async def test_lists_of_different_months_are_no_hindrance(reserve):
    keep, duplicate = await parties(reserve, "月报各月")
    await draft(reserve, keep, NOVEMBER, day=LATE)
    report = await draft(reserve, duplicate, DECEMBER, day=LATE)
    assert (await merge(reserve, keep, duplicate, day=LATE))["userErrors"] == []
    assert (await shown(reserve, report))["unit"]["id"] == keep["id"]


async def test_after_the_merge_only_the_kept_unit_owes_lists_and_the_duplicate_begins_none(reserve):
    keep, duplicate = await parties(reserve, "月报义务")
    assert (await merge(reserve, keep, duplicate))["userErrors"] == []
    owed = '{ expectedReports(month: "2026-12-01", first: 200) { edges { node { unitId } } } }'
    units = [
        e["node"]["unitId"] for e in (await reserve.api(owed, as_=INVESTMENT, on=LATE))["expectedReports"]["edges"]
    ]
    assert (keep["id"] in units, duplicate["id"] in units) == (True, False)
    nothing = {"month": NOVEMBER, "nothingReason": "无"}
    refused = await reserve.refused("draftPlannedReport", REPORT, acting(duplicate["id"]), on=SOON, **nothing)
    assert codes(refused) == ["PLANNED_NOT_A_PARTY"]


async def owned(reserve: Reserve, unit: Any, name: str) -> Any:
    elements = reserve.elements(name=name, ownerId=unit["id"], longitude=None, latitude=None)
    project = await reserve.done("registerProject", PROJECT, INVESTMENT, **elements)
    project = await prove(reserve, project, *FIVE)
    return await reserve.done("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR")


async def twins(reserve: Reserve, name: str) -> tuple[Any, Any]:
    return await enter(reserve, f"{name}有限公司"), await enter(reserve, f"{name}公司")


APPLIED = "version status owner { id } steps { edges { node { action text fromStatus toStatus version } } }"


async def test_an_application_that_goes_on_is_the_kept_units_and_says_so_in_its_steps(reserve):
    keep, duplicate = await twins(reserve, "申报改挂")
    project = await owned(reserve, duplicate, "申报改挂项目")
    season = Season(reserve, 2031)
    await season.published()
    begun = await season.begun(project, as_=person(Role.OWNER, unit=duplicate["id"]))
    assert (await merge(reserve, keep, duplicate, day=season.today))["userErrors"] == []
    query = APPLIED.replace("owner { id }", "project { owner { id } }")
    now = await season.seen(begun, query)
    assert (now["version"], now["project"]["owner"]["id"]) == (begun["version"] + 1, keep["id"])
    assert now["steps"]["edges"][0]["node"] == {
        "action": "mergeOrganizations",
        "text": "重复登记",
        "fromStatus": "DRAFT",
        "toStatus": "DRAFT",
        "version": now["version"],
    }
    former = person(Role.OWNER, unit=duplicate["id"])
    assert await season.seen(begun, "id", as_=former) is None
    theirs = person(Role.OWNER, unit=keep["id"])
    stale = await season.refused("withdrawApplication", "application { id }", theirs, **this(begun), reason="缓建")
    assert codes(stale) == ["VERSION_CONFLICT"]
    current = this(begun | {"version": now["version"]})
    await season.done("withdrawApplication", "application { id }", theirs, **current, reason="缓建")
    taken = history(await seen(reserve, keep["id"]))[0]["changes"]
    assert {"field": "applications", "before": None, "after": "1"} in taken


async def test_an_application_that_is_over_gets_no_further_step(reserve):
    keep, duplicate = await twins(reserve, "申报已撤")
    project = await owned(reserve, duplicate, "申报已撤项目")
    season = Season(reserve, 2032)
    await season.published()
    theirs = person(Role.OWNER, unit=duplicate["id"])
    begun = await season.begun(project, as_=theirs)
    over = await season.done("withdrawApplication", "application { id version }", theirs, **this(begun), reason="缓建")
    assert (await merge(reserve, keep, duplicate, day=season.today))["userErrors"] == []
    now = await season.seen(begun, "version steps { edges { node { action } } }")
    assert now["version"] == over["version"]
    assert "mergeOrganizations" not in [e["node"]["action"] for e in now["steps"]["edges"]]


async def test_a_change_that_an_adjustment_prepares_names_the_kept_unit_and_an_issued_one_stays(reserve):
    keep, duplicate = await twins(reserve, "调整改挂")
    stays = await reserve.ready("调整改挂留用项目")
    comes = await _ready(reserve, duplicate, "调整改挂调入项目")
    plan = await issued(reserve, item(stays), year=2027, number=31)
    now = Adjusting(reserve)
    made = await now.do("adjustAdd", await now.draft(plan), **item(comes))
    gone = await deactivated(reserve, duplicate)
    (error,) = [e for e in gone if e["code"] == "UNIT_HAS_ADJUSTMENTS"]
    assert "调整改挂调入项目" in error["message"]
    assert error["article"] == "第十一条"
    assert (await merge(reserve, keep, duplicate, day=now.day))["userErrors"] == []
    query = "query($id: UUID!) { adjustment(id: $id) { version } }"
    shown_now = (await reserve.api(query, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]
    assert shown_now["version"] == made["version"] + 1
    change = tables.AdjustmentChange
    rows = await reserve.api.rows(select(change.owner_id).where(change.adjustment_id == UUID(made["id"])))
    assert [str(row.owner_id) for row in rows] == [keep["id"]]
    made = made | {"version": shown_now["version"]}
    await now.issue(await now.approve(made), 32)
    told = [e["data"] for e in await reserve.api.events("zhongdian.reserve.plan-item.issued.v1")]
    assert [d["ownerId"] for d in told if d["projectId"] == comes["id"]] == [keep["id"]]
    audited = [a.action for a in await reserve.api.audit() if a.subject == f"adjustment/{made['id']}"]
    assert "mergeOrganizations" in audited


async def _ready(reserve: Reserve, unit: Any, name: str) -> Any:
    """A project of a unit that stands where new starts are taken from."""
    project = await reserve.ready(name)
    elements = reserve.elements(name=name, ownerId=unit["id"]) | {"reason": "业主变更"}
    return await reserve.done("changeProject", PROJECT, INVESTMENT, **at(project), **elements)


async def deactivated(reserve: Reserve, unit: Any) -> list[dict[str, Any]]:
    payload = await reserve.do("deactivateOrganization", UNIT, INVESTMENT, **on(unit))
    return list(payload["userErrors"])


async def test_a_unit_with_an_open_application_stays_active_until_it_is_over(reserve):
    unit = await enter(reserve, "申报中的公司")
    elements = reserve.elements(name="申报中的项目", ownerId=unit["id"], longitude=None, latitude=None)
    project = await reserve.done("registerProject", PROJECT, INVESTMENT, **elements)
    season = Season(reserve, 2033)
    await season.published()
    theirs = person(Role.OWNER, unit=unit["id"])
    begun = await season.begun(project, as_=theirs)
    (error,) = await deactivated(reserve, unit)
    assert (error["code"], error["article"]) == ("UNIT_HAS_APPLICATIONS", "第三条（二）")
    assert "申报中的项目" in error["message"]
    await season.done("withdrawApplication", "application { id }", theirs, **this(begun), reason="缓建")
    assert await deactivated(reserve, unit) == []


async def test_shared_views_and_meanings_of_headings_are_the_kept_units(reserve):
    keep, duplicate = await parties(reserve, "视图改挂")
    before, after = (person(Role.PLANNING_PARTY, subject=f"view-{u['id']}", unit=u["id"]) for u in (duplicate, keep))
    await saved(reserve, before, "两家的视图", sharing="UNIT", projects={"search": "示例"})
    for who, heading, element in ((before, "谁来建", "OWNER"), (before, "盘子", "TOTAL"), (after, "盘子", "NAME")):
        given = {"subject": "PROJECTS", "heading": heading, "element": element}
        await reserve.done("rememberMapping", "mapping { id }", who, **given)
    query = "{ savedViews { edges { node { name } } } headingMappings(ended: false) { edges { node { heading element } } } }"
    assert (await reserve.api(query, as_=after))["savedViews"]["edges"] == []
    assert (await merge(reserve, keep, duplicate))["userErrors"] == []
    now = await reserve.api(query, as_=after)
    assert [e["node"]["name"] for e in now["savedViews"]["edges"]] == ["两家的视图"]
    meanings = {e["node"]["heading"]: e["node"]["element"] for e in now["headingMappings"]["edges"]}
    assert meanings == {"谁来建": "OWNER", "盘子": "NAME"}


async def test_the_exception_by_which_codes_may_differ_is_kept_and_shown_with_its_reason(reserve):
    keep, duplicate = await twins(reserve, "例外合并")
    done = await merge(reserve, keep, duplicate)
    excepted = {"reason": "换证前的旧代码", "approver": "李科长"}
    assert done["duplicate"]["mergeException"] == excepted
    query = "query($id: UUID!) { organization(id: $id) { history(first: 1) { edges { node { exceptionReason approver } } } } }"
    for unit in (keep, duplicate):
        newest = (await reserve.api(query, {"id": unit["id"]}, as_=INVESTMENT))["organization"]["history"]["edges"][0]
        assert newest["node"] == {"exceptionReason": "换证前的旧代码", "approver": "李科长"}
    listed = """query($id: UUID!) { recordedExceptions(filter: { organizationId: $id }) { edges { node {
        kind reason approver article organization { id } } } } }"""
    found = await reserve.api(listed, {"id": duplicate["id"]}, as_=INVESTMENT)
    assert [e["node"] for e in found["recordedExceptions"]["edges"]] == [
        {"kind": "MERGED_CODES_DIFFER", **excepted, "article": "第四条", "organization": {"id": duplicate["id"]}}
    ]
    none = await reserve.api(listed, {"id": keep["id"]}, as_=INVESTMENT)
    assert none["recordedExceptions"]["edges"] == []
