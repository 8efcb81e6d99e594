"""Goes through the sheets of a file part by part: what is judged, and written where it is to be, is one part at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from services.chassis.documents.workbook import Book
from services.chassis.work import Work
from services.law.article import Article
from services.law.grid import Fault, Sheet, letters
from services.reserve.domain.sheets.columns import Column
from services.reserve.domain.sheets.headings import Layout, Vocabulary, find_layout
from services.reserve.usecases.imports.report import Report

Opened = Callable[[], AbstractAsyncContextManager[Work]]
Moved = Callable[[int], Awaitable[None]]


class Judge(Protocol):
    """Knows what the rows of a sheet are, when they are good, and how a good one is written."""

    def begin(self) -> None:
        """Begin a sheet."""

    async def take(self, work: Work, part: Sheet, layout: Layout, report: Report) -> None:
        """Judge the rows of a part, count them, and write the good ones if this judge writes."""


class Source(Protocol):
    """Sheets that are read part by part."""

    @property
    def heights(self) -> dict[str, int]:
        """The rows of each sheet, in order."""

    def parts(self, name: str) -> AsyncIterator[Sheet]:
        """Read a sheet from top to bottom."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Sheets that are in memory."""

    sheets: Sequence[Sheet]

    @property
    def heights(self) -> dict[str, int]:
        """The rows of each sheet."""
        return {s.name: s.last for s in self.sheets}

    async def parts(self, name: str) -> AsyncIterator[Sheet]:
        """Give the sheet as its only part."""
        for sheet in self.sheets:
            if sheet.name == name:
                yield sheet


@dataclass(frozen=True, slots=True)
class Streamed:
    """Sheets that are read beside the loop, which goes on meanwhile."""

    book: Book
    heights: dict[str, int]

    async def parts(self, name: str) -> AsyncIterator[Sheet]:
        """Read a sheet from top to bottom."""
        read = await asyncio.to_thread(self.book.parts, name)
        while (part := await asyncio.to_thread(_next, read)) is not None:
            yield part


def _next(parts: Iterator[Sheet]) -> Sheet | None:
    return next(parts, None)


async def go_through(
    source: Source, judge: Judge, vocabulary: Vocabulary, opened: Opened, moved: Moved | None = None
) -> Report:
    """Judge every row of every sheet; `opened` gives the transaction of each part, `moved` hears how many rows are done."""
    report = Report()
    found, above = False, 0
    for name, height in source.heights.items():
        layout: Layout | None = None
        async for part in source.parts(name):
            if layout is None:
                layout = await asyncio.to_thread(find_layout, part, vocabulary)
                if layout is None:
                    break
                report.notes += _told(layout)
                judge.begin()
                found = True
            async with opened() as work:
                await judge.take(work, part, layout, report)
            if moved:
                await moved(above + part.last)
        if layout is None:
            report.notes.append(f"工作表“{name}”未找到项目表头（至少含项目名称等3列），已略过")
        above += height
    if not found:
        message = "文件中没有可识别的项目表"
        report.faults.append(Fault("", None, None, None, "HEADING_NOT_FOUND", message, Article(4)))
    return report


def _told(layout: Layout) -> Iterator[str]:
    """Say what was not understood, and what was understood only as the sender has told."""
    for at in layout.unknown:
        yield f"工作表“{layout.sheet}”{letters(at.index)}列“{at.heading}”未识别，未导入"
    for at in layout.twice:
        yield f"工作表“{layout.sheet}”{letters(at.index)}列“{at.heading}”与前面的列重复，未导入"
    for m in layout.mapped:
        instead = "" if m.instead_of is None else f"（原识别为{NAMES[m.instead_of]}）"
        place = f"工作表“{layout.sheet}”{letters(m.at.index)}列“{m.at.heading}”"
        yield f"{place}按贵单位的对应关系识别为{NAMES[m.column]}{instead}"


NAMES = {
    Column.SERIAL: "序号",
    Column.NAME: "项目名称",
    Column.OWNER: "项目业主",
    Column.TOWN: "所属镇（街道）",
    Column.AUTHORITY: "行业主管部门",
    Column.COOPERATING: "配合单位",
    Column.LEVEL: "级别",
    Column.CATEGORY: "类别",
    Column.INDUSTRY_CODE: "行业代码",
    Column.MODE: "投资模式",
    Column.ROUTE: "立项方式",
    Column.PROJECT_CODE: "项目代码",
    Column.TOTAL: "总投资",
    Column.FUNDS: "资金来源",
    Column.FUNCTION: "功能定位",
    Column.SCALE: "建设规模",
    Column.CONTENT: "建设内容",
    Column.CONSTRUCTION_MODE: "建设方式",
    Column.START: "开工时间",
    Column.FINISH: "完工时间",
    Column.PERIOD: "建设年限",
    Column.FUND_USE: "资金投向",
    Column.BENEFIT: "投资效益",
    Column.LONGITUDE: "经度",
    Column.LATITUDE: "纬度",
    Column.COORDINATES: "坐标系",
    Column.CODE_REASON: "项目代码例外理由",
    Column.CODE_APPROVER: "项目代码例外批准人",
    Column.CONFIDENTIAL: "是否涉密",
    Column.KIND: "建设性质",
    Column.ANNUAL: "年度投资",
    Column.BASIS: "列入依据",
    Column.ASSESSMENT: "评估意见",
    Column.EXCEPTION_REASON: "未入库例外理由",
    Column.EXCEPTION_APPROVER: "未入库例外批准人",
    Column.CHANNEL: "申报渠道",
    Column.STATEMENT: "申报理由",
    Column.IGNORED: "不导入的列",
}
