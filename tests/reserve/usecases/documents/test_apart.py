from __future__ import annotations

import asyncio
import os
from io import BytesIO

import pytest
from openpyxl import load_workbook

from services.chassis.documents import apart as making
from services.chassis.documents.apart import apart, turn
from services.chassis.documents.file import File, Format
from services.chassis.faults import ApiError
from services.law.grid import Fault
from services.reserve.usecases.documents.plan_file import FEW, made_file, plan_file
from services.reserve.usecases.imports.annotate import annotated_apart
from services.reserve.usecases.imports.report import Report
from tests.reserve.importing import project_row, workbook
from tests.reserve.papers import facts, listed


def by_another_process(text: str) -> File:
    return File(text, "text/plain", str(os.getpid()).encode())


def breaks(_text: str) -> File:
    raise LookupError("a fault of ours")


async def test_a_file_is_made_by_a_process_of_its_own():
    made = await apart(by_another_process, "甲")
    assert made.name == "甲"
    assert int(made.content) != os.getpid()


async def test_what_breaks_there_is_told_here():
    with pytest.raises(RuntimeError, match="breaks ended with 1"):
        await apart(breaks, "甲")


@pytest.mark.parametrize("form", [Format.PDF, Format.DOCX])
async def test_a_long_plan_is_the_same_whichever_process_makes_it(form):
    plan = facts(*(listed(f"示例项目{n}号") for n in range(FEW + 1)))
    assert await plan_file(plan, form) == made_file(plan, form)


async def test_the_loop_goes_on_while_a_long_plan_is_made():
    plan = facts(*(listed(f"示例项目{n}号") for n in range(FEW + 1)))
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0)
            ticks += 1

    ticking = asyncio.create_task(tick())
    await plan_file(plan, Format.PDF)
    ticking.cancel()
    assert ticks > 100


async def test_so_many_at_a_time_and_who_has_waited_long_enough_is_told_so(monkeypatch):
    monkeypatch.setattr(making, "AT_A_TIME", 2)
    making._TURNS.clear()
    async with turn(), turn():
        with pytest.raises(ApiError) as refused:
            async with turn(patience=0):
                pass
        assert refused.value.extensions == {"code": "TOO_BUSY"}
        waiting = asyncio.create_task(made_in_turn())
        await asyncio.sleep(0)
        assert not waiting.done()
    assert await waiting == "made"
    making._TURNS.clear()


async def made_in_turn() -> str:
    async with turn(patience=None):
        return "made"


async def test_a_sheet_is_annotated_apart():
    report = Report()
    report.found([Fault("项目表", 2, "F", "总投资（万元）", "AMOUNT_MALFORMED", "“很多”不是金额", None)])
    made = await annotated_apart("表.xlsx", workbook(project_row(1, "甲", total="很多")), report)
    assert "很多" in load_workbook(BytesIO(made.content))["项目表"]["F2"].comment.text
