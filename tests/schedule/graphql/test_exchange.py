"""第八条（倒排） through the endpoint: plans as MS Project XML and CSV, out and in again."""

from __future__ import annotations

import base64
import csv
import io
from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Refused
from tests.harness.people import person
from tests.schedule.life import TODAY, codes, opened
from tests.schedule.usecases.exchange.test_mspdi import after, file, task

FILE = "query($f: PlanFileFormat!, $p: UUID, $s: UUID) { planFile(format: $f, projectId: $p, scenarioId: $s) { fileName mediaType contentBase64 size sm3 } }"
REPORT = "report { dryRun tasks stages targetOn feasible notes faults { place name code } }"
SCENARIO = "scenario { id version source state baseVersion feasible notes comparison { same changed added removed } nodes { totalCount edges { node { code stage duration responsibleUnit { id } } } } }"


async def planned(api):
    life = await opened(api)
    done = await life.plan(
        life.node("A", 10, stage="前期"),
        life.node("B", 20, "A", stage="前期", unit="CALENDAR_DAY", waitsFor="LAND_QUOTA"),
        life.node(
            "C",
            0,
            stage="施工",
            dependencies=[{"predecessor": "B", "lag": 3}, {"predecessor": "A", "kind": "START_TO_START"}],
        ),
        life.node(
            "D", 5, "C", constraint="FINISH_NO_LATER_THAN", constraintOn="2027-12-24", requiredEvidence=["批复", "照片"]
        ),
    )
    assert codes(done) == []
    return life


async def exported(life, form, as_=None, **which):
    given = {"f": form} | (which or {"p": str(life.project)})
    return (await life.api(FILE, given, as_=as_ or life.authority, on=TODAY))["planFile"]


async def take(life, form, content, as_=None, on=TODAY, **changes):
    if isinstance(content, bytes):
        content = base64.b64encode(content).decode()
    given = {"projectId": str(life.project), "name": "导入", "format": form, "contentBase64": content} | changes
    return await life.api.do(
        "importPlan", "ImportPlanInput", f"{REPORT} {SCENARIO}", as_ or life.authority, on, **given
    )


async def test_a_plan_goes_out_and_comes_in_again_as_a_scenario_that_differs_in_nothing(api):
    life = await planned(api)
    for form, media in (("MS_PROJECT", "application/xml"), ("CSV", "text/csv; charset=utf-8")):
        made = await exported(life, form)
        assert made["mediaType"] == media
        looked = await take(life, form, made["contentBase64"])
        assert (codes(looked), looked["scenario"], looked["report"]["faults"]) == ([], None, [])
        assert (looked["report"]["dryRun"], looked["report"]["tasks"], looked["report"]["feasible"]) == (True, 4, True)
        assert (await life.look("scenarios(state: DISCARDED) { totalCount }"))["scenarios"]["totalCount"] == 0
        key = str(new_id())
        done = await take(life, form, made["contentBase64"], dryRun=False, idempotencyKey=key)
        assert (codes(done), done["scenario"]["source"], done["scenario"]["baseVersion"]) == ([], form, 1)
        assert done["scenario"]["comparison"] == {"same": 4, "changed": 0, "added": 0, "removed": 0}
        again = await take(life, form, made["contentBase64"], dryRun=False, idempotencyKey=key)
        assert again["scenario"]["id"] == done["scenario"]["id"]
        assert (await life.look("planVersion"))["planVersion"] == 1
        of_scenario = await exported(life, form, s=done["scenario"]["id"])
        assert codes(await take(life, form, of_scenario["contentBase64"])) == []


async def test_a_file_of_another_tool_is_mapped_by_names_and_by_the_default(api):
    life = await planned(api)
    content = file(
        task(1, "前期阶段"),
        task(2, "立项", 2),
        task(3, "用地", 2, more=after(2)),
        head="<FinishDate>2027-11-30T17:00:00</FinishDate>",
        rest=(
            f"<Resources><Resource><UID>1</UID><Name>示例单位{str(life.owner_unit)[-4:]}</Name></Resource>"
            "<Resource><UID>2</UID><Name>责任人乙</Name></Resource></Resources>"
            "<Assignments><Assignment><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID></Assignment>"
            "<Assignment><TaskUID>2</TaskUID><ResourceUID>2</ResourceUID></Assignment></Assignments>"
        ),
    )
    looked = await take(life, "MS_PROJECT", content)
    assert [(f["place"], f["name"], f["code"]) for f in looked["report"]["faults"]] == [
        ("任务3", "用地", "UNIT_UNMAPPED"),
        ("任务3", "用地", "PERSON_UNMAPPED"),
    ]
    refused = await take(life, "MS_PROJECT", content, dryRun=False)
    assert (codes(refused), refused["scenario"], len(refused["report"]["faults"])) == (
        ["UNIT_UNMAPPED", "PERSON_UNMAPPED"],
        None,
        2,
    )
    who = {"defaultUnitId": str(life.land_unit), "defaultPerson": "责任人丙"}
    done = await take(life, "MS_PROJECT", content, dryRun=False, **who)
    assert codes(done) == []
    nodes = {e["node"]["code"]: e["node"] for e in done["scenario"]["nodes"]["edges"]}
    assert nodes["T2"]["responsibleUnit"] == {"id": str(life.owner_unit)}
    assert nodes["T3"]["responsibleUnit"] == {"id": str(life.land_unit)}
    assert (nodes["T2"]["stage"], done["report"]["targetOn"], done["report"]["stages"]) == ("前期阶段", "2027-11-30", 1)
    assert any("资源" in n for n in done["scenario"]["notes"])
    assert done["scenario"]["comparison"]["removed"] == 4


