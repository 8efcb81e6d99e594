"""The list as everybody reads it: only what was published, no person's data, bounded, validated (第十六条（二）)."""

from __future__ import annotations

import base64
import csv
import io
from datetime import date
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from services.chassis.database import ALL_DIVISIONS
from services.support.messaging.public_financing import EACH, PATH
from services.support.store import tables
from tests.support.funds_world import DAY, DEMAND, FACTS, ISSUE

PLANTED = (
    "甄不公开",
    "13900000001",
    "绝密内部备注",
    "不可外传的退回理由",
    "秘而不宣的撤下理由",
    "某某经办人",
    "保密银行",
)
FORMS = ("json", "csv", "atom")


async def published(money, day=DAY):
    return await money.done("publishFinancingList", ISSUE, money.financial, day)


async def read(money, headers=None, **asked):
    return await money.api.http.get(PATH, params={"division": money.division, **asked}, headers=headers)


async def secret(money):
    """Plant what must never be published wherever a text can stand."""
    contact = {"contactName": PLANTED[0], "contactPhone": PLANTED[1], "internalNote": PLANTED[2]}
    demand = await money.demand(money.owner, **contact)
    at = {"demandId": demand["id"], "expectedVersion": demand["version"]}
    clerk = money.financial.but(name=PLANTED[5])
    demand = await money.done("reviewFinancingDemand", DEMAND, clerk, **at, accept=False, reason=PLANTED[3])
    at["expectedVersion"] = demand["version"]
    demand = await money.done("amendFinancingDemand", DEMAND, clerk, **at, facts=FACTS | contact)
    bank = await money.institution(PLANTED[6])
    await money.done("introduceInstitution", DEMAND, clerk, demandId=demand["id"], institutionId=bank["id"])
    return demand, clerk


async def test_nothing_of_a_person_or_of_the_inside_is_ever_published(money):
    demand, clerk = await secret(money)
    other = await money.demand()
    issue = await money.done("publishFinancingList", ISSUE, clerk)
    gone = {"issueId": issue["id"], "demandId": other["id"], "reason": PLANTED[4]}
    await money.done("withdrawFromFinancingList", ISSUE, clerk, **gone)
    for form in FORMS:
        answer = await read(money, format=form)
        assert answer.status_code == 200
        assert demand["number"] in answer.text
        assert [word for word in PLANTED if word in answer.text] == []
    listed = await money.api.http.get(f"{PATH}/issues", params={"division": money.division})
    assert [word for word in PLANTED if word in listed.text] == []


async def test_an_item_has_these_fields_and_no_other(money):
    await secret(money)
    await published(money)
    told = (await read(money)).json()
    assert set(told) == {"title", "division", "issue", "publishedOn", "unit", "contentSm3", "items", "withdrawn"}
    assert set(told["items"][0]) == {
        "number",
        "project",
        "amount",
        "purpose",
        "termMonths",
        "form",
        "formName",
        "collateral",
        "neededBy",
    }


@pytest.mark.parametrize(
    "asked",
    [
        {"division": ""},
        {"division": "43"},
        {"year": "abc"},
        {"year": "99999999999"},
        {"issue": "-1"},
        {"format": "xml"},
    ],
)
async def test_what_cannot_be_read_is_refused_with_the_reason(money, asked):
    await published(money)
    answer = await money.api.http.get(PATH, params={"division": money.division} | asked)
    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_INPUT")
    assert next(iter(asked)) in answer.json()["message"]
    assert answer.headers["Cache-Control"] == "no-store"


async def test_before_the_first_issue_there_is_nothing_and_what_came_later_waits_for_the_next(money):
    assert (await read(money)).status_code == 404
    first = await money.demand()
    await money.demand(money.owner)  # not reviewed
    await published(money)
    await money.demand()
    told = (await read(money)).json()
    assert [i["number"] for i in told["items"]] == [first["number"]]
    await published(money, date(2026, 4, 1))
    assert len((await read(money)).json()["items"]) == 2
    assert len((await read(money, year=2026, issue=1)).json()["items"]) == 1
    assert (await read(money, year=2026, issue=9)).status_code == 404


