"""第十条（周调度）through the endpoint: collected, treated, carried over; a round closes when nothing is left."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import person
from tests.schedule.dispatch.meeting import (
    MONDAY,
    difficulties,
    hold,
    on_difficulty,
    on_round,
    open_round,
)
from tests.schedule.life import Life, codes, opened
from tests.schedule.specialist_life import update_week

WEEK = timedelta(days=7)
SAID = "征拆尚余3户"


@pytest.fixture(scope="module")
def weeks():
    """Mondays that no test of the module has had: rounds follow each other in a division."""
    return iter(MONDAY + WEEK * 3 * n for n in range(1, 50))


async def troubled(api: Api, monday: date, said: str = SAID, **changes: object) -> Life:
    """A project whose owner has reported a difficulty in the week before."""
    life = await opened(api)
    await life.set_task()
    day = monday - timedelta(days=3)
    done = await life.report(on=day, month=day.month, difficulties=said, **changes)
    assert codes(done) == []
    return life


def mine(done: dict, life: Life) -> list[dict]:
    return [d for d in difficulties(done) if d["project"] and d["project"]["id"] == str(life.project)]


async def test_a_round_collects_what_was_reported_and_drafts_its_agenda(api, weeks):
    monday = next(weeks)
    life = await troubled(api, monday)
    done = await open_round(life, monday, place="示例会议室")
    assert codes(done) == []
    (found,) = mine(done, life)
    assert (found["text"], found["source"], found["outcome"]) == (SAID, "PROGRESS_REPORT", "OPEN")
    assert any("示例涂料项目" in line for line in done["dispatchRound"]["agenda"])
    assert done["dispatchRound"]["steps"]["edges"][0]["node"]["action"] == "openDispatchRound"


async def test_what_was_not_treated_is_carried_into_the_next_round_and_nothing_is_lost(api, weeks):
    monday = next(weeks)
    life = await troubled(api, monday)
    first = await open_round(life, monday)
    (was,) = mine(first, life)
    second = await open_round(life, monday + WEEK)
    (now,) = mine(second, life)
    assert (now["source"], now["carriedFromId"], now["text"]) == ("CARRIED", was["id"], SAID)
    query = "query($i: UUID!) { dispatchRound(id: $i) { left version difficulties(first: 100) { edges { node { id outcome } } } } }"
    seen = (await api(query, {"i": first["dispatchRound"]["id"]}, as_=life.authority, on=monday))["dispatchRound"]
    assert seen["left"] == 0
    assert {e["node"]["outcome"] for e in seen["difficulties"]["edges"]} == {"CARRIED"}
    held = await hold(life, {"id": first["dispatchRound"]["id"], "version": seen["version"]}, monday + WEEK)
    closed = await on_round(life, "closeDispatchRound", "DispatchRoundInput", held["dispatchRound"], on=monday + WEEK)
    assert (codes(closed), closed["dispatchRound"]["state"]) == ([], "CLOSED")


async def test_a_round_closes_only_when_every_difficulty_has_an_outcome_and_the_meeting_is_on_record(api, weeks):
    monday = next(weeks)
    life = await troubled(api, monday)
    done = await open_round(life, monday)
    of = done["dispatchRound"]
    refused = await on_round(life, "closeDispatchRound", "DispatchRoundInput", of, on=monday)
    assert codes(refused) == ["DIFFICULTIES_LEFT", "MINUTES_MISSING", "ATTENDANCE_MISSING", "NOT_HELD"]
    assert all(e["article"] == "第十条" for e in refused["userErrors"])
    for found in difficulties(done):
        aside = await on_difficulty(
            life, "setDifficultyAside", "DifficultyReasonInput", found, on=monday, reason="属日常工作"
        )
        assert (codes(aside), aside["dispatchDifficulty"]["outcome"]) == ([], "SET_ASIDE")
    held = await hold(life, of, monday)
    closed = await on_round(life, "closeDispatchRound", "DispatchRoundInput", held["dispatchRound"], on=monday)
    assert codes(closed) == []
    told = [
        e["data"]
        for e in await api.events("zhongdian.schedule.dispatch-round.closed.v1")
        if e["data"]["roundId"] == of["id"]
    ]
    assert [(t["weekOn"], t["issues"], t["decisions"]) for t in told] == [(monday.isoformat(), 0, 0)]
    after = await hold(life, closed["dispatchRound"], monday)
    assert codes(after) == ["ROUND_CLOSED"]


async def test_a_blank_text_is_no_minutes_and_minutes_wait_for_the_meeting(api, weeks):
    monday = next(weeks)
    life = await opened(api)
    of = (await open_round(life, monday, place="　"))["dispatchRound"]
    blank = await hold(life, of, monday, minutes=" \n　", agenda=["　研究　征拆 "])
    assert codes(blank) == []
    of = blank["dispatchRound"]
    assert (of["minutes"], of["agenda"]) == (None, ["研究 征拆"])
    refused = await on_round(life, "closeDispatchRound", "DispatchRoundInput", of, on=monday)
    assert "MINUTES_MISSING" in codes(refused)
    kind = "RecordDispatchMeetingInput"
    for days, expected in ((31, []), (32, ["HELD_LONG_AFTER_WEEK"])):
        held_on = (monday + timedelta(days=days)).isoformat()
        kept = await on_round(life, "recordDispatchMeeting", kind, of, on=monday, heldOn=held_on)
        assert codes(kept) == expected
        of = kept["dispatchRound"] or of
    tomorrow = (monday + timedelta(days=1)).isoformat()
    later = await on_round(life, "recordDispatchMeeting", kind, of, on=monday, heldOn=tomorrow)
    assert codes(later) == []
    early = await on_round(life, "recordDispatchMeeting", kind, later["dispatchRound"], on=monday, minutes="纪要")
    assert codes(early) == ["MINUTES_BEFORE_MEETING"]
    day = monday + timedelta(days=1)
    kept = await on_round(life, "recordDispatchMeeting", kind, later["dispatchRound"], on=day, minutes="纪要")
    of, next_day = kept["dispatchRound"], (day + timedelta(days=1)).isoformat()
    moved = await on_round(life, "recordDispatchMeeting", kind, of, on=day, heldOn=next_day)
    assert [(e["code"], e["field"]) for e in moved["userErrors"]] == [("MINUTES_BEFORE_MEETING", "heldOn")]
    both = await on_round(life, "recordDispatchMeeting", kind, of, on=day, heldOn=next_day, minutes="")
    assert codes(both) == []


async def test_a_decision_has_a_unit_a_person_and_a_limit_and_is_reported_done_by_its_unit(api, weeks):
    monday = next(weeks)
    life = await troubled(api, monday)
    (found,) = mine(await open_round(life, monday), life)
    ask = {"decision": "月底前完成签约", "unitId": str(life.town_unit), "person": "责任人乙"}

    async def decide(until: date, **more: object) -> dict:
        given = ask | {"until": until.isoformat()} | more
        return await on_difficulty(life, "decideDifficulty", "DecideDifficultyInput", found, on=monday, **given)

    refused = await decide(monday - timedelta(days=1), unitId=str(new_id()), decision=" ")
    assert codes(refused) == ["TEXT_MISSING", "DECISION_LIMIT_PAST", "UNIT_NOT_ACTIVE"]
    two_years = timedelta(days=731)
    assert codes(await decide(monday + two_years + timedelta(days=1))) == ["DECISION_LIMIT_TOO_FAR"]
    decided = await decide(monday)
    assert (codes(decided), decided["dispatchDifficulty"]["outcome"]) == ([], "DECISION")
    assert codes(await decide(monday)) == ["VERSION_CONFLICT"]
    now = decided["dispatchDifficulty"]
    stranger = person(Role.OWNER, unit=new_id())
    done = {"doneOn": (monday + timedelta(days=1)).isoformat(), "text": "全部签约"}

    async def report(who, on=monday + timedelta(days=1), **more: object) -> dict:
        given = done | more
        return await on_difficulty(life, "reportDecisionDone", "ReportDecisionDoneInput", now, on=on, as_=who, **given)

    assert codes(await report(stranger)) == ["DIFFICULTY_UNKNOWN"]
    assert codes(await report(life.owner)) == ["NOT_RESPONSIBLE"]
    assert codes(await report(life.town, on=monday)) == ["DONE_ON_WRONG"]
    reported = await report(life.town)
    assert codes(reported) == []
    assert (reported["dispatchDifficulty"]["doneOn"], reported["dispatchDifficulty"]["late"]) == (done["doneOn"], True)
    assert reported["dispatchDifficulty"]["round"] is None  # the round itself is not the town's to see
    now = reported["dispatchDifficulty"]
    assert codes(await report(life.town)) == ["DECISION_DONE"]
    made, carried_out = [
        [
            e["data"]
            for e in await api.events(f"zhongdian.schedule.dispatch-decision.{verb}.v1")
            if e["data"]["difficultyId"] == found["id"]
        ]
        for verb in ("made", "done")
    ]
    assert [(e["unitId"], e["dueOn"], e["projectId"]) for e in made] == [
        (str(life.town_unit), monday.isoformat(), str(life.project))
    ]
    assert [(e["doneOn"], e["workingDaysLate"], e["version"] > made[0]["version"]) for e in carried_out] == [
        (done["doneOn"], 1, True)
    ]


async def test_an_outcome_is_taken_back_on_record_while_the_round_is_open(api, weeks):
    monday = next(weeks)
    life = await troubled(api, monday)
    (found,) = mine(await open_round(life, monday), life)
    kind = "DifficultyReasonInput"
    early = await on_difficulty(life, "takeDifficultyOutcomeBack", kind, found, on=monday, reason="误操作")
    assert codes(early) == ["NOT_TREATED"]
    assert codes(await on_difficulty(life, "setDifficultyAside", kind, found, on=monday, reason="　")) == [
        "REASON_MISSING"
    ]
    aside = await on_difficulty(life, "setDifficultyAside", kind, found, on=monday, reason="重复")
    back = await on_difficulty(
        life, "takeDifficultyOutcomeBack", kind, aside["dispatchDifficulty"], on=monday, reason="误操作"
    )
    assert (codes(back), back["dispatchDifficulty"]["outcome"], back["dispatchDifficulty"]["reason"]) == (
        [],
        "OPEN",
        None,
    )
    steps = [(e["node"]["action"], e["node"]["reason"]) for e in back["dispatchDifficulty"]["steps"]["edges"]]
    assert steps == [("setDifficultyAside", "重复"), ("takeOutcomeBack", "误操作")]


async def test_a_difficulty_becomes_an_issue_of_the_ledger_and_each_names_the_other(api, weeks):
    monday = next(weeks)
    life = await troubled(api, monday)
    (found,) = mine(await open_round(life, monday), life)
    ask = {"grade": "JAM", "title": "征拆未完成", "kind": "FUNDS"}
    kind = "RaiseDifficultyInput"
    unknown = await on_difficulty(life, "raiseDifficulty", kind, found, on=monday, **(ask | {"kind": "NONE"}))
    assert codes(unknown) == ["ISSUE_KIND_UNKNOWN"]
    raised = await on_difficulty(life, "raiseDifficulty", kind, found, on=monday, **ask)
    assert (codes(raised), raised["dispatchDifficulty"]["outcome"]) == ([], "ISSUE")
    issue = raised["dispatchDifficulty"]["issue"]
    assert (issue["sourceId"], issue["source"], issue["severity"]) == (found["id"], "DISPATCH", "JAM")
    back = await on_difficulty(
        life,
        "takeDifficultyOutcomeBack",
        "DifficultyReasonInput",
        raised["dispatchDifficulty"],
        on=monday,
        reason="误操作",
    )
    assert codes(back) == ["ISSUE_IN_LEDGER"]


async def test_what_a_weekly_update_says_comes_in_with_its_grade_and_only_once(api, weeks):
    monday = next(weeks)
    life = await opened(api)
    await life.set_task()
    said = [
        {"severity": "JAM", "kind": "FUNDS", "text": "资金未到位"},
        {"severity": "DIFFICULTY", "kind": "MARKET", "text": "材料涨价"},
    ]
    done = await update_week(life, on=monday, difficulties=said)
    assert codes(done) == []
    found = mine(await open_round(life, monday), life)
    # the month's report says the same, and is not counted beside it
    assert {(d["text"], d["grade"], d["source"]) for d in found} == {
        ("资金未到位", "JAM", "WEEKLY_UPDATE"),
        ("材料涨价", "DIFFICULTY", "WEEKLY_UPDATE"),
    }
    assert len(found) == 2


@pytest.mark.parametrize(
    ("shift", "expected"),
    [(1, ["NOT_A_MONDAY"]), (0, ["ROUND_EXISTS"]), (-7, ["ROUND_OUT_OF_ORDER"]), (14, ["WEEK_TOO_EARLY"])],
)
async def test_a_week_has_one_round_and_weeks_follow_each_other(api, weeks, shift, expected):
    monday = next(weeks)
    life = await opened(api)
    assert codes(await open_round(life, monday)) == []
    assert codes(await open_round(life, monday + timedelta(days=shift), on=monday)) == expected


async def test_a_round_may_be_opened_a_week_ahead(api, weeks):
    monday = next(weeks)
    life = await opened(api)
    assert codes(await open_round(life, monday + WEEK, on=monday)) == []


async def test_what_is_reported_later_is_collected_once(api, weeks):
    monday = next(weeks)
    life = await troubled(api, monday)
    done = await open_round(life, monday)
    of = done["dispatchRound"]
    nothing = await on_round(life, "collectDifficulties", "DispatchRoundInput", of, on=monday)
    assert codes(nothing) == ["NOTHING_NEW"]
    late = await troubled(api, monday + timedelta(days=4), said="新的难点")
    more = await on_round(life, "collectDifficulties", "DispatchRoundInput", of, on=monday + timedelta(days=2))
    assert codes(more) == []
    assert [d["text"] for d in mine(more, late)] == ["新的难点"]
    again = await on_round(
        life, "collectDifficulties", "DispatchRoundInput", more["dispatchRound"], on=monday + timedelta(days=2)
    )
    assert codes(again) == ["NOTHING_NEW"]


async def test_a_difficulty_is_added_by_hand_for_a_project_or_a_unit(api, weeks):
    monday = next(weeks)
    life = await opened(api)
    of = (await open_round(life, monday))["dispatchRound"]
    kind = "AddDispatchDifficultyInput"

    async def add(**given: object) -> dict:
        return await on_round(life, "addDispatchDifficulty", kind, of, on=monday, **({"grade": "BLOCKAGE"} | given))

    assert codes(await add(text="")) == ["DIFFICULTY_TEXT_MISSING", "DIFFICULTY_OF_NOBODY"]
    assert codes(await add(text="电力外线未批", projectId=str(new_id()))) == ["PROJECT_UNKNOWN"]
    assert codes(await add(text="电力外线未批", unitId=str(new_id()))) == ["UNIT_NOT_ACTIVE"]
    assert codes(await add(text="x", projectId=str(life.project), nodeId=str(new_id()))) == ["NODE_UNKNOWN"]
    added = await add(text="电力外线未批", projectId=str(life.project))
    assert codes(added) == []
    assert added["dispatchDifficulty"]["round"]["version"] == of["version"] + 1


async def test_only_those_who_dispatch_open_rounds_and_units_see_what_is_theirs(api, weeks):
    monday = next(weeks)
    life = await troubled(api, monday)
    for role in (Role.OWNER, Role.INSPECTOR, Role.LAND):
        with pytest.raises(AssertionError, match="FORBIDDEN"):
            await open_round(life, monday, as_=person(role, unit=life.owner_unit))
    await open_round(life, monday)
    query = "query($f: DispatchDifficultyFilter) { dispatchDifficulties(filter: $f) { totalCount edges { node { text round { id } } } } }"
    own = (await api(query, as_=life.owner, on=monday))["dispatchDifficulties"]
    assert (own["totalCount"], own["edges"][0]["node"]["round"]) == (1, None)
    other = await opened(api)
    assert (await api(query, as_=other.owner, on=monday))["dispatchDifficulties"]["totalCount"] == 0
    for filter_, many in (
        ({"outcome": "OPEN", "search": "征拆"}, 1),
        ({"search": "没有这些字"}, 0),
        ({"undone": True}, 0),
        ({"overdue": True}, 0),
        ({"grade": "JAM"}, 0),
    ):
        answer = await api(query, {"f": filter_}, as_=life.owner, on=monday)
        assert answer["dispatchDifficulties"]["totalCount"] == many, filter_


async def test_two_who_open_the_same_week_make_one_round(api, weeks):
    monday = next(weeks)
    life = await troubled(api, monday)
    both = await asyncio.gather(
        open_round(life, monday), open_round(life, monday, as_=replace(life.authority, subject="p-other"))
    )
    assert sorted(map(codes, both)) in ([[], ["ROUND_EXISTS"]], [[], ["CONFLICT"]])
    rounds = await api(
        "query($f: DispatchRoundFilter) { dispatchRounds(filter: $f) { totalCount } }",
        {"f": {"weekFrom": monday.isoformat(), "weekUntil": monday.isoformat(), "state": "OPEN"}},
        as_=life.authority,
        on=monday,
    )
    assert rounds["dispatchRounds"]["totalCount"] == 1
