"""The document of an adjusted plan in all its forms: its own number and figures, and what started since as an annex."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.reserve.adjusting import BODIES, BUILD, Adjusting, issued, item
from tests.reserve.graphql.test_documents import content_of, document
from tests.reserve.life import INVESTMENT, PLAN, TODAY, Reserve, at, of
from tests.reserve.papers import pdf_pages, word_texts

TITLE = "关于下达株洲高新区（天元区）2026年度重点项目计划{}的通知"


@pytest.fixture(scope="module")
async def adjusted(reserve: Reserve) -> dict[str, Any]:
    """Edition 2, which a meeting passed with changes, and a preliminary project that started after it."""
    stays, goes, comes, struck, early = [
        await reserve.ready(n) for n in ("留用甲项目", "调出乙项目", "调入丙项目", "划去丁项目", "前期戊项目")
    ]
    plan = await issued(reserve, item(stays), item(goes), item(early, "PRELIMINARY", "0"), year=2026)
    now = Adjusting(reserve, TODAY)
    made = await now.draft(plan, exceptionReason="追加投资", exceptionApprover="王区长")
    for project in (comes, struck):
        made = await now.do("adjustAdd", made, **item(project, annual="500.5"))
    made = await now.do("adjustRemove", made, projectId=goes["id"], reason="停建")
    made = await now.do("suggestAdjustment", await now.consult(made))
    strike = {"projectId": struck["id"], "action": "REMOVE", "reason": "审议时认为不成熟"}
    held = {"body": BODIES[0], "outcome": "PASSED_WITH_CHANGES", "heldOn": str(TODAY), "changes": [strike]}
    made = await now.do("recordAdjustmentDeliberation", made, **held)
    await now.issue(await now.deliberate(made, *BODIES[1:]), 9)
    reserve.early = early
    return await now.seen(plan)


async def texts_of(reserve: Reserve, plan: dict[str, Any], form: str, edition: int | None = None) -> tuple[str, str]:
    """Give the file's name, and all its words."""
    file = await document(reserve, plan, form, edition=edition)
    content = content_of(file)
    if form == "DOCX":
        return file["fileName"], "\n".join(word_texts(content))
    if form == "PDF":
        return file["fileName"], "\n".join(line for page in pdf_pages(content) for line in page)
    rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return file["fileName"], "\n".join(str(cell) for row in rows for cell in row if cell is not None)


@pytest.mark.parametrize("form", ["DOCX", "PDF", "XLSX"])
async def test_the_heading_of_an_adjusted_plan_names_edition_and_number(reserve, adjusted, form):
    name, words = await texts_of(reserve, adjusted, form)
    assert name == f"{TITLE.format('（第2版）')}.{form.lower()}"
    assert "株高管发〔2027〕9号" in words
    assert "调入丙项目" in words
    assert not any(gone in words for gone in ("调出乙项目", "划去丁项目", "不成熟", "修改后通过"))
    name, words = await texts_of(reserve, adjusted, form, edition=1)
    assert name == f"{TITLE.format('')}.{form.lower()}"
    assert "株高管发〔2026〕1号" in words
    assert "株高管发〔2027〕9号" not in words
    assert "调出乙项目" in words
    assert await document(reserve, adjusted, form, edition=3) is None


async def test_its_text_says_who_passed_it_and_which_edition_it_replaces(reserve, adjusted):
    for form in ("DOCX", "PDF"):
        words = (await texts_of(reserve, adjusted, form))[1].replace("\n", "")
        assert "经工委委员会、区委常委会、区政府常务会审议通过" in words
        assert "本版由株高管发〔2026〕1号下达的计划按程序调整形成" in words
    words = (await texts_of(reserve, adjusted, "DOCX", edition=1))[1]
    assert "按程序调整形成" not in words


async def test_what_started_since_is_an_annex_and_leaves_the_figures(reserve, adjusted):
    before = {form: await texts_of(reserve, adjusted, form) for form in ("DOCX", "PDF", "XLSX")}
    first = await document(reserve, adjusted, "DOCX", edition=1)
    early = await reserve.prove(reserve.early, *BUILD)
    await reserve.done("convertProject", "project { id }", INVESTMENT, **at(early), toLibrary="CONSTRUCTION")
    start = {"projectId": early["id"], "annualInvestment": "3000.5"}
    await reserve.done("startPreliminaryItem", PLAN, INVESTMENT, **of(adjusted), **start)
    for form, (name, words) in before.items():
        assert "实时转" not in words
        now_named, now = await texts_of(reserve, adjusted, form)
        assert now_named == name
        assert "附件3" in now
        assert "前期项目实时转为建设项目情况表" in now.replace("\n", "")
        assert "3000.5" in now
    total = "共安排重点项目3个"
    assert total in before["DOCX"][1]
    assert total in (await texts_of(reserve, adjusted, "DOCX"))[1]
    assert await document(reserve, adjusted, "DOCX", edition=1) == first  # it started under edition 2
    sheet = load_workbook(BytesIO(content_of(await document(reserve, adjusted, "XLSX")))).active
    told = [row[1] for row in sheet.iter_rows(values_only=True) if row[1] and str(row[1]).startswith("序号")]
    assert told == [
        "序号1，项目名称前期戊项目，转化日期2026年11月24日，建设性质原性质前期，建设性质现性质新开工，年度投资原计划0，年度投资现安排3000.5"
    ]


async def test_an_edition_shows_on_what_grounds_an_item_stood_also_when_it_was_taken_out_since(reserve):
    goes, stays = await reserve.project(name="评估己项目"), await reserve.ready("留用庚项目")
    excepted = {"exceptionReason": "抢险救灾", "exceptionApprover": "王区长"}
    listed = item(goes, "PRELIMINARY", "0") | excepted | {"basis": "ASSESSMENT", "assessment": "区域带动作用大"}
    plan = await issued(reserve, listed, item(stays), year=2027, number=2)
    before = await texts_of(reserve, plan, "XLSX", edition=1)
    assert all(said in before[1] for said in ("评估", "区域带动作用大", "抢险救灾"))
    now = Adjusting(reserve)
    made = await now.do("adjustRemove", await now.draft(plan), projectId=goes["id"], reason="停建")
    await now.issue(await now.approve(made), 11)
    assert await texts_of(reserve, plan, "XLSX", edition=1) == before
