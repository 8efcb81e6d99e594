"""An issue from its raising to its closing, as the people around it see it."""

from __future__ import annotations

from datetime import date

from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.ledger.desk import MONDAY, codes, desk, report


async def test_an_issue_is_raised_handed_out_accepted_worked_on_reported_and_closed_by_another(api):
    at = await desk(api)
    issue = await at.raised()
    assert (issue["state"], issue["kindName"], issue["timing"]) == ("RAISED", "土地指标", "NOT_ASSIGNED")
    issue = await at.done("assignIssue", issue, at.service, to=at.to())
    assert (issue["layer"], issue["dueOn"], issue["timing"]) == ("DEPARTMENT", "2027-03-10", "ON_TIME")
    issue = await at.done("acceptIssue", issue, at.land, person="责任人乙")
    issue = await at.done("noteIssueProgress", issue, at.land, text="已报省厅")
    assert (issue["state"], issue["responsiblePerson"]) == ("IN_PROGRESS", "责任人乙")
    done_on = date(2027, 3, 10)
    issue = await at.reported(issue, done_on)
    closed = await at.done("verifyIssue", issue, at.service, date(2027, 3, 15), note="现场核验")
    assert (closed["state"], closed["timing"], closed["workingDaysLate"]) == ("CLOSED", "DONE", 0)
    assert (closed["endedOn"], closed["workingDaysTaken"]) == ("2027-03-15", 10)
    steps = "steps { edges { node { version action fromState toState reason by changes { what before after } } } }"
    seen = await at.look(closed, steps + " documents { report title }")
    history = [e["node"] for e in seen["steps"]["edges"]]
    assert [s["action"] for s in history] == ["RAISE", "ASSIGN", "ACCEPT", "NOTE", "REPORT_DONE", "CLOSE"]
    assert [s["version"] for s in history] == [1, 2, 3, 4, 5, 6]
    assert {"what": "due_on", "before": None, "after": "2027-03-10"} in history[1]["changes"]
    assert history[3]["reason"] == "已报省厅"
    assert seen["documents"] == [{"report": 1, "title": "关于示例地块指标的批复"}]
    (told,) = await at.told("closed")
    assert (told["workingDaysLate"], told["responsibleUnitId"]) == (0, str(at.life.land_unit))
    assert [len(await at.told(what)) for what in ("raised", "assigned", "reported-done")] == [1, 1, 1]


async def test_the_limit_itself_is_not_late_the_day_after_is_and_stays_so_when_done(api):
    at = await desk(api)
    issue = await at.accepted()
    for day, timing, late in (
        (date(2027, 3, 8), "DUE_SOON", 0),
        (date(2027, 3, 10), "DUE_TODAY", 0),
        (date(2027, 3, 11), "LATE", 1),
    ):
        seen = await at.look(issue, "timing workingDaysLate", on=day)
        assert seen == {"timing": timing, "workingDaysLate": late}, day
        assert await at.listed(on=day, overdue=True) == ([issue["number"]] if late else [])
    done = await at.reported(issue, date(2027, 3, 11))
    assert (done["timing"], done["workingDaysLate"], done["onceLate"]) == ("DONE_LATE", 1, True)
    closed = await at.done("verifyIssue", done, at.service, date(2027, 3, 31))
    assert (closed["timing"], closed["workingDaysLate"]) == ("DONE_LATE", 1)
    (told,) = await at.told("closed")
    assert (told["workingDaysLate"], told["closedOn"], told["doneOn"]) == (1, "2027-03-31", "2027-03-11")


async def test_nobody_closes_the_own_work(api):
    at = await desk(api)
    issue = await at.reported(await at.accepted())
    in_unit = person(Role.PROJECT_SERVICE, unit=at.life.land_unit, subject="moved-to-land")
    refused = await at.step("verifyIssue", issue, in_unit)
    assert [(e["code"], e["article"]) for e in refused["userErrors"]] == [("OWN_ISSUE", "第十条")]
    reporter = at.land.but(roles=(Role.PROJECT_SERVICE,), unit=at.service.unit)
    assert codes(await at.step("verifyIssue", issue, reporter)) == ["OWN_ISSUE"]
    assert codes(await at.step("returnIssue", issue, in_unit, reason="自查")) == ["OWN_ISSUE"]
    assert codes(await at.step("verifyIssue", issue, at.inspector)) == []


