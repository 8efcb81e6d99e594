"""What was done to many at once is looked at again: by the authorities, the newest first, page by page."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.reserve.life import INVESTMENT, Reserve

CONVERSIONS = """query($n: Int, $a: String) { conversions(first: $n, after: $a) { totalCount pageInfo { endCursor }
    edges { node { id converted refused rows { converted toLibrary project { name } reasons { code } } } } } }"""
ROUNDS = """query($m: Date) { reminderRounds(month: $m) { totalCount edges { node { month remindedOn
    reminders { totalCount } } } } }"""


async def batch(reserve: Reserve, name: str) -> str:
    project = await reserve.project(name=name, longitude=None, latitude=None)
    row = {"projectId": project["id"], "expectedVersion": project["version"], "toLibrary": "ONE_YEAR"}
    made = await reserve.done("convertProjects", "conversion { id }", INVESTMENT, projects=[row])
    return str(made["id"])


async def test_batches_of_conversions_are_listed_with_their_rows_the_newest_first(reserve: Reserve):
    earlier, later = await batch(reserve, "批量回看项目一"), await batch(reserve, "批量回看项目二")
    first = (await reserve.api(CONVERSIONS, {"n": 1}, as_=INVESTMENT))["conversions"]
    assert first["totalCount"] == 2
    (node,) = [e["node"] for e in first["edges"]]
    assert (node["id"], node["converted"], node["refused"]) == (later, 0, 1)
    (row,) = node["rows"]
    assert (row["converted"], row["toLibrary"], row["project"]["name"]) == (False, "ONE_YEAR", "批量回看项目二")
    assert row["reasons"]
    after = {"n": 1, "a": first["pageInfo"]["endCursor"]}
    second = (await reserve.api(CONVERSIONS, after, as_=INVESTMENT))["conversions"]["edges"]
    assert [e["node"]["id"] for e in second] == [earlier]
    for stranger in (reserve.owner, INVESTMENT.but(division="430212")):
        assert (await reserve.api(CONVERSIONS, {"n": 9}, as_=stranger))["conversions"]["totalCount"] == 0


async def test_reminders_are_listed_by_month_the_newest_first(reserve: Reserve):
    for day, month in ((date(2026, 11, 28), "2026-11-01"), (date(2026, 12, 28), "2026-12-15")):
        await reserve.done("remindPlanningParties", "round { id }", INVESTMENT, on=day, month=month)

    async def listed(month: str | None, as_: Any = INVESTMENT) -> list[str]:
        answer = await reserve.api(ROUNDS, {"m": month}, as_=as_, on=date(2026, 12, 29))
        return [e["node"]["month"] for e in answer["reminderRounds"]["edges"]]

    assert await listed(None) == ["2026-12-01", "2026-11-01"]
    assert await listed("2026-11-30") == ["2026-11-01"]
    assert await listed("2026-10-01") == []
    assert await listed(None, reserve.town) == []
    wrong = await reserve.api.raw(ROUNDS, {"m": "1900-01-01"}, as_=INVESTMENT, on=date(2026, 12, 29))
    assert [e["extensions"]["code"] for e in wrong["errors"]] == ["BAD_INPUT"]
