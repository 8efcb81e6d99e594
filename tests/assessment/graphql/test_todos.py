"""What there is to do in the assessment, through the endpoint."""

from __future__ import annotations

from datetime import date, timedelta

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.district import District, codes
from tests.assessment.schemes import SCHEME, Schemes, yearly
from tests.harness.todos import of_kind, todos

FIELD = "assessmentTodos"
THIRD_ENDS, FOURTH_BEGINS, FOURTH_ENDS, NEXT_YEAR = (
    date(2026, 9, 30),
    date(2026, 10, 1),
    date(2026, 12, 31),
    date(2027, 1, 1),
)


async def kinds(district: District, who, on) -> list[str]:
    return [t["kind"] for t in await todos(district.api, who, on, FIELD)]


async def test_a_quarter_is_to_be_computed_when_it_is_over_and_then_to_be_published(district: District):
    assert await kinds(district, district.authority, FOURTH_BEGINS) == []  # there is no scheme to compute by
    await district.adopt()
    assert await kinds(district, district.authority, THIRD_ENDS) == ["PERIOD_TO_COMPUTE"]  # of the second quarter
    (shown,) = await todos(district.api, district.authority, FOURTH_BEGINS, FIELD)
    assert (shown["title"], shown["command"], shown["article"]) == ("2026年第3季度考核", "computePeriod", "第十九条")
    for role in set(Role) - {Role.INVESTMENT_AUTHORITY}:
        assert await kinds(district, district.someone(role, unit=new_id()), FOURTH_BEGINS) == [], role


async def test_a_card_asks_its_unit_for_a_statement_until_it_is_confirmed(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    first, last = (
        district.someone(Role.PLANNING_PARTY, unit=units[0]),
        district.someone(Role.PLANNING_PARTY, unit=units[4]),
    )
    on = date(2027, 1, 16)  # the day of publication
    (shown,) = await todos(district.api, last, on, FIELD)
    assert (shown["kind"], shown["command"], shown["unitId"]) == ("CARD_DUTY", "fulfilDuty", str(units[4]))
    assert shown["article"] == "第二十一条"
    assert shown["title"] == "2026年第4季度红黄牌：季讲评现场表态发言"
    assert await kinds(district, first, on) == []
    late = date.fromisoformat(shown["dueOn"]) + timedelta(days=1)
    assert [t["severity"] for t in await todos(district.api, last, late, FIELD)] == ["OVERDUE"]
    given = {"dutyId": shown["recordId"], "expectedVersion": 1, "person": "示例镇镇长甲", "text": "已作表态"}
    done = await district.api.do("fulfilDuty", "FulfilDutyInput", "duty { status }", last, on, **given)
    assert done == {"duty": {"status": "FULFILLED"}, "userErrors": []}
    assert await kinds(district, last, on) == []
    assert await kinds(district, district.authority, on) == ["DUTY_TO_CONFIRM", "SCHEME_TO_DRAFT"]
    given = {"dutyId": shown["recordId"], "expectedVersion": 2}
    await district.api.do("confirmDuty", "ConfirmDutyInput", "duty { status }", district.authority, on, **given)
    assert await kinds(district, district.authority, on) == ["SCHEME_TO_DRAFT"]


async def test_a_computed_quarter_is_announced_checked_by_its_units_and_published_after_the_window(district: District):
    await district.adopt()
    (unit,) = await district.towns(0)
    await district.compute(on=date(2026, 12, 31))
    assert await kinds(district, district.authority, date(2026, 12, 31)) == ["PERIOD_TO_COMPUTE"]
    assert await kinds(district, district.authority, NEXT_YEAR) == ["PERIOD_TO_ANNOUNCE", "SCHEME_TO_DRAFT"]
    await district.announce(on=date(2027, 1, 8))
    town = district.someone(Role.PLANNING_PARTY, unit=unit)
    (shown,) = await todos(district.api, town, date(2027, 1, 15), FIELD)
    assert (shown["kind"], shown["dueOn"], shown["command"]) == ("RESULT_TO_CHECK", "2027-01-15", "raiseObjection")
    assert await kinds(district, town, date(2027, 1, 16)) == []
    assert await kinds(district, district.authority, date(2027, 1, 15)) == ["SCHEME_TO_DRAFT"]
    assert await kinds(district, district.authority, date(2027, 1, 16)) == ["PERIOD_TO_PUBLISH", "SCHEME_TO_DRAFT"]
    assert await kinds(district, district.someone(Role.PLANNING_PARTY, unit=new_id()), date(2027, 1, 15)) == []


async def test_without_an_approved_scheme_there_is_one_to_draft_or_to_approve_and_nothing_to_compute(
    district: District,
):
    schemes = Schemes(district)
    approved = await schemes.draft()
    await schemes.approve(approved)
    assert await kinds(district, district.authority, date(2026, 3, 31)) == []
    on = date(2027, 4, 1)
    await district.published(2026, 4)  # as the first of all
    (shown,) = await todos(district.api, district.authority, on, FIELD)
    assert (shown["kind"], shown["title"], shown["command"]) == ("SCHEME_TO_DRAFT", "2027年考核细则", "copyScheme")
    assert shown["recordId"] == approved["id"]
    copied = await schemes.do("copyScheme", SCHEME, on, schemeId=approved["id"], year=2027, title="示例细则")
    (shown,) = await todos(district.api, district.authority, on, FIELD)
    assert (shown["kind"], shown["title"]) == ("SCHEME_TO_APPROVE", "2027年考核细则第1版草案")
    assert shown["recordId"] == copied["scheme"]["id"]
    assert await kinds(district, district.someone(Role.LEADER), on) == []
    other = await schemes.draft(2027, on=on)
    assert codes(await schemes.approve(other, on=on)) == []
    # the draft that an approved version has passed by waits for nothing
    assert await kinds(district, district.authority, on) == ["PERIOD_TO_COMPUTE"]
    withdrawn = await schemes.read(other["id"], "id revision")
    await schemes.withdraw(withdrawn, on=on)
    assert await kinds(district, district.authority, on) == ["SCHEME_TO_APPROVE"]


async def test_quarters_that_were_left_out_are_to_be_computed_in_order_and_the_year_after_its_last(district: District):
    schemes = Schemes(district)
    done = await schemes.do("draftScheme", SCHEME, **yearly())
    await schemes.approve(done["scheme"])
    await district.towns(0, 1)
    await district.published(2026, 1)
    asked = [t["title"] for t in await todos(district.api, district.authority, NEXT_YEAR, FIELD)]
    assert asked == ["2026年第2季度考核", "2026年第3季度考核", "2026年第4季度考核", "2027年考核细则"]
    for quarter in (2, 3, 4):
        await district.published(2026, quarter)
    on = date(2027, 1, 20)
    shown = await of_kind(district.api, district.authority, on, "PERIOD_TO_COMPUTE", field=FIELD)
    assert [(t["title"], t["command"]) for t in shown] == [("2026年度考核", "computePeriod")]
    assert codes(await district.compute(2026, None, on=on)) == []
    assert await kinds(district, district.authority, on) == ["PERIOD_TO_ANNOUNCE", "SCHEME_TO_DRAFT"]
