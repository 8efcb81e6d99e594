"""第十条（季讲评、约谈）through the endpoint: named by rule with grounds, decided with an inspector, held, followed up."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.dispatch.meeting import service
from tests.schedule.dispatch.publishing import reporting
from tests.schedule.dispatch.reviewing import (
    APRIL,
    candidate,
    inspector,
    on_candidate,
    on_interview,
    on_review,
    open_review,
)
from tests.schedule.life import codes

DAY = timedelta(days=1)
INVITATION = {"at": "2027-04-12T09:00:00+08:00", "place": "示例会议室", "interviewer": "示例负责人"}
HELD_ON = date(2027, 4, 12)


@pytest.fixture(scope="module")
async def quarter(api):
    """The first quarter: one town is behind its task, one is not; the review is open and an inspector has joined."""
    slow = await reporting(api, {1: "1000", 2: "1000", 3: "12399"})  # 14399 of 18000: below 80 per cent
    steady = await reporting(api, {1: "5000", 2: "5000", 3: "4400"})  # 14400 of 18000: 80 per cent to the yuan
    done = await open_review(slow)
    assert codes(done) == []
    return slow, steady, done


async def joined(quarter) -> dict:
    slow, _, done = quarter
    query = "query($i: UUID!) { dispatchReview(id: $i) { id version joinedBy } }"
    of = (await slow.api(query, {"i": done["dispatchReview"]["id"]}, as_=service(slow)))["dispatchReview"]
    if of["joinedBy"] is None:
        answer = await on_review(slow, "joinDispatchReview", of, as_=inspector(slow), office="示例督查室")
        assert codes(answer) == []
        of = answer["dispatchReview"]
    return of


async def named(quarter, unit=None) -> tuple:
    """A fresh candidate of the review, which an inspector has joined."""
    from tests.schedule.life import opened

    slow, *_ = quarter
    life = await opened(slow.api)
    of = await joined(quarter)
    answer = await on_review(
        slow, "nameInterviewCandidate", of, unitId=str(unit or life.town_unit), reason="服务保障乏力"
    )
    assert codes(answer) == []
    return life, answer["interviewCandidate"]


async def invited(quarter) -> tuple:
    slow, *_ = quarter
    life, of = await named(quarter)
    answer = await on_candidate(slow, "inviteToInterview", of, **INVITATION)
    assert codes(answer) == []
    return life, answer["interview"]


async def test_the_rules_name_who_is_below_the_limit_with_explained_grounds(quarter):
    slow, steady, done = quarter
    found = candidate(done, slow.town_unit)
    (ground,) = found["grounds"]
    assert ground["code"] == "PROGRESS_BEHIND"
    assert (ground["measured"], ground["limit"]) == ("80.0%", "80%")  # rounded; compared exactly it is below
    assert "14399" in ground["told"]
    assert "第十条" in ground["source"]
    assert ground["rowIds"] == [str(slow.project)]
    assert candidate(done, steady.town_unit) is None  # on the limit is not below it
    assert candidate(done, slow.owner_unit) is None  # owners are not interviewed by this article


async def test_a_quarter_is_reviewed_once_and_when_it_is_over(quarter):
    slow, *_ = quarter
    assert codes(await open_review(slow)) == ["REVIEW_EXISTS"]
    assert codes(await open_review(slow, on=date(2027, 6, 30), quarter=2)) == ["QUARTER_NOT_OVER"]
    assert codes(await open_review(slow, on=date(2027, 7, 1), quarter=2)) == []
    assert codes(await open_review(slow, quarter=5)) == ["QUARTER_INVALID"]
    for role in (Role.OWNER, Role.INSPECTOR, Role.LEADER):
        with pytest.raises(AssertionError, match="FORBIDDEN"):
            await open_review(slow, as_=person(role, unit=new_id()))


async def test_nothing_is_decided_before_an_inspector_has_joined(quarter):
    slow, *_ = quarter
    done = await open_review(slow, on=date(2027, 10, 8), quarter=3)
    of, found = done["dispatchReview"], candidate(done, slow.town_unit)
    autumn = date(2027, 10, 8)
    spared = await on_candidate(slow, "spareInterviewCandidate", found, on=autumn, reason="已整改")
    assert codes(spared) == ["REVIEW_NOT_JOINED"]
    later = INVITATION | {"at": "2027-10-12T09:00:00+08:00"}
    assert codes(await on_candidate(slow, "inviteToInterview", found, on=autumn, **later)) == ["REVIEW_NOT_JOINED"]
    assert codes(await on_review(slow, "closeDispatchReview", of, on=autumn, findings="　")) == [
        "REVIEW_NOT_JOINED",
        "CANDIDATES_LEFT",
        "TEXT_MISSING",
    ]
    with pytest.raises(AssertionError, match="FORBIDDEN"):
        await on_review(slow, "joinDispatchReview", of, on=autumn, office="示例办公室")
    answer = await on_review(slow, "joinDispatchReview", of, on=autumn, as_=inspector(slow), office="示例督查室")
    assert codes(answer) == []
    again = answer["dispatchReview"]
    assert codes(
        await on_review(slow, "joinDispatchReview", again, on=autumn, as_=inspector(slow), office="另一督查室")
    ) == ["REVIEW_JOINED"]
    for edge in again["candidates"]["edges"]:
        spared = await on_candidate(slow, "spareInterviewCandidate", edge["node"], on=autumn, reason="已整改")
        assert (codes(spared), spared["interviewCandidate"]["decision"]) == ([], "SPARED")
        twice = await on_candidate(
            slow, "spareInterviewCandidate", spared["interviewCandidate"], on=autumn, reason="已整改"
        )
        assert codes(twice) == ["CANDIDATE_DECIDED"]
    closed = await on_review(slow, "closeDispatchReview", again, on=autumn, findings="总体平稳。")
    assert (codes(closed), closed["dispatchReview"]["state"]) == ([], "CLOSED")
    after = await on_review(
        slow,
        "nameInterviewCandidate",
        closed["dispatchReview"],
        on=autumn,
        unitId=str(slow.land_unit),
        reason="服务乏力",
    )
    assert codes(after) == ["REVIEW_CLOSED"]


async def test_an_interview_is_invited_held_and_followed_up_on_record_and_told_to_the_others(api, quarter):
    slow, *_ = quarter
    life, of = await invited(quarter)
    unit = person(Role.PLANNING_PARTY, unit=life.town_unit)
    query = "query($f: InterviewFilter) { interviews(filter: $f) { totalCount edges { node { id place steps { totalCount } } } } }"
    own = (await api(query, as_=unit, on=APRIL))["interviews"]
    assert (own["totalCount"], own["edges"][0]["node"]["steps"]["totalCount"]) == (1, 1)
    assert (await api(query, as_=life.owner, on=APRIL))["interviews"]["totalCount"] == 0
    promises = [{"text": " 补足投资\n", "until": "2027-05-31"}, {"text": "每周调度", "until": "2027-04-12"}]
    held = {"heldOn": HELD_ON.isoformat(), "attended": "镇负责人", "record": "说明了情况", "promises": promises}
    early = await on_interview(slow, "holdInterview", of, on=HELD_ON - DAY, **held)
    assert codes(early) == ["HELD_ON_WRONG"]
    far = held | {"promises": [{"text": "补足投资", "until": "2207-05-31"}]}
    assert codes(await on_interview(slow, "holdInterview", of, on=HELD_ON, **far)) == ["PROMISE_LIMIT_TOO_FAR"]
    wrong = held | {"attended": "", "promises": [{"text": " ", "until": "2027-04-11"}]}
    assert codes(await on_interview(slow, "holdInterview", of, on=HELD_ON, **wrong)) == [
        "TEXT_MISSING",
        "TEXT_MISSING",
        "PROMISE_LIMIT_PAST",
    ]
    assert codes(await on_interview(slow, "holdInterview", of, on=HELD_ON, **(held | {"promises": []}))) == [
        "PROMISES_MISSING"
    ]
    done = await on_interview(slow, "holdInterview", of, on=HELD_ON, **held)
    assert (codes(done), done["interview"]["state"]) == ([], "HELD")
    assert [p["text"] for p in done["interview"]["promises"]] == ["补足投资", "每周调度"]
    (told,) = [e["data"] for e in await api.events("zhongdian.schedule.interview.held.v1") if e["subject"] == of["id"]]
    assert (told["unitId"], told["grounds"], told["promises"], told["dueOn"]) == (
        str(life.town_unit),
        ["NAMED"],
        2,
        "2027-05-31",
    )
    now, later = done["interview"], HELD_ON + DAY
    report = {"doneOn": later.isoformat(), "text": "已落实"}
    assert codes(await on_interview(slow, "followUpInterview", now, on=later, promiseIndex=2, **report)) == [
        "PROMISE_UNKNOWN"
    ]
    assert codes(await on_interview(slow, "followUpInterview", now, on=HELD_ON, promiseIndex=0, **report)) == [
        "DONE_ON_WRONG"
    ]
    first = await on_interview(slow, "followUpInterview", now, on=later, as_=unit, promiseIndex=1, **report)
    assert (codes(first), first["interview"]["state"]) == ([], "HELD")
    assert [p["late"] for p in first["interview"]["promises"]] == [False, True]
    twice = await on_interview(slow, "followUpInterview", first["interview"], on=later, promiseIndex=1, **report)
    assert codes(twice) == ["PROMISE_KEPT"]
    stranger = person(Role.PLANNING_PARTY, unit=new_id())
    hidden = await on_interview(
        slow, "followUpInterview", first["interview"], on=later, as_=stranger, promiseIndex=0, **report
    )
    assert codes(hidden) == ["INTERVIEW_UNKNOWN"]
    bureau = person(Role.LAND, unit=new_id())  # neither interviews nor what leads to them are of any other unit
    hidden = "query($f: InterviewFilter) { interviews(filter: $f) { totalCount } dispatchReviews(year: 2027) { totalCount } }"
    assert await api(hidden, as_=bureau, on=later) == {
        "interviews": {"totalCount": 0},
        "dispatchReviews": {"totalCount": 0},
    }
    both = person(
        Role.LAND, Role.INSPECTOR, unit=new_id()
    )  # sees it as an inspector, and answers for the own unit alone
    other = await on_interview(
        slow, "followUpInterview", first["interview"], on=later, as_=both, promiseIndex=0, **report
    )
    assert codes(other) == ["NOT_RESPONSIBLE"]
    last = await on_interview(slow, "followUpInterview", first["interview"], on=later, promiseIndex=0, **report)
    assert (codes(last), last["interview"]["state"]) == ([], "FOLLOWED_UP")
    (told,) = [
        e["data"] for e in await api.events("zhongdian.schedule.interview.followed-up.v1") if e["subject"] == of["id"]
    ]
    assert told["late"] == 1
    actions = [e["node"]["action"] for e in last["interview"]["steps"]["edges"]]
    assert actions == ["inviteToInterview", "holdInterview", "followUpInterview", "followUpInterview"]


async def test_an_invitation_is_for_a_time_to_come_and_can_be_moved_or_cancelled(api, quarter):
    slow, *_ = quarter
    _, found = await named(quarter)
    past = INVITATION | {"at": "2027-04-07T09:00:00+08:00", "place": ""}
    assert codes(await on_candidate(slow, "inviteToInterview", found, **past)) == [
        "INTERVIEW_IN_THE_PAST",
        "TEXT_MISSING",
    ]
    far = INVITATION | {"at": "2207-04-12T09:00:00+08:00"}
    assert codes(await on_candidate(slow, "inviteToInterview", found, **far)) == ["INTERVIEW_TOO_FAR"]
    of = (await on_candidate(slow, "inviteToInterview", found, **INVITATION))["interview"]
    moved = await on_interview(slow, "moveInterview", of, **(INVITATION | {"place": "另一会议室"}))
    assert (codes(moved), moved["interview"]["place"]) == ([], "另一会议室")
    cancelled = await on_interview(slow, "cancelInterview", moved["interview"], reason="事由已消除")
    assert (codes(cancelled), cancelled["interview"]["state"]) == ([], "CANCELLED")
    for verb, more in (("moveInterview", INVITATION), ("cancelInterview", {"reason": "再次取消"})):
        assert codes(await on_interview(slow, verb, cancelled["interview"], **more)) == ["INTERVIEW_STATE"]
    # the candidate is decided on anew
    again = await on_candidate(slow, "inviteToInterview", found | {"version": found["version"] + 2}, **INVITATION)
    assert codes(again) == []
    told = [e["data"] for e in await api.events("zhongdian.schedule.interview.cancelled.v1")]
    assert [t["interviewId"] for t in told] == [of["id"]]


async def test_a_unit_is_named_once_and_has_to_act(quarter):
    slow, *_ = quarter
    life, _ = await named(quarter)
    of = await joined(quarter)
    ask = {"reason": "推进缓慢"}
    assert codes(await on_review(slow, "nameInterviewCandidate", of, unitId=str(life.town_unit), **ask)) == [
        "CANDIDATE_EXISTS"
    ]
    assert codes(await on_review(slow, "nameInterviewCandidate", of, unitId=str(new_id()), reason="")) == [
        "TEXT_MISSING",
        "UNIT_NOT_ACTIVE",
    ]


async def test_two_who_decide_on_one_candidate_make_one_decision(quarter):
    slow, *_ = quarter
    _, found = await named(quarter)
    both = await asyncio.gather(
        on_candidate(slow, "inviteToInterview", found, **INVITATION),
        on_candidate(slow, "spareInterviewCandidate", found, as_=slow.authority, reason="已整改"),
    )
    assert sorted(map(codes, both)) == [[], ["VERSION_CONFLICT"]]
