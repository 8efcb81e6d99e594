"""第十九条：review packs are issued once of what is published, with every figure's source; drafts say so; files by rights."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from pydantic import SecretStr

from services.chassis.digest import sm3
from services.law.parties import Role
from tests.assessment.awarding import Awarding
from tests.assessment.district import District, codes
from tests.assessment.reporting import DRAFT, FIGURES, ISSUED_ON, UNIT_FILE, file, issued, named_towns, quarter

REPORTS = "query($f: AssessmentReportFilter) { assessmentReports(filter: $f) { totalCount edges { node { number current } } } }"


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory):
    files = tmp_path_factory.mktemp("files").as_uri()
    return await service_api("assessment", files=files, files_link_key=SecretStr("x" * 40))


async def published(district: District) -> list[Any]:
    await district.adopt()
    towns = await named_towns(district)
    await quarter(district, towns)
    return towns


async def figures(district: District, report: str, **its: Any) -> list[dict[str, Any]]:
    found = await district.api(FIGURES, {"i": report} | its, as_=district.someone(Role.SPECIALIST))
    return [e["node"] for e in found["assessmentReport"]["figures"]["edges"]]


def words_of(content: bytes) -> str:
    book = docx.Document(BytesIO(content))
    cells = [c.text for t in book.tables for r in t.rows for c in r.cells]
    return "\n".join(
        [*(p.text for p in book.paragraphs), *cells, *(p.text for p in book.sections[0].header.paragraphs)]
    )


async def test_a_report_is_issued_once_with_its_files_and_the_source_of_every_figure(district: District):
    towns = await published(district)
    made = await issued(district, remarks="请列末位的单位认真对照检查。\n下季度起按月调度。")
    assert codes(made) == []
    report = made["report"]
    assert (report["title"], report["ordinal"], report["quarter"]) == ("2026年第4季度重点项目考核讲评材料", 1, 4)
    assert report["current"] is True
    assert report["periodDigest"] == report["period"]["digest"]
    assert [f["format"] for f in report["files"]] == ["DOCX", "PDF", "XLSX"]
    anyone = district.someone(Role.SPECIALIST)
    contents = {}
    for kept in report["files"]:
        got = await district.api.http.get(kept["path"], headers={"authorization": district.api.issuer.header(anyone)})
        assert got.status_code == 200
        assert (len(got.content), sm3(got.content)) == (kept["size"], kept["sm3"])
        contents[kept["format"]] = got.content
    said = words_of(contents["DOCX"])
    for words in (
        "示例考核〔2027〕1号",
        "参加排名的单位共5个",
        "示例五镇（60.00分）",
        "下季度起按月调度。",
        report["periodDigest"],
    ):
        assert words in said
    assert "草稿" not in said
    book = load_workbook(BytesIO(contents["XLSX"]))
    ranking = [[c.value for c in row] for row in book["镇（街道）考核排名"].iter_rows(min_row=5, max_row=9)]
    assert (ranking[0][0], ranking[0][1], ranking[0][-2]) == (1, "示例一镇", "100.00")
    assert ranking[-1][-1] == "倒数第一"
    one = await figures(district, report["id"], c="AVERAGE")
    assert [(f["scopeKey"], f["value"], f["rowCount"]) for f in one] == [("TOWN", "80", 5)]
    of_unit = await figures(district, report["id"], k=str(towns[4]))
    assert {f["code"]: f["value"] for f in of_unit} == {
        "SCORE": "60",
        "RANK": "5",
        "POINTS:NODES": "60",
        "POINTS:GUARANTEE": "0",
    }
    again = await issued(district, number="示例考核〔2027〕2号", remarks=report["remarks"])
    assert codes(again) == ["NOTHING_NEW"]


async def test_the_query_of_every_figure_answers_and_shows_it(district: District):
    await published(district)
    report = (await issued(district))["report"]
    anyone = district.someone(Role.LEADER)
    found = await figures(district, report["id"])
    assert {f["scope"] for f in found} == {"ALL", "GROUP", "UNIT"}
    for query in sorted({f["query"] for f in found}):
        answer = await district.api(query, {}, as_=anyone)
        assert answer, query
    average = next(f for f in found if f["code"] == "AVERAGE")
    units = (await district.api(average["query"], {}, as_=anyone))["result"]["units"]
    scores = [Decimal(e["node"]["score"]) for e in units["edges"]]
    assert sum(scores) / len(scores) == Decimal(average["value"])


async def test_what_is_not_published_is_not_issued_and_its_draft_is_for_the_authority_alone(district: District):
    await district.adopt()
    await district.towns(0, 1, 2, 3, units=(await named_towns(district))[:4])
    assert codes(await issued(district, expectedVersion=0)) == ["NOT_COMPUTED"]
    await district.compute()
    refused = await issued(district, expectedVersion=7, number=" ")
    assert set(codes(refused)) >= {"PERIOD_NOT_PUBLISHED"}
    assert len(codes(refused)) == 3  # version, number and state, all at once
    asked = {"y": 2026, "q": 4}
    for form in ("DOCX", "PDF", "XLSX"):
        given = await file(district, DRAFT, district.authority, f=form, **asked)
        assert given is not None
        content = base64.b64decode(given["contentBase64"])
        assert (given["size"], given["sm3"]) == (len(content), sm3(content))
        again = await file(district, DRAFT, district.authority, f=form, **asked)
        assert again == given
        if form == "DOCX":
            assert "草稿　2027年1月18日" in words_of(content)
        if form == "XLSX":
            sheets = [s for s in load_workbook(BytesIO(content)).worksheets if s.oddHeader.right.text]
            assert {s.oddHeader.right.text for s in sheets} == {"草稿　2027年1月18日"}
    assert await file(district, DRAFT, district.authority, y=2025, q=4, f="PDF") is None
    leader = district.someone(Role.LEADER)
    with pytest.raises(AssertionError, match="FORBIDDEN"):
        await file(district, DRAFT, leader, f="PDF", **asked)
    with pytest.raises(AssertionError, match="FORBIDDEN"):
        await issued(district, as_=leader)


async def test_a_correction_makes_a_report_old_and_another_can_be_issued_under_another_number(district: District):
    await published(district)
    first = (await issued(district))["report"]
    await district.correct((await district.results())[-1], "95", on=date(2027, 1, 20))
    told = {"f": {"year": 2026, "quarter": 4}}
    anyone = district.someone(Role.SPECIALIST)
    shown = (await district.api(REPORTS, told, as_=anyone))["assessmentReports"]
    assert [e["node"] for e in shown["edges"]] == [{"number": first["number"], "current": False}]
    version = (await district.api("{ period(year: 2026, quarter: 4) { version } }", {}, as_=anyone))["period"][
        "version"
    ]
    assert codes(await issued(district, on=date(2027, 1, 21))) == ["VERSION_CONFLICT", "NUMBER_TAKEN"]
    taken = await issued(district, on=date(2027, 1, 21), expectedVersion=version)
    assert codes(taken) == ["NUMBER_TAKEN"]
    second = await issued(district, on=date(2027, 1, 21), expectedVersion=version, number="示例考核〔2027〕9号")
    assert codes(second) == []
    assert (second["report"]["ordinal"], second["report"]["current"]) == (2, True)
    corrected = await figures(district, second["report"]["id"], c="SCORE")
    assert [f["value"] for f in corrected] == ["100", "95", "90", "80", "70"]
    assert [f["value"] for f in await figures(district, first["id"], c="SCORE")] == ["100", "90", "80", "70", "60"]
    both = (await district.api(REPORTS, told, as_=anyone))["assessmentReports"]
    assert [e["node"]["number"] for e in both["edges"]] == ["示例考核〔2027〕9号", "示例考核〔2027〕1号"]
    for filter_, count in (
        ({"wholeYear": True}, 0),
        ({"wholeYear": False}, 2),
        ({"year": 2025}, 0),
        ({"quarter": 0}, 0),
    ):
        found = await district.api(REPORTS, {"f": filter_}, as_=anyone)
        assert found["assessmentReports"]["totalCount"] == count, filter_


async def test_a_years_result_is_issued_too_and_names_no_cards(district: District):
    await Awarding(district).year(0, 1, 2, 3)
    anyone = district.someone(Role.SPECIALIST)
    version = (await district.api("{ period(year: 2026) { version } }", {}, as_=anyone))["period"]["version"]
    made = await issued(district, quarter=None, expectedVersion=version, on=date(2027, 3, 1))
    assert codes(made) == []
    report = made["report"]
    assert (report["title"], report["quarter"]) == ("2026年度重点项目考核结果", None)
    found = await figures(district, report["id"])
    assert {f["code"] for f in found if f["scope"] == "ALL"} == {"UNITS"}
    for query in {f["query"] for f in found}:
        assert await district.api(query, {}, as_=anyone), query
    listed = await district.api(REPORTS, {"f": {"wholeYear": True}}, as_=anyone)
    assert [e["node"]["number"] for e in listed["assessmentReports"]["edges"]] == [report["number"]]


async def test_a_key_used_again_answers_the_first_report(district: District):
    await published(district)
    first = await issued(district, idempotencyKey="report-once-0001")
    again = await issued(district, idempotencyKey="report-once-0001")
    assert first["report"]["id"] == again["report"]["id"]
    assert codes(again) == []


async def test_a_units_file_is_for_the_unit_and_the_authority(district: District):
    towns = await published(district)
    own = district.someone(Role.PLANNING_PARTY, unit=towns[4])
    for form in ("DOCX", "PDF", "XLSX"):
        given = await file(district, UNIT_FILE, own, u=str(towns[4]), y=2026, f=form)
        assert given is not None
        if form == "DOCX":
            said = words_of(base64.b64decode(given["contentBase64"]))
            assert "示例五镇2026年度重点项目考核情况" in said
            assert "得60.00分，在镇（街道）5个单位中列第5名，倒数第一" in said
            assert "失40.00分" in said
            assert said.count("逾期1个工作日") == 4
    assert await file(district, UNIT_FILE, district.authority, u=str(towns[4]), y=2026, f="PDF") is not None
    empty = await file(district, UNIT_FILE, own, u=str(towns[4]), y=2020, f="DOCX")
    assert empty is not None
    assert "2020年度没有本单位的考核结果" in words_of(base64.b64decode(empty["contentBase64"]))
    for who in (district.someone(Role.PLANNING_PARTY, unit=towns[3]), district.someone(Role.LEADER)):
        assert await file(district, UNIT_FILE, who, u=str(towns[4]), y=2026, f="PDF") is None


async def test_without_a_store_of_files_nothing_is_issued(service_api):
    district = District(await service_api("assessment"))
    await published(district)
    made = await issued(district)
    assert codes(made) == ["FILE_STORE_MISSING"]
    found = await district.api(REPORTS, {"f": {"year": 2026}}, as_=district.authority)
    assert found["assessmentReports"]["totalCount"] == 0


async def test_every_unit_is_told_of_issued_papers_and_of_later_ones_in_their_place(district: District):
    towns = await published(district)
    assert codes(await issued(district)) == []
    town = district.someone(Role.PLANNING_PARTY, unit=towns[2])
    again = {"number": "示例考核〔2027〕2号", "remarks": "附：整改要求"}
    assert codes(await issued(district, **again)) == []
    told = await district.told("report.issued")
    assert [(t["ordinal"], t["number"], t["period"], t["quarter"]) for t in told] == [
        (1, "示例考核〔2027〕1号", "2026年第4季度", 4),
        (2, "示例考核〔2027〕2号", "2026年第4季度", 4),
    ]
    query = '{ assessmentNotices(filter: { kinds: ["report.issued", "report.reissued"] }) { edges { node { kind text recordId } } } }'
    shown = (await district.api(query, as_=town, on=ISSUED_ON))["assessmentNotices"]["edges"]
    title = "《2026年第4季度重点项目考核讲评材料》"
    assert [(e["node"]["kind"], e["node"]["text"], e["node"]["recordId"]) for e in shown] == [
        ("report.reissued", f"{title}因内容变动再次印发（示例考核〔2027〕2号），以此为准", told[1]["reportId"]),
        ("report.issued", f"{title}已印发（示例考核〔2027〕1号），可查看、下载", told[0]["reportId"]),
    ]
    stranger = District(district.api).someone(Role.LEADER)
    assert (await district.api(query, as_=stranger, on=ISSUED_ON))["assessmentNotices"]["edges"] == []
