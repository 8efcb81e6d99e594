from __future__ import annotations

import base64
import uuid
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from services.chassis.digest import sm3
from services.law.parties import Role
from services.reserve.usecases.documents import library_file
from tests.harness.people import person
from tests.reserve.life import FIVE, INVESTMENT, PLAN, TODAY, Reserve, codes, credit_code, of
from tests.reserve.papers import pdf_pages, word_texts

FILE = "{ fileName mediaType contentBase64 size sm3 }"
DOCUMENT = f"query($id: UUID!, $form: DocumentFormat!, $edition: Int) {{ planDocument(planId: $id, format: $form, edition: $edition) {FILE} }}"
EXPORT = (
    "query($filter: ProjectFilter, $sort: ProjectSort, $search: String)"
    f" {{ exportProjects(filter: $filter, sort: $sort, search: $search) {FILE} }}"
)
LISTED = """query($search: String!) { projects(search: $search, first: 50) { edges { node { name totalInvestment level
    category investmentMode approvalRoute industryCode function scale content constructionMode startOn finishOn fundUse
    benefit longitude latitude coordinateSystem owner { name } town { name } industryAuthority { name }
    cooperatingOrganizations { name } fundSources { source amount } } } } }"""
MEETINGS = ("WORKING_COMMITTEE", "STANDING_COMMITTEE", "GOVERNMENT_EXECUTIVE")


def content_of(file: dict[str, Any]) -> bytes:
    content = base64.b64decode(file["contentBase64"])
    assert (file["size"], file["sm3"]) == (len(content), sm3(content))
    return content


async def document(reserve: Reserve, plan: dict[str, Any], form: str, as_=INVESTMENT, edition: int | None = None):
    asked = {"id": plan["id"], "form": form, "edition": edition}
    return (await reserve.api(DOCUMENT, asked, as_=as_, on=TODAY))["planDocument"]


async def exported(reserve: Reserve, as_=INVESTMENT, **asked: Any) -> list[tuple[Any, ...]]:
    """Export a sheet; give its rows under the heading."""
    file = (await reserve.api(EXPORT, asked, as_=as_, on=TODAY))["exportProjects"]
    return list(load_workbook(BytesIO(content_of(file))).active.iter_rows(min_row=6, values_only=True))


async def dry_run(reserve: Reserve, content: str, as_=INVESTMENT, **options: Any) -> dict[str, Any]:
    selection = (
        "report { rows registered present faulty leftOut notes faults { code column row } annotated " + FILE + " }"
    )
    return await reserve.do("importProjects", selection, as_, fileName="表.xlsx", contentBase64=content, **options)


@pytest.fixture(scope="module")
async def plan(reserve: Reserve) -> dict[str, Any]:
    """A draft of next year's plan with a project in the one-year library and one in none."""
    ready = await reserve.ready("文件甲项目")
    other = await reserve.project(("FIVE_YEAR", FIVE), name="=文件乙项目", category="SOCIAL")
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027, supportAreas="先进制造业")
    item = {"projectId": ready["id"], "kind": "NEW_START", "annualInvestment": "80000.5"}
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)
    item = {"projectId": other["id"], "kind": "PRELIMINARY", "annualInvestment": "100.0001"}
    return await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)


@pytest.fixture(scope="module")
async def issued(reserve: Reserve, plan: dict[str, Any]) -> dict[str, Any]:
    """The plan, consulted, deliberated and issued."""
    plan = await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(await reserve.consult(plan)))
    for body in MEETINGS:
        held = {"body": body, "outcome": "PASSED", "heldOn": str(TODAY)}
        plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **held)
    number = {"documentNumber": "株高管发〔2026〕30号", "issuedOn": str(TODAY)}
    return await reserve.done("issuePlan", PLAN, INVESTMENT, **of(plan), **number)


async def test_a_draft_is_for_authorities_and_says_that_it_is_one(reserve, plan):
    file = await document(reserve, plan, "DOCX")
    assert file["fileName"] == "株洲高新区（天元区）2027年度重点项目计划（征求意见稿）.docx"
    assert "2027年度共安排重点项目2个，总投资378000万元，年度投资80100.5001万元" in "".join(
        word_texts(content_of(file))
    )
    assert all("征求意见稿" in page for page in pdf_pages(content_of(await document(reserve, plan, "PDF"))))
    for stranger in (reserve.owner, reserve.town, person(Role.SPECIALIST)):
        assert await document(reserve, plan, "PDF", stranger) is None
    assert await document(reserve, {"id": str(uuid.UUID(int=1))}, "PDF") is None
    assert await document(reserve, plan, "DOCX", edition=1) is None


