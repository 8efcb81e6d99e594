"""A bureau's requests in its score: one that it lets lie is late, one that was withdrawn is not."""

from __future__ import annotations

from datetime import date

from services.chassis.clock import new_id
from tests.assessment.district import District

SUBMITTED, DUE, AGAIN_DUE = date(2026, 11, 2), date(2026, 11, 23), date(2027, 1, 4)
EXPLAINED = """query($year: Int!, $quarter: Int!) { result(year: $year, quarter: $quarter, group: DEPARTMENT) {
    units(first: 10) { edges { node { score explanation { code facts { edges { node { outcome fact { kind dueOn } } } } } } } } } }"""


async def scored(district: District) -> tuple[str, list[tuple[str, str, str]]]:
    """Compute the quarter; return the only department's score and what was counted for it."""
    assert (await district.compute())["userErrors"] == []
    found = await district.api(EXPLAINED, {"year": 2026, "quarter": 4}, as_=district.authority)
    (edge,) = found["result"]["units"]["edges"]
    guarantee = next(i for i in edge["node"]["explanation"] if i["code"] == "GUARANTEE")
    found_facts = [e["node"] for e in guarantee["facts"]["edges"]]
    counted = [(f["fact"]["kind"], f["fact"]["dueOn"], f["outcome"]) for f in found_facts]
    return edge["node"]["score"], sorted(counted)


async def test_of_a_bureaus_requests_each_is_counted_as_it_stood_at_the_quarters_end(district: District):
    await district.adopt()
    bureau = await district.unit("DEPARTMENT")
    lies, gone, corrected, decided = (new_id() for _ in range(4))
    for request in (lies, gone, corrected, decided):
        await district.request("submitted", bureau, SUBMITTED, request=request, dueOn=DUE)
    await district.request("withdrawn", bureau, date(2026, 12, 1), version=2, request=gone)
    # told late and the wrong way round: it is the version that says what holds
    again = {"dueOn": AGAIN_DUE, "version": 3, "request": corrected}
    await district.request("resubmitted", bureau, date(2026, 12, 14), **again)
    await district.request("returned", bureau, date(2026, 11, 4), version=2, request=corrected, dueOn=None)
    await district.decided(bureau, date(2026, 11, 20), due=DUE, request=decided)
    score, counted = await scored(district)
    assert counted == [("REQUEST_DECIDED", "2026-11-23", "ON_TIME"), ("REQUEST_SUBMITTED", "2026-11-23", "LATE")]
    assert float(score) == 50  # one of two in time


async def test_a_withdrawal_that_arrives_after_the_computation_is_seen_before_the_publication(district: District):
    await district.adopt()
    bureau, request = await district.unit("DEPARTMENT"), new_id()
    await district.request("submitted", bureau, SUBMITTED, request=request, dueOn=DUE)
    await district.compute()
    await district.request("withdrawn", bureau, date(2026, 12, 1), version=2, request=request)
    assert [e["code"] for e in (await district.publish())["userErrors"]] == ["FACTS_CHANGED"]
    await district.compute(expectedVersion=1)
    assert (await district.publish(expectedVersion=2))["userErrors"] == []


async def test_a_withdrawal_after_the_quarter_changes_nothing_in_it(district: District):
    await district.adopt()
    bureau, request = await district.unit("DEPARTMENT"), new_id()
    await district.request("submitted", bureau, SUBMITTED, request=request, dueOn=DUE)
    await district.compute()
    await district.request("withdrawn", bureau, date(2027, 1, 5), version=2, request=request)
    assert (await district.publish())["userErrors"] == []
