"""第七条：the list of a month, a quarter or a year as an Excel file."""

from __future__ import annotations

from datetime import date

from services.chassis.documents.file import File
from services.chassis.documents.sheet import A3, MEDIA_TYPE, SheetFile
from services.schedule.domain.lists.sheet import UNIT, table
from services.schedule.domain.lists.terms import LIST_NAMES
from services.schedule.usecases.lists.sum_up import Summed


def list_file(summed: Summed, today: date) -> File:
    """Write the sheet; what it lacks (months without a published list) stands under its title."""
    made = table(summed.kind, summed.span, summed.lines, summed.names)
    lacking = "、".join(f"{m.month}月" for m in summed.missing_months)
    note = f"单位：{UNIT}　统计日期：{today:%Y-%m-%d}" + (f"　（{lacking}清单未发布）" if lacking else "")
    sheet = SheetFile(made, name=LIST_NAMES[summed.kind], note=note, paper=A3)
    sheet.write(made.lines)
    return File(f"{made.title}.xlsx", MEDIA_TYPE, sheet.close())
