"""Statistics through the endpoint: entry in the month of the start, reporting in the next, figures in step (A12)."""

from __future__ import annotations

import asyncio
import base64
from datetime import date
from typing import Any

import pytest

from infra.simulators.statistics import NOT_STARTED, StatisticsOffice
from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import Person, person
from tests.schedule.life import Life, codes, opened
from tests.schedule.listing import nodes_of, site, start

STARTED = date(2027, 3, 20)
ENTRY = "entry { id version kind doneOn number exceptionReason exceptionApprover }"
BOARD = """query($filter: StatisticsFilter, $year: Int, $month: Int) { statisticsBoard(filter: $filter, year: $year, month: $month) {
  projects started lateEntries lateReportings mismatched
  rows { projectName project { id } startedOn responsibleUnits { id } statisticalInvestment verifiedInvestment physicalPercent
    standings { kind state dueOn doneOn number daysLate monthsLate exceptionReason exceptionApprover }
    mismatches { kind statistical onSite difference limit } } } }"""
IMPORT = """statisticsImport { id taken same refused results { line outcome message } export { number } }
  results { line outcome projectId kind number reason code message }"""


@pytest.fixture
async def api(service_api):
    """The board is of the whole district: each test has a district of its own."""
    return await service_api("schedule")


@pytest.fixture
async def life(api) -> Life:
    """A project that has started on 20 March."""
    made = await site(api, STARTED)
    await start(made, STARTED)
    return made


async def record(life: Life, on: date, kind: str = "ENTRY", as_: Person | None = None, **changes: Any) -> Any:
    given = {"projectId": str(life.project), "kind": kind, "doneOn": on.isoformat(), "number": f"TJ{life.project}"[:30]}
    today = changes.pop("today", on)
    who = as_ or life.owner
    return await life.api.do(
        "recordStatisticsEntry", "RecordStatisticsEntryInput", ENTRY, who, today, **(given | changes)
    )


async def invest(life: Life, month: int, amount: str, as_: Person | None = None, **changes: Any) -> Any:
    given = {"projectId": str(life.project), "year": 2027, "month": month, "amount": amount}
    on = changes.pop("today", date(2027, 6, 1))
    select = "investment { version amount }"
    kind = "RecordStatisticsInvestmentInput"
    return await life.api.do("recordStatisticsInvestment", kind, select, as_ or life.owner, on, **(given | changes))


async def board(life: Life, on: date, as_: Person | None = None, **variables: Any) -> dict[str, Any]:
    return (await life.api(BOARD, variables, as_=as_ or life.authority, on=on))["statisticsBoard"]


async def standings(life: Life, on: date) -> dict[str, tuple[str, str | None, int, int]]:
    rows = (await board(life, on))["rows"]
    own = next(r for r in rows if r["project"]["id"] == str(life.project))
    return {s["kind"]: (s["state"], s["dueOn"], s["daysLate"], s["monthsLate"]) for s in own["standings"]}


async def test_entry_is_due_in_the_month_of_the_start_and_reporting_in_the_next(life):
    assert await standings(life, date(2027, 3, 31)) == {
        "ENTRY": ("PENDING", "2027-03-31", 0, 0),
        "REPORTING": ("PENDING", "2027-04-30", 0, 0),
    }
    assert await standings(life, date(2027, 5, 1)) == {
        "ENTRY": ("LATE", "2027-03-31", 31, 2),
        "REPORTING": ("LATE", "2027-04-30", 1, 1),
    }
    assert codes(await record(life, date(2027, 3, 31))) == []
    assert codes(await record(life, date(2027, 5, 1), "REPORTING", number=None)) == []
    assert await standings(life, date(2027, 6, 1)) == {
        "ENTRY": ("DONE", "2027-03-31", 0, 0),
        "REPORTING": ("DONE_LATE", "2027-04-30", 1, 1),
    }
    told = await board(life, date(2027, 6, 1))
    assert (told["projects"], told["started"], told["lateEntries"], told["lateReportings"]) == (1, 1, 0, 1)
    (row,) = told["rows"]
    units = [life.town_unit, life.industry_unit, life.owner_unit]
    assert [u["id"] for u in row["responsibleUnits"]] == [str(u) for u in units]
    entered = (await life.api.events("zhongdian.schedule.statistics.entered.v1"))[0]["data"]
    reported = (await life.api.events("zhongdian.schedule.statistics.reported.v1"))[0]["data"]
    assert (entered["dueOn"], entered["daysLate"], entered["version"]) == ("2027-03-31", 0, 1)
    assert (reported["dueOn"], reported["daysLate"], reported["monthsLate"]) == ("2027-04-30", 1, 1)


