from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text, update

from services.chassis.documents import workbook as opening
from services.law.parties import Role
from services.reserve.store import importing, tables
from services.reserve.usecases.imports import working
from tests.harness.people import person
from tests.harness.waiting import eventually
from tests.reserve.importing import (
    RUN,
    asked,
    faults,
    project_row,
    sent,
    started,
    workbook,
    worked_off,
    worker,
)
from tests.reserve.life import INVESTMENT, codes

COUNTED = "query($s: String!) { projects(search: $s) { totalCount } }"


async def count(reserve: Any, search: str) -> int:
    return (await reserve.api(COUNTED, {"s": search}, as_=INVESTMENT))["projects"]["totalCount"]


async def test_a_dry_run_tells_every_fault_by_its_place_and_writes_nothing(reserve):
    content = workbook(project_row(1, "试导甲项目"), project_row(2, "试导乙项目", owner="无名公司", total="很多"))
    run = await started(reserve, content)
    assert (run["state"], run["dryRun"], run["rowsOf"], run["rowsDone"]) == ("WAITING", True, None, 0)
    done = await worked_off(reserve, run)
    assert (done["state"], done["rows"], done["registered"], done["faulty"]) == ("DONE", 2, 1, 1)
    assert (done["rowsOf"], done["rowsDone"], done["faultCount"]) == (3, 3, 2)
    assert faults(done) == [(3, "F", "AMOUNT_MALFORMED"), (3, "C", "OWNER_UNKNOWN")]
    assert done["startedAt"] is not None
    assert done["finishedAt"] is not None
    assert await count(reserve, "试导") == 0


async def test_all_or_nothing_takes_nothing_of_a_file_with_a_fault(reserve):
    content = workbook(project_row(1, "长表全无甲"), project_row(2, "长表全无乙", owner=None))
    done = await worked_off(reserve, await started(reserve, content, dryRun=False))
    assert (done["state"], done["registered"], faults(done)) == ("REFUSED", 1, [(3, "C", "OWNER_MISSING")])
    assert await count(reserve, "长表全无") == 0


async def test_the_good_rows_are_taken_where_that_is_asked_for(reserve):
    content = workbook(project_row(1, "长表好行"), project_row(2, "长表坏行", owner=None))
    done = await worked_off(reserve, await started(reserve, content, dryRun=False, mode="GOOD_ROWS"))
    assert (done["state"], done["registered"], done["faulty"]) == ("DONE", 1, 1)
    assert (await count(reserve, "长表好行"), await count(reserve, "长表坏行")) == (1, 0)


async def test_a_good_file_is_taken_once_however_often_it_is_sent(reserve):
    content = workbook(*(project_row(n, f"长表一次{n}号") for n in range(1, 4)))
    first = await worked_off(reserve, await started(reserve, content, dryRun=False))
    assert (first["state"], first["registered"], first["present"]) == ("DONE", 3, 0)
    events = len(await reserve.api.events())
    again = await worked_off(reserve, await started(reserve, content, dryRun=False))
    assert (again["state"], again["registered"], again["present"]) == ("DONE", 0, 3)
    assert again["notes"] == ["同一文件已经全部导入过，没有变化"]
    other = workbook(*(project_row(n, f"长表一次{n}号") for n in range(1, 5)))
    more = await worked_off(reserve, await started(reserve, other, dryRun=False))
    assert (more["registered"], more["present"]) == (1, 3)
    assert len(await reserve.api.events()) == events + 1


async def test_two_officers_importing_the_same_file_at_once_register_it_once(reserve):
    content = workbook(*(project_row(n, f"两人同导{n}号") for n in range(1, 6)))
    runs = [await started(reserve, content, dryRun=False) for _ in range(2)]
    async with worker(reserve.api) as one, worker(reserve.api) as other:
        await asyncio.gather(one.work_off_one(), other.work_off_one())
    states = [await worked_off(reserve, run) for run in runs]
    assert [s["state"] for s in states] == ["DONE", "DONE"]
    assert sorted(s["registered"] for s in states) == [0, 5]
    assert await count(reserve, "两人同导") == 5


async def test_a_run_that_a_dead_worker_held_is_finished_by_another_and_nothing_is_doubled(reserve, monkeypatch):
    content = workbook(*(project_row(n, f"中断续导{n}号") for n in range(1, 8)))
    run = await started(reserve, content, dryRun=False)
    writing = asyncio.Event()

    async def hangs(self: Any, *_: Any) -> None:
        writing.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patched:
        patched.setattr(working.Run, "_finish", hangs)
        async with worker(reserve.api) as job:
            dying = asyncio.create_task(job.work_off_one())
            await writing.wait()
            dying.cancel()
            await asyncio.gather(dying, return_exceptions=True)
    held = await worked_off(reserve, run)
    assert held["state"] == "WRITING"  # nobody takes it while it may still live
    assert await count(reserve, "中断续导") == 0
    async with reserve.api.database.session("*") as session:
        past = datetime(2026, 1, 1, tzinfo=UTC)
        await session.execute(update(tables.ImportRun).where(tables.ImportRun.id == run["id"]).values(held_until=past))
        await session.commit()
    done = await worked_off(reserve, run)
    assert (done["state"], done["registered"]) == ("DONE", 7)
    assert await count(reserve, "中断续导") == 7


