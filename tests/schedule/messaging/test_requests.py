"""第十五条：the copy of a factor request follows its life, told in order, again, late, or before anything else is known."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from sqlalchemy import select

from services.chassis.clock import new_id
from services.schedule.domain.node.factor import RequestState
from services.schedule.domain.node.state import NodeState
from services.schedule.store import tables
from tests.schedule.life import Life, codes, opened

OPEN, RETURNED, DECIDED, WITHDRAWN, SUSPENDED, NOT_ACCEPTED = RequestState


async def waiting(api):
    """A project in the schedule with one node that waits for its land."""
    life = await opened(api)
    done = await life.plan(life.node("A", waitsFor="LAND_QUOTA"))
    return life, done["nodePlan"]["nodes"]["edges"][0]["node"]["node"]


async def kept(api, request) -> tables.FactorRequest:
    (row,) = await api.rows(select(tables.FactorRequest).where(tables.FactorRequest.id == request))
    return row[0]


LIVES = {
    "submitted": (["submitted"], OPEN, date(2027, 2, 19)),
    "returned": (["submitted", "returned"], RETURNED, None),
    "resubmitted": (["submitted", "returned", "resubmitted"], OPEN, date(2027, 2, 26)),
    "suspended": (["submitted", "suspended"], SUSPENDED, None),
    "resumed": (["submitted", "suspended", "resumed"], OPEN, date(2027, 3, 5)),
    "not accepted": (["submitted", "not-accepted"], NOT_ACCEPTED, None),
    "withdrawn": (["submitted", "returned", "resubmitted", "withdrawn"], WITHDRAWN, None),
    "withdrawn while returned": (["submitted", "returned", "withdrawn"], WITHDRAWN, None),
    "decided": (["submitted", "returned", "resubmitted", "decided"], DECIDED, date(2027, 2, 26)),
}


@pytest.mark.parametrize("life_of", LIVES)
async def test_a_request_is_kept_as_its_last_step_left_it(api, life_of):
    steps, state, due_on = LIVES[life_of]
    life, node = await waiting(api)
    request = str(new_id())
    for version, step in enumerate(steps, 1):
        await life.request(step, version, node["id"], requestId=request)
    row = await kept(api, request)
    assert (row.state, row.due_on, row.version) == (state, due_on, len(steps))


@pytest.mark.parametrize("life_of", [name for name, (steps, *_) in LIVES.items() if len(steps) > 1])
async def test_whatever_order_it_is_told_in_the_last_step_holds(api, life_of):
    """Events of one project keep their order; an operator who resends a part of them must not turn it back either."""
    steps, state, due_on = LIVES[life_of]
    life = Life(api)
    for order in permutations(enumerate(steps, 1)):
        request = str(new_id())
        for version, step in order:
            await life.request(step, version, str(new_id()), requestId=request)
        row = await kept(api, request)
        assert (row.state, row.due_on) == (state, due_on), order
    assert await api.parked() == []


async def test_a_request_can_be_told_before_its_project_its_plan_and_its_node(api):
    life, request = Life(api), str(new_id())
    await life.request("submitted", 1, str(new_id()), requestId=request)
    await life.issue()
    await life.tell_units()
    assert (await kept(api, request)).project_id == life.project
    assert await api.parked() == []


async def test_a_request_without_a_node_is_kept_and_frees_nothing(api):
    life, request = Life(api), str(new_id())
    await life.request("decided", 2, None, requestId=request, kind="FOREST_LAND")
    assert ((await kept(api, request)).state, (await kept(api, request)).node_id) == (DECIDED, None)


async def test_a_limit_that_is_over_is_kept_as_it_is_told(api):
    life, request = Life(api), str(new_id())
    await life.request("submitted", 1, None, requestId=request)
    await life.request("overdue", 1, None, requestId=request, dueOn="2027-02-22")
    row = await kept(api, request)
    assert (row.due_on, row.state, row.version) == (date(2027, 2, 22), OPEN, 1)


FREE = "nodes { edges { node { waiting grantedOn } } }"


async def decided(api, outcome):
    """A node whose request was decided by the bureau."""
    life, node = await waiting(api)
    request = str(new_id())
    await life.request("submitted", 1, node["id"], requestId=request)
    await life.request("decided", 4, node["id"], requestId=request, outcome=outcome)
    return life, node, request


async def free(life):
    return (await life.look(FREE))["nodes"]["edges"][0]["node"]


@pytest.mark.parametrize("before", ["REFUSED", "GRANTED_IN_PART"])
async def test_a_review_that_grants_frees_the_node_from_its_own_day_on(api, before):
    life, node, request = await decided(api, before)
    assert (await free(life))["waiting"]
    await life.request("review-decided", 6, node["id"], requestId=request)
    assert await free(life) == {"waiting": False, "grantedOn": "2027-03-08"}
    row = await kept(api, request)
    assert (row.decided_on, row.due_on) == (date(2027, 2, 10), date(2027, 2, 26))  # the bureau was as quick as it was
    early = await life.complete(node, on=date(2027, 3, 9), completedOn="2027-03-05")
    assert codes(early) == ["DONE_BEFORE_FACTOR"]
    assert codes(await life.complete(node, on=date(2027, 3, 9), completedOn="2027-03-08")) == []


async def test_a_review_that_upholds_a_grant_leaves_its_day(api):
    life, node, request = await decided(api, "GRANTED")
    await life.request("review-decided", 6, node["id"], requestId=request)
    assert await free(life) == {"waiting": False, "grantedOn": "2027-02-10"}


async def test_a_review_that_takes_a_grant_back_holds_the_node_again(api):
    life, node, request = await decided(api, "GRANTED")
    await life.request("review-decided", 6, node["id"], requestId=request, outcome="REFUSED")
    assert await free(life) == {"waiting": True, "grantedOn": None}
    (error,) = (await life.complete(node, on=date(2027, 3, 9)))["userErrors"]
    assert error["code"] == "WAITING_FOR_FACTOR"
    assert "申请已于2027-03-08复核决定（示例复〔2027〕1号）" in error["message"]


async def test_a_review_that_is_told_again_or_before_its_decision_holds(api):
    life, node, request = await decided(api, "REFUSED")
    for _ in range(2):
        await life.request("review-decided", 6, node["id"], requestId=request)
        await life.request("decided", 4, node["id"], requestId=request, outcome="REFUSED")
    assert await free(life) == {"waiting": False, "grantedOn": "2027-03-08"}
    other, node = await waiting(api)
    request = str(new_id())
    await other.request("review-decided", 6, node["id"], requestId=request)
    await other.request("decided", 4, node["id"], requestId=request, outcome="REFUSED")
    assert await free(other) == {"waiting": False, "grantedOn": "2027-03-08"}
    assert await api.parked() == []


@pytest.mark.parametrize(("known", "corrected"), [(1, True), (2, True), (3, False)])
async def test_a_corrected_limit_holds_unless_a_later_step_is_known(api, known, corrected):
    """Steps within the bureau make versions that are not told: the correction may come in a version never seen."""
    life, request = Life(api), str(new_id())
    await life.request("submitted", known, None, requestId=request)
    await life.request("due-corrected", 2, None, requestId=request)
    row = await kept(api, request)
    assert (row.due_on, row.state) == (date(2027, 3, 1) if corrected else date(2027, 2, 19), OPEN)
    assert row.version == max(known, 2)


async def test_a_withdrawn_request_holds_its_node_no_longer_and_another_one_frees_it(api):
    life, node = await waiting(api)
    first, second = str(new_id()), str(new_id())
    await life.request("submitted", 1, node["id"], requestId=first)
    await life.request("withdrawn", 2, node["id"], requestId=first)
    await life.request("submitted", 1, node["id"], requestId=second)
    await life.request("decided", 4, node["id"], requestId=second)
    shown = await life.look("nodes { edges { node { waiting state } } }")
    assert shown["nodes"]["edges"][0]["node"] == {"waiting": False, "state": NodeState.NOT_STARTED}
    assert (await life.complete(node, on=date(2027, 2, 11)))["userErrors"] == []


async def test_planned_again_without_the_factor_a_node_is_free_whatever_became_of_its_request(api):
    life, node = await waiting(api)
    await life.request("submitted", 1, node["id"], requestId=str(new_id()))
    assert codes(await life.complete(node)) == ["WAITING_FOR_FACTOR"]
    again = await life.plan(life.node("A"), expectedVersion=1, reason="改用存量用地")
    version = again["nodePlan"]["nodes"]["edges"][0]["node"]["node"]["version"]
    assert codes(await life.complete(node | {"version": version})) == []


STANDING = {
    "尚未提出申请": [],
    "申请正在办理，应于2027-02-19前办结": ["submitted"],
    "申请已退回补正，待重新报送": ["submitted", "returned"],
    "申请正在办理，应于2027-02-26前办结": ["submitted", "returned", "resubmitted"],
    "申请已撤回，须重新提出": ["submitted", "withdrawn"],
    "申请正在进行特殊程序，办理时限暂停计算": ["submitted", "suspended"],
    "申请正在办理，应于2027-03-05前办结": ["submitted", "suspended", "resumed"],
    "申请未予受理，须重新提出": ["submitted", "not-accepted"],
}


@pytest.mark.parametrize("words", STANDING)
async def test_who_completes_a_node_too_early_is_told_how_its_request_stands(api, words):
    life, node = await waiting(api)
    request = str(new_id())
    for version, step in enumerate(STANDING[words], 1):
        await life.request(step, version, node["id"], requestId=request)
    (error,) = (await life.complete(node))["userErrors"]
    assert (error["code"], error["article"]) == ("WAITING_FOR_FACTOR", "第十五条")
    assert words in error["message"]