async def test_what_cannot_be_recorded_is_refused_with_all_its_reasons(api, life):
    waiting = await opened(api)
    assert codes(await record(waiting, date(2027, 3, 31))) == ["NOT_STARTED"]
    assert codes(await record(life, date(2027, 2, 28))) == ["BEFORE_START"]
    taken = f"TJ {life.project}"[:30]
    assert codes(await record(life, date(2027, 3, 1), number=taken)) == []
    other = await site(api, STARTED)
    await start(other, STARTED)
    assert codes(await record(other, date(2027, 4, 2), today=date(2027, 4, 1), number=" ")) == [
        "ON_IN_FUTURE",
        "NUMBER_MISSING",
    ]
    assert codes(await record(other, date(2027, 4, 2), "REPORTING")) == ["NOT_ENTERED"]
    for number in (taken, taken.replace(" ", "　 ")):  # the same number, as it is kept
        assert codes(await record(other, date(2027, 4, 2), number=number)) == ["NUMBER_TAKEN"]
    stranger = person(Role.INDUSTRY_AUTHORITY, unit=new_id())
    assert codes(await record(other, date(2027, 4, 2), as_=stranger)) == ["NOT_ANSWERING_FOR_PROJECT"]
    assert codes(await record(other, date(2027, 4, 2), as_=person(Role.OWNER, unit=new_id()))) == ["SCHEDULE_UNKNOWN"]
    assert codes(await record(life, date(2027, 2, 27), "REPORTING", today=date(2027, 4, 2))) == [
        "BEFORE_START",
        "BEFORE_ENTRY",
    ]


async def test_a_correction_needs_a_reason_and_stays_on_record(life):
    assert codes(await record(life, date(2027, 3, 25))) == []
    assert codes(await record(life, date(2027, 3, 26))) == ["VERSION_CONFLICT"]
    seen = {"expectedVersion": 1, "today": date(2027, 4, 2)}
    assert codes(await record(life, date(2027, 3, 25), **seen)) == ["REASON_MISSING", "ENTRY_UNCHANGED"]
    done = await record(life, date(2027, 4, 1), reason="日期录错", **seen)
    assert (codes(done), done["entry"]["version"], done["entry"]["doneOn"]) == ([], 2, "2027-04-01")
    query = """query($p: UUID!) { projectStatistics(projectId: $p) { projectName entries { kind doneOn version }
      steps(first: 9) { edges { node { action reason said by } } } } }"""
    told = (await life.api(query, {"p": str(life.project)}, as_=life.town))["projectStatistics"]
    assert [(n["action"], n["reason"]) for n in nodes_of(told["steps"])] == [
        ("RECORDED", None),
        ("CORRECTED", "日期录错"),
    ]
    events = await life.api.events("zhongdian.schedule.statistics.entered.v1")
    assert [(e["data"]["version"], e["data"]["daysLate"]) for e in events] == [(1, 0), (2, 1)]


async def test_an_exception_needs_reason_and_approver_and_shows_wherever_the_record_does(life):
    given = {"projectId": str(life.project), "kind": "ENTRY", "reason": "", "approver": " "}
    kind = "ExceptStatisticsInput"
    refused = await life.api.do("exceptStatistics", kind, ENTRY, life.authority, date(2027, 4, 2), **given)
    assert codes(refused) == ["REASON_MISSING", "APPROVER_MISSING"]
    good = given | {"reason": "统计平台升级", "approver": "批准人甲"}
    done = await life.api.do("exceptStatistics", kind, ENTRY, life.authority, date(2027, 4, 2), **good)
    assert codes(done) == []
    assert (await standings(life, date(2027, 4, 20)))["ENTRY"][0] == "EXCEPTED"
    row = (await board(life, date(2027, 4, 20)))["rows"][0]
    assert row["standings"][0]["exceptionApprover"] == "批准人甲"
    assert codes(await record(life, date(2027, 4, 21), expectedVersion=1)) == []
    assert (await standings(life, date(2027, 5, 20)))["ENTRY"][0] == "DONE_LATE"
    assert (await life.api.events("zhongdian.schedule.statistics.entered.v1"))[0]["data"]["excepted"] is True
    again = await life.api.do(
        "exceptStatistics", kind, ENTRY, life.authority, date(2027, 5, 2), **good, expectedVersion=2
    )
    assert codes(again) == ["ALREADY_RECORDED"]