async def test_a_worker_that_lost_its_run_writes_nothing(reserve, monkeypatch):
    content = workbook(project_row(1, "易手项目"))
    run = await started(reserve, content, dryRun=False)
    own = working.Run._finish

    async def late(self: Any, *given: Any) -> None:
        async with reserve.api.database.session("*") as session:
            other = update(tables.ImportRun).where(tables.ImportRun.id == run["id"]).values(worker=uuid.UUID(int=7))
            await session.execute(other)
            await session.commit()
        await own(self, *given)

    with monkeypatch.context() as patched:
        patched.setattr(working.Run, "_finish", late)
        async with worker(reserve.api) as job:
            assert await job.work_off_one()
    assert await count(reserve, "易手") == 0
    assert (await asked(reserve, run))["state"] == "WRITING"
    await reserve.done("cancelImport", RUN, INVESTMENT, runId=run["id"])


async def test_a_run_that_waits_is_cancelled_and_one_that_ended_is_not(reserve):
    run = await started(reserve, workbook(project_row(1, "取消项目")), dryRun=False)
    done = await reserve.done("cancelImport", RUN, INVESTMENT, runId=run["id"])
    assert done["state"] == "CANCELLED"
    assert (await worked_off(reserve, run))["state"] == "CANCELLED"
    assert await count(reserve, "取消项目") == 0
    assert codes(await reserve.refused("cancelImport", RUN, INVESTMENT, runId=run["id"])) == ["IMPORT_ENDED"]
    unknown = await reserve.refused("cancelImport", RUN, INVESTMENT, runId=str(uuid.UUID(int=1)))
    assert codes(unknown) == ["IMPORT_UNKNOWN"]


async def test_a_run_that_is_cancelled_while_it_writes_leaves_nothing(reserve, monkeypatch):
    run = await started(reserve, workbook(project_row(1, "写入中取消项目")), dryRun=False)
    own = working.Run._finish

    async def cancelled(self: Any, *given: Any) -> None:
        await reserve.done("cancelImport", RUN, INVESTMENT, runId=run["id"])
        await own(self, *given)

    monkeypatch.setattr(working.Run, "_finish", cancelled)
    assert (await worked_off(reserve, run))["state"] == "CANCELLED"
    assert await count(reserve, "写入中取消") == 0


async def test_what_breaks_a_run_is_told_and_the_job_goes_on(reserve, monkeypatch):
    run = await started(reserve, workbook(project_row(1, "故障项目")), dryRun=False)

    async def breaks(self: Any) -> None:
        raise LookupError("a fault of ours")

    with monkeypatch.context() as patched:
        patched.setattr(working.Run, "carry_out", breaks)
        done = await worked_off(reserve, run)
    assert (done["state"], done["failure"][:8]) == ("FAILED", "处理中发生故障，")
    later = await worked_off(reserve, await started(reserve, workbook(project_row(1, "故障后项目")), dryRun=False))
    assert later["state"] == "DONE"


async def test_a_run_that_ends_its_process_again_and_again_is_given_up(reserve):
    run = await started(reserve, workbook(project_row(1, "屡败项目")), dryRun=False)
    async with reserve.api.database.session("*") as session:
        tried = update(tables.ImportRun).where(tables.ImportRun.id == run["id"]).values(attempts=5)
        await session.execute(tried)
        await session.commit()
    assert (await worked_off(reserve, run))["state"] == "FAILED"


async def test_progress_moves_part_by_part(reserve, monkeypatch):
    monkeypatch.setattr(opening, "CHUNK", 50)
    content = workbook(*(project_row(n, f"进度{n}号") for n in range(1, 121)))
    run = await started(reserve, content, dryRun=False)
    seen: list[tuple[str, int]] = []
    own = working.Run._note

    async def watched(self: Any, **values: Any) -> None:
        await own(self, **values)
        now = await asked(reserve, run)
        seen.append((now["state"], now["rowsDone"]))

    monkeypatch.setattr(working.Run, "_note", watched)
    done = await worked_off(reserve, run)
    assert done["registered"] == 120
    steps = [(s, n) for s in ("JUDGING", "WRITING") for n in (0, 50, 100, 121)]
    assert [s for s in seen if s[0] in {"JUDGING", "WRITING"}] == steps


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"contentBase64": None}, ["FILE_MISSING"]),
        ({"fileId": str(uuid.UUID(int=3))}, ["FILE_MISSING"]),
        ({"contentBase64": None, "fileId": str(uuid.UUID(int=3))}, ["FILE_UNKNOWN"]),
        ({"subject": "PLAN_ITEMS", "dryRun": False}, ["PLAN_MISSING", "VERSION_MISSING"]),
        ({"subject": "PLAN_ITEMS", "planId": str(uuid.UUID(int=3))}, ["PLAN_UNKNOWN"]),
        ({"subject": "APPLICATIONS"}, ["YEAR_MISSING"]),
        ({"mapping": [{"heading": " ", "element": "TOTAL"}]}, ["HEADING_INVALID"]),
        ({"mapping": [{"heading": "渠道", "element": "CHANNEL"}]}, ["ELEMENT_NOT_IN_SHEET"]),
        ({"contentBase64": "不是Base64"}, ["FILE_UNREADABLE"]),
    ],
)
async def test_what_cannot_be_started_is_refused_with_all_reasons(reserve, changes, expected):
    given = sent(workbook(project_row(1, "不启动项目"))) | changes
    refused = await reserve.refused("startImport", RUN, INVESTMENT, **given)
    assert codes(refused) == expected
    assert all(e["field"].startswith("mapping.0.") for e in refused if "mapping" in changes)


