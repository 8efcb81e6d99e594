from __future__ import annotations

import base64
import uuid
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import INVESTMENT, codes

REPORT = """report { id dryRun rows registered present faulty leftOut notes
    faults { sheet row column heading code message article } projects { name totalInvestment owner { name }
    cooperatingOrganizations { name } fundSources { source amount } startOn finishOn category } }"""
TOP = [
    "序号",
    "项目名称",
    "项目业主",
    "所属镇（街道）",
    "责任单位",
    "项目类别",
    "投资模式",
    "投资情况",
    "投资情况",
    "投资情况",
    "建设年限",
    "是否涉密",
]
MIDDLE = [*TOP[:7], "总投资（亿元）", "资金来源（万元）", "资金来源（万元）", "建设年限", "是否涉密"]
BOTTOM = [*TOP[:7], "总投资（亿元）", "财政资金", "企业自筹", "建设年限", "是否涉密"]


def office_sheet(*rows: list[Any]) -> str:
    """Write a sheet as offices keep it: a blank title row, three merged heading rows, section titles, subtotals."""
    book = Workbook()
    sheet = book.active
    sheet.title = "储备项目"
    sheet.append([])
    for heading in (TOP, MIDDLE, BOTTOM):
        sheet.append(heading)
    for column in (*range(1, 8), 11, 12):
        sheet.merge_cells(start_row=2, end_row=4, start_column=column, end_column=column)
    sheet.merge_cells(start_row=2, end_row=2, start_column=8, end_column=10)
    sheet.merge_cells(start_row=3, end_row=4, start_column=8, end_column=8)
    sheet.merge_cells(start_row=3, end_row=3, start_column=9, end_column=10)
    sheet.append(["一", "产业项目", None, None, None, None, None, 20.1])
    for row in rows:
        sheet.append(row)
    sheet.append([None, "合计", None, None, None, None, None, 20.1])
    book.create_sheet("通讯录").append(["姓名", "电话"])
    kept = BytesIO()
    book.save(kept)
    return base64.b64encode(kept.getvalue()).decode()


def row(number: int, name: str, **changes: Any) -> list[Any]:
    cells = dict(
        zip(
            [
                "number",
                "name",
                "owner",
                "town",
                "units",
                "category",
                "mode",
                "total",
                "public",
                "own",
                "period",
                "secret",
            ],
            [
                number,
                name,
                "松井新材料科技有限公司",
                "某某街道办事处",
                "区工业和信息化局、某某街道办事处",
                None,
                "社会投资",
                18.9,
                9000,
                180000,
                "2027-2028",
                "否",
            ],
            strict=True,
        )
    )
    return list((cells | changes).values())


async def sent(
    reserve,
    content: str,
    *,
    as_=INVESTMENT,
    dry_run: bool = False,
    mode: str = "ALL_OR_NOTHING",
    key: str | None = None,
):
    return await reserve.do(
        "importProjects",
        REPORT,
        as_,
        fileName="储备项目.xlsx",
        contentBase64=content,
        dryRun=dry_run,
        mode=mode,
        idempotencyKey=key or str(uuid.uuid4()),  # noqa: TID251 - any fresh key
    )


async def test_a_dry_run_tells_everything_and_writes_nothing(reserve):
    content = office_sheet(row(1, "表内甲项目"), row(2, "表内乙项目", owner="无名公司", own=1, secret="是"))
    before = await reserve.api.audit()
    report = (await sent(reserve, content, dry_run=True))["report"]
    assert (report["id"], report["dryRun"]) == (None, True)
    assert (report["rows"], report["registered"], report["faulty"], report["leftOut"]) == (2, 1, 1, 2)
    assert {(f["sheet"], f["row"], f["column"], f["code"], f["article"]) for f in report["faults"]} == {
        ("储备项目", 7, "C", "OWNER_UNKNOWN", "第三条（二）"),
        ("储备项目", 7, "I", "FUNDS_DO_NOT_BALANCE", "第四条"),
        ("储备项目", 7, "L", "SECRET_PROJECT", None),
    }
    assert report["notes"] == ["工作表“通讯录”未找到项目表头（至少含项目名称等3列），已略过"]
    assert await reserve.api.audit() == before


async def test_all_or_nothing_takes_nothing_of_a_file_with_a_fault(reserve):
    content = office_sheet(row(1, "全有全无甲"), row(2, "全有全无乙", total="很多"))
    payload = await sent(reserve, content)
    assert codes(payload["userErrors"]) == ["AMOUNT_MALFORMED"]
    assert payload["userErrors"][0]["field"] == "储备项目!H7"
    assert payload["report"]["faulty"] == 1
    found = await reserve.api('{ projects(search: "全有全无") { totalCount } }', as_=INVESTMENT)
    assert found["projects"]["totalCount"] == 0