async def test_who_raised_it_may_verify_in_a_verifying_capacity(api):
    at = await desk(api)
    issue = await at.reported(await at.accepted(as_=at.service))
    assert codes(await at.step("verifyIssue", issue, at.service)) == []


async def test_a_report_needs_words_and_a_document_of_today_or_earlier(api):
    at = await desk(api)
    issue = await at.accepted()
    late = {"title": "批复", "datedOn": "2027-03-02"}
    refused = await at.step("reportIssueDone", issue, at.land, text=" ", documents=[late])
    assert codes(refused) == ["REASON_MISSING", "EVIDENCE_LATER"]
    assert codes(await at.step("reportIssueDone", issue, at.land, **report(documents=[]))) == ["EVIDENCE_MISSING"]
    assert codes(await at.step("reportIssueDone", issue, at.land, **report())) == []


async def test_what_is_not_settled_goes_back_under_the_same_limit(api):
    at = await desk(api)
    issue = await at.reported(await at.accepted())
    issue = await at.done("returnIssue", issue, at.service, reason="未见批复原件")
    assert (issue["state"], issue["returnedTimes"], issue["dueOn"], issue["doneOn"]) == (
        "IN_PROGRESS",
        1,
        "2027-03-10",
        None,
    )
    again = await at.reported(issue, date(2027, 3, 12))
    assert again["workingDaysLate"] == 2
    seen = await at.look(again, "documents { report }")
    assert [d["report"] for d in seen["documents"]] == [2, 1]
    (told,) = await at.told("reopened")
    assert told["afterClosing"] is False


async def test_a_closed_issue_is_opened_again_under_a_limit_of_its_own_and_counted(api):
    at = await desk(api)
    late = date(2027, 3, 12)
    issue = await at.reported(await at.accepted(), late)
    closed = await at.done("verifyIssue", issue, at.service, late)
    assert codes(await at.step("reopenIssue", closed, at.life.town, late, reason="未落实")) == ["NOT_YOURS_TO_DO"]
    again = await at.done("reopenIssue", closed, at.owner, date(2027, 3, 15), reason="指标尚未下达", workingDays=3)
    assert (again["state"], again["dueOn"], again["reopenedTimes"]) == ("IN_PROGRESS", "2027-03-18", 1)
    assert (again["firstDueOn"], again["onceLate"], again["workingDaysTaken"]) == ("2027-03-10", True, None)
    (told,) = await at.told("reopened")
    assert (told["afterClosing"], told["dueOn"]) == (True, "2027-03-18")


async def test_an_issue_is_withdrawn_by_who_raised_it_and_not_by_who_has_to_settle_it(api):
    at = await desk(api)
    issue = await at.assigned()
    assert codes(await at.step("withdrawIssue", issue, at.land, reason="不是问题")) == [
        "NOT_RAISED_BY_YOU",
        "OWN_ISSUE",
    ]
    own = await at.raised(as_=at.land)
    own = await at.done("assignIssue", own, at.service, to=at.to())
    assert codes(await at.step("withdrawIssue", own, at.land, reason="不是问题")) == ["OWN_ISSUE"]
    gone = await at.done("withdrawIssue", issue, at.owner, reason="已自行解决")
    assert (gone["state"], gone["timing"], gone["endedOn"]) == ("WITHDRAWN", "ENDED", MONDAY.isoformat())
    assert codes(await at.step("assignIssue", gone, at.service, to=at.to(at.life.town_unit), reason="再办")) == [
        "ISSUE_STATE"
    ]
    reported = await at.reported(await at.accepted())
    assert codes(await at.step("withdrawIssue", reported, at.owner, reason="撤")) == ["ISSUE_STATE"]
