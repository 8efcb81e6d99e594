"""A calendar shows a person's limits in support, to whoever has its address and to nobody else (第八条)."""

from __future__ import annotations

from datetime import date, timedelta

from icalendar import Calendar

from tests.support.world import DAY, DUE, ok

MADE = "path calendarAddress { id version label inForce expiresOn }"


async def subscribed(district, who, label: str = "示例手机") -> dict:
    given = ("createSupportCalendarAddress", "CreateCalendarAddressInput", MADE, who, DAY)
    done = await district.api.do(*given, label=label)
    assert done["userErrors"] == []
    return done


async def got(district, path: str, on: date = DAY):
    return await district.api.http.get(path, headers={"x-business-date": on.isoformat()})


def of_requests(answer) -> list:
    """What is to be accepted, among all that the calendar shows."""
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return [event for event in events if "受理申请" in str(event["summary"])]


async def test_a_requests_limit_is_in_the_calendar_of_its_bureaus_officer_until_it_is_done(district):
    request = ok(await district.submit())
    made = await subscribed(district, district.officer)
    answer = await got(district, made["path"])
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, max-age=900")
    (entry,) = of_requests(answer)
    assert entry.decoded("dtstart") == DUE
    ok(await district.step("withdraw", request, district.owner, reason="不再需要"))
    assert of_requests(await got(district, made["path"])) == []


async def test_a_colleague_of_another_bureau_sees_nothing_of_it(district):
    ok(await district.submit())
    made = await subscribed(district, district.agent)
    assert Calendar.from_ical((await got(district, made["path"])).content).walk("VEVENT") == []


async def test_an_address_is_its_owners_alone_and_ends_when_it_is_revoked_or_its_time_is_over(district):
    who = district.officer.but(subject=f"calendar-{district.bureau}")
    made = await subscribed(district, who)
    address = made["calendarAddress"]
    last = date.fromisoformat(address["expiresOn"])
    assert (await got(district, made["path"], on=last)).status_code == 200
    assert (await got(district, made["path"], on=last + timedelta(days=1))).status_code == 404
    seen = {"addressId": address["id"], "expectedVersion": 1}
    command = ("renewSupportCalendarAddress", "RenewCalendarAddressInput", MADE)
    other = await district.api.do(*command, district.agent, DAY, **seen)
    assert [e["code"] for e in other["userErrors"]] == ["ADDRESS_UNKNOWN"]
    renewed = await district.api.do(*command, who, last, **seen)
    assert (renewed["userErrors"], renewed["path"]) == ([], None)
    seen["expectedVersion"] = 2
    await district.api.do("revokeSupportCalendarAddress", "RevokeCalendarAddressInput", MADE, who, last, **seen)
    assert (await got(district, made["path"], on=last)).status_code == 404
    own = "{ supportCalendarAddresses { edges { node { label inForce } } } }"
    shown = await district.api(own, as_=who, on=last)
    assert shown["supportCalendarAddresses"]["edges"] == [{"node": {"label": "示例手机", "inForce": False}}]
    assert (await district.api(own, as_=district.owner, on=last))["supportCalendarAddresses"]["edges"] == []


async def test_a_guessed_address_is_not_found(district):
    assert (await got(district, "/calendar/guessed.ics")).status_code == 404
