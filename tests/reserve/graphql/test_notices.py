"""Notices and calendars of the reserve: who is told of what, until it is settled; and who still may subscribe."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from icalendar import Calendar

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.identity import Actor
from services.law.notice import NOTICE_DAYS, worded
from services.law.parties import Role
from services.reserve.domain.todo.notices import NOTICES
from services.reserve.messaging.published import PUBLISHED
from services.reserve.store.membership import as_member
from tests.harness.people import person
from tests.reserve.directory import enter, join, pair
from tests.reserve.filing import APPLICATION, Season, this
from tests.reserve.life import INVESTMENT, codes
from tests.reserve.planned_life import planning, seen

NOV_30, DEC_1 = date(2026, 11, 30), date(2026, 12, 1)
UNREAD = "unread { totalCount }"
LIST = """query($f: NoticeFilter) { reserveNotices(filter: $f, first: 200) { edges { node {
  id kind kindName article text dueOn recordId unitId readAt project { id name } } } } }"""


async def do(reserve, mutation, input_type, selection, who, on, **given):
    """Run one of the commands whose inputs all services share."""
    return await reserve.api.do(mutation, input_type, selection, who, on, **given)


async def noticed(reserve, who, on, **which):
    answer = await reserve.api(LIST, {"f": which or None}, as_=who, on=on)
    return [e["node"] for e in answer["reserveNotices"]["edges"]]


async def kinds(reserve, who, on, **which):
    return [n["kind"] for n in await noticed(reserve, who, on, **which)]


async def unread(reserve, who, on):
    answer = await reserve.api("{ unreadReserveNotices { totalCount } }", as_=who, on=on)
    return answer["unreadReserveNotices"]["totalCount"]


async def test_an_owner_is_told_of_a_returned_application_until_it_is_back(reserve):
    ready = await reserve.ready("退回告知项目")
    season = Season(reserve, 2031)
    await season.published()
    made = await season.submitted(ready)
    given = this(made) | {"correction": "补充资金来源"}
    made = await season.done("returnApplication", APPLICATION, INVESTMENT, **given)
    which = {"projectId": ready["id"], "kinds": ["application.returned"]}
    (notice,) = await noticed(reserve, reserve.owner, season.today, **which)
    assert (notice["kind"], notice["article"], notice["recordId"]) == (
        "application.returned",
        "第三条（二）",
        made["id"],
    )
    assert notice["project"] == {"id": ready["id"], "name": "退回告知项目"}
    assert notice["text"].endswith("补充资金来源")
    assert notice["dueOn"] is not None
    for other in (reserve.town, INVESTMENT, person(Role.OWNER, unit=new_id())):
        assert await kinds(reserve, other, season.today, projectId=ready["id"]) == []
    before = await unread(reserve, reserve.owner, season.today)
    given = {"kind": "application.returned", "muted": True}
    refused = await do(reserve, "muteReserveNotices", "MuteNoticesInput", UNREAD, reserve.owner, season.today, **given)
    assert codes(refused["userErrors"]) == ["NOTICE_BINDING"]
    await season.done("resubmitApplication", APPLICATION, reserve.owner, **this(made))
    assert "application.returned" not in await kinds(reserve, reserve.owner, season.today, projectId=ready["id"])
    assert await unread(reserve, reserve.owner, season.today) == before - 1
    assert await kinds(reserve, reserve.owner, season.today, **which) == []
    assert await kinds(reserve, reserve.owner, season.today, **which, past=True) == ["application.returned"]


async def test_a_guide_is_told_to_everybody(reserve):
    season = Season(reserve, 2033)
    await season.published()
    stranger = person(Role.OWNER, unit=new_id(), subject="notice-stranger")
    told = await noticed(reserve, stranger, season.today, kinds=["guide.published"])
    assert [n["text"] for n in told if "2033" in n["text"]] == [
        "2033年度申报指南（第1版）已发布，2032-11-01至2032-11-30申报"
    ]
    assert {n["unitId"] for n in told} == {None}


async def test_a_planning_party_is_told_of_what_became_of_its_list(service_api):
    reserve = await planning(await service_api("reserve"))
    report = await reserve.submit(reserve.town, await reserve.draft(reserve.town, on=NOV_30), on=NOV_30)
    selection = "report { id version status }"
    report = await reserve.done(
        "returnPlannedReport", selection, INVESTMENT, on=DEC_1, **seen(report), missing="缺投资额"
    )
    (notice,) = await noticed(reserve, reserve.town, DEC_1, kinds=["planned-report.returned"])
    assert (notice["recordId"], notice["unitId"]) == (report["id"], str(reserve.town.unit))
    given = {"noticeIds": [notice["id"]]}
    read = await do(reserve, "markReserveNoticesRead", "MarkNoticesReadInput", UNREAD, reserve.town, DEC_1, **given)
    assert read["unread"]["totalCount"] == await unread(reserve, reserve.town, DEC_1)
    assert await kinds(reserve, reserve.town, DEC_1, unread=True, kinds=["planned-report.returned"]) == []
    colleague = reserve.town.but(subject="notice-colleague")
    assert await kinds(reserve, colleague, DEC_1, unread=True, kinds=["planned-report.returned"]) == [
        "planned-report.returned"
    ]
    last = DEC_1 + timedelta(days=NOTICE_DAYS.on(DEC_1))
    assert await kinds(reserve, colleague, last, kinds=["planned-report.returned"]) == ["planned-report.returned"]
    over = last + timedelta(days=1)
    assert await kinds(reserve, colleague, over, kinds=["planned-report.returned"]) == []
    assert await kinds(reserve, colleague, over, kinds=["planned-report.returned"], past=True) == [
        "planned-report.returned"
    ]


@pytest.mark.parametrize("kind", sorted(NOTICES))
def test_every_kind_says_what_its_event_has(kind):
    named = {"application.passed": "application.reviewed", "application.failed": "application.reviewed"}.get(kind, kind)
    (event,) = [p for p in PUBLISHED if f"zhongdian.reserve.{named}.v1" == p.TYPE]
    said = worded(NOTICES[kind], dict.fromkeys(event.SAMPLE, "…"))
    assert said.count("…") == NOTICES[kind].says.count("{")


MADE = "calendarAddress { id version expiresOn inForce }"


async def subscribe(reserve, who, on):
    given = {"label": "手机"}
    payload = await do(
        reserve, "createReserveCalendarAddress", "CreateCalendarAddressInput", f"path {MADE}", who, on, **given
    )
    assert payload["userErrors"] == []
    return payload


async def status(reserve, made, on):
    answer = await reserve.api.http.get(made["path"], headers={"x-business-date": on.isoformat()})
    return answer.status_code


async def test_a_calendar_shows_what_is_due_and_holds_for_thirty_days_unless_renewed(service_api):
    reserve = await planning(await service_api("reserve"))
    made = await subscribe(reserve, reserve.town, NOV_30)
    answer = await reserve.api.http.get(made["path"], headers={"x-business-date": NOV_30.isoformat()})
    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert entry["DTSTART"].dt == NOV_30
    assert entry["UID"].endswith("@reserve.zhongdian")
    last = NOV_30 + timedelta(days=30)
    assert made["calendarAddress"]["expiresOn"] == last.isoformat()
    assert [await status(reserve, made, on) for on in (last, last + timedelta(days=1))] == [200, 404]
    seen_at = {"addressId": made["calendarAddress"]["id"], "expectedVersion": 1}
    renewed = (await renew(reserve, reserve.town, last, **seen_at))["calendarAddress"]
    assert (renewed["version"], renewed["expiresOn"]) == (2, (last + timedelta(days=30)).isoformat())
    assert await status(reserve, made, last + timedelta(days=30)) == 200
    seen_at["expectedVersion"] = 2
    late = await renew(reserve, reserve.town, last + timedelta(days=31), **seen_at)
    assert codes(late["userErrors"]) == ["ADDRESS_EXPIRED"]
    assert codes((await renew(reserve, reserve.owner, last, **seen_at))["userErrors"]) == ["ADDRESS_UNKNOWN"]
    stale = await renew(reserve, reserve.town, last, **seen_at | {"expectedVersion": 1})
    assert codes(stale["userErrors"]) == ["VERSION_CONFLICT"]
    given = ("revokeReserveCalendarAddress", "RevokeCalendarAddressInput", MADE, reserve.town, last)
    assert (await do(reserve, *given, **seen_at))["userErrors"] == []
    assert await status(reserve, made, last) == 404
    behind = await renew(reserve, reserve.town, last, **seen_at)
    assert codes(behind["userErrors"]) == ["VERSION_CONFLICT", "ADDRESS_REVOKED"]
    seen_at["expectedVersion"] = 3
    assert codes((await renew(reserve, reserve.town, last, **seen_at))["userErrors"]) == ["ADDRESS_REVOKED"]


async def renew(reserve, who, on, **seen_at):
    given = ("renewReserveCalendarAddress", "RenewCalendarAddressInput", MADE, who, on)
    return await do(reserve, *given, **seen_at)


async def test_a_calendar_of_who_left_the_unit_shows_nothing_any_more(reserve):
    who = reserve.owner.but(subject="p-leaves")
    member = await reserve.done(
        "addMember",
        "member { id version }",
        INVESTMENT,
        organizationId=str(reserve.owner_id),
        person="p-leaves",
        name="示例人员",
        roles=["OWNER"],
        fromOn="2026-01-01",
    )
    made = await subscribe(reserve, who, NOV_30)
    assert await status(reserve, made, NOV_30) == 200
    given = {"memberId": member["id"], "expectedVersion": member["version"], "untilOn": str(NOV_30), "reason": "调离"}
    await reserve.done("endMember", "member { version }", INVESTMENT, on=NOV_30, **given)
    assert [await status(reserve, made, on) for on in (NOV_30, DEC_1)] == [200, 404]
    told = await noticed(reserve, who, DEC_1, kinds=["member.added", "member.ended"])
    assert sorted(n["kind"] for n in told) == ["member.added", "member.ended"]
    assert await kinds(reserve, reserve.owner, DEC_1, kinds=["member.added", "member.ended"]) == []


async def test_a_calendar_follows_the_roles_that_a_membership_still_gives(reserve):
    unit = reserve.town_id
    who = reserve.town.but(subject="p-loses-a-role")
    given = {"organizationId": str(unit), "person": "p-loses-a-role", "name": "示例人员", "fromOn": "2026-01-01"}
    member = await reserve.done("addMember", "member { id version }", INVESTMENT, **given, roles=["PLANNING_PARTY"])
    assert as_roles(await seen_as(reserve, who)) == {"PLANNING_PARTY"}
    change = {"memberId": member["id"], "expectedVersion": 1, "reason": "调整", "name": "示例人员", "roles": ["OWNER"]}
    await reserve.do("changeMember", "member { id }", INVESTMENT, **change, fromOn="2026-01-01")
    assert as_roles(await seen_as(reserve, who)) <= {"PLANNING_PARTY"}


async def seen_as(reserve, who):
    async with reserve.api.database.session(ALL_DIVISIONS) as session:
        return await as_member(session, actor_of(who), NOV_30)


def as_roles(actor):
    return set() if actor is None else {role.value for role in actor.roles}


def actor_of(who):
    return Actor(
        subject=who.subject,
        name=who.name,
        roles=frozenset(Role(r) for r in who.roles),
        unit=UUID(str(who.unit)),
        division=who.division,
    )


async def test_a_calendar_ends_with_the_membership_also_when_the_unit_was_merged_in_between(reserve):
    keep, duplicate = await enter(reserve, "日历留用公司"), await enter(reserve, "日历重复公司")
    member = await join(reserve, duplicate, "p-merged")
    made = await subscribe(reserve, person(Role.OWNER, subject="p-merged", unit=UUID(duplicate["id"])), NOV_30)
    both = "organization { id } duplicate { id }"
    assert (await reserve.do("mergeOrganizations", both, INVESTMENT, **pair(keep, duplicate)))["userErrors"] == []
    given = {"memberId": member["id"], "expectedVersion": member["version"] + 1}
    await reserve.done("endMember", "member { id }", INVESTMENT, on=NOV_30, **given, untilOn=str(NOV_30), reason="调离")
    assert [await status(reserve, made, on) for on in (NOV_30, DEC_1)] == [200, 404]
