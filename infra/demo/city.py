"""The library goes to the city's reserve library as a file, and the city's answer comes back as one (A5, A6)."""

from __future__ import annotations

import base64
import os
from datetime import date

from infra.demo.district import District
from infra.demo.project import Stage
from infra.simulators.city_library import City
from infra.trouble import Trouble

RETURNED = "选址尚未确定，请补充用地预审情况后再报（演示）"
_EXPORTED_ON, _DECIDED_ON, _IMPORTED_ON = date(2027, 4, 5), date(2027, 4, 7), date(2027, 4, 8)
_LIVE = "ZD_CITY_LIBRARY_URL"  # where it is set reserve hands over and fetches by itself
_ANSWER = "city-answer-0001.jsonl"
_SEEN = """{
  admitted: cityRecords(filter: { statuses: [ADMITTED] }) { totalCount }
  returned: cityRecords(filter: { statuses: [RETURNED] }) { totalCount }
}"""


async def exchange_with_city(district: District) -> None:
    """The investment authority exports; the city admits all but one; its answer is tried, and taken when it has no fault.

    The city is asked anew by every load and knows nothing of the ones before: as the export is the same, so is the answer.
    Where reserve was told of a live interface, the export goes out there, and the answer is not the demo's to give.
    """
    content, projects = await _export(district)
    if os.environ.get(_LIVE):
        return
    city = City(decided_on=_DECIDED_ON, returned={str(district.ids[_turned_back(district)]): RETURNED})
    city.take(content)
    (answer,) = city.after(None)
    await _import(district, answer["content"].encode())
    seen = await district.door.read("city", _SEEN, district.officer("reform"), _IMPORTED_ON)
    found = (seen["admitted"]["totalCount"], seen["returned"]["totalCount"])
    if found != (projects - 1, 1):
        raise Trouble(
            f"演示步骤“市储备库交换”：导出{projects}个项目，已入市库{found[0]}个、退回{found[1]}个，与答复不符。",
            f"The demo's exchange with the city: {projects} were exported, {found} are on record.",
        )


def _turned_back(district: District) -> str:
    """Choose what the city sends back: a project that is far from being begun."""
    return next(p.key for p in district.projects if p.stage is Stage.FIVE_YEAR)


async def _export(district: District) -> tuple[bytes, int]:
    """Hand all three libraries over; keep the file beside the sheet. Return it, and how many projects it has."""
    clerk, told = district.officer("reform"), "export { projects } file { fileName contentBase64 }"
    done = await district.door.do("exportCityLibrary", "all libraries", clerk, _EXPORTED_ON, told)
    content = base64.b64decode(done["file"]["contentBase64"])
    _keep(district, done["file"]["fileName"], content)
    return content, int(done["export"]["projects"])


async def _import(district: District, content: bytes) -> None:
    """Take the answer over: a dry run first."""
    _keep(district, _ANSWER, content)
    clerk, told = district.officer("reform"), "results { line outcome message } cityImport { id }"
    file = {"fileName": _ANSWER, "contentBase64": base64.b64encode(content).decode()}
    tried = await district.door.do("importCityLibrary", "dry run", clerk, _IMPORTED_ON, told, dryRun=True, **file)
    if faults := [r for r in tried["results"] if r["outcome"] in {"CONFLICT", "FAULTY"}]:
        first = faults[0]
        raise Trouble(
            f"演示的市库答复试导有{len(faults)}处问题，第{first['line']}行：{first['message']}",
            f"The dry run of the city's answer found {len(faults)} faults.",
        )
    await district.door.do("importCityLibrary", "for real", clerk, _IMPORTED_ON, told, dryRun=False, **file)


def _keep(district: District, name: str, content: bytes) -> None:
    kept = district.door.data / "demo" / name
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
