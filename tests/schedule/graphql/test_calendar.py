"""Calendars by signed address: what is in them, who has which, and that what is not valid says nothing."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from services.chassis.clock import new_id
from services.law.parties import Role
from services.schedule.store import tables
from tests.harness.people import person
from tests.schedule.life import TODAY, codes, opened

ADDRESS = "path calendarAddress { id version label expiresOn revokedOn lastUsedOn inForce }"
OWN = "{ calendarAddresses { totalCount edges { node { id label inForce lastUsedOn } } } }"
LAST = TODAY + timedelta(days=30)


async def make(api, who, on=TODAY, label="手机", **changes):
    return await api.do("createCalendarAddress", "CreateCalendarAddressInput", ADDRESS, who, on, label=label, **changes)


async def revoke(api, who, made, on=TODAY, **changes):
    address = made["calendarAddress"]
    given = {"addressId": address["id"], "expectedVersion": address["version"]} | changes
    return await api.do("revokeCalendarAddress", "RevokeCalendarAddressInput", ADDRESS, who, on, **given)


async def get(api, path, on=TODAY, method="GET", **headers):
    sent = {"x-business-date": on.isoformat()} | {k.replace("_", "-"): v for k, v in headers.items()}
    return await api.http.request(method, path, headers=sent)


def entries(answer, kind="VEVENT"):
    assert answer.status_code == 200, answer.text
    return list(Calendar.from_ical(answer.content).walk(kind))


def someone():
    return person(Role.OWNER, unit=new_id(), subject=f"calendar-{new_id()}")


async def node(api, **changes):
    life = await opened(api)
    life.land_unit = new_id()
    await life.tell_units()
    plan = (await life.plan(life.node("A", 10, **changes)))["nodePlan"]
    return life, date.fromisoformat(plan["nodes"]["edges"][0]["node"]["dueOn"])


async def test_a_program_reads_what_the_person_must_do_and_nothing_else(api):
    life, due = await node(api)
    made = await make(api, life.land, due)
    answer = await get(api, made["path"], due)
    (entry,) = entries(answer)
    assert entry["DTSTART"].dt == due
    assert entry["DTEND"].dt == due + timedelta(days=1)
    assert "节点A" in entry["SUMMARY"]
    assert "第八条" in entry["DESCRIPTION"]
    assert entry["UID"].endswith("@schedule.zhongdian")
    assert {"DTSTAMP", "LAST-MODIFIED", "SEQUENCE"} <= set(entry)
    text = answer.content.decode()
    assert f"DTSTART;VALUE=DATE:{due:%Y%m%d}\r\n" in text  # without VALUE it would be read as a moment
    assert "责任人甲" not in text  # no names of people travel in a feed
    assert life.land.name not in text
    tasks = await get(api, made["path"] + "?tasks=true", due)
    assert f"DUE;VALUE=DATE:{due:%Y%m%d}\r\n" in tasks.content.decode()
    (task,) = entries(tasks, "VTODO")
    assert (task["DUE"].dt, task["UID"]) == (due, entry["UID"])
    other = await make(api, someone(), due)
    assert entries(await get(api, other["path"], due)) == []


async def test_an_entry_keeps_its_uid_and_goes_when_it_is_done(api):
    life, due = await node(api)
    made = await make(api, life.land, due)
    (before,) = entries(await get(api, made["path"], due))
    (after,) = entries(await get(api, made["path"], due + timedelta(days=1)))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert (after["SUMMARY"].startswith("【逾期】"), before["SUMMARY"].startswith("【逾期】")) == (True, False)
    shown = await life.look("nodes { edges { node { id version } } }", on=due)
    await life.complete(shown["nodes"]["edges"][0]["node"], on=due)
    assert entries(await get(api, made["path"], due)) == []


async def test_the_same_content_is_not_sent_twice(api):
    made = await make(api, someone())
    first = await get(api, made["path"])
    assert first.headers["cache-control"].startswith("private")
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    again = await get(api, made["path"], if_none_match=first.headers["etag"])
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert (await get(api, made["path"], if_none_match='"another"')).status_code == 200
    head = await get(api, made["path"], method="HEAD")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


async def test_what_is_not_valid_is_not_found_whatever_it_is(api):
    who = someone()
    made, other = await make(api, who), await make(api, who)
    token = made["path"].split("/")[-1].removesuffix(".ics")
    answers = [
        await get(api, "/calendar/nothing.ics"),
        await get(api, f"/calendar/{token}x.ics"),
        await get(api, f"/calendar/{token[:-1]}.ics"),
        await get(api, f"/calendar/{'a' * 5000}.ics"),
        await get(api, made["path"], LAST + timedelta(days=1)),  # past its day
    ]
    assert (await get(api, made["path"], LAST)).status_code == 200
    done = await revoke(api, who, made)
    assert (done["calendarAddress"]["revokedOn"], done["calendarAddress"]["inForce"]) == (TODAY.isoformat(), False)
    answers.append(await get(api, made["path"]))
    assert {(a.status_code, a.content, a.headers["cache-control"]) for a in answers} == {(404, b"", "no-store")}
    assert (await get(api, other["path"])).status_code == 200


async def test_the_secret_is_told_once_and_only_its_digest_is_kept(api):
    who, key = someone(), str(new_id())
    made = await make(api, who, idempotencyKey=key)
    again = await make(api, who, idempotencyKey=key)
    assert again["calendarAddress"]["id"] == made["calendarAddress"]["id"]
    assert (again["path"], bool(made["path"])) == (None, True)
    token = made["path"].split("/")[-1].removesuffix(".ics")
    assert len(token) >= 43
    for row in await api.rows(select(tables.CalendarAddress.__table__)):
        assert token not in str(row)
    assert token not in str(await api.audit())


async def test_addresses_are_their_owners_alone(api):
    who, other = someone(), someone()
    made = await make(api, who)
    assert (await api(OWN, as_=other, on=TODAY))["calendarAddresses"]["totalCount"] == 0
    assert codes(await revoke(api, other, made)) == ["ADDRESS_UNKNOWN"]
    assert codes(await revoke(api, who, made, expectedVersion=9)) == ["VERSION_CONFLICT"]
    await get(api, made["path"], TODAY + timedelta(days=2))
    (seen,) = (await api(OWN, as_=who, on=TODAY))["calendarAddresses"]["edges"]
    assert (seen["node"]["label"], seen["node"]["lastUsedOn"]) == ("手机", str(TODAY + timedelta(days=2)))
    done = await revoke(api, who, made)
    assert done["userErrors"] == []
    assert codes(await revoke(api, who, done)) == ["ADDRESS_REVOKED"]


@pytest.mark.parametrize("label", ["", " ", "长" * 51])
async def test_an_address_has_a_name_of_some_length(api, label):
    assert (await make(api, someone(), label=label))["userErrors"]


async def test_five_addresses_are_enough_however_many_are_made_at_once(api):
    who = someone()
    for _ in range(3):
        made = await make(api, who)
    both = await asyncio.gather(*(make(api, who) for _ in range(4)))
    assert sorted(len(codes(b)) for b in both) == [0, 0, 1, 1]
    assert codes(await make(api, who)) == ["TOO_MANY_ADDRESSES"]
    await revoke(api, who, made)
    assert codes(await make(api, who)) == []


async def test_an_address_that_is_asked_too_often_has_to_wait(api):
    made, other = await make(api, someone()), await make(api, someone())
    at = TODAY.isoformat() + "T09:00:00+08:00"
    later = TODAY.isoformat() + "T09:01:00+08:00"
    answers = [await api.http.get(made["path"], headers={"x-business-date": at}) for _ in range(21)]
    assert [a.status_code for a in answers] == [200] * 20 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 61
    assert (await api.http.get(other["path"], headers={"x-business-date": at})).status_code == 200
    assert (await api.http.get(made["path"], headers={"x-business-date": later})).status_code == 200


async def test_the_feed_of_another_division_shows_nothing_of_this_one(api):
    life, due = await node(api)
    elsewhere = person(Role.LAND, unit=life.land_unit, subject="elsewhere", division="430212")
    made = await make(api, elsewhere, due)
    assert entries(await get(api, made["path"], due)) == []


async def renew(api, who, made, on=TODAY, **changes):
    address = made["calendarAddress"]
    given = {"addressId": address["id"], "expectedVersion": address["version"]} | changes
    return await api.do("renewCalendarAddress", "RenewCalendarAddressInput", ADDRESS, who, on, **given)


async def test_an_address_that_is_renewed_shows_what_the_person_may_see_then(api):
    life, due = await node(api)
    made = await make(api, life.land, due)
    assert len(entries(await get(api, made["path"], due))) == 1
    lesser = life.land.but(roles=(Role.LEADER,), unit=None)
    renewed = await renew(api, lesser, made, due)
    assert (renewed["path"], renewed["calendarAddress"]["version"]) == (None, 2)
    assert entries(await get(api, made["path"], due)) == []
    late = due + timedelta(days=31)
    assert codes(await renew(api, lesser, renewed, late)) == ["ADDRESS_EXPIRED"]
    assert codes(await renew(api, someone(), renewed, due)) == ["ADDRESS_UNKNOWN"]
    revoked = await revoke(api, lesser, renewed, due)
    assert codes(await renew(api, lesser, revoked, due)) == ["ADDRESS_REVOKED"]
