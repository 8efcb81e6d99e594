"""Files that stay with the province are facts here: named by a field of the form, shown to who sees the request."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.world import DAY, ok

SHOWN = """query($id: UUID!) { request(id: $id) { provincial { number files { name size sm3 title formField } } files { id } } }"""
FILE = {"name": "勘测定界图.pdf", "size": 2**33, "sm3": "cd" * 32, "title": "勘测定界图"}


FOREST = {
    "kind": "FOREST_LAND",
    "quantity": "2",
    "unit": "HECTARE",
    "form": {"place": "示例镇示例村", "woodland": "ARBOR", "class": "COMMODITY"},
}
AGAIN = {"purpose": "补正", "quantity": "2", "unit": "HECTARE", "form": FOREST["form"]}


async def read(province: Any, request: str, who: Any) -> dict[str, Any] | None:
    found = await province.api(SHOWN, {"id": request}, as_=who, on=DAY)
    return found["request"]


async def test_the_bureau_reads_what_the_province_keeps_and_a_later_correction_adds_to_it(province):
    await province.here.node()
    field = "report"
    answer = await province.submit(**FOREST, attachments=[FILE | {"field": field}])
    assert answer.status_code == 201, answer.text
    request = answer.json()["requestId"]
    shown = await read(province, request, province.here.officer)
    assert shown["provincial"]["number"] == province.paper()["number"]
    assert shown["provincial"]["files"] == [
        {"name": FILE["name"], "size": str(2**33), "sm3": FILE["sm3"], "title": "勘测定界图", "formField": field}
    ]
    assert shown["files"] == []  # nothing of it is here
    returned = ok(await province.here.step("return", {"id": request, "version": 1}, reason="缺红线图"))
    paper = AGAIN | {"version": returned["version"]}
    more = {"attachments": [{"name": "红线图.pdf", "size": 10, "sm3": "ef" * 32}]}
    number = province.paper()["number"]
    done = await province.send("POST", f"/requests/{number}/resubmission", paper | more)
    assert done.status_code == 200, done.text
    names = [f["name"] for f in (await read(province, request, province.here.owner))["provincial"]["files"]]
    assert names == ["勘测定界图.pdf", "红线图.pdf"]


@pytest.mark.parametrize("name", ["no_such_field", "place"])
async def test_a_fact_that_names_no_field_of_files_is_refused_and_nothing_is_received(province, name):
    await province.here.node()
    answer = await province.submit(**FOREST, attachments=[FILE, FILE | {"field": name}])
    found = answer.json()
    assert (answer.status_code, found["code"], found["field"]) == (422, "FIELD_UNKNOWN", "attachments.1.field")
    assert (await province.send("GET", f"/requests/{province.paper()['number']}")).status_code == 404


async def test_a_wrong_field_in_a_correction_leaves_the_request_as_it_was(province):
    await province.here.node()
    receipt = (await province.submit(**FOREST)).json()
    returned = ok(await province.here.step("return", {"id": receipt["requestId"], "version": 1}, reason="缺红线图"))
    paper = AGAIN | {"version": returned["version"]}
    wrong = paper | {"attachments": [FILE | {"field": "no_such_field"}]}
    number = province.paper()["number"]
    answer = await province.send("POST", f"/requests/{number}/resubmission", wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "FIELD_UNKNOWN")
    shown = await read(province, receipt["requestId"], province.here.officer)
    assert len(shown["provincial"]["files"]) == 1
    assert (await province.send("POST", f"/requests/{number}/resubmission", paper)).status_code == 200


async def test_a_request_of_the_platform_itself_has_no_files_of_the_province(province):
    request = ok(await province.here.submit())
    assert (await read(province, request["id"], province.here.officer))["provincial"] is None
