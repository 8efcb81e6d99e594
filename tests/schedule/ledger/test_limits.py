"""Extensions, warnings, supervision and interviews: limits move only on record, and lateness is a fact (第十条)."""

from __future__ import annotations

from datetime import date

import pytest

from services.law.parties import Role
from tests.harness.api import Refused
from tests.harness.people import person
from tests.schedule.ledger.desk import codes, desk

DAY = date(2027, 3, 10)  # the limit of what is handed out on MONDAY
NEXT = date(2027, 3, 11)


async def test_an_extension_that_is_granted_moves_the_limit_and_the_first_one_is_shown(api):
    at = await desk(api)
    issue = await at.done("askIssueExtension", await at.accepted(), at.land, DAY, workingDays=5, reason="待省厅批复")
    assert issue["dueOn"] == "2027-03-10"
    own = person(Role.PROJECT_SERVICE, unit=at.life.land_unit, subject="moved-to-land")
    assert codes(await at.step("decideIssueExtension", issue, own, DAY, granted=True)) == ["OWN_EXTENSION"]
    over = await at.step("decideIssueExtension", issue, at.service, DAY, granted=True, workingDays=6)
    assert codes(over) == ["EXTENSION_INVALID"]
    issue = await at.done("decideIssueExtension", issue, at.service, DAY, granted=True, workingDays=3)
    assert (issue["dueOn"], issue["originalDueOn"], issue["extendedTimes"]) == ("2027-03-15", "2027-03-10", 1)
    (told,) = [e for e in await at.told("assigned") if e["dueOn"] == "2027-03-15"]
    assert told["originalDueOn"] == "2027-03-10"
    done = await at.reported(issue, date(2027, 3, 15))
    assert (done["workingDaysLate"], done["workingDaysLateOriginally"], done["timing"]) == (0, 3, "DONE")
    seen = await at.look(done, "extensions { state dueOn workingDays grantedDays extendedTo askedBy decidedBy reason }")
    assert seen["extensions"] == [
        {
            "state": "GRANTED",
            "dueOn": "2027-03-10",
            "workingDays": 5,
            "grantedDays": 3,
            "extendedTo": "2027-03-15",
            "askedBy": "测试员",
            "decidedBy": "测试员",
            "reason": "待省厅批复",
        }
    ]


async def test_an_extension_that_is_refused_leaves_the_limit_and_gives_its_reason(api):
    at = await desk(api)
    issue = await at.done("askIssueExtension", await at.accepted(), at.land, workingDays=5, reason="待批复")
    assert codes(await at.step("askIssueExtension", issue, at.land, workingDays=5, reason="再请")) == [
        "EXTENSION_PENDING"
    ]
    assert codes(await at.step("decideIssueExtension", issue, at.service, granted=False)) == ["REASON_MISSING"]
    issue = await at.done("decideIssueExtension", issue, at.service, granted=False, reason="不属客观原因")
    assert (issue["dueOn"], issue["extendedTimes"]) == ("2027-03-10", 0)
    assert codes(await at.step("decideIssueExtension", issue, at.service, granted=True)) == ["NO_EXTENSION_ASKED"]


@pytest.mark.parametrize(("days", "refused"), [(0, True), (1, False), (15, False), (16, True)])
async def test_the_days_of_an_extension_have_bounds(api, days, refused):
    at = await desk(api)
    done = await at.step("askIssueExtension", await at.accepted(), at.land, workingDays=days, reason="待批复")
    assert codes(done) == (["EXTENSION_INVALID"] if refused else [])


async def test_an_assignment_is_extended_twice_and_no_more(api):
    at = await desk(api)
    issue = await at.accepted()
    for _ in range(2):
        issue = await at.done("askIssueExtension", issue, at.land, workingDays=2, reason="待批复")
        issue = await at.done("decideIssueExtension", issue, at.service, granted=True)
    assert (issue["dueOn"], issue["originalDueOn"]) == ("2027-03-16", "2027-03-10")
    third = await at.step("askIssueExtension", issue, at.land, workingDays=2, reason="待批复")
    assert codes(third) == ["EXTENSIONS_USED_UP"]


async def test_an_extension_asked_late_stays_late_on_record_and_one_to_a_past_day_is_refused(api):
    at = await desk(api)
    issue, day = await at.accepted(), date(2027, 3, 15)
    short = await at.step("askIssueExtension", issue, at.land, day, workingDays=2, reason="待批复")
    assert codes(short) == ["EXTENSION_TOO_SHORT"]
    issue = await at.done("askIssueExtension", issue, at.land, day, workingDays=3, reason="待批复")
    issue = await at.done("decideIssueExtension", issue, at.service, day, granted=True)
    assert (issue["timing"], issue["onceLate"], issue["workingDaysLateOriginally"]) == ("DUE_TODAY", True, 3)


async def test_the_extension_of_a_leaders_issue_is_a_leaders_to_grant(api):
    at = await desk(api)
    raised = await at.raised(severity="JAM")
    issue = await at.done("assignIssue", raised, at.service, to=at.to(person="牵头领导丙"))
    issue = await at.done("acceptIssue", issue, at.land)
    issue = await at.done("askIssueExtension", issue, at.land, workingDays=2, reason="待批复")
    assert codes(await at.step("decideIssueExtension", issue, at.service, granted=True)) == ["NOT_YOURS_TO_DO"]
    assert codes(await at.step("decideIssueExtension", issue, at.leader, granted=True)) == []


