"""What follows a decision: delivery, acknowledgement, the one review, corrections, documents (第十五条、第十七条（一）)."""

from __future__ import annotations

import asyncio
import base64
import io
import re
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest

from tests.support.life_world import Life
from tests.support.world import DAY, District, codes, ok

REFUSED = "REFUSED"


@pytest.fixture
async def life(district: District) -> Life:
    return await Life(district).told()


async def test_a_decision_is_delivered_once_and_acknowledged_once(life):
    district = life.district
    request = await life.decided(outcome=REFUSED)
    early = await life.step("acknowledgeRequest", request, district.owner)
    assert set(codes(early)) == {"NOT_DELIVERED"}
    request = ok(await life.deliver(request, date(2026, 3, 4), deliveredOn="2026-03-03", method="POST", note="EMS 1"))
    (sent,) = request["deliveries"]
    assert (sent["documentNumber"], sent["deliveredOn"], sent["methodName"]) == (
        request["documentNumber"],
        "2026-03-03",
        "邮寄送达",
    )
    # ten working days from the day after delivery
    assert (request["deliveredOn"], request["reviewUntil"]) == ("2026-03-03", "2026-03-17")
    assert set(codes(await life.deliver(request, date(2026, 3, 4)))) == {"DELIVERED_ALREADY"}
    stranger = await life.step("acknowledgeRequest", request, district.agent, date(2026, 3, 5))
    assert set(codes(stranger)) == {"NOT_THE_APPLICANT"}
    request = ok(await life.step("acknowledgeRequest", request, district.owner, date(2026, 3, 5)))
    assert (request["acknowledgedOn"], request["deliveries"][0]["acknowledgedOn"]) == ("2026-03-05", "2026-03-05")
    twice = await life.step("acknowledgeRequest", request, district.owner, date(2026, 3, 5))
    assert set(codes(twice)) == {"ACKNOWLEDGED_ALREADY"}


@pytest.mark.parametrize(("day", "refused"), [("2026-03-01", True), ("2026-03-02", False), ("2026-03-05", True)])
async def test_a_delivery_lies_between_the_day_of_the_document_and_today(life, day, refused):
    done = await life.deliver(await life.decided(outcome=REFUSED), date(2026, 3, 4), deliveredOn=day)
    assert (set(codes(done)) == {"DELIVERY_DAY_INVALID"}) if refused else ok(done)


async def test_what_is_not_decided_is_neither_delivered_nor_corrected_nor_reviewed(life):
    request = await life.district.claimed()
    assert set(codes(await life.deliver(request, recipient=""))) == {"STATE_NOT_ALLOWED", "TEXT_MISSING"}
    wrong = {"wrong": "甲", "right": "乙", "reason": "笔误"}
    assert set(codes(await life.step("correctDecision", request, life.district.officer, **wrong))) == {
        "STATE_NOT_ALLOWED"
    }
    assert set(codes(await life.step("askReview", request, life.district.owner, grounds="不服"))) == {
        "STATE_NOT_ALLOWED"
    }


@pytest.mark.parametrize(("day", "refused"), [(date(2026, 3, 16), False), (date(2026, 3, 17), True)])
async def test_a_review_is_asked_for_within_its_days_from_delivery(life, day, refused):
    request = await life.delivered(outcome=REFUSED)
    done = await life.step("askReview", request, life.district.owner, day, grounds="规划已调整")
    if refused:
        assert set(codes(done)) == {"REVIEW_TOO_LATE"}
    else:
        assert ok(done)["review"]["grounds"] == "规划已调整"


async def test_a_review_needs_the_delivery_and_is_asked_for_once(life):
    request = await life.decided(outcome=REFUSED)
    early = await life.step("askReview", request, life.district.owner, grounds="")
    assert set(codes(early)) == {"NOT_DELIVERED", "TEXT_MISSING"}
    request = ok(await life.deliver(request))
    request = ok(await life.step("askReview", request, life.district.owner, grounds="规划已调整"))
    again = await life.step("askReview", request, life.district.owner, grounds="再次")
    assert set(codes(again)) == {"REVIEW_ONCE"}


async def test_an_upheld_decision_stays_and_the_review_has_a_number_of_its_own(life):
    district = life.district
    request = await life.delivered(outcome=REFUSED)
    request = ok(await life.step("askReview", request, district.owner, grounds="规划已调整"))
    same = await life.step("decideReview", request, district.officer, outcome="UPHELD", reason="规划未调整")
    assert set(codes(same)) == {"REVIEWER_DECIDED"}
    before = request["documentNumber"]
    request = ok(await life.step("decideReview", request, district.colleague, outcome="UPHELD", reason="规划未调整"))
    assert (request["state"], request["documentNumber"], request["deliveredOn"]) == ("REFUSED", before, DAY.isoformat())
    assert (request["review"]["outcome"], request["reviewUntil"]) == ("UPHELD", None)
    assert number(request["review"]["documentNumber"]) == number(before) + 1
    done = await life.step("decideReview", request, district.colleague, outcome="UPHELD", reason="再次")
    assert set(codes(done)) == {"REVIEW_DECIDED_ALREADY"}
    (told,) = [
        e["data"]
        for e in await life.api.events("zhongdian.support.request.review-decided.v1")
        if e["data"]["requestId"] == request["id"]
    ]
    assert (told["outcome"], told["documentNumber"]) == ("REFUSED", request["review"]["documentNumber"])


