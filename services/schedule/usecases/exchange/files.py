"""第八条（倒排）：files of plans in both forms: which bytes a plan becomes, and what bytes say of a plan."""

from __future__ import annotations

from services.chassis.calendar import calendar
from services.chassis.documents.file import File
from services.law.breach import Breach
from services.schedule.domain.exchange.table import read_table, write_table
from services.schedule.domain.exchange.tasks import A8, MOST_BYTES, ExportPlan, FilePlan, PlanFormat
from services.schedule.usecases.exchange.mspdi_read import read_mspdi
from services.schedule.usecases.exchange.mspdi_write import write_mspdi

_UNSAFE = '\\/:*?"<>|'  # what names of files must not have on some machines


def written(plan: ExportPlan, format_: PlanFormat) -> File:
    """Write a plan."""
    name = "".join("_" if char in _UNSAFE else char for char in plan.title)
    if format_ is PlanFormat.CSV:
        return File(f"{name}.csv", "text/csv; charset=utf-8", write_table(plan))
    return File(f"{name}.xml", "application/xml", write_mspdi(plan, calendar()))


def read(content: bytes, format_: PlanFormat) -> FilePlan | Breach:
    """Read a plan; refuse what is too large or is none."""
    if len(content) > MOST_BYTES:
        message = f"文件不能超过{MOST_BYTES // 1024 // 1024}MB，现为{len(content) / 1024 / 1024:.1f}MB"
        return Breach("FILE_TOO_LARGE", message, A8, "contentBase64")
    return read_table(content) if format_ is PlanFormat.CSV else read_mspdi(content, calendar())