@pytest.mark.parametrize(
    ("subject", "who", "allowed"),
    [
        ("PROJECTS", "town", True),
        ("PROJECTS", "owner", False),
        ("PLAN_ITEMS", "town", False),
        ("APPLICATIONS", "owner", True),
        ("APPLICATIONS", "town", False),
    ],
)
async def test_who_may_enter_records_one_by_one_may_import_them(reserve, subject, who, allowed):
    given = sent(workbook(project_row(1, "身份项目")), subject=subject, year=2027)
    payload = await reserve.do("startImport", RUN, getattr(reserve, who), **given)
    assert ("IMPORT_NOT_YOURS" not in codes(payload["userErrors"])) is allowed


async def test_who_does_not_import_is_not_let_in(reserve):
    document = "mutation($input: StartImportInput!) { startImport(input: $input) { userErrors { code } } }"
    given = {"input": {"idempotencyKey": "x", **sent(b"")}}
    answer = await reserve.api.raw(document, given, as_=person(Role.FINANCE))
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]


async def test_a_unit_sees_its_own_imports_and_an_authority_all_of_them(reserve):
    run = await started(reserve, workbook(project_row(1, "可见项目")), as_=reserve.town)
    assert (await asked(reserve, run, as_=reserve.town))["id"] == run["id"]
    assert (await asked(reserve, run))["id"] == run["id"]
    assert await asked(reserve, run, as_=reserve.owner) is None
    listed = "query($f: ImportRunFilter) { importRuns(filter: $f, first: 50) { edges { node { id } } } }"
    filters = {"subjects": ["PROJECTS"], "states": ["WAITING"], "dryRun": True, "mine": True}
    found = await reserve.api(listed, {"f": filters}, as_=reserve.town)
    assert found["importRuns"]["edges"][0]["node"]["id"] == run["id"]
    none = await reserve.api(listed, {"f": filters}, as_=reserve.owner)
    assert none["importRuns"]["edges"] == []
    refused = await reserve.refused("cancelImport", RUN, reserve.owner, runId=run["id"])
    assert codes(refused) == ["IMPORT_UNKNOWN"]


async def test_the_same_request_sent_twice_starts_one_run(reserve):
    given = sent(workbook(project_row(1, "幂等长表"))) | {"idempotencyKey": str(uuid.UUID(int=77))}
    first = await reserve.done("startImport", RUN, INVESTMENT, **given)
    assert (await reserve.done("startImport", RUN, INVESTMENT, **given))["id"] == first["id"]


async def test_a_file_that_is_no_workbook_ends_as_refused(reserve):
    done = await worked_off(reserve, await started(reserve, b"PK\x03\x04 broken", dryRun=False))
    assert (done["state"], faults(done)) == ("REFUSED", [(None, None, "FILE_UNREADABLE")])


async def test_a_sheet_with_other_headings_is_refused_and_says_which_are_needed(reserve):
    done = await worked_off(reserve, await started(reserve, workbook(["甲"], heading=["姓名"]), dryRun=False))
    assert (done["state"], faults(done)) == ("REFUSED", [(None, None, "HEADING_NOT_FOUND")])
    assert done["notes"] == ["工作表“项目表”未找到项目表头（至少含项目名称等3列），已略过"]


async def test_a_run_waits_for_another_that_writes_longer_than_a_statement_may_take(reserve):
    run = await started(reserve, workbook(project_row(1, "久候项目")), dryRun=False)
    timeout_in_ms = text("select setting::int from pg_settings where name = 'statement_timeout'")
    async with reserve.api.database.session("430211") as session:
        await importing.serialize(session, "430211")
        timeout = (await session.execute(timeout_in_ms)).scalar_one()
        async with worker(reserve.api) as job:
            waiting = asyncio.create_task(job.work_off_one())
            await eventually(lambda: blocked(reserve))
            await session.rollback()
            await waiting
    assert timeout == reserve.api.settings.statement_timeout_ms
    assert (await asked(reserve, run))["registered"] == 1


async def blocked(reserve: Any) -> bool:
    waiting = text("select count(*) from pg_locks where locktype = 'advisory' and not granted")
    return bool((await reserve.api.rows(waiting))[0][0])
