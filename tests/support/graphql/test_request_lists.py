"""All requests that a person may see, whatever the bureau: the newest first, and the open ones by their limits (第十四条)."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Refused
from tests.harness.people import person
from tests.support.world import ok

ON = date(2026, 3, 27)
ALL = """query($f: SupportRequestFilter, $n: Int, $a: String, $l: Int) {
    supportRequests(filter: $f, first: $n, after: $a, last: $l) {
        totalCount pageInfo { hasNextPage endCursor } edges { node { id state } } } }"""
OPEN = """query($f: OpenRequestFilter, $n: Int, $a: String, $l: Int) {
    openSupportRequests(filter: $f, first: $n, after: $a, last: $l) {
        totalCount pageInfo { hasNextPage endCursor } edges { node { id state overdue warning dueOn } } } }"""


async def shown(district, query, as_=None, **filter):
    by = {"projectId": str(district.project)} | filter
    (page,) = (await district.api(query, {"f": by}, as_=as_ or district.agent, on=ON)).values()
    assert page["totalCount"] == len(page["edges"])
    return [edge["node"]["id"] for edge in page["edges"]]


@pytest.fixture
async def requests(district):
    """One that is late, one that warns, one that has time, one that stands, one that was withdrawn; in the order of receipt."""
    late = ok(await district.submit(on=date(2026, 3, 2)))["id"]
    withdrawn = ok(await district.submit(on=date(2026, 3, 3)))
    ok(await district.step("withdraw", withdrawn, district.owner, on=date(2026, 3, 3)))
    stands = ok(await district.submit(on=date(2026, 3, 4)))
    ok(await district.step("return", stands, on=date(2026, 3, 4), reason="缺图"))
    warns = ok(await district.submit(on=date(2026, 3, 9), kind="CULTIVATED_LAND"))["id"]
    early = ok(await district.submit(on=date(2026, 3, 20)))["id"]
    return {"late": late, "withdrawn": withdrawn["id"], "stands": stands["id"], "warns": warns, "early": early}


async def test_owner_bureau_and_overseers_see_them_all_and_strangers_none(district, requests):
    newest_first = [requests[n] for n in ("early", "warns", "stands", "withdrawn", "late")]
    by_limit = [requests[n] for n in ("late", "warns", "early", "stands")]
    for who in (district.agent, district.owner, district.officer):
        assert await shown(district, ALL, who) == newest_first
        assert await shown(district, OPEN, who) == by_limit
    for stranger in (person(Role.OWNER, unit=new_id()), person(Role.ECOLOGY, unit=new_id()), person(Role.SPECIALIST)):
        assert await shown(district, ALL, stranger) == await shown(district, OPEN, stranger) == []


@pytest.mark.parametrize(
    ("filter", "names"),
    [
        ({"open": True}, ["early", "warns", "stands", "late"]),
        ({"open": False}, ["withdrawn"]),
        ({"states": ["RETURNED"]}, ["stands"]),
        ({"states": ["RETURNED", "WITHDRAWN"]}, ["stands", "withdrawn"]),
        ({"states": []}, []),
        ({"kind": "CULTIVATED_LAND"}, ["warns"]),
        ({"kind": "LOGGING"}, []),
        ({"receivedFrom": "2026-03-04", "receivedUntil": "2026-03-09"}, ["warns", "stands"]),
        ({"receivedFrom": "2026-03-10", "open": True}, ["early"]),
        ({"source": "PLATFORM", "open": False}, ["withdrawn"]),
        ({"source": "PROVINCIAL"}, []),
        ({"search": "示例涂料", "states": ["WITHDRAWN"]}, ["withdrawn"]),
        ({"search": "没有的字"}, []),
    ],
)
async def test_all_are_narrowed(district, requests, filter, names):
    for who in (district.agent, district.owner):
        assert await shown(district, ALL, who, **filter) == [requests[n] for n in names]


@pytest.mark.parametrize(
    ("filter", "names"),
    [
        ({"overdue": True}, ["late"]),
        ({"overdue": False}, ["warns", "early", "stands"]),
        ({"warning": True}, ["warns"]),
        ({"warning": True, "kind": "LAND_QUOTA"}, []),
        ({"states": ["RETURNED"]}, ["stands"]),
        ({"states": ["SUBMITTED", "RETURNED"], "overdue": False}, ["warns", "early", "stands"]),
        ({"states": ["WITHDRAWN"]}, []),
        ({"dueFrom": "2026-03-24"}, ["warns", "early"]),
        ({"dueTo": "2026-03-24"}, ["late"]),
        ({"search": "示例涂料", "kind": "CULTIVATED_LAND"}, ["warns"]),
    ],
)
async def test_open_ones_are_narrowed(district, requests, filter, names):
    for who in (district.agent, district.owner):
        assert await shown(district, OPEN, who, **filter) == [requests[n] for n in names]


async def test_bureau_and_applicant_narrow_too(district, requests):
    for query, names in (
        (ALL, ("early", "warns", "stands", "withdrawn", "late")),
        (OPEN, ("late", "warns", "early", "stands")),
    ):
        expected = [requests[n] for n in names]
        assert await shown(district, query, bureauId=str(district.bureau)) == expected
        assert await shown(district, query, applicantId=str(district.owner_unit)) == expected
        assert await shown(district, query, bureauId=str(new_id())) == []
        assert await shown(district, query, applicantId=str(new_id())) == []


@pytest.mark.parametrize("query", [ALL, OPEN])
async def test_pages_follow_each_other(district, requests, query):
    expected = await shown(district, query)
    found, after = [], None
    while True:
        asked = {"f": {"projectId": str(district.project)}, "n": 1, "a": after}
        (page,) = (await district.api(query, asked, as_=district.owner, on=ON)).values()
        found += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == expected


async def test_without_a_role_nothing_is_read(district):
    for query in (ALL, OPEN):
        with pytest.raises(Refused):
            await district.api(query, {}, as_=None)
