"""Incidents and commendations on record, through the API (A20, A21)."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from services.law.parties import Role
from tests.assessment.awarding import DAY, Awarding
from tests.assessment.district import NODES, District, codes, scheme

LIST = "query($f: ConductRecordFilter) { conductRecords(filter: $f) { totalCount edges { node { id matter kind } } } }"


@pytest.fixture
def awarding(district: District) -> Awarding:
    return Awarding(district)


async def test_an_incident_is_recorded_with_its_document_and_becomes_a_fact_an_event_and_a_notice(awarding: Awarding):
    district = awarding.district
    unit = await district.unit()
    done = await awarding.incident(unit, "SAFETY", "MAJOR", title=" 示例 事故 ")
    assert codes(done) == []
    record = done["record"]
    assert (record["matterName"], record["gradeName"], record["title"]) == ("安全生产事故", "重大", "示例 事故")
    assert record["fact"]["kind"] == "INCIDENT_RECORDED"
    (told,) = await district.told("incident.recorded")
    assert (told["unitId"], told["matter"], told["grade"]) == (str(unit), "SAFETY", "MAJOR")
    head = district.someone(Role.PLANNING_PARTY, unit=unit)
    notices = "{ assessmentNotices { edges { node { kind text } } } }"
    read = (await district.api(notices, as_=head, on=DAY))["assessmentNotices"]["edges"]
    assert [n["node"]["text"] for n in read] == ["2026-11-05发生的重大安全生产事故已记录在案，计入考核和评优"]


async def test_a_record_is_revoked_once_and_counts_no_more(awarding: Awarding):
    unit = await awarding.district.unit()
    record = (await awarding.conduct("recordCommendation", unit, "PRAISE", "CITY"))["record"]
    own = await awarding.revoke_record(record, approver=awarding.district.authority.name, reason=" ")
    assert sorted(codes(own)) == ["APPROVER_IS_RECORDER", "TEXT_MISSING"]
    done = await awarding.revoke_record(record)
    assert (done["record"]["revokedOn"], done["record"]["revocationApprover"]) == (str(DAY), "分管负责人甲")
    assert codes(await awarding.revoke_record(record)) == ["VERSION_CONFLICT", "ALREADY_REVOKED"]
    assert [e["reason"] for e in await awarding.district.told("commendation.revoked")] == ["认定文件已撤销"]


async def test_all_faults_come_at_once_and_nothing_is_kept(awarding: Awarding):
    district = awarding.district
    other = await District(district.api).unit()
    done = await awarding.incident(other, "PRAISE", "CITY", projectId=str(district.project), title="", document=" ")
    assert sorted(codes(done)) == ["MATTER_UNKNOWN", "PROJECT_UNKNOWN", "TEXT_MISSING", "TEXT_MISSING", "UNIT_UNKNOWN"]
    assert {e["article"] for e in done["userErrors"]} == {"第二十一条"}
    assert (await district.api(LIST, as_=district.authority))["conductRecords"]["totalCount"] == 0
    assert await district.told("incident.recorded") == []


async def test_who_sees_a_record(awarding: Awarding):
    district = awarding.district
    unit, owner, other = await district.unit(), await district.unit("OWNER"), await district.unit()
    await district.own_project(owner)
    await awarding.incident(unit, projectId=str(district.project))
    overseers = {Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE, Role.INSPECTOR, Role.LEADER, Role.DISCIPLINE}
    for role in Role:
        seen = (await district.api(LIST, as_=district.someone(role, unit=other)))["conductRecords"]["totalCount"]
        assert seen == (1 if role in overseers else 0), role
    for concerned in (unit, owner):
        who = district.someone(Role.PLANNING_PARTY, unit=concerned)
        assert (await district.api(LIST, as_=who))["conductRecords"]["totalCount"] == 1
    foreign = District(district.api)
    assert (await district.api(LIST, as_=foreign.authority))["conductRecords"]["totalCount"] == 0


async def test_records_are_found_by_what_they_are_about(awarding: Awarding):
    district = awarding.district
    unit, other = await district.unit(), await district.unit()
    first = (await awarding.incident(unit, "QUALITY", "GENERAL", happenedOn="2026-02-01"))["record"]
    second = (await awarding.incident(other, "SAFETY", "GENERAL", happenedOn="2026-03-01"))["record"]
    third = (await awarding.conduct("recordCommendation", unit, "EXPERIENCE", "CITY", happenedOn="2026-04-01"))[
        "record"
    ]
    await awarding.revoke_record(second)
    for asked, expected in (
        ({}, [third, second, first]),
        ({"kind": "INCIDENT"}, [second, first]),
        ({"unitId": str(unit)}, [third, first]),
        ({"matter": "SAFETY"}, [second]),
        ({"revoked": True}, [second]),
        ({"revoked": False}, [third, first]),
        ({"since": "2026-02-02", "until": "2026-03-01"}, [second]),
        ({"projectId": str(district.project)}, []),
    ):
        found = (await district.api(LIST, {"f": asked}, as_=district.authority))["conductRecords"]["edges"]
        assert [e["node"]["id"] for e in found] == [r["id"] for r in expected], asked


async def test_the_matters_say_which_grades_bar_awards_of_the_city(awarding: Awarding):
    query = "{ conductMatters { kind code article grades { code barsCityAwards } } }"
    read = (await awarding.district.api(query, as_=awarding.district.authority, on=DAY))["conductMatters"]
    bars = {m["code"]: [g["code"] for g in m["grades"] if g["barsCityAwards"]] for m in read if m["kind"] == "INCIDENT"}
    assert bars == {
        "QUALITY": ["GENERAL", "CONSIDERABLE", "MAJOR", "EXTRAORDINARY"],
        "SAFETY": ["GENERAL", "CONSIDERABLE", "MAJOR", "EXTRAORDINARY"],
        "PUBLIC_OPINION": ["MAJOR", "EXTRAORDINARY"],
    }


async def test_incidents_and_commendations_count_in_scores_until_they_are_revoked(awarding: Awarding):
    district = awarding.district
    nodes = NODES | {"weight": "100"}
    event = {"formula": "PER_EVENT", "outcome": "RECORDED", "cap": "10"}
    bad = {"code": "BAD", "name": "安全事故", "measure": "INCIDENTS", "points": "-3", "only": ["SAFETY"]} | event
    good = {"code": "GOOD", "name": "表扬", "measure": "COMMENDATIONS", "points": "2"} | event
    done = await district.adopt(**{k: v for k, v in scheme(indicators=[nodes, bad, good]).items() if k != "year"})
    assert codes(done) == [], done["userErrors"]
    (unit,) = await district.towns(4)
    recorded = (await awarding.incident(unit, "SAFETY"))["record"]
    await awarding.incident(unit, "QUALITY")  # the indicator looks at safety alone
    await awarding.conduct("recordCommendation", unit, "PRAISE", "CITY", happenedOn="2026-11-09")

    async def score(version: int) -> str:
        await district.compute(on=date(2027, 3, 2), expectedVersion=version)
        return (await district.results())[0]["score"]

    assert await score(0) == "59"
    await awarding.revoke_record(recorded)
    assert await score(1) == "62"


async def test_the_same_key_records_once(awarding: Awarding):
    unit = await awarding.district.unit()
    given = {"idempotencyKey": f"incident-{unit}"}
    done = await asyncio.gather(*(awarding.incident(unit, **given) for _ in range(3)))
    assert len({d["record"]["id"] for d in done}) == 1
    assert len(await awarding.district.told("incident.recorded")) == 1
