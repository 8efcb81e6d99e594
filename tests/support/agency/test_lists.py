"""Agencies, their items and supervisions by what people look for (第十四条)."""

from __future__ import annotations

from datetime import date

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.support.agency.world import SUPERVISION, codes
from tests.support.world import DAY

LATE = date(2026, 3, 17)
CASES = "query($f: AgencyFilter) { agencyCases(filter: $f) { edges { node { id } } } }"
ITEMS = "query($f: AgencyItemFilter) { agencyItems(filter: $f) { edges { node { code } } } }"
SUPERVISIONS = """query($o: Boolean, $b: UUID, $p: UUID) { agencySupervisions(open: $o, bureauId: $b, projectId: $p) {
    edges { node { id } } } }"""


async def shown(agency, query, key, as_=None, on=DAY, **asked):
    answer = await agency.district.api(query, asked, as_=as_ or agency.inspector, on=on)
    (page,) = answer.values()
    return [edge["node"][key] for edge in page["edges"]]


async def test_agencies_are_found_by_project_and_states_and_by_none_else(agency):
    await agency.accepted()
    case = agency.case["id"]
    stranger = person(Role.OWNER, unit=new_id(), division=agency.district.division)
    by = {"projectId": str(agency.district.project)}
    for more in (
        by,
        by | {"search": "示例涂料"},
        by | {"states": ["ACCEPTED"]},
        by | {"states": ["APPLIED", "ACCEPTED"]},
    ):
        assert await shown(agency, CASES, "id", f=more) == [case]
        assert await shown(agency, CASES, "id", agency.owner, f=more) == [case]
        assert await shown(agency, CASES, "id", stranger, f=more) == []
    for more in ({"search": "没有的字"}, {"states": ["DECLINED", "CANCELLED"]}, {"states": []}):
        assert await shown(agency, CASES, "id", f=by | more) == []
    assert await shown(agency, CASES, "id", agency.owner) == [case]
    assert await shown(agency, CASES, "id", agency.agent, f=by | {"mine": True}) == [case]
    assert await shown(agency, CASES, "id", agency.colleague, f=by | {"mine": False}) == [case]


async def test_items_are_found_by_their_name_their_document_and_the_project(agency):
    await agency.authorised()
    await agency.submit("SITE_OPINION", "PROJECT_FILING")
    assert codes(await agency.step("recordAgencyItemDone", "PROJECT_FILING", documentNumber="示例备〔2026〕8号")) == []
    by = {"caseId": agency.case["id"]}
    assert await shown(agency, ITEMS, "code", f=by | {"search": "〔2026〕8号"}) == ["PROJECT_FILING"]
    assert len(await shown(agency, ITEMS, "code", f=by | {"search": "示例涂料"})) == 5
    assert await shown(agency, ITEMS, "code", f=by | {"search": "没有的字"}) == []
    assert await shown(agency, ITEMS, "code", f=by | {"states": ["SUBMITTED", "CORRECTING"]}) == ["SITE_OPINION"]
    assert await shown(agency, ITEMS, "code", f=by | {"states": ["SUBMITTED"], "stages": ["COMPLETION"]}) == []
    assert len(await shown(agency, ITEMS, "code", agency.owner, f={"search": "示例涂料"})) == 5


async def test_late_items_and_their_supervisions_are_found_by_bureau_and_project(agency):
    await agency.authorised()
    await agency.submit("SITE_OPINION")
    project = {"projectId": str(agency.district.project)}
    assert await shown(agency, ITEMS, "code", on=date(2026, 3, 16), f=project | {"overdue": True}) == []
    assert await shown(agency, ITEMS, "code", on=LATE, f=project | {"overdue": True}) == ["SITE_OPINION"]
    assert await shown(agency, ITEMS, "code", agency.owner, LATE, f={"overdue": True}) == ["SITE_OPINION"]
    opening = {"itemId": (await agency.item("SITE_OPINION"))["id"], "reason": "逾期未办"}
    opened = (await agency.do("openSupervision", agency.agent, LATE, SUPERVISION, **opening))["supervision"]["id"]
    of = {"p": str(agency.district.project)}
    assert await shown(agency, SUPERVISIONS, "id", **of) == [opened]
    assert await shown(agency, SUPERVISIONS, "id", **of, o=True) == [opened]
    assert await shown(agency, SUPERVISIONS, "id", **of, o=False) == []
    assert await shown(agency, SUPERVISIONS, "id", b=str(new_id())) == []
    assert await shown(agency, SUPERVISIONS, "id", agency.owner, o=True) == [opened]
    stranger = person(Role.OWNER, unit=new_id(), division=agency.district.division)
    assert await shown(agency, SUPERVISIONS, "id", stranger) == []


async def test_items_under_way_come_by_their_limits_and_the_rest_last(agency):
    await agency.authorised()
    await agency.submit("PROJECT_FILING")
    await agency.submit("SITE_OPINION")
    query = """query($f: AgencyItemFilter, $n: Int, $a: String, $l: Int) {
        agencyItems(filter: $f, sort: DUE, first: $n, after: $a, last: $l) {
            pageInfo { hasNextPage endCursor } edges { node { code dueOn } } } }"""
    by, found, after = {"caseId": agency.case["id"]}, [], None
    for _ in range(5):
        asked = {"f": by, "n": 1, "a": after}
        page = (await agency.district.api(query, asked, as_=agency.inspector))["agencyItems"]
        found += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    assert not page["pageInfo"]["hasNextPage"]
    assert [item["dueOn"] for item in found[:2]] == sorted(item["dueOn"] for item in found[:2])
    assert {item["code"] for item in found[:2]} == {"PROJECT_FILING", "SITE_OPINION"}
    assert [item["dueOn"] for item in found[2:]] == [None] * 3
    assert codes(await agency.step("recordAgencyItemReturned", found[0]["code"], text="缺图")) == []
    page = (await agency.district.api(query, {"f": by}, as_=agency.owner))["agencyItems"]
    assert page["edges"][0]["node"] == found[1]