async def test_a_good_file_is_taken_and_taken_once(reserve):
    content = office_sheet(
        row(1, "一次甲项目"), row(2, "一次乙项目", total=1.2, public=None, own=12000, category="生态环保")
    )
    first = (await sent(reserve, content))["report"]
    assert (first["registered"], first["faulty"], first["dryRun"]) == (2, 0, False)
    a, b = first["projects"]
    assert a["owner"]["name"] == "松井新材料科技有限公司"
    assert [u["name"] for u in a["cooperatingOrganizations"]] == ["某某街道办事处"]
    assert (float(a["totalInvestment"]), float(b["totalInvestment"])) == (189000, 12000)
    assert [(f["source"], float(f["amount"])) for f in a["fundSources"]] == [("财政资金", 9000), ("企业自筹", 180000)]
    assert (a["startOn"], a["finishOn"]) == ("2027-01-01", "2028-12-31")
    assert (a["category"], b["category"]) == ("INDUSTRY", "ECOLOGY")
    events = len(await reserve.api.events())
    again = (await sent(reserve, content))["report"]
    assert again["id"] == first["id"]
    assert len(await reserve.api.events()) == events
    dry = (await sent(reserve, content, dry_run=True))["report"]
    assert (dry["registered"], dry["present"]) == (0, 2)


async def test_the_good_rows_are_taken_and_the_rest_after_it_was_mended(reserve):
    content = office_sheet(row(1, "好行项目"), row(2, "坏行项目", owner="后来登记的公司"))
    report = (await sent(reserve, content, mode="GOOD_ROWS"))["report"]
    assert (report["registered"], report["faulty"]) == (1, 1)
    await reserve.unit("后来登记的公司", "OWNER", Role.OWNER, number=77)
    mended = (await sent(reserve, content, mode="GOOD_ROWS"))["report"]
    assert (mended["registered"], mended["present"], mended["faulty"]) == (1, 1, 0)
    assert mended["id"] == report["id"]


async def test_a_file_without_any_good_row_is_refused_in_either_mode(reserve):
    content = office_sheet(row(1, "无业主项目", owner=None))
    for mode in ("GOOD_ROWS", "ALL_OR_NOTHING"):
        assert codes((await sent(reserve, content, mode=mode))["userErrors"]) == ["OWNER_MISSING"]


async def test_the_same_project_twice_in_one_file_is_registered_once(reserve):
    report = (await sent(reserve, office_sheet(row(1, "重复项目"), row(2, " 重复项目 "))))["report"]
    assert (report["registered"], report["present"]) == (1, 1)


async def test_a_row_that_states_other_figures_of_a_project_is_told_and_changes_nothing(reserve):
    await sent(reserve, office_sheet(row(1, "已登记甲"), row(2, "已登记乙"), row(3, "已登记丙")))
    edited = office_sheet(row(1, "已登记甲", total=99999), row(2, "已登记乙"), row(3, "已登记丙", total="若干"))
    for dry in (True, False):
        report = (await sent(reserve, edited, dry_run=dry))["report"]
        assert (report["present"], report["faulty"]) == (3, 0)
        told = [note for note in report["notes"] if "已登记" in note]
        assert [("第6、8行（共2行）" in note) for note in told] == [True]


async def test_the_same_request_sent_twice_answers_the_same_report(reserve):
    content = office_sheet(row(1, "幂等导入项目"))
    first = await sent(reserve, content, key="import-1")
    assert await sent(reserve, content, key="import-1") == first


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("这不是Base64", "FILE_UNREADABLE"),
        (base64.b64encode(b"PK\x03\x04 broken").decode(), "FILE_UNREADABLE"),
        (base64.b64encode(b"plain text").decode(), "FILE_UNREADABLE"),
        ("", "FILE_UNREADABLE"),
        (base64.b64encode(b"x" * (5 * 1024 * 1024 + 1)).decode(), "FILE_TOO_LARGE"),
    ],
)
async def test_what_is_no_workbook_is_refused(reserve, content, code):
    assert codes((await sent(reserve, content))["userErrors"]) == [code]


async def test_a_workbook_without_projects_is_refused(reserve):
    book, kept = Workbook(), BytesIO()
    book.save(kept)
    assert codes((await sent(reserve, base64.b64encode(kept.getvalue()).decode()))["userErrors"]) == [
        "HEADING_NOT_FOUND"
    ]


async def test_an_imported_project_is_remembered_with_its_file(reserve):
    report = (await sent(reserve, office_sheet(row(1, "有出处项目"))))["report"]
    assert report["registered"] == 1
    query = '{ projects(search: "有出处") { edges { node { library history { edges { node { action reason } } } } } } }'
    (edge,) = (await reserve.api(query, as_=INVESTMENT))["projects"]["edges"]
    assert edge["node"]["library"] is None
    (entry,) = edge["node"]["history"]["edges"]
    assert entry["node"] == {"action": "importProjects", "reason": "从“储备项目.xlsx”导入"}


async def test_an_owner_does_not_import_sheets(reserve):
    document = "mutation($input: ImportProjectsInput!) { importProjects(input: $input) { userErrors { code } } }"
    asked = {"idempotencyKey": "x", "fileName": "a.xlsx", "contentBase64": ""}
    answer = await reserve.api.raw(document, {"input": asked}, as_=person(Role.OWNER))
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]
