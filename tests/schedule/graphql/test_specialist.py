"""第九条 through the endpoint: one contact person a construction project, handed over from a day on, with history."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.adjusting import tell
from tests.schedule.life import ISSUED, TODAY, codes, opened
from tests.schedule.specialist_life import SPECIALIST, appoint, contact, hand_over, named, update_week

NAMED = "specialist { subject name state } specialists { totalCount edges { node { subject state fromOn toOn } } }"


async def test_a_project_has_one_contact_person_and_a_second_is_refused_with_the_name_of_the_first(api):
    life = await opened(api)
    made = (await appoint(life))["specialist"]
    assert (made["subject"], made["state"], made["fromOn"], made["toOn"]) == ("p-101", "IN_FORCE", "2027-01-11", None)
    refused = await appoint(life, subject="p-102", name="专员乙")
    assert codes(refused) == ["SPECIALIST_EXISTS"]
    assert "专员甲" in refused["userErrors"][0]["message"]
    (event,) = [
        e for e in await api.events("zhongdian.schedule.specialist.appointed.v1") if e["subject"] == str(life.project)
    ]
    assert (event["data"]["subject"], event["data"]["replaces"]) == ("p-101", None)
    assert "phone" not in str(event["data"])


async def test_two_who_appoint_at_once_get_one_contact_person(api):
    life = await opened(api)
    done = await asyncio.gather(*(appoint(life, subject=f"p-{n}") for n in range(4)))
    assert sorted(str(codes(d)) for d in done) == ["['SPECIALIST_EXISTS']"] * 3 + ["[]"]


async def test_the_database_stores_no_two_appointments_that_overlap(api):
    life = await opened(api)
    made = (await appoint(life))["specialist"]
    copy = (
        "insert into specialists select :id, division, schedule_id, project_id, 'p-9', name, phone, unit_id, "
        ":from_on, null, null, null, null, 1, appointed_at, appointed_by, null from specialists where id = :old"
    )
    async with api.database.session(ALL_DIVISIONS) as session:
        with pytest.raises(IntegrityError, match="ex_specialists_one_at_a_time"):
            await session.execute(text(copy), {"id": new_id(), "from_on": date(2030, 1, 1), "old": made["id"]})


async def test_a_handover_ends_one_the_day_before_the_other_begins(api):
    life = await opened(api)
    first = (await appoint(life))["specialist"]
    day = date(2027, 2, 1)
    second = (await hand_over(life, first, on=day))["specialist"]
    assert (second["replacesId"], second["reason"], second["openPoints"]) == (
        first["id"],
        "岗位调整",
        "施工许可尚在办理",
    )
    for on, who in ((day - timedelta(days=1), "p-101"), (day, "p-102")):
        seen = await life.look(NAMED, on=on)
        assert seen["specialist"]["subject"] == who
    history = [e["node"] for e in (await life.look(NAMED, on=day))["specialists"]["edges"]]
    assert [(h["subject"], h["state"], h["toOn"]) for h in history] == [
        ("p-102", "IN_FORCE", None),
        ("p-101", "ENDED", "2027-01-31"),
    ]
    assert codes(await hand_over(life, first | {"version": 2}, "p-103", on=day)) == ["SPECIALIST_HANDED_OVER"]
    assert codes(await hand_over(life, first, "p-103", on=day)) == ["VERSION_CONFLICT"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fromOn": "2027-01-31"}, "FROM_IN_PAST"),
        ({"fromOn": "2027-05-03"}, "FROM_TOO_FAR"),
        ({"subject": "p-101"}, "SAME_PERSON"),
        ({"reason": " "}, "REASON_MISSING"),
        ({"openPoints": ""}, "OPEN_POINTS_MISSING"),
        ({"phone": "12345"}, "PHONE_INVALID"),
        ({"unitId": str(new_id())}, "UNIT_UNKNOWN"),
    ],
)
async def test_a_handover_says_what_is_wrong_with_it(api, changes, code):
    life = await opened(api)
    first = (await appoint(life))["specialist"]
    assert codes(await hand_over(life, first, on=date(2027, 2, 1), **changes)) == [code]


async def test_a_handover_can_be_entered_ninety_days_ahead_and_not_on_the_first_day_of_the_present_one(api):
    life = await opened(api)
    first = (await appoint(life))["specialist"]
    assert codes(await hand_over(life, first, on=TODAY)) == ["FROM_BEFORE_CURRENT"]
    assert codes(await hand_over(life, first, on=date(2027, 2, 1), fromOn="2027-05-02")) == []


async def test_a_planned_handover_is_taken_back_and_the_former_goes_on(api):
    life = await opened(api)
    first = (await appoint(life))["specialist"]
    planned = (await hand_over(life, first, fromOn="2027-02-01"))["specialist"]
    assert planned["state"] == "PLANNED"
    given = {"specialistId": planned["id"], "expectedVersion": planned["version"], "reason": "接任者另有任用"}
    late = await api.do(
        "cancelSpecialist", "CancelSpecialistInput", SPECIALIST, life.authority, date(2027, 2, 1), **given
    )
    assert codes(late) == ["SPECIALIST_IN_FORCE"]
    gone = await api.do("cancelSpecialist", "CancelSpecialistInput", SPECIALIST, life.authority, TODAY, **given)
    assert gone["specialist"]["state"] == "CANCELLED"
    seen = await life.look(NAMED, on=date(2027, 3, 1))
    assert (seen["specialist"]["subject"], seen["specialists"]["edges"][1]["node"]["toOn"]) == ("p-101", None)


async def test_only_those_who_dispatch_serve_or_carry_the_project_appoint(api):
    life = await opened(api)
    stranger = person(Role.OWNER, unit=new_id())
    assert codes(await appoint(life, as_=stranger)) == ["SCHEDULE_UNKNOWN"]
    other = person(Role.INDUSTRY_AUTHORITY, unit=new_id())
    assert codes(await appoint(life, as_=other)) == ["MAY_NOT_APPOINT"]
    assert codes(await appoint(life, as_=life.town)) == []


async def test_preliminary_and_ended_projects_get_none_and_no_day_before_the_plan(api):
    early = await opened(api, kind="PRELIMINARY")
    assert codes(await appoint(early)) == ["NOT_CONSTRUCTION"]
    gone = await opened(api)
    await tell(gone, "removed", 9, reason="用地未落实")
    assert "SCHEDULE_ENDED" in codes(await appoint(gone, on=date(2027, 12, 1)))
    life = await opened(api)
    before = (ISSUED - timedelta(days=1)).isoformat()
    assert codes(await appoint(life, fromOn=before)) == ["FROM_BEFORE_PLAN"]
    assert codes(await appoint(life, fromOn=ISSUED.isoformat())) == []


async def test_the_phone_is_shown_to_those_who_have_to_call(api):
    life = await opened(api)
    await life.plan()
    await appoint(life)
    for who, shown in (
        (life.authority, True),
        (life.owner, True),
        (named(life), True),
        (person(Role.INSPECTOR, unit=new_id()), True),
        (life.land, False),
        (person(Role.DISCIPLINE, unit=new_id()), False),
    ):
        seen = await life.look("specialist { name phone }", as_=who)
        assert seen["specialist"] == {"name": "专员甲", "phone": "0731-0000 0101" if shown else None}


async def test_the_person_corrects_the_own_phone_and_nobody_elses(api):
    life = await opened(api)
    made = (await appoint(life))["specialist"]
    given = {"specialistId": made["id"], "expectedVersion": 1, "name": "专员甲", "phone": "0731-00000999"}
    other = await api.do("correctSpecialist", "CorrectSpecialistInput", SPECIALIST, named(life, "p-9"), TODAY, **given)
    assert codes(other) == ["MAY_NOT_APPOINT"]
    own = await api.do("correctSpecialist", "CorrectSpecialistInput", SPECIALIST, named(life), TODAY, **given)
    assert (own["specialist"]["phone"], own["specialist"]["version"]) == ("0731-00000999", 2)


async def test_the_appointed_person_of_any_unit_sees_and_reports_the_project_and_others_of_its_units_no_longer(api):
    life = await opened(api)
    await life.set_task()
    own_unit = person(Role.SPECIALIST, unit=life.town_unit, subject="p-town")
    assert codes(await life.report(as_=own_unit)) == []
    far = person(Role.SPECIALIST, unit=life.land_unit, subject="p-far")
    assert await life.look("id", as_=far) is None
    assert codes(await update_week(life, as_=far)) == ["SCHEDULE_UNKNOWN"]
    await appoint(life, subject="p-far", unitId=str(life.land_unit), name="专员远")
    assert (await life.look("id", as_=far)) is not None
    listed = await api(
        "{ schedules { totalCount } specialists(filter: {mine: true, current: true}) { edges { node { project { id } } } } }",
        as_=far,
        on=TODAY,
    )
    assert listed["schedules"]["totalCount"] == 1
    assert [e["node"]["project"]["id"] for e in listed["specialists"]["edges"]] == [str(life.project)]
    refused = await update_week(life, as_=own_unit)
    assert codes(refused) == ["NOT_REPORTER_OF_PROJECT"]
    assert "专员远" in refused["userErrors"][0]["message"]
    assert codes(await update_week(life, as_=far)) == []
    assert codes(await update_week(life, as_=life.owner, on=TODAY + timedelta(days=7))) == []


async def test_the_right_goes_over_with_the_handover(api):
    life = await opened(api)
    first = (await appoint(life))["specialist"]
    await hand_over(life, first, fromOn="2027-01-18")
    assert codes(await update_week(life, as_=named(life, "p-102"))) == ["NOT_REPORTER_OF_PROJECT"]
    assert codes(await update_week(life, as_=named(life, "p-101"))) == []
    monday = date(2027, 1, 18)
    assert codes(await update_week(life, as_=named(life, "p-101"), on=monday)) == ["NOT_REPORTER_OF_PROJECT"]
    assert codes(await update_week(life, as_=named(life, "p-102"), on=monday)) == []


async def test_construction_projects_without_a_contact_person_are_listed(api):
    life, none, early = await opened(api), await opened(api), await opened(api, kind="PRELIMINARY")
    await appoint(life, fromOn="2027-02-01")
    query = "query($without: Boolean) { schedules(first: 200, filter: {withoutSpecialist: $without}) { edges { node { project { id } } } } }"

    async def listed(on: date, without: bool) -> set[str]:
        found = await api(query, {"without": without}, as_=life.authority, on=on)
        return {e["node"]["project"]["id"] for e in found["schedules"]["edges"]}

    before, after = await listed(date(2027, 1, 31), True), await listed(date(2027, 2, 1), True)
    assert {str(life.project), str(none.project)} <= before
    assert str(early.project) not in before
    assert str(life.project) not in after
    assert str(life.project) in await listed(date(2027, 2, 1), False)
    assert contact(life)["subject"] == "p-101"
