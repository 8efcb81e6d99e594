"""The demo district on a platform of its own: it loads, goes on after an interruption, and a second load changes nothing."""

from __future__ import annotations

import asyncio
import io
from contextlib import closing
from decimal import Decimal
from typing import Any

import pytest
from rich.console import Console

from infra.demo import DEMO_DAY
from infra.demo.city import RETURNED
from infra.demo.load import CHAPTERS, load
from infra.demo.people import person_for
from infra.demo.province import NUMBER
from infra.demo.telling import Telling
from infra.operate import Operations
from infra.places import ROOT, SERVICES
from services.law.parties import Role
from tests.harness.live import OPERATOR, Live
from tests.harness.people import Person, person
from tests.harness.waiting import eventually

LIFE = (ROOT / "infra/demo/life.graphql").read_text(encoding="utf-8")
LAST = len(CHAPTERS)


def quiet() -> Console:
    return Console(file=io.StringIO(), force_terminal=False)


def recorded(live: Live) -> dict[str, Any]:
    """Count what every service has on record: events and audited commands."""
    counts: dict[str, Any] = {}
    with closing(Operations(live.running.services, live.token(OPERATOR))) as operations:
        for service in SERVICES:
            audit = operations.get(service, "audit/verify")
            assert audit["holds"], audit
            counts[service] = (audit["sealed"] + audit["unsealed"], len(operations._published(service, [])))
    return counts


async def interrupted_load(live: Live) -> None:
    """Cancel a load while projects are being converted: some commands are accepted, of others nobody heard the answer."""
    loading = asyncio.create_task(load(live.endpoint, live.data, Telling(quiet())))
    query = "{ projects(filter: { inLibrary: true }) { totalCount } }"
    watcher = person(Role.INVESTMENT_AUTHORITY)

    async def under_way() -> bool:
        assert not loading.done(), loading
        return int((await live(query, as_=watcher))["projects"]["totalCount"]) >= 5

    await eventually(under_way, 120)
    loading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loading


def in_role(live: Live, role: Role) -> Person:
    known = person_for(live.data, role)
    assert known is not None
    roles = tuple(Role(r) for r in known.roles)
    return Person(subject=known.subject, name=known.name, roles=roles, unit=known.unit, division=known.division)


@pytest.mark.timeout(600)
async def test_the_demo_loads_goes_on_and_changes_nothing_the_second_time(live: Live):
    await interrupted_load(live)
    told = quiet()
    await load(live.endpoint, live.data, Telling(told))
    lines = told.file.getvalue().splitlines()
    assert len(lines) == LAST, "a line for each chapter where there is no terminal"
    await live.settled()
    before = recorded(live)
    await load(live.endpoint, live.data, Telling(quiet()))
    await live.settled()
    assert recorded(live) == before
    await the_example_query_shows_the_songjing_life(live)
    await queues_lists_and_ranks_have_something_to_show(live)
    await the_filing_of_the_province_is_seen(live)
    await the_answer_of_the_city_is_seen(live)
    await the_assessment_is_seen(live)
    await the_awards_of_the_year_before_are_seen(live)


