"""The queue's three orders show the same requests, whatever narrows it, page by page in both directions (第十七条)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.world import ok

ON = date(2026, 3, 27)
QUEUE = """query($b: UUID!, $f: RequestQueueFilter, $s: RequestQueueSort!, $n: Int, $a: String, $l: Int, $v: String) {
    requestQueue(bureauId: $b, filter: $f, sort: $s, first: $n, after: $a, last: $l, before: $v) {
        totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
        edges { node { id state kind dueOn receivedOn overdue warning project { id } } } } }"""
KEYS = {
    "DUE": lambda r: (r["dueOn"] or "9999", r["id"]),
    "RECEIVED": lambda r: (r["receivedOn"], r["id"]),
    "PROJECT": lambda r: (r["project"]["id"], r["id"]),
}
OPEN = {"SUBMITTED", "ACCEPTED", "CLAIMED", "RETURNED", "SUSPENDED"}
ENDED = ["GRANTED", "GRANTED_IN_PART", "REFUSED", "WITHDRAWN", "NOT_ACCEPTED"]
# what each filter leaves of all requests, open and ended
FILTERS = {
    "nothing": ({}, lambda r: r["state"] in OPEN),
    "overdue": ({"overdue": True}, lambda r: r["overdue"]),
    "not overdue": ({"overdue": False}, lambda r: r["state"] in OPEN and not r["overdue"]),
    "warning": ({"warning": True}, lambda r: r["warning"]),
    "warning of a kind": (
        {"warning": True, "kind": "CULTIVATED_LAND"},
        lambda r: r["warning"] and r["kind"] == "CULTIVATED_LAND",
    ),
    "ended": ({"states": ENDED}, lambda r: r["state"] in ENDED),
    "withdrawn or refused": ({"states": ["WITHDRAWN", "REFUSED"]}, lambda r: r["state"] == "WITHDRAWN"),
    "standing": ({"states": ["RETURNED", "SUSPENDED"]}, lambda r: r["state"] == "RETURNED"),
    "returned and withdrawn": (
        {"states": ["RETURNED", "WITHDRAWN"]},
        lambda r: r["state"] in {"RETURNED", "WITHDRAWN"},
    ),
    "overdue and returned": ({"overdue": True, "states": ["RETURNED"]}, lambda _: False),
    "no state": ({"states": []}, lambda _: False),
    "due within days": (
        {"dueFrom": "2026-03-20", "dueTo": "2026-04-01"},
        lambda r: r["state"] in OPEN and r["dueOn"] is not None and "2026-03-20" <= r["dueOn"] <= "2026-04-01",
    ),
    "withdrawn within days": (
        {"states": ["WITHDRAWN"], "dueFrom": "2026-01-01", "dueTo": "2026-12-31"},
        lambda r: r["state"] == "WITHDRAWN" and r["dueOn"] is not None,
    ),
}


async def _some(district):
    """Requests that are late, warn, have time, wait for a correction, and were withdrawn."""
    for day, kind in (
        (2, "LAND_QUOTA"),
        (3, "CULTIVATED_LAND"),
        (9, "CULTIVATED_LAND"),
        (10, "LAND_QUOTA"),
        (20, "LAND_QUOTA"),
    ):
        ok(await district.submit(on=date(2026, 3, day), kind=kind))
    returned = ok(await district.submit(on=date(2026, 3, 4)))
    ok(await district.step("return", returned, on=date(2026, 3, 5), reason="缺图"))
    for day in (5, 12):
        withdrawn = ok(await district.submit(on=date(2026, 3, day)))
        ok(await district.step("withdraw", withdrawn, district.owner, on=date(2026, 3, 13)))


async def _asked(district, filter, sort, **page):
    given = {"b": str(district.bureau), "f": filter, "s": sort, **page}
    return (await district.api(QUEUE, given, as_=district.officer, on=ON))["requestQueue"]


@pytest.mark.parametrize("sort", list(KEYS))
async def test_every_filter_leaves_the_same_in_every_order(district, sort):
    await _some(district)
    every = [*OPEN, *ENDED]
    rows = [e["node"] for e in (await _asked(district, {"states": every}, sort, n=50))["edges"]]
    assert {r["state"] for r in rows} == {"SUBMITTED", "RETURNED", "WITHDRAWN"}
    assert any(r["overdue"] for r in rows)
    assert any(r["warning"] for r in rows)
    assert rows == sorted(rows, key=KEYS[sort])
    for name, (filter_, holds) in FILTERS.items():
        expected = [r["id"] for r in rows if holds(r)]
        page = await _asked(district, filter_, sort, n=50)
        assert [e["node"]["id"] for e in page["edges"]] == expected, name
        assert page["totalCount"] == len(expected), name


@pytest.mark.parametrize("sort", list(KEYS))
@pytest.mark.parametrize("name", ["nothing", "overdue", "ended"])
async def test_pages_follow_each_other_in_both_directions(district, sort, name):
    await _some(district)
    filter_, _ = FILTERS[name]
    expected = [e["node"]["id"] for e in (await _asked(district, filter_, sort, n=50))["edges"]]
    for forwards in (True, False):
        found, cursor = [], None
        while True:
            asked = {"n": 1, "a": cursor} if forwards else {"l": 1, "v": cursor}
            page = await _asked(district, filter_, sort, **asked)
            found += [e["node"]["id"] for e in page["edges"]]
            cursor = page["pageInfo"]["endCursor" if forwards else "startCursor"]
            if not page["pageInfo"]["hasNextPage" if forwards else "hasPreviousPage"]:
                break
        assert found == (expected if forwards else expected[::-1])
