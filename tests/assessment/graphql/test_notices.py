"""Notices of the assessment: results and cards are told to their unit, and to nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from services.assessment.domain.notices import NOTICES
from services.assessment.messaging.published import PUBLISHED
from services.assessment.store import tables
from services.chassis.clock import new_id
from services.law.notice import worded
from services.law.parties import Role
from tests.assessment.district import District, codes
from tests.assessment.schemes import JANUARY, Schemes

LIST = """query($f: NoticeFilter) { assessmentNotices(filter: $f, first: 50) { edges { node {
  id kind kindName article text dueOn recordId unitId readAt project { id } } } }
  unreadAssessmentNotices { totalCount kinds { kind count } } assessmentNoticeKinds { code binding muted } }"""
ADDRESS = "path calendarAddress { id version label inForce expiresOn }"


async def noticed(district: District, who, on, **which):
    answer = await district.api(LIST, {"f": which or None}, as_=who, on=on)
    return [e["node"] for e in answer["assessmentNotices"]["edges"]]


async def test_a_unit_is_told_of_its_result_and_of_its_card(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    cards = await district.api.rows(
        select(tables.Card.id, tables.Card.colour, tables.Card.issued_on).where(tables.Card.unit_id == units[4])
    )
    on = cards[0].issued_on
    last = district.someone(Role.PLANNING_PARTY, unit=units[4])
    told = {n["kind"]: n for n in await noticed(district, last, on)}
    card = f"card.{cards[0].colour.lower()}"
    assert set(told) == {"result.announced", "result.published", card, "duty.set"}
    assert "有异议的，请在2027-01-15前提出" in told["result.announced"]["text"]
    assert told["result.announced"]["dueOn"] == "2027-01-15"
    assert "季讲评现场表态发言" in told["duty.set"]["text"]
    card = told[card]
    assert (card["recordId"], card["unitId"], card["article"]) == (str(cards[0].id), str(units[4]), "第二十一条")
    assert "第5名" in told["result.published"]["text"]
    first = district.someone(Role.PLANNING_PARTY, unit=units[0])
    assert [n["kind"] for n in await noticed(district, first, on)] == ["result.published", "result.announced"]
    for role in Role:
        assert await noticed(district, district.someone(role, unit=new_id()), on) == [], role


async def test_everybody_of_the_division_is_told_of_the_rules_in_force_and_of_no_draft(district: District):
    schemes, anyone = Schemes(district), district.someone(Role.PLANNING_PARTY, unit=new_id())
    drafted = await schemes.draft()
    assert await noticed(district, anyone, JANUARY) == []
    approved = (await schemes.approve(drafted))["scheme"]
    assert codes(await schemes.withdraw(approved)) == []
    told = await noticed(district, anyone, JANUARY)
    assert [(n["kind"], n["recordId"], n["text"]) for n in told] == [
        ("scheme.withdrawn", drafted["id"], "2026年考核细则（第1版）已撤回：权重有误"),
        (
            "scheme.approved",
            drafted["id"],
            "2026年考核细则《2026年重点项目考核细则》（第1版）已批准施行（示例考核办〔2026〕1号）",
        ),
    ]
    assert await noticed(district, District(district.api).someone(Role.LEADER), JANUARY) == []


async def test_what_is_read_is_read_by_the_person_alone_and_a_card_is_never_muted(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    on = (
        await district.api.rows(
            select(tables.Card.id, tables.Card.colour, tables.Card.issued_on).where(tables.Card.unit_id == units[4])
        )
    )[0].issued_on
    last = district.someone(Role.PLANNING_PARTY, unit=units[4])
    ids = [n["id"] for n in await noticed(district, last, on)]
    unread = "unread { totalCount }"
    done = await district.api.do("markAssessmentNoticesRead", "MarkNoticesReadInput", unread, last, on, noticeIds=ids)
    assert done["unread"] == {"totalCount": 0}
    assert await noticed(district, last, on, unread=True) == []
    colleague = last.but(subject="assessment-colleague")
    assert len(await noticed(district, colleague, on, unread=True)) == len(ids)
    for kind, refused in (("card.red", ["NOTICE_BINDING"]), ("result.published", [])):
        given = {"kind": kind, "muted": True}
        done = await district.api.do("muteAssessmentNotices", "MuteNoticesInput", unread, colleague, on, **given)
        assert [e["code"] for e in done["userErrors"]] == refused
    assert "result.published" not in [n["kind"] for n in await noticed(district, colleague, on)]


async def test_a_calendar_has_the_cards_duty_on_its_day(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    on = (
        await district.api.rows(
            select(tables.Card.id, tables.Card.colour, tables.Card.issued_on).where(tables.Card.unit_id == units[4])
        )
    )[0].issued_on
    last = district.someone(Role.PLANNING_PARTY, unit=units[4])
    made = await district.api.do(
        "createAssessmentCalendarAddress", "CreateCalendarAddressInput", ADDRESS, last, on, label="手机"
    )
    headers = {"x-business-date": on.isoformat()}
    answer = await district.api.http.get(made["path"], headers=headers)
    assert (answer.status_code, answer.content.count(b"BEGIN:VEVENT")) == (200, 1)
    given = {"addressId": made["calendarAddress"]["id"], "expectedVersion": 1}
    renewed = await district.api.do(
        "renewAssessmentCalendarAddress", "RenewCalendarAddressInput", ADDRESS, last, on, **given
    )
    assert (renewed["userErrors"], renewed["calendarAddress"]["version"]) == ([], 2)
    given["expectedVersion"] = 2
    await district.api.do("revokeAssessmentCalendarAddress", "RevokeCalendarAddressInput", ADDRESS, last, on, **given)
    assert (await district.api.http.get(made["path"], headers=headers)).status_code == 404
    own = "{ assessmentCalendarAddresses { edges { node { label inForce } } } }"
    answer = await district.api(own, as_=last, on=on)
    assert answer["assessmentCalendarAddresses"]["edges"] == [{"node": {"label": "手机", "inForce": False}}]


@pytest.mark.parametrize("kind", sorted(NOTICES))
def test_every_kind_says_what_its_event_has(kind):
    named = {
        "card.yellow": "card.issued",
        "card.red": "card.issued",
        "result.overtaking": "result.published",
        "objection.accepted": "objection.decided",
        "objection.refused": "objection.decided",
        "report.reissued": "report.issued",
    }.get(kind, kind)
    (event,) = [p for p in PUBLISHED if f"zhongdian.assessment.{named}.v1" == p.TYPE]
    said = worded(NOTICES[kind], dict.fromkeys(event.SAMPLE, "…"))
    assert said.count("…") == NOTICES[kind].says.count("{")