async def the_example_query_shows_the_songjing_life(live: Live) -> None:
    seen = await live(LIFE, as_=in_role(live, Role.INVESTMENT_AUTHORITY), on=DEMO_DAY)
    (edge,) = seen["projects"]["edges"]
    life = edge["node"]
    assert life["name"] == "攸县松井汽车涂料建设项目"
    assert Decimal(life["totalInvestment"]) == 189_000
    (item,) = life["planItems"]
    assert item["plan"]["documentNumber"] == "示例管发〔2027〕1号"
    assert [d["outcome"] for d in item["plan"]["deliberations"]] == ["PASSED"] * 3
    assert sum(Decimal(m) for m in life["schedule"]["annualTask"]["months"]) == 80_000
    assert life["schedule"]["nodePlan"]["targetOn"] == "2027-12-31"
    nodes = {e["node"]["code"]: e["node"] for e in life["schedule"]["nodes"]["edges"]}
    (request,) = nodes["A3"]["requests"]
    assert request["documentNumber"] == "株天自然资函〔2027〕1号"
    assert [s["running"] for s in request["clock"]["segments"]] == [True, False, True]
    assert nodes["A3"]["completedOn"] == "2027-03-10"
    reports = [e["node"] for e in life["schedule"]["progressReports"]["edges"]]
    assert {r["status"] for r in reports if r["month"] <= 3} == {"VERIFIED"}
    assert {r["status"] for r in reports if r["month"] > 3} == {
        "REPORTED"
    }  # of this month's weeks, still to be verified
    scored = [f["node"] for f in life["facts"]["edges"] if f["node"]["countedIn"]]
    assert any("自然资源" in f["unit"]["name"] for f in scored), "the land bureau is scored by this very project"


async def queues_lists_and_ranks_have_something_to_show(live: Live) -> None:
    land = in_role(live, Role.LAND)
    query = """query Shown($bureau: UUID!) {
      requestQueue(bureauId: $bureau) { totalCount }
      overdue: requestQueue(bureauId: $bureau, filter: { overdue: true }) { totalCount }
      warning: requestQueue(bureauId: $bureau, filter: { warning: true }) { totalCount }
      scheduleNodes(filter: { states: [LATE] }) { totalCount }
      progressReports(filter: { status: REPORTED }) { totalCount }
      cards { totalCount }
      towns: result(year: 2027, quarter: 1, group: TOWN) { units { totalCount } }
      projects { totalCount }
      organizations { totalCount }
    }"""
    shown = await live(query, {"bureau": str(land.unit)}, as_=in_role(live, Role.INVESTMENT_AUTHORITY), on=DEMO_DAY)
    counts = {name: (value.get("units") or value)["totalCount"] for name, value in shown.items()}
    assert all(counts.values()), counts
    assert (counts["projects"], counts["organizations"]) == (60, 35)


async def the_filing_of_the_province_is_seen(live: Live) -> None:
    query = """{ provincialFilings { totalCount edges { node {
      number client projectRegistered receipts { totalCount } application { year status channel project { libraryName } }
    } } } }"""
    filed = (await live(query, as_=in_role(live, Role.INVESTMENT_AUTHORITY), on=DEMO_DAY))["provincialFilings"]
    assert filed["totalCount"] == 1, "two loads, one filing"
    (edge,) = filed["edges"]
    node = edge["node"]
    assert (node["number"], node["client"], node["receipts"]["totalCount"]) == (NUMBER, "hn-zwfw", 1)
    assert not node["projectRegistered"], "a project that the demo knew already"
    application = node["application"]
    assert (application["year"], application["status"], application["channel"]) == (
        2028,
        "SUBMITTED",
        "PROVINCIAL_PLATFORM",
    )
    assert application["project"]["libraryName"]
    await eventually(lambda: the_callback_is_kept(live))


async def the_callback_is_kept(live: Live) -> bool:
    """The demo's client has no address: nothing was tried."""
    query = "{ callbacks { edges { node { kind status attempts } } } }"
    told = (await live(query, as_=in_role(live, Role.INVESTMENT_AUTHORITY), on=DEMO_DAY))["callbacks"]["edges"]
    return [e["node"] for e in told] == [{"kind": "ACCEPTED", "status": "NO_ADDRESS", "attempts": 0}]


