"""Sheets for long imports, and the job that works them off, as tests take them."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from services.chassis.beside import Beside
from services.chassis.clock import new_id
from services.chassis.runtime import Runtime
from services.reserve.usecases.imports.job import ImportJob
from tests.harness.api import Api
from tests.harness.people import Person
from tests.reserve.life import INVESTMENT, TODAY, Reserve

RUN = """run { id state subject dryRun mode fileName digest rowsDone rowsOf rows registered present faulty leftOut
    faultCount notes failure startedAt finishedAt askedByName filePath annotatedPath
    faults { edges { node { position sheet row column heading code message article } } } }"""
ASKED = f"query($id: UUID!) {{ {RUN.replace('run {', 'importRun(id: $id) {')} }}"
MAPPING = "mapping { id heading element subject unitId rememberedBy endedAt }"

HEADING = ("序号", "项目名称", "项目业主", "项目类别", "投资模式", "总投资（万元）", "资金来源（万元）")
ITEMS = ("序号", "项目名称", "项目业主", "建设性质", "年度投资（万元）")


def workbook(*rows: Sequence[Any], heading: Sequence[str] = HEADING, title: str = "项目表") -> bytes:
    """Write a sheet with a heading and these rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(heading)
    for cells in rows:
        sheet.append(cells)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def project_row(number: int, name: str, **changes: Any) -> list[Any]:
    """Give the cells of a project that can be registered."""
    cells = dict(zip(("serial", "name", "owner", "category", "mode", "total", "funds"), range(7), strict=True))
    own = [number, name, "松井新材料科技有限公司", "产业", "社会投资", 500, "企业自筹500万元"]
    return [changes.get(key, own[at]) for key, at in cells.items()]


async def started(reserve: Reserve, content: bytes, *, as_: Person = INVESTMENT, **values: Any) -> dict[str, Any]:
    """Start an import that is accepted."""
    return await reserve.done("startImport", RUN, as_, **sent(content, **values))


def sent(content: bytes, **values: Any) -> dict[str, Any]:
    """Give the input of startImport for a file that comes along."""
    return {
        "subject": "PROJECTS",
        "fileName": "项目表.xlsx",
        "contentBase64": base64.b64encode(content).decode(),
    } | values


@asynccontextmanager
async def worker(api: Api) -> AsyncIterator[ImportJob]:
    """Open what a process holds, with the job that a test steps by hand."""
    runtime = Runtime.open(api.service.name, api.settings)
    try:
        yield ImportJob(Beside(api.service, runtime))
    finally:
        await runtime.close()


async def worked_off(reserve: Reserve, run: dict[str, Any], *, as_: Person = INVESTMENT) -> dict[str, Any]:
    """Let a worker do all that waits; return how the run stands then."""
    async with worker(reserve.api) as job:
        while await job.work_off_one():
            pass
    return await asked(reserve, run, as_=as_)


async def asked(reserve: Reserve, run: dict[str, Any], *, as_: Person = INVESTMENT) -> dict[str, Any]:
    """Ask how a run stands."""
    found: dict[str, Any] = (await reserve.api(ASKED, {"id": run["id"]}, as_=as_, on=TODAY))["importRun"]
    return found


def faults(run: dict[str, Any]) -> list[tuple[int | None, str | None, str]]:
    """Give row, column and code of each fault."""
    return [(e["node"]["row"], e["node"]["column"], e["node"]["code"]) for e in run["faults"]["edges"]]


async def imports(reserve: Reserve) -> dict[str, Any]:
    """Let the sample life have an import with a fault and a heading that was explained, for all that can be asked."""
    heading = [h.replace("总投资", "概算总投资") for h in HEADING]  # a word that nothing else of the life has
    content = workbook(project_row(1, "导入示例项目", total="很多"), heading=heading)
    run = await worked_off(reserve, await started(reserve, content, annotate=False))
    told = {"subject": "PROJECTS", "heading": "投资盘子", "element": "TOTAL", "idempotencyKey": str(new_id())}
    await reserve.done("rememberMapping", MAPPING, INVESTMENT, **told)
    return run