async def test_an_issue_stays_as_it_was_published(money):
    demand = await money.demand()
    issue = await published(money)
    at = {"demandId": demand["id"], "expectedVersion": demand["version"] + 0}
    await money.done("amendFinancingDemand", DEMAND, money.financial, **at, facts=FACTS | {"amount": "1"})
    assert (await read(money)).json()["items"][0]["amount"] == "5000"
    assert (issue["number"], issue["demands"], issue["total"]) == ("2026年第1期", 1, "5000")
    async with money.api.database.session(ALL_DIVISIONS) as session:
        with pytest.raises(DBAPIError, match="append-only"):
            await session.execute(update(tables.FinancingIssue).values(content="{}"))


async def test_what_is_taken_back_is_gone_from_the_feed_and_on_record(money):
    demand, kept = await money.demand(), await money.demand()
    issue = await published(money)
    gone = {"issueId": issue["id"], "demandId": demand["id"], "reason": "项目暂缓"}
    shown = await money.done("withdrawFromFinancingList", ISSUE, money.financial, **gone)
    assert shown["withdrawals"] == [{"number": demand["number"]}]
    told = (await read(money)).json()
    assert [i["number"] for i in told["items"]] == [kept["number"]]
    assert told["withdrawn"] == [{"number": demand["number"], "withdrawnOn": str(DAY)}]
    assert await money.refused("withdrawFromFinancingList", ISSUE, money.financial, **gone) == {"WITHDRAWN_BEFORE"}
    query = "query($id: UUID!) { exportFinancingIssue(id: $id) { contentBase64 } }"
    file = (await money.api(query, {"id": issue["id"]}, as_=money.owner, on=DAY))["exportFinancingIssue"]
    sheet = load_workbook(BytesIO(base64.b64decode(file["contentBase64"]))).active
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=4)]
    assert [(r[1], r[3]) for r in rows] == [(demand["number"], None), (kept["number"], 5000), ("合计", 5000)]


async def test_a_known_answer_is_not_sent_again_and_may_be_kept_for_a_while(money):
    await money.demand()
    await published(money)
    first = await read(money)
    assert first.headers["cache-control"] == "public, max-age=300"
    again = await read(money, {"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = await money.api.http.head(PATH, params={"division": money.division})
    assert head.headers["etag"] == first.headers["etag"]


async def test_csv_and_atom_say_the_same(money):
    await money.demand(purpose="=1+1 建设")
    await published(money)
    (line,) = csv.DictReader(io.StringIO((await read(money, format="csv")).text.removeprefix("\ufeff")))
    assert (line["amount"], line["purpose"]) == ("5000", "'=1+1 建设")
    feed = ET.fromstring((await read(money, format="atom")).content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert [e[0].text for e in entries] == ["示例涂料项目"]


async def test_who_asks_too_often_waits_and_nothing_can_be_written(money):
    late = None
    for _ in range(EACH + 1):
        late = await read(money)
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0
    assert (await money.api.http.post(PATH, params={"division": money.division})).status_code == 405


@pytest.mark.parametrize(
    ("division", "status"), [("", 400), ("4302' or 1=1", 400), ("43", 400), ("%", 400), ("430299", 404)]
)
async def test_what_is_no_division_has_no_list(money, division, status):
    answer = await money.api.http.get(PATH, params={"division": division}, headers={"x-business-date": "2031-01-01"})
    assert answer.status_code in {status, 429}


@pytest.mark.parametrize(
    ("published_on", "today", "due", "overdue"),
    [
        (None, date(2026, 4, 1), "2026-04-15", False),  # 清明 is on 6 April: the tenth working day
        (None, date(2026, 4, 15), "2026-04-15", False),
        (None, date(2026, 4, 16), "2026-04-15", True),
        (date(2026, 3, 2), date(2026, 4, 16), "2026-04-15", True),
        (date(2026, 4, 2), date(2026, 6, 30), "2026-07-14", False),
    ],
)
async def test_the_list_is_due_each_quarter_and_shows_when_it_is_late(money, published_on, today, due, overdue):
    if published_on:
        await published(money, published_on)
    query = "{ financingPublication { dueOn overdue workingDaysLate lastIssue } }"
    told = (await money.api(query, as_=money.owner, on=today))["financingPublication"]
    assert (told["dueOn"], told["overdue"], told["workingDaysLate"] > 0) == (due, overdue, overdue)


async def test_one_issue_a_day_by_the_department_alone(money):
    issue = await published(money)
    assert len(issue["contentSm3"]) == 64
    assert await money.refused("publishFinancingList", ISSUE, money.financial) == {"ISSUE_PUBLISHED_TODAY"}
    told = [e["data"] for e in await money.api.events("zhongdian.support.financing-list.published.v1")]
    assert issue["id"] in {d["issueId"] for d in told}