async def the_answer_of_the_city_is_seen(live: Live) -> None:
    query = """{
      cityExports { edges { node { number projects digest } } }
      cityImports { edges { node { entries taken refused export { number } } } }
      cityRecords { totalCount edges { node { code status decidedOn remark project {
        libraryName cityRecord { code } history(first: 30) { edges { node { action } } }
      } } } }
      back: cityRecords(filter: { statuses: [RETURNED] }) { edges { node { code remark } } }
    }"""
    seen = await live(query, as_=in_role(live, Role.INVESTMENT_AUTHORITY), on=DEMO_DAY)
    (export,), (answer,) = ([e["node"] for e in seen[of]["edges"]] for of in ("cityExports", "cityImports"))
    assert (export["number"], answer["export"]["number"]) == (1, 1), "two loads, one exchange"
    assert export["projects"] == answer["entries"] == answer["taken"] == seen["cityRecords"]["totalCount"] > 1
    assert answer["refused"] == 0
    records = [e["node"] for e in seen["cityRecords"]["edges"]]
    assert {r["decidedOn"] for r in records} == {"2027-04-07"}
    for admitted in (r for r in records if r["status"] == "ADMITTED"):
        assert admitted["code"].startswith("CS430211-")
        assert admitted["project"]["cityRecord"]["code"] == admitted["code"]
        assert "importCityLibrary" in [e["node"]["action"] for e in admitted["project"]["history"]["edges"]]
    assert all(r["project"]["libraryName"] for r in records)
    (back,) = seen["back"]["edges"]
    assert back["node"] == {"code": None, "remark": RETURNED}


async def the_awards_of_the_year_before_are_seen(live: Live) -> None:
    query = """{
      period(year: 2026) { status }
      awards(filter: { year: 2026 }) { edges { node { level recipient unit { name } granted
        vettings { clear findings { code barring } } } } }
      awardCandidates(year: 2026, level: CITY) { unit { name } findings { code barring } }
    }"""
    seen = await live(query, as_=in_role(live, Role.INVESTMENT_AUTHORITY), on=DEMO_DAY)
    assert seen["period"] == {"status": "PUBLISHED"}
    awards = [e["node"] for e in seen["awards"]["edges"]]
    assert len([a for a in awards if a["level"] == "DISTRICT" and a["granted"]]) == 5
    barred = [a for a in awards if any(f["barring"] for v in a["vettings"] for f in v["findings"])]
    assert [(a["level"], [f["code"] for f in a["vettings"][0]["findings"]]) for a in barred] == [("CITY", ["INCIDENT"])]


async def the_assessment_is_seen(live: Live) -> None:
    query = """{
      period(year: 2027, quarter: 1) { status corrected verifications { same } }
      next: period(year: 2027, quarter: 2) { status }
      objections { edges { node { status carriedOutAt } } }
      factDecisions { totalCount }
      conductRecords { totalCount }
      cardDuties(first: 50) { edges { node { status overdue } } }
      assessmentReports { edges { node { number files { format } } } }
      disciplineClues { totalCount }
    }"""
    seen = await live(query, as_=in_role(live, Role.INVESTMENT_AUTHORITY), on=DEMO_DAY)
    assert seen["period"] == {"status": "PUBLISHED", "corrected": True, "verifications": [{"same": True}]}
    assert seen["next"] == {"status": "COMPUTED"}
    assert [e["node"]["status"] for e in seen["objections"]["edges"]] == ["ACCEPTED"]
    assert all(e["node"]["carriedOutAt"] for e in seen["objections"]["edges"])
    assert (seen["factDecisions"]["totalCount"], seen["conductRecords"]["totalCount"]) == (2, 4)
    duties = [e["node"] for e in seen["cardDuties"]["edges"]]
    assert {d["status"] for d in duties} == {"CONFIRMED", "FULFILLED", "DUE"}
    assert any(d["overdue"] for d in duties)
    (report,) = seen["assessmentReports"]["edges"]
    assert len(report["node"]["files"]) == 3
    assert seen["disciplineClues"]["totalCount"] == 0, "the authority is not among those who were named"
    clue = await live("{ disciplineClues { totalCount } }", as_=in_role(live, Role.DISCIPLINE), on=DEMO_DAY)
    assert clue["disciplineClues"]["totalCount"] == 1