async def test_figures_out_of_step_beyond_the_limit_are_listed_with_both(life):
    await life.set_task()
    assert codes(await invest(life, 4, "100")) == ["NOT_ENTERED"]
    await record(life, date(2027, 3, 25))
    assert codes(await invest(life, 2, "100")) == ["BEFORE_ENTRY"]
    assert codes(await invest(life, 7, "100")) == ["MONTH_IN_FUTURE"]
    report = (await life.report(on=date(2027, 3, 29), month=3, doneInvestment="5000", physicalPercent="2.9"))[
        "progressReport"
    ]
    await life.judge("verify", report, on=date(2027, 4, 1))
    day = date(2027, 6, 1)
    assert codes(await invest(life, 3, "5500")) == []  # ten per cent more: on the limit itself
    assert (await board(life, day, month=3))["mismatched"] == 0
    assert codes(await invest(life, 3, "5500.0001", expectedVersion=1)) == ["REASON_MISSING"]
    assert codes(await invest(life, 3, "5500.0001", expectedVersion=1, reason="补报")) == []
    told = await board(life, day, month=3, filter={"mismatched": True})
    assert told["mismatched"] == 1
    assert told["rows"][0]["mismatches"] == [
        {
            "kind": "INVESTMENT",
            "statistical": "5500.0001",
            "onSite": "5000",
            "difference": "10",
            "limit": "10",
        }
    ]
    assert codes(await invest(life, 3, "40000", expectedVersion=2, reason="补报")) == []
    kinds = [m["kind"] for m in (await board(life, day, month=3))["rows"][0]["mismatches"]]
    assert kinds == ["INVESTMENT", "PROGRESS"]  # 40,000 of 189,000 are 21 per cent, on the site it is 2.9


async def exported(life: Life, on: date) -> dict[str, Any]:
    select = "export { id number digest projects } file { fileName contentBase64 sm3 }"
    given = {"year": on.year, "month": on.month}
    done = await life.api.do("exportStatistics", "ExportStatisticsInput", select, life.authority, on, **given)
    assert codes(done) == []
    return done


async def imported(life: Life, content: bytes, on: date, **changes: Any) -> dict[str, Any]:
    given = {"fileName": "统计答复.csv", "contentBase64": base64.b64encode(content).decode(), "dryRun": False} | changes
    return await life.api.do("importStatistics", "ImportStatisticsInput", IMPORT, life.authority, on, **given)


