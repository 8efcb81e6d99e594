"""What somebody must do, through the endpoint: each source on both sides of its day, and quiet for everybody else."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.harness.todos import QUERY, TODO, of_kind, todo_list, todos
from tests.schedule.adjusting import tell
from tests.schedule.life import TODAY, opened
from tests.schedule.specialist_life import appoint, judge_node, named, update_week

FRIDAY = date(2027, 1, 15)
JANUARY_ENDS = date(2027, 1, 31)
REPORT_LIMIT = date(2027, 2, 3)  # the third working day of February 2027


def strangers(life):
    """Everybody who has nothing to do with the project, in every role."""
    return [person(role, unit=new_id(), subject=f"stranger-{role}-{life.project}") for role in Role]


async def nobody_else(life, on, kind, *whose):
    for stranger in strangers(life):
        if stranger.roles[0] not in whose:
            assert await of_kind(life.api, stranger, on, kind, life.project) == [], stranger.roles


async def planned(api):
    life = await opened(api)
    plan = (await life.plan(life.node("A", 10), life.node("B", 20, "A")))["nodePlan"]
    nodes = {e["node"]["code"]: e["node"] for e in plan["nodes"]["edges"]}
    return life, nodes


async def test_a_node_is_to_be_done_by_its_unit_from_five_working_days_before_its_limit(api):
    life, nodes = await planned(api)
    due = date.fromisoformat(nodes["A"]["dueOn"])
    early = due
    left = 0
    while left < 5:  # five working days before; December 2027 has weekends alone
        early -= timedelta(days=1)
        left += early.weekday() < 5
    assert await of_kind(api, life.land, early - timedelta(days=1), "NODE_DUE") == []
    (shown,) = await of_kind(api, life.land, early, "NODE_DUE")
    assert (shown["recordId"], shown["dueOn"], shown["severity"]) == (nodes["A"]["node"]["id"], str(due), "DUE_SOON")
    assert (shown["article"], shown["command"], shown["unitId"]) == ("第八条", "completeNode", str(life.land_unit))
    assert shown["title"].endswith("·节点A")
    assert shown["link"] == f"/schedule/nodes/{shown['recordId']}"
    (shown,) = await of_kind(api, life.land, due, "NODE_DUE")
    assert (shown["severity"], shown["overdue"], shown["daysLate"]) == ("DUE_TODAY", False, 0)
    (shown,) = await of_kind(api, life.land, due + timedelta(days=1), "NODE_DUE")
    assert (shown["severity"], shown["overdue"], shown["daysLate"]) == ("OVERDUE", True, 1)
    await nobody_else(life, due, "NODE_DUE")
    assert await of_kind(api, life.authority, due, "NODE_DUE") == []


async def test_what_is_completed_goes_over_to_the_authority_but_never_to_who_completed_it(api):
    life, nodes = await planned(api)
    node = nodes["A"]["node"]
    assert await of_kind(api, life.authority, TODAY, "NODE_TO_VERIFY", life.project) == []
    both = person(Role.LAND, Role.INVESTMENT_AUTHORITY, unit=life.land_unit, subject="land-and-authority")
    done = (await life.complete(node, as_=both))["node"]
    (shown,) = await of_kind(api, life.authority, TODAY, "NODE_TO_VERIFY", life.project)
    assert (shown["recordId"], shown["dueOn"], shown["command"]) == (node["id"], None, "verifyNode")
    assert await of_kind(api, both, TODAY, "NODE_TO_VERIFY", life.project) == []
    await nobody_else(life, TODAY, "NODE_TO_VERIFY", Role.INVESTMENT_AUTHORITY)
    await judge_node(life, "verify", done)
    assert await of_kind(api, life.authority, TODAY, "NODE_TO_VERIFY", life.project) == []


async def test_a_node_without_its_factor_waits_and_is_no_node_to_complete(api):
    life = await opened(api)
    plan = (await life.plan(life.node("A", 10, waitsFor="LAND_QUOTA")))["nodePlan"]
    node = plan["nodes"]["edges"][0]["node"]
    due = date.fromisoformat(node["dueOn"])
    assert await of_kind(api, life.land, due, "NODE_DUE") == []
    (shown,) = await of_kind(api, life.land, due, "NODE_WAITING")
    assert shown["recordId"] == node["node"]["id"]
    await life.request("submitted", 1, node["node"]["id"])
    await life.request("decided", 2, node["node"]["id"])
    assert len(await of_kind(api, life.land, due, "NODE_DUE")) == 1
    assert await of_kind(api, life.land, due, "NODE_WAITING") == []


async def test_a_project_asks_for_its_plan_its_task_and_its_contact_person_until_they_are_there(api):
    life = await opened(api)
    asked = [t["kind"] for t in await todos(api, life.authority, TODAY, projectId=str(life.project))]
    assert sorted(asked) == ["PROJECT_NO_SPECIALIST", "PROJECT_TASK_MISSING", "PROJECT_TO_PLAN"]
    asked = [t["kind"] for t in await todos(api, life.owner, TODAY, projectId=str(life.project))]
    assert sorted(asked) == ["PROJECT_NO_SPECIALIST", "PROJECT_TO_PLAN", "WEEK_DUE", "WEEK_DUE"]
    await nobody_else(life, TODAY, "PROJECT_TO_PLAN", Role.INVESTMENT_AUTHORITY)
    await nobody_else(life, TODAY, "PROJECT_TASK_MISSING", Role.INVESTMENT_AUTHORITY)
    await nobody_else(life, TODAY, "PROJECT_NO_SPECIALIST", Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE)
    await life.plan()
    await life.set_task()
    await appoint(life)
    assert await todos(api, life.authority, TODAY, projectId=str(life.project)) == []
    assert await todos(api, life.owner, TODAY, projectId=str(life.project)) == []


async def test_a_preliminary_project_asks_for_a_plan_alone(api):
    life = await opened(api, kind="PRELIMINARY")
    asked = [t["kind"] for t in await todos(api, life.authority, TODAY, projectId=str(life.project))]
    assert asked == ["PROJECT_TO_PLAN"]


async def test_a_week_is_asked_of_the_contact_person_and_of_nobody_else_once_there_is_one(api):
    life = await opened(api)
    await life.set_task()
    await appoint(life)
    mine = await of_kind(api, named(life), TODAY, "WEEK_DUE", life.project)
    assert [(t["dueOn"], t["overdue"]) for t in mine] == [("2027-01-08", True), ("2027-01-15", False)]
    (first, second) = await of_kind(api, named(life), FRIDAY + timedelta(days=1), "WEEK_DUE", life.project)
    assert (first["overdue"], second["overdue"]) == (True, True)
    for other in (life.owner, life.specialist, life.town, life.authority, named(life, "p-102")):
        assert await of_kind(api, other, TODAY, "WEEK_DUE", life.project) == []
    await update_week(life, as_=named(life))
    left = await of_kind(api, named(life), TODAY, "WEEK_DUE", life.project)
    assert [t["dueOn"] for t in left] == ["2027-01-08"]
    await nobody_else(life, TODAY, "WEEK_DUE")


async def test_a_month_is_asked_for_when_it_is_over_and_late_after_its_limit(api):
    life = await opened(api)
    assert await of_kind(api, life.owner, REPORT_LIMIT, "PROJECT_REPORT_DUE") == []  # no task to measure it against
    await life.set_task()
    assert await of_kind(api, life.owner, JANUARY_ENDS, "PROJECT_REPORT_DUE") == []
    (shown,) = await of_kind(api, life.owner, JANUARY_ENDS + timedelta(days=1), "PROJECT_REPORT_DUE")
    assert (shown["dueOn"], shown["overdue"]) == (str(REPORT_LIMIT), False)
    assert shown["title"].endswith("·2027年1月")
    assert (await of_kind(api, life.owner, REPORT_LIMIT, "PROJECT_REPORT_DUE"))[0]["severity"] == "DUE_TODAY"
    (shown,) = await of_kind(api, life.owner, REPORT_LIMIT + timedelta(days=1), "PROJECT_REPORT_DUE")
    assert shown["overdue"]
    assert len(await of_kind(api, life.specialist, REPORT_LIMIT, "PROJECT_REPORT_DUE")) == 1
    await nobody_else(life, REPORT_LIMIT, "PROJECT_REPORT_DUE")
    await life.report(on=REPORT_LIMIT)
    assert await of_kind(api, life.owner, REPORT_LIMIT, "PROJECT_REPORT_DUE") == []


async def test_a_report_goes_to_the_authority_back_to_its_owner_and_to_the_authority_again(api):
    life = await opened(api)
    await life.set_task()
    report = (await life.report())["progressReport"]
    on = date(2027, 2, 2)
    (shown,) = await of_kind(api, life.authority, on, "REPORT_TO_VERIFY", life.project)
    assert (shown["recordId"], shown["command"], shown["article"]) == (report["id"], "verifyProgress", "第九条")
    assert await of_kind(api, life.owner, on, "REPORT_RETURNED") == []
    returned = (await life.judge("return", report, reason="与现场不符"))["progressReport"]
    assert await of_kind(api, life.authority, on, "REPORT_TO_VERIFY", life.project) == []
    (shown,) = await of_kind(api, life.owner, on, "REPORT_RETURNED")
    assert shown["what"].endswith("与现场不符")
    assert len(await of_kind(api, life.specialist, on, "REPORT_RETURNED")) == 1
    await nobody_else(life, on, "REPORT_RETURNED")
    own = person(Role.OWNER, Role.INVESTMENT_AUTHORITY, unit=life.owner_unit, subject="owner-and-authority")
    values = {"doneInvestment": "4000", "physicalPercent": "5", "physicalText": "场平过半"}
    corrected = (await life.judge("correct", returned, as_=own, **values))["progressReport"]
    assert await of_kind(api, own, on, "REPORT_TO_VERIFY", life.project) == []  # nobody verifies the own report
    assert len(await of_kind(api, life.authority, on, "REPORT_TO_VERIFY", life.project)) == 1
    await life.judge("verify", corrected)
    assert await of_kind(api, life.authority, on, "REPORT_TO_VERIFY", life.project) == []


async def test_what_the_plan_gave_up_is_nobodys_to_do(api):
    life, nodes = await planned(api)
    due = date.fromisoformat(nodes["A"]["dueOn"])
    await tell(life, "removed", 2)
    for who in (life.land, life.owner, life.authority, life.specialist):
        assert await todos(api, who, due, projectId=str(life.project)) == []


async def test_the_list_is_in_order_counted_filtered_and_paged(api):
    life = await opened(api)
    life.land_unit = new_id()
    await life.tell_units()
    plan = await life.plan(*[life.node(code, 3, *after) for code, after in (("A", []), ("B", ["A"]), ("C", ["B"]))])
    days = [date.fromisoformat(e["node"]["dueOn"]) for e in plan["nodePlan"]["nodes"]["edges"]]
    on = max(days)
    listed = await todo_list(api, life.land, on)
    assert [t["dueOn"] for t in listed["items"]] == sorted(str(d) for d in days)
    assert (listed["totalCount"], listed["overdueCount"], listed["dueSoonCount"]) == (3, 2, 1)
    assert listed["kinds"] == [{"kind": "NODE_DUE", "name": "节点办结", "count": 3, "overdue": 2}]
    assert listed["complete"]
    assert len(await todos(api, life.land, on, overdue=True)) == 2
    assert len(await todos(api, life.land, on, overdue=False)) == 1
    assert len(await todos(api, life.land, on, until=str(min(days)))) == 1
    assert await todos(api, life.land, on, until=str(min(days) - timedelta(days=1))) == []
    other = await todo_list(api, life.land, on, kinds=["REPORT_DUE"])
    assert (other["totalCount"], other["items"], len(other["kinds"])) == (0, [], 1)
    seen, after = [], None
    while True:
        page = await todo_list(api, life.land, on, first=1, after=after)
        seen += page["items"]
        if not page["hasMore"]:
            break
        after = page["endCursor"]
    assert [t["id"] for t in seen] == [t["id"] for t in listed["items"]]
    assert all(a["dueOn"] <= b["dueOn"] for a, b in pairwise(seen))


@pytest.mark.parametrize(("first", "after"), [(0, None), (201, None), (10, "no-cursor"), (10, "####")])
async def test_a_page_that_cannot_be_is_refused(api, first, after):
    who = person(Role.OWNER, unit=new_id())
    given = {"r": [{"__typename": "Viewer", "id": who.subject}], "f": None, "n": first, "a": after}
    answer = await api.raw(QUERY % {"field": "scheduleTodos", "todo": TODO}, given, as_=who, on=TODAY)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["BAD_INPUT"]


async def test_nobody_asks_for_another(api):
    who = person(Role.INVESTMENT_AUTHORITY, unit=new_id())
    given = {"r": [{"__typename": "Viewer", "id": "somebody-else"}], "f": None, "n": 10, "a": None}
    answer = await api(QUERY % {"field": "scheduleTodos", "todo": TODO}, given, as_=who, on=TODAY)
    assert answer["_entities"] == [None]
    nameless = await api.raw(QUERY % {"field": "scheduleTodos", "todo": TODO}, given, on=TODAY)
    assert nameless["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
