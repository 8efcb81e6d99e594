"""What there is to do in the assessment, through the endpoint."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from services.assessment.store import tables
from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.district import District
from tests.harness.todos import todos

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
    assert await kinds(district, district.authority, THIRD_ENDS) == ["QUARTER_TO_COMPUTE"]  # of the second quarter
    (shown,) = await todos(district.api, district.authority, FOURTH_BEGINS, FIELD)
    assert (shown["title"], shown["command"], shown["article"]) == ("2026年第3季度考核", "computeQuarter", "第十九条")
    for role in set(Role) - {Role.INVESTMENT_AUTHORITY}:
        assert await kinds(district, district.someone(role, unit=new_id()), FOURTH_BEGINS) == [], role


async def test_a_card_asks_its_unit_for_a_statement_in_the_quarter_of_its_issue(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    cards = await district.api.rows(select(tables.Card.unit_id, tables.Card.issued_on))
    issued = {str(card.unit_id): card.issued_on for card in cards}
    first, last = (
        district.someone(Role.PLANNING_PARTY, unit=units[0]),
        district.someone(Role.PLANNING_PARTY, unit=units[4]),
    )
    on = issued[str(units[4])]
    (shown,) = await todos(district.api, last, on, FIELD)
    assert (shown["kind"], shown["command"], shown["unitId"]) == ("CARD_DUTY", None, str(units[4]))
    assert shown["article"] == "第二十一条"
    assert await kinds(district, first, on) == []
    ends = date.fromisoformat(shown["dueOn"])
    assert await kinds(district, last, ends) == ["CARD_DUTY"]
    assert await kinds(district, last, date.fromordinal(ends.toordinal() + 1)) == []
    assert "QUARTER_TO_PUBLISH" not in await kinds(district, district.authority, on)