async def test_the_office_enters_what_has_started_and_sends_the_rest_back_with_its_reason(api, life):
    waiting, day = await opened(api), date(2027, 4, 9)
    made = await exported(life, day)
    assert made["export"]["digest"] == made["file"]["sm3"]
    assert (made["export"]["number"], made["export"]["projects"]) == (1, 2)
    office = StatisticsOffice(decided_on=day)
    content = office.take(base64.b64decode(made["file"]["contentBase64"]))
    looked = await imported(life, content, day, dryRun=True)
    assert {r["outcome"] for r in looked["results"]} == {"TAKEN", "REJECTED"}
    assert (await standings(life, day))["ENTRY"][0] == "LATE"  # a dry run writes nothing
    done = await imported(life, content, day)
    assert codes(done) == []
    told = {r["projectId"]: (r["outcome"], r["reason"]) for r in done["results"]}
    assert told == {str(life.project): ("TAKEN", None), str(waiting.project): ("REJECTED", NOT_STARTED)}
    assert await standings(life, day) == {
        "ENTRY": ("DONE_LATE", "2027-03-31", 9, 1),
        "REPORTING": ("PENDING", "2027-04-30", 0, 0),
    }
    again = await imported(life, content, day)
    assert again["statisticsImport"]["id"] == done["statisticsImport"]["id"]
    # the next month's export reports the project
    second = await exported(life, date(2027, 4, 30))
    office.decided_on = date(2027, 4, 30)
    await imported(life, office.take(base64.b64decode(second["file"]["contentBase64"])), date(2027, 4, 30))
    assert (await standings(life, date(2027, 5, 9)))["REPORTING"][0] == "DONE"
    query = "query($id: UUID!) { statisticsExportFile(exportId: $id) { sm3 } statisticsExports { totalCount } statisticsImports { totalCount } }"
    kept = await api(query, {"id": made["export"]["id"]}, as_=life.authority)
    assert kept["statisticsExportFile"]["sm3"] == made["export"]["digest"]
    assert (kept["statisticsExports"]["totalCount"], kept["statisticsImports"]["totalCount"]) == (2, 2)


async def test_an_answer_at_fault_is_told_line_by_line_and_taken_whole_or_not_at_all(life):
    day = date(2027, 4, 9)
    made = await exported(life, day)
    batch, head = made["export"]["id"], "导出批次,项目标识,事项,结果,统计库编号,日期,理由"
    own = str(life.project)
    lines = [
        f"{batch},{own},入库,受理,TJ1,2027-04-09,",
        f"{batch},{own},入库,受理,TJ1,2027-04-08,",
        f"{batch},{own},入统,受理,,2027-04-32,",
        f"{batch},{new_id()},入库,受理,TJ2,2027-04-09,",
        f"{batch},{own},入统,退回,,,",
        f"{batch},{own},出库,受理,,2027-04-09,",
    ]
    content = "\n".join([head, *lines]).encode()
    refused = await imported(life, content, day)
    assert {e["field"] for e in refused["userErrors"]} == {"line.3", "line.4", "line.5", "line.6", "line.7"}
    assert [r["code"] for r in refused["results"]] == [
        None,
        "LINE_TWICE",
        "DAY_MALFORMED",
        "PROJECT_UNKNOWN",
        "REASON_MISSING",
        "LINE_MALFORMED",
    ]
    assert (await standings(life, day))["ENTRY"][0] == "LATE"
    taken = await imported(life, content, day, goodOnly=True)
    assert (taken["statisticsImport"]["taken"], taken["statisticsImport"]["refused"]) == (1, 5)
    differs = f"{head}\n{batch},{own},入库,受理,TJ9,2027-04-09,".encode()
    assert (await imported(life, differs, day))["results"][0]["outcome"] == "CONFLICT"
    for broken, code in (
        (b"\xff\xfe\x00", "ANSWER_UNREADABLE"),
        ("甲,乙\n1,2".encode(), "ANSWER_HEADINGS_WRONG"),
        (head.encode(), "ANSWER_EMPTY"),
        (f"{head}\n{new_id()},{own},入库,受理,TJ1,2027-04-09,".encode(), "EXPORT_UNKNOWN"),
        (f"{head}\nx,{own},入库,受理,TJ1,2027-04-09,".encode(), "ANSWER_BATCH_WRONG"),
    ):
        assert codes(await imported(life, broken, day)) == [code]


async def test_of_two_who_record_at_once_one_does(life):
    done = await asyncio.gather(*(record(life, date(2027, 3, 30), reason="同时") for _ in range(3)))
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"], ["VERSION_CONFLICT"]]
    day = date(2027, 4, 9)
    made = await asyncio.gather(*(exported(life, day) for _ in range(2)))
    assert sorted(m["export"]["number"] for m in made) == [1, 2]


async def test_others_see_their_own_projects_and_only_the_authority_exchanges_files(api, life):
    await site(api, STARTED)
    assert (await board(life, date(2027, 4, 2), as_=life.town))["projects"] == 1
    assert (await board(life, date(2027, 4, 2)))["projects"] == 2
    query = "{ statisticsExports { totalCount } }"
    answer = await api.raw(query, as_=life.town)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
