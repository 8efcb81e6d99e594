"""Files of imports: sent before, handed out, cleared away."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import func, select, update

from services.law.parties import Role
from services.reserve.store import tables
from services.reserve.usecases.imports import limits
from services.reserve.usecases.imports.annotate import SUMMARY
from tests.harness.people import person
from tests.reserve.importing import (
    RUN,
    asked,
    project_row,
    sent,
    started,
    workbook,
    worked_off,
    worker,
)
from tests.reserve.life import INVESTMENT, codes


async def test_the_annotated_file_is_fetched_by_who_sees_the_run(reserve):
    content = workbook(project_row(1, "批注项目", total="很多"))
    done = await worked_off(reserve, await started(reserve, content, annotate=True))
    header = {"authorization": reserve.api.issuer.header(INVESTMENT)}
    answer = await reserve.api.http.get(done["annotatedPath"], headers=header)
    assert answer.status_code == 200
    assert "nosniff" in answer.headers["x-content-type-options"]
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames[0] == SUMMARY
    assert "很多" in book["项目表"]["F2"].comment.text
    sent_before = await reserve.api.http.get(done["filePath"], headers=header)
    assert sent_before.content == content
    stranger = {"authorization": reserve.api.issuer.header(person(Role.OWNER, unit=uuid.UUID(int=9)))}
    assert (await reserve.api.http.get(done["filePath"], headers=stranger)).status_code == 404
    assert (await reserve.api.http.get(done["filePath"])).status_code == 401
    assert (await reserve.api.http.get(f"/imports/{done['id']}/other", headers=header)).status_code == 404
    again = await reserve.done("startImport", RUN, INVESTMENT, **sent(content))
    assert again["annotatedPath"] is None


async def upload(reserve: Any, content: bytes, key: str, *, as_: Any = INVESTMENT, name: str = "大表.xlsx") -> Any:
    headers = {"authorization": reserve.api.issuer.header(as_), "idempotency-key": key}
    return await reserve.api.http.post("/imports", params={"fileName": name}, content=content, headers=headers)


async def test_a_file_that_was_sent_before_is_imported_by_its_id(reserve):
    content = workbook(*(project_row(n, f"上传导入{n}号") for n in range(1, 3)))
    answer = await upload(reserve, content, "upload-1")
    assert (answer.status_code, answer.json()["size"]) == (201, len(content))
    again = await upload(reserve, content, "upload-1")
    assert (again.status_code, again.json()["fileId"]) == (200, answer.json()["fileId"])
    named = {"subject": "PROJECTS", "fileId": answer.json()["fileId"], "dryRun": False}
    done = await worked_off(reserve, await reserve.done("startImport", RUN, INVESTMENT, **named))
    assert (done["state"], done["registered"], done["fileName"]) == ("DONE", 2, "大表.xlsx")
    other = await reserve.refused("startImport", RUN, reserve.town, **named)
    assert codes(other) == ["FILE_UNKNOWN"]


async def test_what_cannot_be_uploaded_is_refused(reserve):
    content = workbook(project_row(1, "不收项目"))
    assert (await upload(reserve, content, "")).status_code == 400
    assert (await upload(reserve, b"", "upload-2")).status_code == 422
    assert (await upload(reserve, content, "upload-3", name="")).status_code == 422
    assert (await upload(reserve, content, "upload-4", as_=person(Role.FINANCE))).status_code == 403
    large = b"x" * (limits.IN_BACKGROUND.size + 1)
    assert (await upload(reserve, large, "upload-5")).status_code == 413
    assert (await reserve.api.http.post("/imports", content=content)).status_code == 401
    headers = {"authorization": reserve.api.issuer.header(INVESTMENT)}
    unread = await reserve.api.http.get("/imports/seven/file", headers=headers)
    assert (unread.status_code, [(e["code"], e["field"]) for e in unread.json()["errors"]]) == (
        422,
        [("BAD_INPUT", "id")],
    )


async def test_old_files_are_cleared_away_and_their_runs_stay(reserve):
    waiting = await started(reserve, workbook(project_row(1, "待办旧文件")))
    ended = await worked_off(reserve, await started(reserve, workbook(project_row(1, "旧文件"))))
    again = await started(reserve, workbook(project_row(2, "新文件")))
    async with reserve.api.database.session("*") as session:
        old = datetime(2026, 1, 1, tzinfo=UTC)
        await session.execute(update(tables.ImportFile).values(sent_at=old))
        open_ = {"state": "WAITING", "held_until": datetime(2099, 1, 1, tzinfo=UTC)}
        await session.execute(update(tables.ImportRun).where(tables.ImportRun.id == waiting["id"]).values(open_))
        await session.commit()
    async with worker(reserve.api) as job:
        await job.work_off_one()
        await job._forget()
    assert (await asked(reserve, ended))["filePath"] is None
    assert (await asked(reserve, waiting))["filePath"] is not None
    assert (await asked(reserve, again))["filePath"] is None
    parts = select(func.count()).select_from(tables.ImportFilePart)
    assert (await reserve.api.rows(parts))[0][0] >= 1
    await reserve.done("cancelImport", RUN, INVESTMENT, runId=waiting["id"])
