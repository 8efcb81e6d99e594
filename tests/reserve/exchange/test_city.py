"""第五条、第六条: the library goes to the city as a file, and its answer comes back into the record."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from datetime import date, timedelta
from typing import Any

import pytest

from infra.simulators.city_library import City, closed, opened
from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.exchange.world import OPERATOR
from tests.reserve.life import INVESTMENT, TODAY, Reserve, codes

EXPORT = "export { id number digest projects fileName sentAt } file { contentBase64 sm3 fileName mediaType size }"
RESULTS = "cityImport { id entries taken same refused } results { line projectId outcome cityCode status code message }"
RECORD = """query($p: UUID!) { cityRecords(filter: {projectId: $p}) { edges { node {
    projectId version code status decidedOn remark project { name } } } } }"""


async def export(reserve: Reserve, **values: Any) -> tuple[dict[str, Any], bytes]:
    payload = await reserve.do("exportCityLibrary", EXPORT, INVESTMENT, **values)
    assert payload["userErrors"] == []
    return payload["export"], base64.b64decode(payload["file"]["contentBase64"])


async def take(reserve: Reserve, content: bytes, *, on: date = TODAY, **values: Any) -> dict[str, Any]:
    given = {"fileName": "answer.jsonl", "contentBase64": base64.b64encode(content).decode(), "dryRun": False}
    return await reserve.do("importCityLibrary", RESULTS, INVESTMENT, on=on, **given | values)


async def record(reserve: Reserve, project: dict[str, Any]) -> dict[str, Any] | None:
    edges = (await reserve.api(RECORD, {"p": project["id"]}, as_=INVESTMENT))["cityRecords"]["edges"]
    return edges[0]["node"] if edges else None


def answer(*entries: dict[str, Any], **head: Any) -> bytes:
    """Write an answer of the city to no export in particular; each is another one."""
    said = {
        "format": "zd-city-library",
        "version": 1,
        "kind": "ANSWER",
        "answerId": str(new_id()),
        "division": "430211",
    }
    return closed(said | {"entries": len(entries)} | head, list(entries))


def entry(
    project: dict[str, Any], code: str | None, status: str = "ADMITTED", day: date = TODAY, **more: Any
) -> dict[str, Any]:
    return {"projectId": project["id"], "cityCode": code, "status": status, "decidedOn": day.isoformat()} | more


def outcomes(payload: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(r["outcome"], r["code"]) for r in payload["results"]]


async def in_library(reserve: Reserve, name: str, **changes: Any) -> dict[str, Any]:
    from tests.reserve.life import FIVE

    return await reserve.project(("FIVE_YEAR", FIVE), name=name, **changes)


async def test_import_of_the_answer_to_an_export_sets_codes_and_changes_nothing_the_second_time(reserve: Reserve):
    kept = await in_library(reserve, "市库项目甲")
    sent_back = await in_library(reserve, "市库项目乙", level="DISTRICT")
    await reserve.project(name="不在库项目")
    made, content = await export(reserve)
    head, projects = opened(content)
    assert hashlib.new("sm3", content).hexdigest() == made["digest"]
    assert (head["exportId"], head["projects"]) == (made["id"], len(projects))
    names = {p["name"] for p in projects}
    assert {"市库项目甲", "市库项目乙"} <= names
    assert "不在库项目" not in names
    (line,) = [p for p in projects if p["name"] == "市库项目甲"]
    assert line["totalInvestment"] == "189000"
    assert line["owner"]["name"] == "松井新材料科技有限公司"
    assert line["fundSources"] == [
        {"source": "企业自筹", "amount": "89000"},
        {"source": "银行贷款", "amount": "100000"},
    ]
    city = City(returned={sent_back["id"]: "请补充选址"})
    city.take(content)
    (_, said), *_ = city.answers
    looked = await take(reserve, said.encode(), dryRun=True)
    assert (looked["cityImport"], await record(reserve, kept)) == (None, None)
    assert {o for o, _ in outcomes(looked)} == {"TAKEN"}
    done = await take(reserve, said.encode())
    assert (done["userErrors"], done["cityImport"]["taken"]) == ([], len(projects))
    code = city.codes[kept["id"]]
    assert await record(reserve, kept) == {
        "projectId": kept["id"],
        "version": 1,
        "code": code,
        "status": "ADMITTED",
        "decidedOn": "2026-11-24",
        "remark": None,
        "project": {"name": "市库项目甲"},
    }
    other = await record(reserve, sent_back)
    assert (other["status"], other["code"], other["remark"]) == ("RETURNED", None, "请补充选址")
    again = await take(reserve, said.encode())
    assert (again["cityImport"]["id"], await record(reserve, kept)) == (
        done["cityImport"]["id"],
        await record(reserve, kept),
    )
    shown = "query($id: UUID!) { project(id: $id) { cityRecord { code status project { id } } } }"
    seen = await reserve.api(shown, {"id": kept["id"]}, as_=reserve.owner)
    assert seen["project"]["cityRecord"] == {"code": code, "status": "ADMITTED", "project": {"id": kept["id"]}}
    history = await reserve.api(
        "query($id: UUID!) { project(id: $id) { history(first: 1) { edges { node { action actorName changes { field before after } } } } } }",
        {"id": kept["id"]},
        as_=INVESTMENT,
    )
    node = history["project"]["history"]["edges"][0]["node"]
    assert node["action"] == "importCityLibrary"
    assert {"field": "city/code", "before": None, "after": code} in node["changes"]
    _, second = await export(reserve)
    (line,) = [p for p in opened(second)[1] if p["name"] == "市库项目甲"]
    assert (line["cityCode"], line["cityStatus"]) == (code, "ADMITTED")
    city.take(second)
    same = await take(reserve, city.answers[-1][1].encode())
    assert {o for o, _ in outcomes(same)} == {"SAME"}
    assert (await record(reserve, kept))["version"] == 1


async def test_an_export_is_of_the_libraries_and_levels_that_are_named_and_is_kept(reserve: Reserve):
    await in_library(reserve, "市级项目", level="CITY")
    await in_library(reserve, "省级项目", level="PROVINCE")
    made, content = await export(reserve, libraries=["FIVE_YEAR"], levels=["PROVINCE"])
    assert [p["name"] for p in opened(content)[1]] == ["省级项目"]
    query = "query($id: UUID!) { cityExportFile(exportId: $id) { contentBase64 sm3 } }"
    kept = (await reserve.api(query, {"id": made["id"]}, as_=INVESTMENT))["cityExportFile"]
    assert (base64.b64decode(kept["contentBase64"]), kept["sm3"]) == (content, made["digest"])
    listed = await reserve.api(
        "{ cityExports(first: 1) { edges { node { id number projects exportedBy } } } }", as_=OPERATOR
    )
    assert listed["cityExports"]["edges"][0]["node"]["id"] == made["id"]
    nothing = await reserve.do("exportCityLibrary", EXPORT, INVESTMENT, libraries=["ONE_YEAR"], levels=["NATIONAL"])
    assert (codes(nothing["userErrors"]), nothing["file"]) == (["CITY_EXPORT_EMPTY"], None)
    elsewhere = INVESTMENT.but(division="430203", subject="elsewhere")
    assert (await reserve.api(query, {"id": made["id"]}, as_=elsewhere))["cityExportFile"] is None


async def test_exports_at_once_have_numbers_of_their_own(reserve: Reserve):
    await in_library(reserve, "同时导出")
    made = await asyncio.gather(*(export(reserve) for _ in range(3)))
    assert len({m["number"] for m, _ in made}) == 3


async def test_every_conflict_is_told_by_its_line_and_all_or_nothing_is_taken(reserve: Reserve):
    one, two, three = [await in_library(reserve, f"冲突项目{n}") for n in "一二三"]
    first = await take(reserve, answer(entry(one, "CS-1"), entry(two, "CS-2")))
    assert first["userErrors"] == []
    tomorrow, yesterday = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
    mixed = answer(
        entry(one, "CS-1-NEU"),
        entry(two, "CS-2", "REMOVED", yesterday),
        entry(three, "CS-1"),
        entry({"id": str(new_id())}, "CS-9"),
        entry(three, "CS-3"),
    )
    refused = await take(reserve, mixed)
    assert codes(refused["userErrors"]) == [
        "CITY_CODE_DIFFERS",
        "CITY_ANSWER_OLDER",
        "CITY_CODE_TAKEN",
        "PROJECT_UNKNOWN",
        "CITY_PROJECT_TWICE",
    ]
    assert [e["field"] for e in refused["userErrors"]] == [f"line.{n}" for n in range(2, 7)]
    assert {e["article"] for e in refused["userErrors"]} == {"第五条"}
    assert (await record(reserve, one))["code"] == "CS-1"
    some = answer(entry(one, "CS-1-NEU"), entry(three, "CS-3"), entry(two, "CS-2", "ADMITTED", tomorrow))
    taken = await take(reserve, some, goodOnly=True)
    assert outcomes(taken) == [("CONFLICT", "CITY_CODE_DIFFERS"), ("TAKEN", None), ("FAULTY", "CITY_DAY_IN_FUTURE")]
    assert (taken["cityImport"]["taken"], taken["cityImport"]["refused"]) == (1, 2)
    assert (await record(reserve, three))["code"] == "CS-3"
    changed = await take(reserve, answer(entry(one, "CS-1-NEU")), overwrite=True)
    assert outcomes(changed) == [("TAKEN", None)]
    assert (await record(reserve, one))["version"] == 2
    without = await take(reserve, answer(entry(one, None, "REMOVED", remark="已竣工")))
    assert outcomes(without) == [("TAKEN", None)]
    assert (await record(reserve, one))["code"] == "CS-1-NEU", "an answer without a code leaves the code"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"projectId": "x"}, "CITY_PROJECT_MALFORMED"),
        ({"projectId": None}, "CITY_PROJECT_MALFORMED"),
        ({"status": "LOST"}, "CITY_STATUS_UNKNOWN"),
        ({"status": None}, "CITY_STATUS_UNKNOWN"),
        ({"decidedOn": "2026-02-30"}, "CITY_DAY_MALFORMED"),
        ({"decidedOn": None}, "CITY_DAY_MALFORMED"),
        ({"cityCode": None}, "CITY_CODE_MISSING"),
        ({"cityCode": "x" * 41}, "TEXT_TOO_LONG"),
        ({"cityCode": "a\u0000"}, "TEXT_CONTROL_CHARACTER"),
        ({"remark": "x" * 501}, "TEXT_TOO_LONG"),
    ],
)
async def test_an_entry_at_fault_is_told_and_the_others_can_be_taken(reserve: Reserve, changes, code):
    bad, good = (
        await in_library(reserve, f"有误条目 {code} {new_id()}"),
        await in_library(reserve, f"无误条目 {new_id()}"),
    )
    content = answer(entry(bad, str(new_id())) | changes, entry(good, str(new_id())))
    assert codes((await take(reserve, content))["userErrors"]) == [code]
    taken = await take(reserve, content, goodOnly=True)
    assert outcomes(taken) == [("FAULTY", code), ("TAKEN", None)]


async def test_files_that_are_no_answer_to_us_are_refused(reserve: Reserve):
    project = await in_library(reserve, "文件有误")
    good = answer(entry(project, "CS-F"))
    _, exported = await export(reserve)
    head, *_ = good.split(b"\n")
    for content, code in (
        (b"", "CITY_FILE_INCOMPLETE"),
        (b"\xff\xfe", "CITY_FILE_INCOMPLETE"),
        (good[:-20], "CITY_FILE_INCOMPLETE"),
        (head + b"\n", "CITY_FILE_INCOMPLETE"),
        (good.replace(b"CS-F", b"CS-G"), "CITY_FILE_ALTERED"),
        (good.replace(b'"lines": 2', b'"lines": 3'), "CITY_FILE_ALTERED"),
        (exported, "CITY_FILE_KIND_WRONG"),
        (answer(entry(project, "CS-F"), format="other"), "CITY_FILE_UNREADABLE"),
        (answer(entry(project, "CS-F"), version=2), "CITY_FILE_UNREADABLE"),
        (answer(entry(project, "CS-F"), division="430203"), "CITY_FILE_NOT_OURS"),
        (answer(entry(project, "CS-F"), entries=2), "CITY_FILE_INCOMPLETE"),
        (answer(entry(project, "CS-F"), exportId=str(new_id())), "CITY_EXPORT_UNKNOWN"),
        (answer(entry(project, "CS-F"), exportId="x"), "CITY_EXPORT_UNKNOWN"),
    ):
        for dry in (True, False):
            assert codes((await take(reserve, content, dryRun=dry))["userErrors"]) == [code], content[:200]
    assert await record(reserve, project) is None
    malformed = {"fileName": "a", "contentBase64": "*", "dryRun": True, "idempotencyKey": "k"}
    asked = "mutation($i: ImportCityLibraryInput!) { importCityLibrary(input: $i) { results { line } } }"
    answered = await reserve.api.raw(asked, {"i": malformed}, as_=INVESTMENT)
    assert answered["errors"][0]["extensions"]["code"] == "BAD_INPUT"


async def test_the_same_answer_imported_several_times_at_once_is_taken_once(reserve: Reserve):
    project = await in_library(reserve, "同时导入")
    content = answer(entry(project, "CS-ONCE"))
    done = await asyncio.gather(*(take(reserve, content) for _ in range(3)))
    assert [d["userErrors"] for d in done] == [[], [], []]
    assert len({d["cityImport"]["id"] for d in done}) == 1
    assert (await record(reserve, project))["version"] == 1


async def test_who_may_see_a_project_sees_how_it_stands_with_the_city(reserve: Reserve):
    project = await in_library(reserve, "可见市库状态")
    await take(reserve, answer(entry(project, "CS-SEEN")))
    asked = '{ cityRecords(filter: {code: "CS-SEEN", statuses: [ADMITTED]}) { totalCount } }'
    for who, count in ((reserve.owner, 1), (INVESTMENT, 1), (person(Role.OWNER, unit=new_id()), 0)):
        assert (await reserve.api(asked, as_=who))["cityRecords"]["totalCount"] == count
    for field in ("cityExports", "cityImports"):
        answered = await reserve.api.raw(f"{{ {field} {{ totalCount }} }}", as_=reserve.owner)
        assert answered["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    imports = "{ cityImports(first: 1) { edges { node { fileName entries results { line outcome } export { id } } } } }"
    listed = await reserve.api(imports, as_=INVESTMENT)
    assert json.dumps(listed).count("TAKEN") == 1