async def test_a_changed_decision_has_a_new_document_moves_the_quota_and_keeps_the_former_one_on_record(life):
    district, day = life.district, date(2023, 3, 6)
    account = await district.account("100", year=2023)
    request = await life.delivered(day)
    assert Decimal((await district.balance(2023))["committed"]) == 80
    request = ok(await life.step("askReview", request, district.owner, day, grounds="实际只需 50 亩"))
    changed = {"outcome": "CHANGED", "reason": "核减", "decision": "GRANTED_IN_PART"}
    none = await life.step("decideReview", request, district.colleague, day, **changed)
    assert set(codes(none)) == {"GRANT_MISFIT"}
    former = request["documentNumber"]
    request = ok(await life.step("decideReview", request, district.colleague, day, **changed, grantedQuantity="50"))
    assert (request["state"], request["outcome"], request["grantedQuantity"]) == (
        "GRANTED_IN_PART",
        "GRANTED_IN_PART",
        "50",
    )
    review = request["review"]
    assert (review["formerOutcome"], review["formerGrantedQuantity"], review["formerDocumentNumber"]) == (
        "GRANTED",
        "80",
        former,
    )
    assert request["documentNumber"] == review["documentNumber"] != former
    balance = await district.balance(2023)
    assert Decimal(balance["committed"]) == 50  # what is free again goes to others that wait for it
    # the new document is delivered anew; another review is not asked for
    assert request["deliveredOn"] is None
    request = ok(await life.deliver(request, day))
    assert [d["documentNumber"] for d in request["deliveries"]] == [former, request["documentNumber"]]
    assert set(codes(await life.step("askReview", request, district.owner, day, grounds="再次"))) == {"REVIEW_ONCE"}
    assert account["id"] == balance["id"]


async def test_a_review_that_grants_more_stays_within_the_quota(life):
    district, day = life.district, date(2022, 3, 7)
    account = await district.account("60", year=2022)
    request = await life.delivered(day, outcome="GRANTED_IN_PART", grantedQuantity="40", reason="指标不足")
    request = ok(await life.step("askReview", request, district.owner, day, grounds="请全部安排"))
    all_of_it = {"outcome": "CHANGED", "reason": "已补指标", "decision": "GRANTED"}
    short = await life.step("decideReview", request, district.colleague, day, **all_of_it)
    assert set(codes(short)) == {"QUOTA_EXCEEDED"}
    await district.allocate(await account_of(district, account), "900")  # enough for whoever else waits for it
    request = ok(await life.step("decideReview", request, district.colleague, day, **all_of_it))
    assert (request["state"], request["grantedQuantity"]) == ("GRANTED", "80")
    assert Decimal((await district.balance(2022))["committed"]) == 80


async def test_what_a_review_takes_back_from_a_closed_year_lapses_at_once(life):
    district, day, after = life.district, date(2019, 12, 26), date(2020, 1, 3)
    account = await district.account("80", year=2019)
    request = await life.delivered(day)
    request = ok(await life.step("askReview", request, district.owner, day, grounds="实际只需 50 亩"))
    seen = await district.balance(2019)
    named = {"accountId": account["id"], "expectedVersion": seen["version"]}
    closed = await life.api.do(
        "closeQuotaYear", "CloseQuotaYearInput", "account { closedOn }", district.officer, date(2020, 1, 2), **named
    )
    assert closed == {"account": {"closedOn": "2020-01-02"}, "userErrors": []}
    changed = {"outcome": "CHANGED", "reason": "核减", "decision": "GRANTED_IN_PART", "grantedQuantity": "50"}
    ok(await life.step("decideReview", request, district.colleague, after, **changed))
    kept = await district.balance(2019)
    assert [Decimal(kept[name]) for name in ("allocated", "committed", "available")] == [50, 50, 0]


async def account_of(district: District, account: dict) -> dict:
    return await district.balance(2022) | {"id": account["id"]}


