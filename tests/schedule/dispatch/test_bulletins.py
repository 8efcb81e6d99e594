"""第十条（月通报）through the endpoint: drafted from data, every figure traced, sent once, corrected by an erratum alone."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from sqlalchemy import text, update

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.digest import canonical, sm3
from services.law.parties import Role
from services.schedule.store import tables
from tests.harness.people import person
from tests.schedule.dispatch.meeting import service
from tests.schedule.dispatch.publishing import PAPER, bureau, draft, figures, on_bulletin, reporting, value
from tests.schedule.life import codes

SENT_ON = date(2027, 4, 6)


@pytest.fixture(scope="module")
async def february(api):
    """Two projects in February: one behind, one with an odd amount that has to be rounded; the bulletin in draft."""
    life = await reporting(api, {1: "5000", 2: "3000.005"})
    other = await reporting(api, {1: "6000"}, townId=str(life.town_unit), projectName="示例电池项目")
    planned = (await life.plan(on=date(2027, 1, 11)))["nodePlan"]
    node = planned["nodes"]["edges"][0]["node"]["node"]
    of = await bureau(life)
    await life.request("submitted", 1, node["id"], dueOn="2027-02-10", bureauId=of, requestId=str(new_id()))
    done = await draft(life, date(2027, 3, 3))
    assert codes(done) == []
    return life, other, done["dispatchBulletin"], of


async def paper(life, of, form="DOCX", as_=None):
    answer = await life.api(PAPER, {"i": of["id"], "f": form}, as_=as_ or service(life), on=SENT_ON)
    return answer["bulletinPaper"]


async def test_figures_are_sums_of_what_was_verified_rounded_half_up(february):
    life, other, of, _ = february
    assert await value(life, of, "PROJECTS") == 2
    assert await value(life, of, "ANNUAL") == 160000
    assert await value(life, of, "PLANNED") == 24000
    assert await value(life, of, "VERIFIED_MONTH") == Decimal("3000.01")  # 3000.005, half up
    assert await value(life, of, "VERIFIED") == Decimal("14000.01")
    assert await value(life, of, "RATE") == Decimal("8.8")  # 14000.005 of 160000 is 8.75000…
    assert await value(life, of, "PACE") == Decimal("58.3")
    assert await value(life, of, "VERIFIED", "TOWN", life.town_unit) == Decimal("14000.01")
    assert await value(life, of, "VERIFIED", "AUTHORITY", other.industry_unit) == 6000
    lines = {p["projectId"]: (p["verified"], p["rate"]) for p in of["projects"]}
    assert lines == {
        str(life.project): ("8000.01", "10"),
        str(other.project): ("6000", "7.5"),
    }  # of each, half up too
    assert await value(life, of, "CURVE_PLANNED_12") == 160000
    assert await value(life, of, "CURVE_VERIFIED_03") is None


async def test_every_figure_names_its_rule_its_inputs_and_the_records_it_is_of(february):
    life, other, of, _ = february
    (found,) = await figures(life, of, "VERIFIED", "ALL")
    assert set(found["rowIds"]) == {str(life.project), str(other.project)}
    rows = sorted([(str(life.project), "8000.005"), (str(other.project), "6000")])
    order = {id_: at for at, id_ in enumerate(found["rowIds"])}
    assert found["rowsSm3"] == sm3(canonical(sorted(rows, key=lambda r: order[r[0]])))
    assert found["source"]
    assert found["computedAs"]
    inputs = {i["name"]: i["value"] for i in found["inputs"]}
    assert inputs == {"year": "2027", "month": "2", "from": "2027-02-01", "until": "2027-02-28"}
    for each in await figures(life, of):
        assert all(each[said] for said in ("source", "computedAs", "rowsSm3")), each["code"]
        assert len(each["rowIds"]) == each["rowCount"], each["code"]


async def test_requests_are_counted_for_the_bureau_that_decides_them(february):
    life, _, of, unit = february
    assert await value(life, of, "REQUESTS_OVERDUE", "BUREAU", unit) == 1
    assert await value(life, of, "REQUESTS_ON_TIME", "BUREAU", unit) == 0
    (found,) = [f for f in await figures(life, of, "REQUESTS_OVERDUE", "BUREAU") if f["scopeKey"] == unit]
    assert found["scopeName"] == "示例资源局"


async def test_a_week_that_was_due_on_the_last_day_of_the_month_is_missed_in_that_month(february):
    life, *_ = february
    done = await draft(life, date(2028, 1, 4), month=12)  # the last of five weeks was due on Friday, 31 December
    (found,) = await figures(life, done["dispatchBulletin"], "MISSED_WEEKS", "ALL")
    assert found["rowIds"].count(str(life.project)) == 5


async def test_the_text_shows_its_figures_and_can_only_name_those_there_are(february):
    life, _, of, _ = february
    overview = next(p for p in of["parts"] if p["code"] == "OVERVIEW")
    assert "{VERIFIED}" in overview["text"]
    assert "14000.01万元" in overview["shown"]
    parts = [{"code": "OVERVIEW", "heading": "一、总体情况", "text": "完成{VERIFIED}和{NOTHING}"}]
    refused = await on_bulletin(life, "edit", of, SENT_ON, parts=parts)
    assert codes(refused) == ["FIGURE_UNKNOWN"]
    assert codes(await on_bulletin(life, "edit", of, SENT_ON, parts=parts * 2, recipients=[])) == [
        "NUMBER_OF_NAMES",
        "PART_TWICE",
        "FIGURE_UNKNOWN",
        "FIGURE_UNKNOWN",
    ]


async def test_a_draft_says_so_on_its_file_and_is_not_for_units(february):
    life, _, of, _ = february
    file = await paper(life, of)
    content = base64.b64decode(file["contentBase64"])
    assert sm3(content) == file["sm3"]
    assert "草稿" in ZipFile(BytesIO(content)).read("word/header1.xml").decode()
    assert await paper(life, of, as_=life.owner) is None
    query = "query($i: UUID!) { dispatchBulletin(id: $i) { id } }"
    for outsider in (life.owner, person(Role.FINANCE, unit=new_id())):  # a department is told with all others
        assert (await life.api(query, {"i": of["id"]}, as_=outsider))["dispatchBulletin"] is None


async def test_a_period_has_one_bulletin_and_begins_before_it_is_drafted(february):
    life, *_ = february
    assert codes(await draft(life, date(2027, 3, 3))) == ["BULLETIN_EXISTS"]
    assert codes(await draft(life, date(2027, 3, 31), month=4)) == ["PERIOD_TOO_EARLY"]
    assert codes(await draft(life, date(2027, 4, 1), month=4)) == []
    assert codes(await draft(life, date(2027, 4, 1), month=13)) == ["PERIOD_INVALID"]
    assert codes(await draft(life, date(2027, 11, 30), month=None)) == ["PERIOD_TOO_EARLY"]
    with pytest.raises(AssertionError, match="FORBIDDEN"):
        await draft(life, SENT_ON, as_=life.owner)


async def test_a_month_is_sent_when_it_is_over_and_its_figures_are_of_the_whole_of_it(api, february):
    life, *_ = february
    early = (await draft(life, date(2027, 3, 30), month=3))["dispatchBulletin"]
    refused = await on_bulletin(life, "send", early, SENT_ON, number="示例通报〔2027〕3号")
    assert codes(refused) == ["MONTH_NOT_OVER"]
    whole = (await on_bulletin(life, "refresh", early, date(2027, 3, 31)))["dispatchBulletin"]
    assert whole["asOf"] == "2027-03-31"
    assert codes(await on_bulletin(life, "send", whole, date(2027, 3, 31), number="示例通报〔2027〕3号")) == [
        "MONTH_NOT_OVER"
    ]
    assert codes(await on_bulletin(life, "send", whole, date(2027, 4, 1), number="示例通报〔2027〕3号")) == []


async def test_what_was_sent_is_frozen_with_its_bytes_and_corrected_by_an_erratum(api, february):
    life, _, of, _ = february
    stale = await on_bulletin(life, "edit", of | {"version": 99}, SENT_ON, title="另一标题")
    assert codes(stale) == ["VERSION_CONFLICT"]
    edited = await on_bulletin(life, "edit", of, SENT_ON, recipients=["示例镇", " 示例局"], title="示例通报 ")
    assert codes(edited) == []
    sent = await on_bulletin(life, "send", edited["dispatchBulletin"], SENT_ON, number="示例通报〔2027〕2号 ")
    assert codes(sent) == []
    now = sent["dispatchBulletin"]
    assert (now["state"], now["sentOn"], now["recipients"]) == ("SENT", "2027-04-06", ["示例镇", "示例局"])
    assert (now["number"], now["title"]) == ("示例通报〔2027〕2号", "示例通报")
    assert [e["node"]["action"] for e in now["steps"]["edges"]] == ["draftBulletin", "editBulletin", "sendBulletin"]
    told = [e["data"] for e in await api.events("zhongdian.schedule.bulletin.sent.v1")]
    assert any((t["bulletinId"], t["docxSm3"], t["kind"]) == (of["id"], now["docxSm3"], "MONTHLY") for t in told)
    for form, digest in (("DOCX", now["docxSm3"]), ("PDF", now["pdfSm3"])):
        file = await paper(life, now, form, as_=life.owner)  # what was sent is for all of the district
        assert (file["sm3"], sm3(base64.b64decode(file["contentBase64"]))) == (digest, digest)
    content = base64.b64decode((await paper(life, now))["contentBase64"])
    said = "\n".join(p.text for p in docx.Document(BytesIO(content)).paragraphs)
    assert "示例通报〔2027〕2号" in said
    assert "14000.01万元" in said
    assert "word/charts/chart1.xml" in ZipFile(BytesIO(content)).namelist()
    for verb, more in (("edit", {"title": "改"}), ("refresh", {}), ("send", {"number": "示例〔2027〕9号"})):
        assert codes(await on_bulletin(life, verb, now, SENT_ON, **more)) == ["BULLETIN_SENT"]
    ask = {"place": "一、总体情况", "was": "8.8%", "now": "8.7%", "reason": "笔误", "number": "示例更正〔2027〕1号"}
    assert codes(await on_bulletin(life, "correct", now, SENT_ON, **(ask | {"now": "8.8%"}))) == ["NOTHING_CORRECTED"]
    for number in (now["number"], f" {now['number']}　"):  # a space makes no other number
        taken = await on_bulletin(life, "correct", now, SENT_ON, **(ask | {"number": number}))
        assert codes(taken) == ["NUMBER_TAKEN"]
    corrected = await on_bulletin(life, "correct", now, SENT_ON, **ask)
    assert codes(corrected) == []
    assert corrected["dispatchBulletin"]["docxSm3"] == now["docxSm3"]
    (erratum,) = corrected["dispatchBulletin"]["errata"]
    assert (erratum["ordinal"], erratum["was"], erratum["now"]) == (1, "8.8%", "8.7%")
    query = "query($i: UUID!) { erratumPaper(erratumId: $i, form: PDF) { sm3 size } }"
    assert (await api(query, {"i": erratum["id"]}, as_=life.owner))["erratumPaper"]["size"] > 1000
    assert [e["data"]["ordinal"] for e in await api.events("zhongdian.schedule.bulletin.corrected.v1")] == [1]


async def test_not_even_the_database_changes_what_was_sent(api, february):
    row = tables.DispatchBulletin
    for change in (
        update(row).where(row.sent_on.is_not(None)).values(title="改"),
        update(tables.BulletinFigure).where(tables.BulletinFigure.sent_on.is_not(None)).values(value=0),
        text("delete from bulletin_errata"),
    ):
        async with api.database.session(ALL_DIVISIONS) as session:
            with pytest.raises(Exception, match=r"never changes|append-only"):
                await session.execute(change)


async def test_a_draft_cannot_be_corrected_and_a_stranger_finds_nothing(february):
    life, *_ = february
    early = await draft(life, date(2027, 5, 3), month=5)
    ask = {"place": "甲", "was": "乙", "now": "丙", "reason": "丁", "number": "示例〔2027〕77号"}
    refused = await on_bulletin(life, "correct", early["dispatchBulletin"], date(2027, 5, 3), **ask)
    assert codes(refused) == ["BULLETIN_NOT_SENT"]
    unknown = early["dispatchBulletin"] | {"id": str(new_id())}
    assert codes(await on_bulletin(life, "refresh", unknown, date(2027, 5, 3))) == ["BULLETIN_UNKNOWN"]
    for role in (Role.OWNER, Role.LAND):
        with pytest.raises(AssertionError, match="FORBIDDEN"):
            await on_bulletin(life, "refresh", unknown, SENT_ON, as_=person(role, unit=new_id()))


async def test_the_minutes_of_a_round_are_a_file(api, february):
    from tests.schedule.dispatch.meeting import hold, open_round

    life, *_ = february
    monday = date(2027, 3, 1)
    of = (await open_round(life, monday))["dispatchRound"]
    await hold(life, of, monday)
    query = "query($i: UUID!, $f: DispatchPaperForm!) { dispatchMinutes(roundId: $i, form: $f) { sm3 contentBase64 } }"
    file = (await api(query, {"i": of["id"], "f": "DOCX"}, as_=service(life), on=monday))["dispatchMinutes"]
    said = "\n".join(p.text for p in docx.Document(BytesIO(base64.b64decode(file["contentBase64"]))).paragraphs)
    assert "参会人员甲" in said
    again = (await api(query, {"i": of["id"], "f": "DOCX"}, as_=service(life), on=monday))["dispatchMinutes"]
    assert again["sm3"] == file["sm3"]
