"""What the people of a bureau do with their queue: filters and orders, bulk commands, workload, absences, kept views."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, text

from services.chassis.clock import SHANGHAI, new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.inbox import system_actor
from services.chassis.work import Work
from services.law.parties import Role
from services.support.app import SERVICE
from services.support.store import tables
from services.support.usecases.clock.escalate import escalate
from tests.harness.people import person
from tests.harness.todos import todos
from tests.support.world import DAY, DUE, ok

QUEUE = """query($b: UUID!, $f: RequestQueueFilter, $s: RequestQueueSort! = DUE, $first: Int, $after: String) {
  requestQueue(bureauId: $b, filter: $f, sort: $s, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }"""
OFFICER = """query($o: String, $i: Boolean! = false, $f: OfficerQueueFilter, $first: Int, $after: String) {
  officerQueue(officer: $o, standingIn: $i, filter: $f, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id claimedBy } } } }"""
LOAD = """query($b: UUID!) { officerWorkload(bureauId: $b) {
  subject name open standing dueSoon overdue decidedThisMonth medianDays substituteName } }"""
ABSENCES = """query($b: UUID!, $c: Boolean) { officerAbsences(bureauId: $b, current: $c) {
  edges { node { id version name substituteName fromOn untilOn cancelledOn } } } }"""
VIEWS = (
    "query($m: Boolean) { queueViews(mine: $m) { edges { node { id version name shared mine filter sort faults } } } }"
)
ROWS = "done refused rows { requestId done request { state claimedBy } userErrors { code } }"
VIEW = "view { id version name filter sort shared faults }"
ABSENCE = "absence { id version subject cancelledOn }"


async def queue(district, filter=None, sort="DUE", as_=None, on=DAY, **page):
    given = {"b": str(district.bureau), "f": filter, "s": sort, **page}
    found = (await district.api(QUEUE, given, as_=as_ or district.officer, on=on))["requestQueue"]
    ids = [e["node"]["id"] for e in found["edges"]]
    if not page:
        assert found["totalCount"] == len(ids)
    return ids


async def mine(district, as_=None, on=DAY, **given):
    found = (await district.api(OFFICER, given, as_=as_ or district.officer, on=on))["officerQueue"]
    return [e["node"]["id"] for e in found["edges"]]


def seen(*requests):
    return [{"requestId": r["id"], "expectedVersion": r["version"]} for r in requests]


async def bulk(district, verb, requests, as_=None, on=DAY, **more):
    input_type = f"{verb[0].upper()}{verb[1:]}Input"
    return await district.api.do(verb, input_type, ROWS, as_ or district.officer, on, requests=requests, **more)


async def test_the_queue_is_narrowed_by_limit_applicant_hand_and_source(district):
    first = ok(await district.submit())
    later = ok(await district.submit(on=date(2026, 3, 6), as_=district.agent))
    returned = ok(await district.submit())
    ok(await district.step("return", returned, on=date(2026, 3, 3), reason="缺图"))
    held = await district.claimed()
    assert await queue(district, {"dueFrom": "2026-03-24"}) == [later["id"]]
    assert await queue(district, {"dueTo": str(DUE)}) == sorted([first["id"], held["id"]])
    assert await queue(district, {"dueFrom": str(DUE), "dueTo": "2026-03-27"}) == [
        *sorted([first["id"], held["id"]]),
        later["id"],
    ]
    assert await queue(district, {"dueFrom": "2026-03-28"}) == []
    assert await queue(district, {"applicantId": str(district.service)}) == [later["id"]]
    assert await queue(district, {"unclaimed": False}) == [held["id"]]
    assert len(await queue(district, {"unclaimed": True})) == 3
    assert await queue(district, {"source": "PROVINCIAL"}) == []
    assert len(await queue(district, {"source": "PLATFORM"})) == 4
    assert await queue(district, {"states": ["RETURNED", "SUSPENDED"]}) == [returned["id"]]


async def test_escalated_ones_are_those_told_beyond_the_bureau(district):
    early = ok(await district.submit(on=date(2026, 3, 2)))
    ok(await district.submit(on=date(2026, 3, 6)))
    async with district.api.database.session(ALL_DIVISIONS) as session:
        at = datetime(2026, 3, 24, tzinfo=SHANGHAI)
        work = Work(session, system_actor("support", "000000"), at, "support", SERVICE.translate)
        await escalate(work, 1_000)
        await session.commit()
    day = date(2026, 3, 24)
    for sort in ("DUE", "RECEIVED", "PROJECT"):
        assert await queue(district, {"escalated": True}, sort, on=day) == [early["id"]]
        assert early["id"] not in await queue(district, {"escalated": False}, sort, on=day)


async def test_the_orders_of_the_queue_page_by_page_with_and_without_filters(district):
    a = ok(await district.submit(on=date(2026, 3, 5)))
    b = ok(await district.submit(on=date(2026, 3, 3)))
    c = ok(await district.submit(on=date(2026, 3, 4), kind="CULTIVATED_LAND"))
    b = ok(await district.step("return", b, on=date(2026, 3, 3), reason="缺图"))
    day = date(2026, 3, 6)
    assert await queue(district, on=day) == [c["id"], a["id"], b["id"]]
    assert await queue(district, sort="RECEIVED", on=day) == [b["id"], c["id"], a["id"]]
    assert await queue(district, sort="PROJECT", on=day) == sorted([a["id"], b["id"], c["id"]])
    assert await queue(district, {"kind": "LAND_QUOTA"}, "RECEIVED", on=day) == [b["id"], a["id"]]
    assert await queue(district, {"states": ["SUBMITTED"]}, "RECEIVED", on=day) == [c["id"], a["id"]]
    assert await queue(district, {"search": "示例涂料"}, "RECEIVED", on=day) == [b["id"], c["id"], a["id"]]
    assert await queue(district, {"dueTo": "2026-12-31"}, "RECEIVED", on=day) == [c["id"], a["id"]]
    paged, after = [], None
    for _ in range(3):
        given = {"b": str(district.bureau), "s": "RECEIVED", "first": 1, "after": after}
        page = (await district.api(QUEUE, given, as_=district.officer, on=day))["requestQueue"]
        paged += [e["node"]["id"] for e in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    assert paged == [b["id"], c["id"], a["id"]]


async def test_bulk_commands_do_each_row_for_itself(district):
    good, stale, gone = [ok(await district.submit()) for _ in range(3)]
    ok(await district.step("withdraw", gone, district.owner, reason="不再需要"))
    unknown = {"id": str(new_id()), "version": 1}
    wrong = {**stale, "version": 7}
    done = await bulk(district, "acceptRequests", seen(good, wrong, {**gone, "version": 2}, unknown))
    assert (done["done"], done["refused"]) == (1, 3)
    assert [[e["code"] for e in row["userErrors"]] for row in done["rows"]] == [
        [],
        ["VERSION_CONFLICT"],
        ["STATE_NOT_ALLOWED"],
        ["REQUEST_UNKNOWN"],
    ]
    assert [row["request"] and row["request"]["state"] for row in done["rows"]] == [
        "ACCEPTED",
        "SUBMITTED",
        "WITHDRAWN",
        None,
    ]
    claimed = await bulk(district, "claimRequests", seen({**good, "version": 2}))
    assert claimed["rows"][0]["request"] == {"state": "CLAIMED", "claimedBy": "科员乙"}
    given = {"toSubject": district.colleague.subject, "toName": "科员丙", "note": "分工"}
    assigned = await bulk(district, "assignRequests", seen({**good, "version": 3}), **given)
    assert assigned["rows"][0]["request"]["claimedBy"] == "科员丙"


async def test_a_bulk_command_said_again_answers_the_same_and_does_nothing(district):
    one, other = [ok(await district.submit()) for _ in range(2)]
    key, given = str(new_id()), seen(one, {**other, "version": 9})
    first = await bulk(district, "acceptRequests", given, idempotencyKey=key)
    audits = len(await district.api.audit())
    assert await bulk(district, "acceptRequests", given, idempotencyKey=key) == first
    assert len(await district.api.audit()) == audits


@pytest.mark.parametrize(("count", "code"), [(0, "ROWS_TOO_MANY"), (201, "ROWS_TOO_MANY")])
async def test_a_bulk_command_takes_one_to_two_hundred_rows(district, count, code):
    rows = [{"requestId": str(new_id()), "expectedVersion": 1} for _ in range(count)]
    done = await bulk(district, "claimRequests", rows)
    assert ([e["code"] for e in done["userErrors"]], done["rows"]) == ([code], [])


async def test_no_row_is_named_twice_and_others_are_refused_each_row(district):
    one = ok(await district.submit())
    done = await bulk(district, "acceptRequests", seen(one, one))
    assert [e["code"] for e in done["userErrors"]] == ["ROWS_TWICE"]
    elsewhere = person(Role.LAND, unit=new_id(), division=district.division)
    done = await bulk(district, "acceptRequests", seen(one), elsewhere)
    assert done["rows"][0]["userErrors"] == [{"code": "REQUEST_UNKNOWN"}]
    answer = await district.api.raw(
        "mutation($i: AcceptRequestsInput!) { acceptRequests(input: $i) { done } }",
        {"i": {"idempotencyKey": str(new_id()), "requests": seen(one)}},
        as_=district.owner,
        on=DAY,
    )
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_two_bulk_claims_at_once_leave_every_request_in_one_hand(district):
    requests = [ok(await district.step("accept", ok(await district.submit()))) for _ in range(6)]
    both = await asyncio.gather(
        bulk(district, "claimRequests", seen(*requests)),
        bulk(district, "claimRequests", seen(*reversed(requests)), district.colleague),
    )
    won = [sorted(row["requestId"] for row in done["rows"] if row["done"]) for done in both]
    assert sorted(won[0] + won[1]) == sorted(r["id"] for r in requests)


async def test_the_workload_counts_what_each_has_open_near_late_and_decided(district):
    await district.claimed()
    late = await district.claimed(on=date(2026, 2, 26))
    ok(await district.submit())
    decided = await district.claimed(on=date(2026, 3, 12))
    ok(await district.step("decide", decided, on=date(2026, 3, 16), outcome="REFUSED", reason="不符合规划"))
    loads = await district.api(LOAD, {"b": str(district.bureau)}, as_=district.officer, on=date(2026, 3, 20))
    by_name = {load["name"]: load for load in loads["officerWorkload"]}
    officer = by_name["科员乙"]
    assert (officer["open"], officer["standing"], officer["decidedThisMonth"], officer["medianDays"]) == (2, 0, 1, 4.0)
    assert (officer["dueSoon"], officer["overdue"]) == (1, 1), late
    assert by_name[None]["open"] == 1
    answer = await district.api.raw(LOAD, {"b": str(district.bureau)}, as_=person(Role.LAND, unit=new_id()), on=DAY)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def absence(district, as_=None, on=DAY, **changes):
    given = {"substitute": district.colleague.subject, "substituteName": "科员丙", "reason": "年休假"}
    given |= {"fromOn": str(DAY), "untilOn": "2026-03-06"}
    return await district.api.do(
        "recordAbsence", "RecordAbsenceInput", ABSENCE, as_ or district.officer, on, **(given | changes)
    )


async def test_while_an_officer_is_away_the_substitute_sees_and_takes_over_the_work(district):
    held = await district.claimed()
    officer = district.officer.but(subject=f"officer-{held['id']}")
    substitute = district.colleague.but(subject=f"substitute-{held['id']}")
    ok(await district.step("claim", held, officer))
    made = await absence(district, officer, substitute=substitute.subject)
    assert made["userErrors"] == []
    assert await mine(district, officer) == [held["id"]]
    assert await mine(district, substitute) == []
    assert await mine(district, substitute, i=True) == [held["id"]]
    assert await mine(district, substitute, i=True, on=date(2026, 3, 6)) == [held["id"]]
    assert await mine(district, substitute, i=True, on=date(2026, 3, 7)) == []
    shown = [
        t["kind"] for t in await todos(district.api, substitute, DAY, "supportTodos", projectId=str(district.project))
    ]
    assert shown == ["REQUEST_TO_DECIDE"]
    loads = await district.api(LOAD, {"b": str(district.bureau)}, as_=officer, on=DAY)
    assert [load["substituteName"] for load in loads["officerWorkload"]] == ["科员丙"]
    done = await district.api.do(
        "reassignAbsence", "ReassignAbsenceInput", ROWS, substitute, DAY, absenceId=made["absence"]["id"]
    )
    assert (done["done"], done["rows"][0]["request"]["claimedBy"]) == (1, "科员丙")
    assert await mine(district, substitute) == [held["id"]]
    again = await district.api.do(
        "reassignAbsence", "ReassignAbsenceInput", ROWS, substitute, DAY, absenceId=made["absence"]["id"]
    )
    assert (again["done"], again["rows"], again["userErrors"]) == (0, [], [])


async def test_absences_that_overlap_are_refused_also_when_they_race_and_are_called_off_on_record(district):
    officer = district.officer.but(subject=f"officer-{new_id()}")
    both = await asyncio.gather(absence(district, officer), absence(district, officer))
    codes = sorted([e["code"] for e in made["userErrors"]] for made in both)
    assert codes == [[], ["ABSENCE_OVERLAPS"]]
    made = next(m["absence"] for m in both if m["absence"])
    given = {"absenceId": made["id"], "expectedVersion": 1, "reason": "提前返岗"}
    stale = await district.api.do(
        "cancelAbsence", "CancelAbsenceInput", ABSENCE, officer, DAY, **(given | {"expectedVersion": 2})
    )
    assert [e["code"] for e in stale["userErrors"]] == ["VERSION_CONFLICT"]
    stranger = person(Role.LAND, unit=new_id(), division=district.division)
    other = await district.api.do("cancelAbsence", "CancelAbsenceInput", ABSENCE, stranger, DAY, **given)
    assert [e["code"] for e in other["userErrors"]] == ["ABSENCE_UNKNOWN"]
    done = await district.api.do("cancelAbsence", "CancelAbsenceInput", ABSENCE, officer, DAY, **given)
    assert done["absence"]["cancelledOn"] == str(DAY)
    assert (await absence(district, officer))["userErrors"] == []
    for current, count in ((None, 2), (True, 1), (False, 1)):
        page = await district.api(ABSENCES, {"b": str(district.bureau), "c": current}, as_=officer, on=DAY)
        assert len(page["officerAbsences"]["edges"]) == count, current


async def view(district, as_=None, **given):
    given = {"name": "临期用地", "filter": {"warning": True, "kind": "LAND_QUOTA"}} | given
    return await district.api.do("saveQueueView", "SaveQueueViewInput", VIEW, as_ or district.officer, DAY, **given)


async def test_views_are_ones_own_until_they_are_shared_in_the_bureau(district):
    officer = district.officer.but(subject=f"officer-{new_id()}")
    made = (await view(district, officer))["view"]
    assert (made["filter"], made["sort"], made["faults"]) == ({"warning": True, "kind": "LAND_QUOTA"}, "DUE", [])
    assert await queue(district, made["filter"], made["sort"]) == []

    async def names(who):
        page = await district.api(VIEWS, {}, as_=who, on=DAY)
        return [(e["node"]["name"], e["node"]["mine"]) for e in page["queueViews"]["edges"]]

    assert await names(district.colleague) == []
    given = {"viewId": made["id"], "expectedVersion": 1, "shared": True, "name": "共享", "sort": "RECEIVED"}
    changed = (await view(district, officer, **given))["view"]
    assert (changed["version"], changed["sort"]) == (2, "RECEIVED")
    assert await names(district.colleague) == [("共享", False)]
    assert await names(person(Role.LAND, unit=new_id(), division=district.division)) == []
    not_own = await view(district, district.colleague, viewId=made["id"], expectedVersion=2)
    assert [e["code"] for e in not_own["userErrors"]] == ["VIEW_NOT_OWN"]
    gone = await district.api.do(
        "deleteQueueView",
        "DeleteQueueViewInput",
        "userErrors { code }",
        officer,
        DAY,
        viewId=made["id"],
        expectedVersion=2,
    )
    assert gone["userErrors"] == []
    assert await names(officer) == []


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"filter": {"colour": "red"}}, "FILTER_INVALID", "filter.colour"),
        ({"filter": {"states": ["CLAIMED", "LOST"]}}, "FILTER_INVALID", "filter.states.1"),
        ({"filter": [1]}, "FILTER_INVALID", "filter"),
        ({"sort": "COLOUR"}, "FILTER_INVALID", "sort"),
        ({"name": " "}, "TEXT_MISSING", "name"),
        ({"filter": {"search": "长" * 5_000}}, "FILTER_INVALID", "filter"),
    ],
)
async def test_a_view_that_the_queue_would_not_take_is_refused(district, given, code, field):
    (refused,) = (await view(district, **given))["userErrors"]
    assert (refused["code"], refused["field"]) == (code, field)
    assert "enum" not in refused["message"]  # the library's words are for programmers


async def test_a_name_is_given_once(district):
    officer = district.officer.but(subject=f"officer-{new_id()}")
    assert (await view(district, officer))["userErrors"] == []
    assert [e["code"] for e in (await view(district, officer))["userErrors"]] == ["VIEW_NAME_TAKEN"]


async def test_what_is_opened_twice_is_paged_in_the_officers_own_order(district):
    subject = f"officer-{new_id()}"
    officer = district.officer.but(subject=subject)
    held = []
    for n in range(4):
        request = ok(
            await district.step(
                "accept", ok(await district.submit(on=DAY + timedelta(days=n))), on=DAY + timedelta(days=n)
            )
        )
        held.append(ok(await district.step("claim", request, officer, on=DAY + timedelta(days=n)))["id"])
    assert await mine(district, officer, on=date(2026, 3, 6)) == held
    assert await mine(district, district.colleague, o=subject, on=date(2026, 3, 6)) == held
    assert await mine(district, officer, f={"dueFrom": "2026-03-25"}, on=date(2026, 3, 6)) == held[2:]
    assert await mine(district, person(Role.LAND, unit=new_id()), o=subject, on=date(2026, 3, 6)) == []


async def test_results_of_bulk_commands_are_kept_for_good(district):
    one = ok(await district.submit())
    await bulk(district, "acceptRequests", seen(one))
    (run, *_) = await district.api.rows(select(tables.BulkRun.results))
    assert run.results
    with pytest.raises(Exception, match="append-only"):
        async with district.api.database.session(ALL_DIVISIONS) as session:
            await session.execute(text("delete from bulk_runs"))