async def test_an_issued_plan_is_the_same_document_for_everyone_of_the_division(reserve, issued):
    for form in ("DOCX", "PDF", "XLSX"):
        file = await document(reserve, issued, form)
        assert "征求意见稿" not in file["fileName"]
        assert await document(reserve, issued, form, edition=1) == file
        assert await document(reserve, issued, form, edition=2) is None
        for reader in (reserve.owner, reserve.town, person(Role.SPECIALIST)):
            assert await document(reserve, issued, form, reader) == file
        assert await document(reserve, issued, form, person(Role.INVESTMENT_AUTHORITY, division="430212")) is None
    texts = word_texts(content_of(await document(reserve, issued, "DOCX")))
    for said in ("株高管发〔2026〕30号", "株洲高新区管委会", "株洲市天元区人民政府", "2026年11月24日", "=文件乙项目"):
        assert said in texts
    assert any(t.startswith("经工委委员会、区委常委会、区政府常务会审议通过") for t in texts)


async def test_the_sheet_of_a_plan_has_its_figures(reserve, issued):
    file = await document(reserve, issued, "XLSX")
    rows = list(load_workbook(BytesIO(content_of(file))).active.iter_rows(min_row=6, values_only=True))
    assert [(r[1], r[6], r[7]) for r in rows] == [
        ("总计（2个）", 378000, 80100.5001),
        ("产业项目（1个）", 189000, 80000.5),
        ("新开工项目（1个）", 189000, 80000.5),
        ("文件甲项目", 189000, 80000.5),
        ("社会民生项目（1个）", 189000, 100.0001),
        ("前期项目（1个）", 189000, 100.0001),
        ("=文件乙项目", 189000, 100.0001),
    ]


async def test_the_library_is_exported_as_it_is_listed(reserve):
    for name, total in (("导出丙", "300"), ("导出甲", "100"), ("导出乙", "200")):
        category = "SOCIAL" if name == "导出乙" else "INDUSTRY"
        await reserve.project(name=name, totalInvestment=total, fundSources=[], category=category)
    rows = await exported(reserve, search="导出", sort={"field": "TOTAL_INVESTMENT", "direction": "DESC"})
    total = next(at for at, cell in enumerate(rows[0]) if cell == 600)
    assert [(r[0], r[1], r[total]) for r in rows] == [
        (None, "总计（3个）", 600),
        ("一", "产业项目（2个）", 400),
        (1, "导出丙", 300),
        (2, "导出甲", 100),
        ("二", "社会民生项目（1个）", 200),
        (3, "导出乙", 200),
    ]
    assert [r[1] for r in await exported(reserve, search="导出", filter={"categories": ["SOCIAL"]})][2:] == ["导出乙"]
    assert [r[1] for r in await exported(reserve, search="没有这样的项目")] == ["总计（0个）"]


async def test_an_export_shows_nobody_more_than_the_list(reserve):
    await reserve.project(name="旁人不见的项目")
    names = [r[1] for r in await exported(reserve, reserve.owner, search="旁人不见")]
    assert names == ["总计（1个）", "产业项目（1个）", "旁人不见的项目"]
    assert [r[1] for r in await exported(reserve, person(Role.OWNER, unit=uuid.UUID(int=7)))] == ["总计（0个）"]
    assert [r[1] for r in await exported(reserve, person(Role.SPECIALIST))] == ["总计（0个）"]
    assert [r[1] for r in await exported(reserve, INVESTMENT.but(division="430299"))] == ["总计（0个）"]


async def test_parts_of_a_package_are_shown_and_their_amounts_count_once(reserve):
    package = await reserve.project(name="打包导出总项目", totalInvestment="100", fundSources=[])
    part = await reserve.project(name="打包导出子项目", totalInvestment="40", fundSources=[])
    asked = {"projectId": part["id"], "packageId": package["id"], "expectedVersion": part["version"]}
    await reserve.done("addToPackage", "project { id }", INVESTMENT, **asked, reason="打包推进")
    rows = await exported(reserve, search="打包导出")
    assert rows[0][1] == "总计（1个）"
    assert 100 in rows[0]
    assert "打包导出总项目" in next(r for r in rows if r[1] == "打包导出子项目")[2:]