async def test_faults_of_the_network_are_told_by_task_and_nothing_is_written(api):
    life = await planned(api)
    who = {"defaultUnitId": str(life.land_unit), "defaultPerson": "责任人丙", "targetOn": "2027-12-31"}
    bad = "节点编号,节点名称,办理时限,前置关系\nA,甲,5000,\nA,乙,5,Z\nC,丙😀,5,\n"
    looked = await take(life, "CSV", bad.encode(), **who)
    assert [(f["place"], f["code"]) for f in looked["report"]["faults"]] == [
        ("第2行", "DURATION_INVALID"),
        ("第4行", "NAME_SYMBOL"),
        ("第4行", "NAME_SYMBOL"),
        ("第3行", "NODE_CODE_REPEATED"),
        ("第3行", "PREDECESSOR_UNKNOWN"),
    ]
    late = await take(life, "CSV", "节点编号,节点名称,办理时限\nA,甲,500\n".encode(), **who)
    assert (late["report"]["faults"], late["report"]["feasible"]) == ([], False)
    assert (await life.look("scenarios { totalCount }"))["scenarios"]["totalCount"] == 0


async def test_what_is_no_file_of_a_plan_is_refused(api):
    life = await planned(api)
    assert codes(await take(life, "CSV", "%%%")) == ["FILE_UNREADABLE"]
    assert codes(await take(life, "MS_PROJECT", b"<!DOCTYPE p []><p/>")) == ["FILE_HAS_DOCTYPE"]
    assert codes(await take(life, "MS_PROJECT", b"a,b")) == ["FILE_UNREADABLE"]
    assert codes(await take(life, "CSV", b"x" * (5 * 1024 * 1024 + 1))) == ["FILE_TOO_LARGE"]
    assert codes(await take(life, "CSV", b"x\n" * (5 * 1024 * 512))) == ["COLUMNS_MISSING"]


async def test_files_are_for_those_who_see_the_plan(api):
    life = await planned(api)
    other = await opened(api)
    assert await exported(life, "CSV", as_=other.owner) is None
    assert (await exported(life, "CSV", as_=life.owner))["fileName"] == "示例涂料项目倒排计划（第1版）.csv"
    assert await exported(other, "CSV") is None  # nothing is planned yet
    answer = await api.raw(FILE, {"f": "CSV"}, as_=life.authority, on=TODAY)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["BAD_INPUT"]
    made = await exported(life, "CSV")
    looked = await take(life, "CSV", made["contentBase64"], as_=other.owner, on=date(2027, 1, 12))
    assert [f["code"] for f in looked["report"]["faults"]] == ["SCHEDULE_UNKNOWN"]


async def of_version(life, version, as_=None, **which):
    query = (
        "query($p: UUID, $s: UUID, $v: Int) { planFile(format: CSV, projectId: $p, scenarioId: $s, version: $v) "
        "{ fileName contentBase64 } }"
    )
    given = {"p": str(life.project), "v": version} | which
    return (await life.api(query, given, as_=as_ or life.authority, on=TODAY))["planFile"]


async def test_an_older_version_goes_out_as_it_was(api):
    life = await planned(api)
    first = await exported(life, "CSV")
    again = await life.plan(life.node("A", 12, stage="前期"), expectedVersion=1, reason="调整")
    assert codes(again) == []
    assert (await exported(life, "CSV"))["fileName"].endswith("（第2版）.csv")
    assert (await of_version(life, 2))["fileName"].endswith("（第2版）.csv")
    older = await of_version(life, 1)
    assert older["fileName"] == first["fileName"]
    texts = [base64.b64decode(f["contentBase64"]).decode("utf-8-sig") for f in (first, older)]
    rows = [list(csv.reader(io.StringIO(text, newline=""))) for text in texts]
    assert len(rows[1]) == len(rows[0]) == 5
    assert [row[:3] for row in rows[1]] == [row[:3] for row in rows[0]]
    assert "10" in rows[1][1]  # the first node took ten days then
    assert await of_version(life, 9) is None
    assert await of_version(life, 1, as_=person(Role.OWNER, unit=new_id())) is None  # whoever does not see the plan
    with pytest.raises(Refused, match="BAD_INPUT"):
        await of_version(life, 1, p=None, s=str(new_id()))
