"""The four lists of each month (第七条): drafted from data and published on its first working day, never changed after."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.schedule.year.running import Year

KINDS = ("IN_LIBRARY", "TO_START", "UNDER_CONSTRUCTION", "TO_COMPLETE")
LIST = "monthlyList { id version kind month digest edition }"
PUBLISHED = """query($after: String) { monthlyLists(filter: {year: 2027, state: PUBLISHED}, first: 50, after: $after) {
  pageInfo { endCursor hasNextPage } edges { node { id kind month digest edition entries(first: 1) { totalCount } } } } }"""


async def publish(year: Year, month: int, on: date) -> None:
    """Draft and publish the lists of a month; remember what was published."""
    by = year.district.service
    for kind in KINDS:
        asked = {"kind": kind, "year": on.year, "month": month}
        drafted = await year.do("draftMonthlyList", "DraftMonthlyListInput", LIST, by, on, **asked)
        which = {"listId": drafted["monthlyList"]["id"], "expectedVersion": drafted["monthlyList"]["version"]}
        done = await year.do("publishMonthlyList", "PublishMonthlyListInput", LIST, by, on, **which)
        shown: dict[str, Any] = done["monthlyList"]
        year.published[shown["id"]] = shown["digest"]


async def unchanged(year: Year, on: date) -> list[dict[str, Any]]:
    """Read what is published: the digests are those of the day on which it was."""
    found = await year.everything(PUBLISHED, "monthlyLists", on)
    assert {f["id"]: f["digest"] for f in found} == year.published
    assert {f["edition"] for f in found} <= {1}
    return found
