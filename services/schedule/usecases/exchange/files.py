"""第八条（倒排）：files of plans in both forms: which bytes a plan becomes, and what bytes say of a plan."""

from __future__ import annotations

from services.chassis.calendar import calendar
from services.chassis.documents.file import File
from services.law.breach import Breach
from services.schedule.domain.exchange.table import read_table, write_table
from services.schedule.domain.exchange.tasks import ExportPlan, FilePlan, PlanFormat
from services.schedule.usecases.exchange.mspdi_read import read_mspdi
from services.schedule.usecases.exchange.mspdi_write import write_mspdi
from services.schedule.usecases.exchange.unpacking import unpacked

_UNSAFE = '\\/:*?"<>|'  # what names of files must not have on some machines


def written(plan: ExportPlan, format_: PlanFormat) -> File:
    """Write a plan."""
    name = "".join("_" if char in _UNSAFE else char for char in plan.title)
    if format_ is PlanFormat.CSV:
        return File(f"{name}.csv", "text/csv; charset=utf-8", write_table(plan))
    return File(f"{name}.xml", "application/xml", write_mspdi(plan, calendar()))


def read(content: bytes, format_: PlanFormat) -> FilePlan | Breach:
    """Read a plan; refuse what is too large or is none."""
    plan = unpacked(content)
    if isinstance(plan, Breach):
        return plan
    return read_table(plan) if format_ is PlanFormat.CSV else read_mspdi(plan, calendar())
