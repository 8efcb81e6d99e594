"""A year of a district through the endpoint: at each month's end all that is shown agrees with what was done (第八条、第九条)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.chassis.audit import verify
from services.chassis.database import ALL_DIVISIONS
from tests.schedule.year.district import FIRST, Works, district
from tests.schedule.year.expected import state
from tests.schedule.year.lists import KINDS, unchanged
from tests.schedule.year.running import Year, month_ends

PROJECTS = 200
NODES = """query($after: String) { schedules(first: 100, after: $after) {
  pageInfo { endCursor hasNextPage }
  edges { node { project { id }
    nodes(first: 40) { totalCount edges { node { code state completedOn dueOn } } }
    progressReports(first: 12) { edges { node { month status verifiedInvestment plannedInvestment } } } } } } }"""

ISSUES = "query($after: String) { issues(first: 100, after: $after) { pageInfo { endCursor hasNextPage } edges { node { id number state } } } }"


@pytest.mark.timeout(3000)
async def test_every_month_of_a_district_agrees_with_what_was_done_in_it(api):
    year = Year(api, district(seed=430211, projects=PROJECTS))
    await year.begin()
    since = FIRST
    for until in month_ends():
        await year.go_on(until, since)
        await agree(year, until)
        await sums_agree(year, until)
        await ledger_agrees(year, until)
        await unchanged(year, until)
        since = until
    done = [n for w in year.district.works for n in w.nodes.values() if n.completed]
    assert len(await api.events("zhongdian.schedule.node.completed.v1")) == len(done)
    weeks = sum(w.weeks for w in year.district.works)  # each changes the month's report as well
    assert len(await api.audit()) == year.accepted + weeks
    assert len(year.published) == len(KINDS) * 12
    async with api.database.session(ALL_DIVISIONS, read_only=True) as session:
        assert not (await verify(session, None)).faults


async def agree(year: Year, today: date) -> None:
    """Compare what the authority sees of every project with what happened."""
    seen = {s["project"]["id"]: s for s in await year.everything(NODES, "schedules", today)}
    assert set(seen) == {str(w.id) for w in year.district.works}
    lights: Counter[str] = Counter()
    for works in year.district.works:
        shown = seen[str(works.id)]
        lights += nodes_agree(works, shown, today)
        months_agree(works, shown, today.month)
    assert sum(lights.values()) == len(year.district.works) * len(works.nodes)


def nodes_agree(works: Works, shown: dict[str, Any], today: date) -> Counter[str]:
    said = {e["node"]["code"]: e["node"] for e in shown["nodes"]["edges"]}
    wanted = {code: state(node, today) for code, node in works.nodes.items()}
    assert {code: node["state"] for code, node in said.items()} == wanted, works.number
    assert {c for c, n in said.items() if n["completedOn"]} == {c for c, n in works.nodes.items() if n.completed}
    return Counter(wanted.values())


def months_agree(works: Works, shown: dict[str, Any], month: int) -> None:
    reports = {e["node"]["month"]: e["node"] for e in shown["progressReports"]["edges"]}
    assert sorted(reports) == list(range(1, month + 1))
    assert {m: Decimal(r["verifiedInvestment"]) for m, r in reports.items()} == works.verified
    assert {m: Decimal(r["plannedInvestment"]) for m, r in reports.items()} == {
        m: works.months[m - 1] for m in works.verified
    }


async def sums_agree(year: Year, today: date) -> None:
    """The boards of the war map, and the missed weeks, are the sums of what happened (第八条、第九条)."""
    by = year.district.authority
    asked = "{ warMapBoard(by: TOWN, year: 2027) { projects nodes late done doneLate plannedInvestment verifiedInvestment openIssues } missedWeeks { totalCount } }"
    seen = await year.ask(asked, {}, by, today)
    rows = seen["warMapBoard"]
    nodes = [state(n, today) for w in year.district.works for n in w.nodes.values()]
    works = year.district.works
    assert sum(r["projects"] for r in rows) == len(works)
    assert sum(r["nodes"] for r in rows) == len(nodes)
    shown = [sum(r[k] for r in rows) for k in ("late", "done", "doneLate")]
    assert shown == [nodes.count(s) for s in ("LATE", "DONE", "DONE_LATE")]
    assert sum(Decimal(r["plannedInvestment"]) for r in rows) == sum(w.annual for w in works)
    assert sum(Decimal(r["verifiedInvestment"]) for r in rows) == sum(sum(w.verified.values()) for w in works)
    assert sum(r["openIssues"] for r in rows) == sum(t.state != "CLOSED" for t in year.troubles)
    assert seen["missedWeeks"]["totalCount"] == sum(w.missed for w in works)


async def ledger_agrees(year: Year, today: date) -> None:
    """Every issue that was raised is on the ledger once, and stands where its last step has brought it (第十条)."""
    found = await year.everything(ISSUES, "issues", today)
    assert {f["id"]: f["state"] for f in found} == {t.id: t.state for t in year.troubles}
    assert len({f["number"] for f in found}) == len(found)