async def test_two_who_decide_a_review_at_once_have_one_winner_and_numbers_have_no_gap(life):
    district, day = life.district, date(2021, 3, 8)
    await district.account("500", year=2021)
    requests = []
    for _ in range(4):
        request = await life.delivered(day)
        requests.append(ok(await life.step("askReview", request, district.owner, day, grounds="复核")))
    third = district.officer.but(subject="land-third", name="科员戊")
    changed = {"outcome": "CHANGED", "reason": "核减", "decision": "GRANTED_IN_PART", "grantedQuantity": "10"}
    upheld = {"outcome": "UPHELD", "reason": "维持"}
    done = await asyncio.gather(
        *(
            life.step("decideReview", request, who, day, **finding)
            for request in requests
            for who, finding in ((district.colleague, changed), (third, upheld))
        )
    )
    won = [d for d in done if not d["userErrors"]]
    lost = [d for d in done if d["userErrors"]]
    assert len(won) == 4
    assert {code for d in lost for code in codes(d)} <= {"CONFLICT", "VERSION_CONFLICT", "REVIEW_DECIDED_ALREADY"}
    numbers = sorted(
        {number(d["request"]["review"]["documentNumber"]) for d in won}
        | {number(r["documentNumber"]) for r in requests}
    )
    assert numbers == list(range(numbers[0], numbers[0] + 8))
    committed = sum(Decimal(d["request"]["grantedQuantity"]) for d in won)
    assert Decimal((await district.balance(2021))["committed"]) == committed


async def test_a_slip_is_corrected_by_a_notice_and_the_decision_stays(life):
    district = life.district
    request = await life.decided(outcome=REFUSED)
    slip = {"wrong": "示例路西侧", "right": "示例路东侧", "reason": "方位笔误"}
    after = ok(await life.step("correctDecision", request, district.officer, **slip))
    (notice,) = after["corrections"]
    assert (notice["wrong"], notice["right"], notice["ofDocumentNumber"]) == (
        "示例路西侧",
        "示例路东侧",
        request["documentNumber"],
    )
    assert number(notice["number"]) == number(request["documentNumber"]) + 1
    assert (after["outcome"], after["documentNumber"]) == (request["outcome"], request["documentNumber"])


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("准予 80 亩", "准予 90 亩", "CORRECTION_OF_SUBSTANCE"),
        ("不予批准", "准予批准", "CORRECTION_OF_SUBSTANCE"),
        ("示例路", "示例路", "CORRECTION_EMPTY"),
        ("", "示例路", "TEXT_MISSING"),
    ],
)
async def test_a_correction_changes_neither_outcome_nor_quantity(life, wrong, right, code):
    request = await life.decided(outcome=REFUSED)
    done = await life.step("correctDecision", request, life.district.officer, wrong=wrong, right=right, reason="更正")
    assert set(codes(done)) == {code}


async def test_the_formal_document_is_a_word_and_a_pdf_file_with_number_day_and_clause(life):
    district = life.district
    request = await life.decided(outcome=REFUSED)
    assert "株天自然资函" in (word := await text_of(life, request, district.owner))
    for part in (
        request["documentNumber"],
        "2026年3月2日",
        "第十五条",
        "不予批准",
        "不符合规划",
        "80 亩",
        "示例涂料项目",
    ):
        assert part in word
    pdf = await paper(life, request, district.owner, "PDF")
    assert base64.b64decode(pdf["contentBase64"]).startswith(b"%PDF")
    assert await paper(life, request, life.manager, "PDF") is None


async def test_every_notice_and_the_former_text_can_be_had(life):
    district = life.district
    returned = ok(await district.submit())
    returned = ok(
        await life.step("returnRequest", returned, district.officer, reason="材料不全", missing=["勘测定界图"])
    )
    assert "勘测定界图" in await text_of(life, returned, district.owner)
    closed = ok(await district.submit())
    closed = ok(await life.step("notAcceptRequest", closed, district.officer, reason="不属于本单位职责"))
    assert "不予受理" in await text_of(life, closed, district.owner)
    request = await life.delivered(outcome=REFUSED)
    slip = {"wrong": "示例路西侧", "right": "示例路东侧", "reason": "方位笔误"}
    request = ok(await life.step("correctDecision", request, district.officer, **slip))
    notice = request["corrections"][0]["number"]
    assert "示例路东侧" in await text_of(life, request, district.owner, notice)
    request = ok(await life.step("askReview", request, district.owner, grounds="规划已调整"))
    request = ok(await life.step("decideReview", request, district.colleague, outcome="UPHELD", reason="未调整"))
    assert "维持" in await text_of(life, request, district.owner, request["review"]["documentNumber"])
    assert "不予批准" in await text_of(life, request, district.owner)
    assert await paper(life, request, district.owner, "DOCX", "没有〔2026〕1号") is None
    assert await paper(life, await district.claimed(), district.owner, "DOCX") is None


async def paper(life: Life, request: dict, as_, form: str, named: str | None = None) -> dict | None:
    query = """query($id: UUID!, $form: SupportPaperForm!, $number: String) {
      requestPaper(requestId: $id, form: $form, number: $number) { number title fileName mediaType contentBase64 size sm3 } }"""
    variables = {"id": request["id"], "form": form, "number": named}
    return (await life.api(query, variables, as_=as_))["requestPaper"]


async def text_of(life: Life, request: dict, as_, named: str | None = None) -> str:
    made = await paper(life, request, as_, "DOCX", named)
    with ZipFile(io.BytesIO(base64.b64decode(made["contentBase64"]))) as file:
        return re.sub(r"<[^>]+>", "", file.read("word/document.xml").decode())


def number(written: str) -> int:
    return int(re.search(r"〕(\d+)号", written)[1])