async def test_more_projects_than_a_file_takes_are_refused(reserve, monkeypatch):
    for name in ("过多甲", "过多乙"):
        await reserve.project(name=name)
    monkeypatch.setattr(library_file, "MOST_PROJECTS", 2)
    assert len(await exported(reserve, search="过多")) == 4
    await reserve.project(name="过多丙")
    answer = await reserve.api.raw(EXPORT, {"search": "过多"}, as_=INVESTMENT, on=TODAY)
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], error["extensions"]["reason"]) == ("BAD_INPUT", "EXPORT_TOO_LARGE")


async def test_batches_are_written_one_after_the_other(reserve, monkeypatch):
    for number in range(5):
        await reserve.project(name=f"分批{number}")
    monkeypatch.setattr(library_file, "BATCH", 2)
    rows = await exported(reserve, search="分批")
    assert [r[:2] for r in rows[2:]] == [(n + 1, f"分批{n}") for n in range(5)]


async def test_the_exported_library_is_imported_again_without_a_difference(reserve):
    await reserve.project(name="往返=甲（小计）", cooperatingIds=[reserve.authority_id, reserve.town_id])
    await reserve.project(
        name="往返乙合计",
        townId=None,
        industryAuthorityId=None,
        cooperatingIds=[reserve.town_id],
        totalInvestment="0.0003",
        fundSources=[{"source": "=专项债2期", "amount": "0.0001"}, {"source": '银团"甲、乙"', "amount": "0.0002"}],
        function="+一\n二",
        startOn="1888-02-03",
        longitude=None,
        latitude=None,
    )
    file = (await reserve.api(EXPORT, {"search": "往返"}, as_=INVESTMENT, on=TODAY))["exportProjects"]
    payload = await dry_run(reserve, file["contentBase64"])
    report = payload["report"]
    assert (report["rows"], report["present"], report["registered"], report["faulty"]) == (2, 2, 0, 0)
    assert (report["faults"], report["notes"], report["annotated"]) == ([], [], None)


async def test_another_division_imports_the_exported_library_as_it_was(reserve):
    neighbour = INVESTMENT.but(division="430219")
    units = (
        ("松井新材料科技有限公司", "OWNER", Role.OWNER),
        ("某某街道办事处", "TOWN", Role.PLANNING_PARTY),
        ("区工业和信息化局", "DEPARTMENT", Role.INDUSTRY_AUTHORITY),
    )
    for number, (name, category, role) in enumerate(units, start=901):
        made = {"name": name, "category": category, "creditCode": credit_code(number), "roles": [role]}
        await reserve.done("registerOrganization", "organization { id }", neighbour, **made)
    await reserve.project(name="邻区项目", cooperatingIds=[reserve.authority_id])
    file = (await reserve.api(EXPORT, {"search": "邻区项目"}, as_=INVESTMENT, on=TODAY))["exportProjects"]
    payload = await dry_run(reserve, file["contentBase64"], neighbour, dryRun=False)
    assert payload["userErrors"] == []
    assert payload["report"]["registered"] == 1
    here, there = [await reserve.api(LISTED, {"search": "邻区项目"}, as_=who) for who in (INVESTMENT, neighbour)]
    assert here == there


async def test_a_dry_run_gives_the_file_back_with_its_faults_in_the_cells(reserve):
    await reserve.project(name="批注项目")
    file = (await reserve.api(EXPORT, {"search": "批注项目"}, as_=INVESTMENT, on=TODAY))["exportProjects"]
    book, kept = load_workbook(BytesIO(content_of(file))), BytesIO()
    book.active["C8"] = "无名公司"
    book.save(kept)
    content = base64.b64encode(kept.getvalue()).decode()
    before = await reserve.api.audit()
    report = (await dry_run(reserve, content, annotate=True))["report"]
    assert [(f["code"], f["column"], f["row"]) for f in report["faults"]] == [("OWNER_UNKNOWN", "C", 8)]
    assert report["annotated"]["fileName"] == "表（检查结果）.xlsx"
    annotated = load_workbook(BytesIO(content_of(report["annotated"])))
    assert annotated["储备项目"]["C8"].comment.text == "名录中没有该项目业主（第三条（二））"
    assert annotated["导入检查结果"]["E3"].value == "名录中没有该项目业主"
    assert await reserve.api.audit() == before
    assert (await dry_run(reserve, content))["report"]["annotated"] is None


async def test_what_cannot_be_read_is_not_annotated(reserve):
    payload = await dry_run(reserve, base64.b64encode(b"plain").decode(), annotate=True)
    assert (payload["report"], codes(payload["userErrors"])) == (None, ["FILE_UNREADABLE"])