async def test_a_department_supervises_what_is_late_and_the_inspectors_whatever_is_handed_out(api):
    at = await desk(api)
    issue = await at.assigned()
    letter = {"letter": "示例督〔2027〕8号", "reason": "影响开工"}
    assert codes(await at.step("superviseIssue", issue, at.service, DAY, **letter)) == ["NOT_LATE"]
    late = await at.done("superviseIssue", issue, at.service, NEXT, **letter)
    assert (late["supervised"], late["supervisedBy"]) == (True, "PERSON")
    assert late["supervisionLetter"] == "示例督〔2027〕8号"
    assert codes(await at.step("superviseIssue", late, at.inspector, NEXT, **letter)) == ["ALREADY_SUPERVISED"]
    early = await at.done("superviseIssue", await at.assigned(), at.inspector, DAY, **letter)
    assert early["supervised"] is True
    assert codes(await at.step("superviseIssue", await at.raised(), at.inspector, DAY, **letter)) == ["ISSUE_STATE"]
    assert [e["byRule"] for e in await at.told("supervised")] == [False, False]


async def test_the_rule_supervises_the_first_working_day_after_the_limit_once_and_tells_of_lateness_once(api):
    at = await desk(api)
    issue = await at.accepted()
    for day in (DAY, NEXT, NEXT, date(2027, 3, 12)):
        done = await at.api.do("superviseOverdueIssues", "SuperviseOverdueIssuesInput", "", at.inspector, day)
        assert done["userErrors"] == []
        seen = await at.look(issue, "supervised supervisedBy supervisionLetter timing version", on=day)
        assert seen["supervised"] is (day > DAY)
    assert (seen["supervisedBy"], seen["version"]) == ("RULE", issue["version"] + 1)
    assert seen["supervisionLetter"].startswith("问题督办〔2027〕")
    assert [(e["dueOn"], e["seenOn"]) for e in await at.told("overdue")] == [("2027-03-10", "2027-03-11")]
    (told,) = await at.told("supervised")
    assert told["byRule"] is True
    steps = (await at.look(issue, "steps(last: 1) { edges { node { by action reason } } }"))["steps"]["edges"]
    assert (steps[0]["node"]["by"], steps[0]["node"]["action"]) == ("系统（按规则）", "SUPERVISE")


async def test_an_issue_that_was_opened_again_is_supervised_and_marked_anew_when_it_is_late_again(api):
    at = await desk(api)

    async def rule(day: date) -> None:
        done = await at.api.do("superviseOverdueIssues", "SuperviseOverdueIssuesInput", "", at.service, day)
        assert done["userErrors"] == []

    issue = await at.accepted()
    await rule(NEXT)
    seen = await at.look(issue, "id version", on=NEXT)
    issue = await at.done("markIssueForInterview", seen, at.inspector, NEXT, reason="办理不力")
    issue = await at.reported(issue, NEXT)
    issue = await at.done("verifyIssue", issue, at.service, NEXT)
    issue = await at.done("reopenIssue", issue, at.service, date(2027, 3, 15), reason="未落实", workingDays=2)
    assert issue["supervised"] is True  # that it was once is never forgotten
    early = await at.step("markIssueForInterview", issue, at.inspector, date(2027, 3, 17), reason="办理不力")
    assert codes(early) == ["NOT_SUPERVISED", "NOT_LATE"]
    for day, letters in ((date(2027, 3, 17), 1), (date(2027, 3, 18), 2), (date(2027, 3, 19), 2)):
        await rule(day)
        assert len(await at.told("supervised")) == letters, day
    seen = await at.look(issue, "id version", on=date(2027, 3, 19))
    again = await at.done("markIssueForInterview", seen, at.inspector, date(2027, 3, 19), reason="再次逾期")
    assert again["interviewOn"] == "2027-03-19"


async def test_a_limit_that_ends_before_a_weekend_is_told_at_once_and_supervised_on_monday(api):
    at = await desk(api)
    issue = await at.accepted(on=date(2027, 3, 3))
    assert issue["dueOn"] == "2027-03-12"
    for day, overdue, supervised in ((date(2027, 3, 13), 1, 0), (date(2027, 3, 15), 1, 1)):
        await at.api.do("superviseOverdueIssues", "SuperviseOverdueIssuesInput", "", at.service, day)
        assert (len(await at.told("overdue")), len(await at.told("supervised"))) == (overdue, supervised)


async def test_what_is_reported_done_is_not_supervised_and_the_rule_is_not_everybodys_to_apply(api):
    at = await desk(api)
    await at.reported(await at.accepted(), DAY)
    await at.api.do("superviseOverdueIssues", "SuperviseOverdueIssuesInput", "", at.service, date(2027, 4, 1))
    assert await at.told("supervised") == []
    with pytest.raises(Refused, match="FORBIDDEN"):
        await at.api.do("superviseOverdueIssues", "SuperviseOverdueIssuesInput", "", at.owner, DAY)


async def test_what_is_supervised_and_still_late_is_marked_for_interview_once(api):
    at = await desk(api)
    issue = await at.assigned()
    early = await at.step("markIssueForInterview", issue, at.inspector, DAY, reason="办理不力")
    assert codes(early) == ["NOT_SUPERVISED", "NOT_LATE"]
    letter = {"letter": "示例督〔2027〕9号", "reason": "影响开工"}
    issue = await at.done("superviseIssue", issue, at.inspector, NEXT, **letter)
    issue = await at.done("markIssueForInterview", issue, at.inspector, NEXT, reason="办理不力")
    assert issue["interviewOn"] == "2027-03-11"
    again = await at.step("markIssueForInterview", issue, at.inspector, NEXT, reason="办理不力")
    assert codes(again) == ["ALREADY_MARKED"]
    assert await at.listed(forInterview=True) == [issue["number"]]
