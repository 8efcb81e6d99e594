"""第十三条：leaders and their projects, from the draft to the answer."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.schedule.store import tables
from tests.harness.people import person
from tests.schedule.adjusting import tell
from tests.schedule.leading import (
    DRAFTED,
    ISSUED_ON,
    NUMBER,
    answer,
    draft,
    fresh_division,
    issue,
    leader,
    link,
    linked,
    planned,
    problem,
    report,
    set_aside,
)
from tests.schedule.life import Life, codes

MINE = "query($f: LeaderLinkFilter) { leaderLinks(filter: $f) { edges { node { projectName lateReports reportsDue { month dueOn state workingDaysLate submittedOn } reports { edges { node { month version } } } } } } }"


async def events(life: Life, verb: str) -> list[dict[str, Any]]:
    told = await life.api.events(f"zhongdian.schedule.leader.{verb}.v1")
    return [e["data"] for e in told if e["data"]["projectId"] == str(life.project)]


async def mine(life: Life, on: date, as_=None, **filter: Any) -> list[dict[str, Any]]:
    who = as_ or leader(division=life.authority.division)
    answer = await life.api(MINE, {"f": {"mine": True} | filter}, as_=who, on=on)
    return [e["node"] for e in answer["leaderLinks"]["edges"]]


async def test_a_draft_proposes_by_the_rule_and_says_of_each_why(api):
    division = fresh_division()
    large = await planned(api, division, name="示例大项目", totalInvestment="189000", annualInvestment="29999")
    city = await planned(
        api,
        division,
        name="示例市级项目",
        totalInvestment="10000",
        annualInvestment="900",
        level="CITY",
        category="SOCIAL",
    )
    await planned(api, division, name="示例小项目", totalInvestment="10000", annualInvestment="900", category="SOCIAL")
    await planned(api, division, name="示例前期项目", kind="PRELIMINARY", totalInvestment="900000")
    drafted = (await draft(large))["leaderArrangement"]
    shown = [
        (e["node"]["projectName"], [g["code"] for g in e["node"]["grounds"]], e["node"]["choice"])
        for e in drafted["links"]["edges"]
    ]
    assert shown == [("示例大项目", ["TOTAL_INVESTMENT"], "PROPOSED"), ("示例市级项目", ["LEVEL"], "PROPOSED")]
    assert drafted["rule"][0] == "总投资达到100000万元"
    assert (drafted["state"], drafted["edition"], drafted["documentNumber"]) == ("DRAFT", 1, None)
    assert codes(await draft(city)) == ["DRAFT_STANDS"]


async def test_a_marked_project_is_proposed_and_a_withdrawn_mark_proposes_nothing(api):
    life = await planned(api, fresh_division(), totalInvestment="10000", annualInvestment="900", category="SOCIAL")
    shown = "drivingMark { id version reason withdrawnOn }"
    given = {"projectId": str(life.project), "year": 2027, "reason": "链主企业，带动上下游"}
    mark = lambda **c: api.do("markDriving", "MarkDrivingInput", shown, life.authority, DRAFTED, **(given | c))  # noqa: E731
    assert codes(await mark(projectId=str(new_id()), reason="")) == ["NOT_IN_PLAN", "REASON_MISSING"]
    made = (await mark())["drivingMark"]
    assert codes(await mark()) == ["ALREADY_MARKED"]
    drafted = (await draft(life))["leaderArrangement"]
    assert [g["code"] for g in drafted["links"]["edges"][0]["node"]["grounds"]] == ["DRIVING"]
    back = {"markId": made["id"], "reason": "情况变化", "expectedVersion": made["version"]}
    gone = await api.do("withdrawDrivingMark", "WithdrawDrivingMarkInput", shown, life.authority, DRAFTED, **back)
    assert gone["drivingMark"]["withdrawnOn"] == "2027-01-12"
    again = await api.do(
        "withdrawDrivingMark",
        "WithdrawDrivingMarkInput",
        shown,
        life.authority,
        DRAFTED,
        **(back | {"expectedVersion": 2}),
    )
    assert codes(again) == ["MARK_WITHDRAWN"]
    marks = await api(
        "{ drivingMarks(year: 2027) { edges { node { withdrawalReason project { id } } } } }", as_=life.authority
    )
    assert {"withdrawalReason": "情况变化", "project": {"id": str(life.project)}} in [
        e["node"] for e in marks["drivingMarks"]["edges"]
    ]


async def test_an_issued_arrangement_is_frozen_numbered_digested_and_told(api):
    life = await linked(api)
    shown = await api(
        "{ leaderArrangements(filter: { state: ISSUED }) { edges { node { state documentNumber issuedOn digest links { edges { node { inForce linkedFrom } } } } } } }",
        as_=life.authority,
    )
    (made,) = [e["node"] for e in shown["leaderArrangements"]["edges"]]
    assert (made["documentNumber"], made["issuedOn"], len(made["digest"])) == (NUMBER, "2027-01-20", 64)
    assert made["links"]["edges"][0]["node"] == {"inForce": True, "linkedFrom": "2027-01-20"}
    (told,) = await events(life, "linked")
    assert (told["leaderName"], told["serviceUnitId"], told["edition"]) == ("示例区领导", str(life.town_unit), 1)
    with pytest.raises(DBAPIError, match="frozen"):
        async with api.database.session(ALL_DIVISIONS) as session:
            await session.execute(
                update(tables.LeaderLink).where(tables.LeaderLink.project_id == life.project).values(leader_name="他人")
            )
    with pytest.raises(DBAPIError, match="frozen"):
        async with api.database.session(ALL_DIVISIONS) as session:
            await session.execute(text("delete from leader_arrangements where state = 'ISSUED'"))


async def test_it_is_issued_only_when_every_project_is_decided_and_one_is_linked(api):
    division = fresh_division()
    one, two = await planned(api, division), await planned(api, division, name="示例另一项目")
    drafted = (await draft(one))["leaderArrangement"]
    refused = await issue(one, drafted, documentNumber=" ")
    assert codes(refused) == ["TEXT_MISSING", "PROJECTS_UNDECIDED", "NOTHING_LINKED"]
    now = (await set_aside(two, drafted))["leaderArrangement"]
    assert codes(await set_aside(two, drafted)) == ["VERSION_CONFLICT"]
    now = (await set_aside(one, now))["leaderArrangement"]
    assert codes(await issue(one, now)) == ["NOTHING_LINKED"]
    now = (await link(one, now))["leaderArrangement"]
    done = await issue(one, now)
    assert codes(done) == []
    assert codes(await link(one, done["leaderArrangement"])) == ["ARRANGEMENT_NOT_DRAFT"]


async def test_a_project_beside_the_rule_is_taken_in_with_a_reason(api):
    division = fresh_division()
    large = await planned(api, division)
    small = await planned(
        api, division, name="示例小项目", totalInvestment="100", annualInvestment="9", category="SOCIAL"
    )
    drafted = (await draft(large))["leaderArrangement"]
    assert codes(await link(small, drafted)) == ["REASON_MISSING"]
    refused = await link(
        small,
        drafted,
        projectId=str(new_id()),
        serviceUnitId=str(new_id()),
        leader={"subject": "", "name": "", "title": ""},
    )
    assert codes(refused) == ["TEXT_MISSING"] * 3 + ["NOT_IN_PLAN", "REASON_MISSING", "UNIT_UNKNOWN"]
    done = await link(small, drafted, reason="区委要求")
    assert [(e["node"]["projectName"], e["node"]["reason"]) for e in done["leaderArrangement"]["links"]["edges"]][
        -1
    ] == ("示例小项目", "区委要求")


async def test_a_change_is_a_new_edition_with_its_reason_and_the_old_one_stays_readable(api):
    life = await linked(api)
    assert codes(await draft(life, on=date(2027, 6, 1))) == ["REASON_MISSING"]
    drafted = (await draft(life, on=date(2027, 6, 1), reason="区领导分工调整"))["leaderArrangement"]
    assert (drafted["edition"], drafted["reason"]) == (2, "区领导分工调整")
    (before,) = drafted["links"]["edges"]
    assert (before["node"]["choice"], before["node"]["leaderName"]) == ("LINKED", "示例区领导")
    other = {"subject": "leader-2", "name": "示例另一领导", "title": "区委常委"}
    changed = (await link(life, drafted, leader=other))["leaderArrangement"]
    assert len(await mine(life, ISSUED_ON)) == 1  # the draft changes nothing yet
    done = await issue(life, changed, on=date(2027, 6, 8), documentNumber="株高管办发〔2027〕30号")
    assert done["leaderArrangement"]["links"]["edges"][0]["node"]["linkedFrom"] == "2027-06-08"
    assert await mine(life, date(2027, 6, 8)) == []
    assert len(await mine(life, date(2027, 6, 8), as_=leader("leader-2", life.authority.division))) == 1
    all_ = await api("{ leaderArrangements { edges { node { edition state } } } }", as_=life.authority)
    assert [e["node"] for e in all_["leaderArrangements"]["edges"]] == [
        {"edition": 2, "state": "ISSUED"},
        {"edition": 1, "state": "SUPERSEDED"},
    ]
    assert [e["edition"] for e in await events(life, "linked")] == [1, 2]
    for e in await events(life, "linked"):
        assert len(e["reportsDueOn"]) == 13 - date.fromisoformat(e["linkedFrom"]).month


async def test_a_link_that_a_new_edition_gives_up_is_told(api):
    division = fresh_division()
    one, two = await planned(api, division), await planned(api, division, name="示例另一项目")
    now = (await draft(one))["leaderArrangement"]
    now = (await link(one, now))["leaderArrangement"]
    now = (await link(two, now))["leaderArrangement"]
    await issue(one, now)
    drafted = (await draft(one, on=date(2027, 6, 1), reason="调整"))["leaderArrangement"]
    assert codes(await issue(one, (await set_aside(two, drafted))["leaderArrangement"], on=date(2027, 6, 8))) == []
    assert [e["edition"] for e in await events(two, "unlinked")] == [2]
    assert await events(one, "unlinked") == []


async def test_a_discarded_draft_changes_nothing_and_another_can_be_made(api):
    life = await linked(api)
    drafted = (await draft(life, reason="调整"))["leaderArrangement"]
    given = {"arrangementId": drafted["id"], "reason": "不再调整", "expectedVersion": drafted["version"]}
    shown = "leaderArrangement { state }"
    done = await api.do(
        "discardLeaderArrangement", "DiscardLeaderArrangementInput", shown, life.authority, DRAFTED, **given
    )
    assert done["leaderArrangement"]["state"] == "DISCARDED"
    assert (await draft(life, reason="再次调整"))["leaderArrangement"]["edition"] == 2
    assert len(await mine(life, ISSUED_ON)) == 1


async def test_drafts_are_seen_by_those_who_draw_them_up_and_issued_ones_by_all(api):
    life = await planned(api, fresh_division())
    division = life.authority.division
    drafted = (await draft(life))["leaderArrangement"]
    query = f'{{ leaderArrangement(id: "{drafted["id"]}") {{ state links {{ totalCount }} }} }}'
    for role, seen in (
        (Role.INVESTMENT_AUTHORITY, True),
        (Role.PROJECT_SERVICE, True),
        (Role.LEADER, False),
        (Role.OWNER, False),
    ):
        answer_ = await api(query, as_=person(role, unit=new_id(), division=division))
        assert (answer_["leaderArrangement"] is not None) is seen, role
    await issue(life, (await link(life, drafted))["leaderArrangement"])
    stranger = await api(query, as_=person(Role.OWNER, unit=new_id(), division=division))
    assert stranger["leaderArrangement"] == {"state": "ISSUED", "links": {"totalCount": 0}}
    serving = await api(query, as_=person(Role.PLANNING_PARTY, unit=life.town_unit, division=division))
    assert serving["leaderArrangement"]["links"]["totalCount"] == 1


async def test_reports_are_due_monthly_and_late_ones_show(api):
    life = await linked(api)
    (shown,) = await mine(life, date(2027, 3, 1))
    states = {d["month"]: d["state"] for d in shown["reportsDue"]}
    assert (states[1], states[2], states[3], len(states)) == ("LATE", "DUE", "NOT_DUE", 12)
    assert shown["lateReports"] == 1
    done = await report(life, 1, date(2027, 3, 1))
    assert codes(done) == []
    assert done["leaderReport"]["workingDaysLate"] > 0
    await report(life, 2, date(2027, 3, 2))
    (shown,) = await mine(life, date(2027, 3, 2))
    assert [d["state"] for d in shown["reportsDue"][:2]] == ["SUBMITTED_LATE", "SUBMITTED"]
    assert len(await mine(life, date(2027, 3, 2), late=True)) == 0
    assert len(await mine(life, date(2027, 4, 30), late=True)) == 1
    assert len(await mine(life, date(2027, 4, 30), late=False)) == 0
    assert [(e["month"], e["version"]) for e in await events(life, "report-submitted")] == [(1, 1), (2, 1)]


async def test_of_several_projects_those_are_late_that_owe_a_report_themselves(api):
    division = fresh_division()
    one, two = await planned(api, division), await planned(api, division, name="示例另一项目")
    now = (await draft(one))["leaderArrangement"]
    for life in (one, two):
        now = (await link(life, now))["leaderArrangement"]
    await issue(one, now)
    await report(one, 1, date(2027, 3, 1))
    for late, name in ((True, "示例另一项目"), (False, "示例涂料项目")):
        assert [row["projectName"] for row in await mine(one, date(2027, 3, 2), late=late)] == [name]


async def test_a_report_is_corrected_for_a_reason_and_keeps_its_first_day(api):
    life = await linked(api)
    await report(life, 2, date(2027, 3, 2))
    assert codes(await report(life, 2, date(2027, 5, 6))) == ["VERSION_CONFLICT"]
    assert codes(await report(life, 2, date(2027, 5, 6), expectedVersion=1)) == ["REASON_MISSING"]
    done = await report(life, 2, date(2027, 5, 6), expectedVersion=1, reason="数据有误")
    assert (
        done["leaderReport"]["version"],
        done["leaderReport"]["firstSubmittedOn"],
        done["leaderReport"]["workingDaysLate"],
    ) == (2, "2027-03-02", 0)
    (shown,) = await mine(life, date(2027, 5, 6))
    assert [e["node"] for e in shown["reports"]["edges"]] == [{"month": 2, "version": 2}]
    listed = await api(
        "{ leaderReports(mine: true, year: 2027, month: 2) { edges { node { version reason } } } }",
        as_=leader(division=life.authority.division),
    )
    assert [e["node"] for e in listed["leaderReports"]["edges"]] == [{"version": 2, "reason": "数据有误"}]


async def test_only_who_serves_the_project_reports_and_only_what_is_owed(api):
    life = await linked(api)
    division = life.authority.division
    stranger = person(Role.PLANNING_PARTY, unit=new_id(), division=division)
    assert codes(await report(life, 1, date(2027, 2, 1), as_=stranger)) == ["NO_LEADER_LINK"]
    owner = person(Role.OWNER, unit=life.owner_unit, division=division)
    assert codes(await report(life, 1, date(2027, 2, 1), as_=owner, progress="")) == [
        "NOT_SERVICE_UNIT",
        "PROGRESS_MISSING",
    ]
    service = person(Role.PROJECT_SERVICE, unit=new_id(), division=division)
    assert codes(await report(life, 1, date(2027, 2, 1), as_=service)) == []
    for month, code in ((13, "MONTH_INVALID"), (3, "MONTH_IN_FUTURE")):
        assert codes(await report(life, month, date(2027, 2, 1))) == [code]
    await tell(life, "removed", 9, division=division)
    assert codes(await report(life, 7, date(2027, 8, 2))) == []
    assert codes(await report(life, 8, date(2027, 8, 2))) == ["MONTH_NOT_OWED"]


async def test_two_who_report_at_once_make_one_report(api):
    life = await linked(api)
    done = await asyncio.gather(*(report(life, 1, date(2027, 2, 1)) for _ in range(2)))
    assert sorted(map(codes, done)) == [[], ["VERSION_CONFLICT"]]


async def test_a_problem_is_on_the_ledger_and_the_leader_answers_it(api):
    life = await linked(api)
    division = life.authority.division
    raised = await problem(life)
    assert codes(raised) == []
    shown = raised["leaderProblem"]
    (row,) = await api.rows(tables.Issue.__table__.select().where(tables.Issue.id == shown["issueId"]))
    assert (row.source, str(row.source_id), row.severity) == ("LEADER", shown["id"], "JAM")
    other = leader("leader-2", division)
    assert codes(await answer(life, shown, other)) == ["NOT_THE_LEADER"]
    done = await answer(life, shown, leader(division=division))
    assert done["leaderProblem"]["answers"] == [{"text": "请自然资源局一周内提出方案", "answeredBy": leader().name}]
    assert codes(await answer(life, shown, leader(division=division))) == ["VERSION_CONFLICT"]
    again = await answer(life, done["leaderProblem"], leader(division=division), text="已协调")
    assert len(again["leaderProblem"]["answers"]) == 2
    query = (
        "query($f: LeaderProblemFilter) { leaderProblems(filter: $f) { edges { node { title raisedByUnit { id } } } } }"
    )
    for who, which, number in (
        (leader(division=division), {"mine": True, "answered": True}, 1),
        (leader(division=division), {"mine": True, "answered": False}, 0),
        (other, {"mine": True}, 0),
    ):
        assert len((await api(query, {"f": which}, as_=who))["leaderProblems"]["edges"]) == number


async def test_what_the_ledger_refuses_is_raised_to_no_leader(api):
    life = await linked(api)
    assert codes(await problem(life, kind="NONE", description="")) == ["ISSUE_KIND_UNKNOWN", "DESCRIPTION_MISSING"]
    stranger = person(Role.PLANNING_PARTY, unit=new_id(), division=life.authority.division)
    assert codes(await problem(life, as_=stranger)) == ["NO_LEADER_LINK"]
    query = "{ leaderProblems { totalCount } }"
    assert (await api(query, as_=life.authority))["leaderProblems"]["totalCount"] == 0


@pytest.mark.parametrize(
    "mutation", ["draftLeaderArrangement", "issueLeaderArrangement", "markDriving", "answerLeaderProblem"]
)
async def test_commands_are_closed_to_other_roles(api, mutation):
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    query = f"mutation($i: {kind}!) {{ {mutation}(input: $i) {{ userErrors {{ code }} }} }}"
    given: dict[str, Any] = {"idempotencyKey": str(new_id())} | {
        "draftLeaderArrangement": {"year": 2027},
        "issueLeaderArrangement": {"arrangementId": str(new_id()), "documentNumber": "1", "expectedVersion": 1},
        "markDriving": {"projectId": str(new_id()), "year": 2027, "reason": "r"},
        "answerLeaderProblem": {"problemId": str(new_id()), "text": "t", "expectedVersion": 1},
    }[mutation]
    answer_ = await api.raw(query, {"i": given}, as_=person(Role.PROJECT_SERVICE, unit=new_id()))
    assert answer_["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_the_leader_is_on_the_war_map_and_narrows_it(api):
    life = await linked(api)
    who = leader(division=life.authority.division)
    query = "query($f: WarMapFilter) { warMap(year: 2027, filter: $f) { projectId leaderName leaderTitle serviceUnitId } warMapBoard(by: LEADER, year: 2027, filter: $f) { key name projects } }"
    for which in ({"mine": True}, {"leader": "leader-1"}, {"serviceUnitId": str(life.town_unit)}):
        seen = await api(query, {"f": which}, as_=who, on=ISSUED_ON)
        assert seen["warMap"] == [
            {
                "projectId": str(life.project),
                "leaderName": "示例区领导",
                "leaderTitle": "副区长",
                "serviceUnitId": str(life.town_unit),
            }
        ]
        assert seen["warMapBoard"] == [{"key": "leader-1", "name": "示例区领导", "projects": 1}]


async def test_the_arrangement_is_a_document_and_a_draft_says_so(api):
    import base64

    from tests.reserve.papers import pdf_pages

    life = await planned(api, fresh_division())
    drafted = (await draft(life))["leaderArrangement"]
    query = "query($id: UUID!, $f: LeaderDocumentFormat!) { leaderArrangementDocument(id: $id, format: $f) { fileName size sm3 contentBase64 } }"

    async def file(form: str, as_=None) -> dict[str, Any] | None:
        asked = {"id": drafted["id"], "f": form}
        return (await api(query, asked, as_=as_ or life.authority))["leaderArrangementDocument"]

    def said(shown: dict[str, Any] | None) -> str:
        assert shown is not None
        return "".join(line for page in pdf_pages(base64.b64decode(shown["contentBase64"])) for line in page)

    assert "草案" in said(await file("PDF"))
    await issue(life, (await link(life, drafted))["leaderArrangement"])
    issued = said(await file("PDF"))
    assert ("草案" in issued, NUMBER in issued, "示例区领导" in issued, "总投资189000万元" in issued) == (
        False,
        True,
        True,
        True,
    )
    word = await file("DOCX")
    assert word is not None
    assert word["fileName"] == "2027年区领导联系重点项目计划安排.docx"
    stranger = person(Role.OWNER, unit=new_id(), division=life.authority.division)
    assert "示例区领导" not in said(await file("PDF", stranger))
    assert await file("PDF", person(Role.OWNER, unit=new_id(), division="430199")) is None
