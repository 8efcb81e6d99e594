"""The demo's exchange with the city: by file, a dry run first; where there is a live interface it only exports."""

from __future__ import annotations

import base64
import json
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from infra.demo import city
from infra.demo.project import Stage
from infra.demo.published import all_projects
from infra.simulators.city_library import closed
from infra.trouble import Trouble

PROJECTS = all_projects()
IDS = {p.key: UUID(int=n) for n, p in enumerate(PROJECTS, start=1)}
BACK = str(IDS[next(p.key for p in PROJECTS if p.stage is Stage.FIVE_YEAR)])


class Door:
    """Takes what the demo sends, and answers as the endpoint would where nothing is at fault."""

    def __init__(self, data, outcome: str = "TAKEN", admitted: int = len(PROJECTS) - 1) -> None:
        self.data, self.outcome, self.admitted = data, outcome, admitted
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def do(self, mutation: str, about: str, _who, _on, _selection, **given: Any) -> dict[str, Any]:
        self.asked.append((f"{mutation} {about}", given))
        if mutation == "importCityLibrary":
            return {"results": [{"line": 2, "outcome": self.outcome, "message": "示例"}], "cityImport": None}
        head = {"kind": "EXPORT", "exportId": "e", "division": "430211"}
        content = closed(head, [{"projectId": str(id_)} for id_ in IDS.values()])
        file = {"fileName": "export.jsonl", "contentBase64": base64.b64encode(content).decode()}
        return {"export": {"projects": len(PROJECTS)}, "file": file}

    async def read(self, *_: Any) -> dict[str, Any]:
        return {"admitted": {"totalCount": self.admitted}, "returned": {"totalCount": 1}}


@pytest.fixture(autouse=True)
def _no_live_interface(monkeypatch):
    monkeypatch.delenv("ZD_CITY_LIBRARY_URL", raising=False)


async def exchanged(door: Door) -> list[str]:
    await city.exchange_with_city(SimpleNamespace(door=door, projects=PROJECTS, ids=IDS, officer=lambda _key: None))
    return [step for step, _ in door.asked]


async def test_what_is_exported_is_answered_tried_and_taken(tmp_path):
    door = Door(tmp_path)
    assert await exchanged(door) == [
        "exportCityLibrary all libraries",
        "importCityLibrary dry run",
        "importCityLibrary for real",
    ]
    (_, tried), (_, taken) = door.asked[1:]
    assert (tried["dryRun"], taken["dryRun"]) == (True, False)
    assert tried["contentBase64"] == taken["contentBase64"]
    _, *entries, _ = (json.loads(line) for line in base64.b64decode(taken["contentBase64"]).splitlines())
    assert {e["projectId"]: e["remark"] for e in entries if e["status"] == "RETURNED"} == {BACK: city.RETURNED}
    assert len({e["cityCode"] for e in entries if e["status"] == "ADMITTED"}) == len(PROJECTS) - 1
    assert {p.name for p in (tmp_path / "demo").iterdir()} == {"export.jsonl", taken["fileName"]}


async def test_a_second_load_says_the_very_same(tmp_path):
    one, other = Door(tmp_path), Door(tmp_path)
    await exchanged(one)
    await exchanged(other)
    assert one.asked == other.asked


async def test_where_there_is_a_live_interface_the_answer_is_left_to_it(tmp_path, monkeypatch):
    monkeypatch.setenv("ZD_CITY_LIBRARY_URL", "http://127.0.0.1:9802")
    assert await exchanged(Door(tmp_path)) == ["exportCityLibrary all libraries"]


@pytest.mark.parametrize("outcome", ["CONFLICT", "FAULTY"])
async def test_a_fault_of_the_dry_run_is_told_and_nothing_is_taken(tmp_path, outcome):
    door = Door(tmp_path, outcome)
    with pytest.raises(Trouble, match="第2行"):
        await exchanged(door)
    assert door.asked[-1][0] == "importCityLibrary dry run"


async def test_an_answer_that_is_not_on_record_is_told(tmp_path):
    with pytest.raises(Trouble, match="与答复不符"):
        await exchanged(Door(tmp_path, admitted=0))
