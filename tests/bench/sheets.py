"""Long sheets: a dry run beside reading the same file alone, and an import beside the dry run of the same rows."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import count
from typing import Any

from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from services.chassis.clock import new_id
from tests.bench.ground import Ground, clerk
from tests.bench.pairs import Contest, Pace, Pair, compare
from tests.bench.wire import BadAnswer, Connection, data_of

ROWS, QUICK_ROWS, QUICK_SECONDS = 10_000, 1_000, 2.0
START = "mutation($input: StartImportInput!) { startImport(input: $input) { run { id } userErrors { code } } }"
ASKED = "query($id: UUID!) { importRun(id: $id) { state startedAt finishedAt rows registered faulty } }"
HEADING = (
    "序号",
    "项目名称",
    "项目业主",
    "项目类别",
    "投资模式",
    "总投资（万元）",
    "资金来源",
    "建设内容",
    "开工时间",
    "完工时间",
)
LOOK_SECONDS = 0.1  # between two looks whether a run has ended; its time is what the record says
_numbers = count(1)


def sheet(rows: int) -> bytes:
    """Write a sheet of projects that nobody has registered."""
    book = Workbook(write_only=True)
    page = book.create_sheet("储备项目")
    page.append(HEADING)
    for number in range(1, rows + 1):
        name, owner = f"示例导入项目{next(_numbers)}号", f"示例单位{20 + number % 200}"
        page.append(
            (
                number,
                name,
                owner,
                "产业",
                "社会投资",
                500 + number,
                f"企业自筹{500 + number}万元",
                "厂房",
                "2027年3月",
                "2028年12月",
            )
        )
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


async def measure(ground: Ground, pace: Pace) -> list[Pair]:
    rows = QUICK_ROWS if pace.seconds < QUICK_SECONDS else ROWS
    (served,) = await ground.connections(ground.address("reserve"), 1)
    content = sheet(rows)
    # one run at a time, as the job works them off; a round is as long as one of them
    alone = replace(pace, rounds=3, seconds=0.01, clients=1)

    async def dry(_client: int, _turn: int) -> float:
        return await _worked_off(ground, served, content, rows, dry_run=True)

    async def calamine(_client: int, _turn: int) -> None:
        await asyncio.to_thread(_calamine, content)

    async def openpyxl(_client: int, _turn: int) -> None:
        await asyncio.to_thread(_openpyxl, content)

    async def taken(_client: int, _turn: int) -> float:
        return await _worked_off(ground, served, sheet(rows), rows, dry_run=False)

    ours = ("startImport, dry run", dry)
    contests = (
        Contest(
            key="sheets.calamine", title=f"试导{rows}行", ours=ours, limit=("calamine alone", calamine), kind="times"
        ),
        Contest(
            key="sheets.openpyxl", title=f"试导{rows}行", ours=ours, limit=("openpyxl alone", openpyxl), kind="times"
        ),
        Contest(
            key="sheets.import",
            title=f"导入{rows}行",
            ours=("startImport", taken),
            limit=("dry run of as many rows", dry),
            kind="times",
            settle=ground.settle,
        ),
    )
    return [await compare(contest, alone) for contest in contests]


async def _worked_off(ground: Ground, served: Connection, content: bytes, rows: int, *, dry_run: bool) -> float:
    """Start a run and wait for its end; the seconds that it took by its record."""
    given = {
        "idempotencyKey": str(new_id()),
        "subject": "PROJECTS",
        "fileName": "测量.xlsx",
        "contentBase64": base64.b64encode(content).decode(),
        "dryRun": dry_run,
    }
    address = ground.address("reserve")
    told: Any = data_of(await served.send(ground.asked(address, START, {"input": given}, clerk(0))))["startImport"]
    if told["userErrors"]:
        raise BadAnswer(str(told["userErrors"]))
    question = ground.asked(address, ASKED, {"id": told["run"]["id"]}, clerk(0))
    while True:
        run: Any = data_of(await served.send(question))["importRun"]
        if run["state"] in {"DONE", "REFUSED", "FAILED"}:
            break
        await asyncio.sleep(LOOK_SECONDS)
    if (run["state"], run["registered"]) != ("DONE", rows):
        raise BadAnswer(str(run))
    ended, began = (datetime.fromisoformat(run[at]) for at in ("finishedAt", "startedAt"))
    return (ended - began).total_seconds()


def _calamine(content: bytes) -> None:
    book = CalamineWorkbook.from_object(BytesIO(content))
    for _ in book.get_sheet_by_index(0).iter_rows():
        pass
    book.close()


def _openpyxl(content: bytes) -> None:
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    for _ in book.active.iter_rows(values_only=True):
        pass
    book.close()
