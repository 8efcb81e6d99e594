"""The four lists of the first quarter are published, and started projects enter statistics (A7, A12)."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

from infra.demo.district import District
from infra.demo.project import PLAN_YEAR
from infra.simulators.statistics import StatisticsOffice
from infra.trouble import Trouble

KINDS = ("IN_LIBRARY", "TO_START", "UNDER_CONSTRUCTION", "TO_COMPLETE")
_DAYS = {1: date(2027, 1, 29), 2: date(2027, 2, 26), 3: date(2027, 3, 31)}
_EXPORTED_ON, _DECIDED_ON, _IMPORTED_ON = date(2027, 4, 1), date(2027, 4, 6), date(2027, 4, 7)
_ANSWER = "statistics-answer-0001.csv"
_LIST = "monthlyList { id version }"


async def publish_lists(district: District) -> None:
    """The project service draws each month's lists and publishes them; April's start list stays a draft to look at."""
    for month, day in _DAYS.items():
        for kind in KINDS:
            seen = await _draft(district, kind, month, day)
            given = {"listId": seen["id"], "expectedVersion": seen["version"]}
            clerk = district.officer("service")
            await district.door.do("publishMonthlyList", f"{kind} {month}", clerk, day, _LIST, **given)
    await _draft(district, "TO_START", 4, date(2027, 4, 8))


async def _draft(district: District, kind: str, month: int, day: date) -> dict[str, Any]:
    clerk = district.officer("service")
    asked: dict[str, Any] = {"kind": kind, "year": PLAN_YEAR, "month": month, "expectedVersion": 0}
    done = await district.door.do("draftMonthlyList", f"{kind} {month}", clerk, day, _LIST, **asked)
    seen: dict[str, Any] = done["monthlyList"]
    return {"id": seen["id"], "version": 1}  # a later load finds it published; the command was for the first version


async def enter_statistics(district: District) -> None:
    """The investment authority exports, the office answers, the answer is tried and taken over.

    The office is asked anew by every load and knows nothing of the ones before: as the export is the same, so is the answer.
    """
    clerk, told = district.officer("reform"), "export { id projects } file { fileName contentBase64 }"
    asked: dict[str, Any] = {"year": PLAN_YEAR, "month": 3}
    made = await district.door.do("exportStatistics", "first quarter", clerk, _EXPORTED_ON, told, **asked)
    content = base64.b64decode(made["file"]["contentBase64"])
    _keep(district, made["file"]["fileName"], content)
    answer = StatisticsOffice(decided_on=_DECIDED_ON).take(content)
    _keep(district, _ANSWER, answer)
    file = {"fileName": _ANSWER, "contentBase64": base64.b64encode(answer).decode()}
    lines = "results { line outcome message } statisticsImport { id }"
    tried = await district.door.do("importStatistics", "dry run", clerk, _IMPORTED_ON, lines, dryRun=True, **file)
    if faults := [r for r in tried["results"] if r["outcome"] in {"CONFLICT", "FAULTY"}]:
        raise Trouble(
            f"演示的统计部门答复试导有{len(faults)}处问题，第{faults[0]['line']}行：{faults[0]['message']}",
            f"The dry run of the statistics office's answer found {len(faults)} faults.",
        )
    await district.door.do("importStatistics", "for real", clerk, _IMPORTED_ON, lines, dryRun=False, **file)


def _keep(district: District, name: str, content: bytes) -> None:
    kept = district.door.data / "demo" / name
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
