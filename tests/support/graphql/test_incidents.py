"""Site incidents through the API: reported, taken up, handled, closed; seen by whom they concern (第十七条（五）)."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.support.services_world import Services, refused, seen
from tests.support.world import DAY, District

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai


@pytest.fixture
async def services(district: District) -> Services:
    return await Services.of(district, Role.PUBLIC_SECURITY)


async def whole(services: Services, incident: dict, who=None, on=DAY) -> dict | None:
    query = """query($id: UUID!) { siteIncident(id: $id) {
        id version number kind kindName severity severityName title description place occurredOn reportedAt reportedBy
        dueAt takenUpLate state stateName handler takenUpAt endedAt result transferredTo transferDocument reopenedTimes
        project { id } projectName reportedByUnit { id } handlerUnit { id } history { version action state at actorName note unit { id } }
    } }"""
    return (await services.api(query, {"id": incident["id"]}, as_=who or services.district.owner, on=on))[
        "siteIncident"
    ]


async def listed(services: Services, who, **filter) -> list[str]:
    query = """query($filter: SiteIncidentFilter) { siteIncidents(filter: $filter, first: 10) {
        edges { node { id number } } } }"""
    page = (await services.api(query, {"filter": filter}, as_=who))["siteIncidents"]
    return [edge["node"]["id"] for edge in page["edges"]]


async def test_an_incident_is_reported_taken_up_handled_and_closed_on_record(services):
    incident = seen(await services.report(at=AT))
    assert (incident["state"], incident["number"][:8]) == ("REPORTED", "ZA-2026-")
    incident = seen(await services.incident("takeUpSiteIncident", incident, at=AT + timedelta(hours=4)))
    assert incident["takenUpLate"] is False
    incident = seen(await services.incident("logSiteIncident", incident, at=AT + timedelta(hours=5), text="已到场劝离"))
    incident = seen(
        await services.incident("closeSiteIncident", incident, at=AT + timedelta(hours=6), result="现场恢复施工")
    )
    read = await whole(services, incident, services.officer(Role.PUBLIC_SECURITY))
    assert read["projectName"] == "示例涂料项目"
    assert (read["state"], read["stateName"], read["result"]) == ("CLOSED", "已办结", "现场恢复施工")
    assert (read["kindName"], read["severityName"]) == ("阻挠施工", "较重")
    assert [s["action"] for s in read["history"]] == ["REPORTED", "TAKEN_UP", "LOGGED", "CLOSED"]
    assert read["handlerUnit"]["id"] == str(services.units[Role.PUBLIC_SECURITY])
    events = await services.api.events("zhongdian.support.site-incident.changed.v1")
    told = [e["data"]["state"] for e in events if e["data"]["incidentId"] == incident["id"]]
    assert told == ["REPORTED", "TAKEN_UP", "TAKEN_UP", "CLOSED"]
    assert "劝离" not in str(events)


async def test_it_is_late_a_moment_after_its_limit(services):
    incident = seen(await services.report(at=AT))
    late = AT + timedelta(hours=4, milliseconds=1)
    assert (await whole(services, incident, on=AT + timedelta(hours=4)))["takenUpLate"] is False
    assert (await whole(services, incident, on=late))["takenUpLate"] is True
    incident = seen(await services.incident("takeUpSiteIncident", incident, at=late))
    assert incident["takenUpLate"] is True


async def test_it_is_transferred_reopened_and_withdrawn(services):
    incident = seen(await services.report())
    incident = seen(await services.incident("takeUpSiteIncident", incident))
    incident = seen(await services.incident("classifySiteIncident", incident, severity="URGENT", reason="有人受伤"))
    moved = {"to": "示例检察院", "document": "示例移〔2026〕1号", "reason": "涉嫌犯罪"}
    incident = seen(await services.incident("transferSiteIncident", incident, **moved))
    assert incident["state"] == "TRANSFERRED"
    incident = seen(
        await services.incident("reopenSiteIncident", incident, services.district.owner, reason="退回补充处置")
    )
    assert (incident["state"], incident["reopenedTimes"]) == ("TAKEN_UP", 1)
    other = seen(await services.report(title="误报"))
    other = seen(await services.incident("withdrawSiteIncident", other, services.district.owner, reason="误报"))
    assert other["state"] == "WITHDRAWN"


async def test_what_is_wrong_is_said_and_nothing_is_kept(services):
    wrong = await services.report(kind="WEATHER", description="联系 13800000000", occurredOn="2026-03-03")
    assert refused(wrong) == {
        "INCIDENT_KIND_UNKNOWN": "kind",
        "PERSONAL_DATA": "description",
        "DAY_INVALID": "occurredOn",
    }
    assert refused(await services.report(projectId=str(new_id()))) == {"PROJECT_UNKNOWN": "projectId"}
    incident = seen(await services.report())
    assert set(refused(await services.incident("closeSiteIncident", incident, result="结果"))) == {
        "STATE_NOT_ALLOWED",
        "NOT_THE_HANDLER",
    }
    unknown = incident | {"id": str(new_id())}
    assert set(refused(await services.incident("takeUpSiteIncident", unknown))) == {"INCIDENT_UNKNOWN"}


async def test_it_is_seen_and_listed_by_whom_it_concerns(services):
    specialist = person(Role.SPECIALIST)
    mine = seen(await services.report(title="围挡被毁坏", kind="DAMAGE"))
    theirs = seen(await services.report(specialist, title="材料被盗", kind="THEFT", severity="GENERAL"))
    by = {"projectId": str(services.district.project)}
    stranger, police = person(Role.OWNER, unit=new_id()), services.officer(Role.PUBLIC_SECURITY)
    assert await listed(services, police, **by) == [theirs["id"], mine["id"]]
    assert await listed(services, services.district.agent, **by, kind="DAMAGE") == [mine["id"]]
    assert await listed(services, services.district.owner, **by, search="材料被盗") == [theirs["id"]]
    assert await listed(services, police, **by, severity="GENERAL", open=True, states=["REPORTED"]) == [theirs["id"]]
    assert await listed(services, police, **by, reportedFrom="2026-03-03") == []
    assert await listed(services, police, **by, reportedUntil="2026-03-02", search="没有的字") == []
    assert await listed(services, specialist) == [theirs["id"]]
    assert await listed(services, stranger) == []
    assert await whole(services, mine, stranger) is None


async def test_months_are_counted(services):
    year = 2019
    on = datetime(year, 5, 6, 2, 0, tzinfo=UTC)
    first = seen(await services.report(at=on, occurredOn="2019-05-06", severity="URGENT"))
    seen(await services.incident("takeUpSiteIncident", first, at=on + timedelta(hours=2)))
    june = datetime(year, 5, 31, 17, 0, tzinfo=UTC)  # the first of June in Shanghai
    gone = seen(await services.report(at=june, occurredOn="2019-05-31"))
    seen(await services.incident("withdrawSiteIncident", gone, services.district.owner, june, reason="误报"))
    seen(await services.report(at=june, occurredOn="2019-05-31"))
    query = """query($year: Int!) { siteIncidentStatistics(year: $year) { year months {
        month reported urgent open closed transferred takenUpLate reopened } } }"""
    found = await services.api(query, {"year": year}, as_=services.district.agent)
    statistics = found["siteIncidentStatistics"]
    names = ("month", "reported", "urgent", "open", "closed", "transferred", "takenUpLate", "reopened")
    assert statistics["year"] == year
    assert [tuple(m[n] for n in names) for m in statistics["months"]] == [
        (5, 1, 1, 1, 0, 0, 1, 0),
        (6, 1, 0, 1, 0, 0, 0, 0),
    ]
    empty = await services.api(query, {"year": 2018}, as_=services.district.agent)
    assert empty["siteIncidentStatistics"]["months"] == []


async def test_two_take_it_up_at_once_and_one_wins(services):
    incident = seen(await services.report())
    police = services.officer(Role.PUBLIC_SECURITY)
    both = (police, police.but(subject="police-2", name="民警乙"))
    outcomes = await asyncio.gather(*(services.incident("takeUpSiteIncident", incident, who) for who in both))
    assert sorted(len(o["userErrors"]) for o in outcomes) == [0, 1]
    assert [set(refused(o)) for o in outcomes if o["userErrors"]] == [{"VERSION_CONFLICT"}]


async def test_numbers_have_no_gaps_although_many_report_and_some_are_refused(services):
    on = date(2017, 3, 6)
    kinds = ["OBSTRUCTION" if n % 3 else "NONE" for n in range(9)]
    outcomes = await asyncio.gather(*(services.report(at=on, kind=k, occurredOn="2017-03-06") for k in kinds))
    numbers = sorted(o["incident"]["number"] for o in outcomes if not o["userErrors"])
    assert numbers == [f"ZA-2017-{n:04d}" for n in range(1, 7)]


async def test_the_rules_are_shown(services):
    query = "{ siteIncidentRules { kinds { code name } limits { severity hours } source } }"
    rules = (await services.api(query, as_=services.district.owner))["siteIncidentRules"]
    assert {"severity": "URGENT", "hours": 1} in rules["limits"]
    assert "本区默认" in rules["source"]
