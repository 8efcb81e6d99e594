"""A published year whose quarters are corrected afterwards: it stands, says so, and is settled by a correction of its own."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from services.assessment.store import tables
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from tests.assessment.courses import RULES
from tests.assessment.district import District, codes
from tests.assessment.graphql.test_notices import noticed
from tests.assessment.graphql.test_year_review import ON, results
from tests.assessment.review import of_unit
from tests.harness.todos import of_kind

EARLY, AFTER, LATER, LAST = date(2027, 1, 19), date(2027, 2, 1), date(2027, 2, 2), date(2027, 2, 3)
PERIOD = """{ period(year: 2026) { overtaken { totalCount edges { node { id unit { id } score overtakenBy {
  scoreBefore scoreAfter result { quarter score } overtakes { id quarter } answeredBy { id } } } } } }
  result(year: 2026, quarter: 4, group: TOWN) { units(first: 50) { edges { node { unit { id } overtakenBy { id } corrections {
  scoreAfter overtakes { id } answeredBy { scoreAfter result { quarter } } } } } } } }"""
WITHOUT_QUARTERS = [
    rule
    | {
        "yearly": [
            {"code": "CONTENT", "name": "建设内容", "measure": "ANNUAL_CONTENT", "formula": "RATIO", "weight": "100"}
        ]
    }
    | {"yearlyTieBreakers": []}
    for rule in RULES
]


async def published_year(district: District, *late: int, rules: list[dict[str, Any]] = RULES) -> list[UUID]:
    """Publish the last quarter, and the year that is computed from it."""
    assert codes(await district.adopt(groups=rules)) == []
    units = await district.towns(*late)
    await district.published()
    await year_published(district)
    return units


async def year_published(district: District) -> None:
    assert codes(await district.compute(quarter=None, on=ON)) == []
    assert codes(await district.publish(quarter=None, on=ON)) == []


async def seen(district: District) -> tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]]]:
    """The year's results that are overtaken, and each unit's corrections of the quarter."""
    found = await district.api(PERIOD, as_=district.someone(Role.LEADER))
    quarters = [e["node"] for e in found["result"]["units"]["edges"]]
    assert all(q["overtakenBy"] == [] for q in quarters)
    overtaken = found["period"]["overtaken"]
    assert overtaken["totalCount"] == len(overtaken["edges"])
    return [e["node"] for e in overtaken["edges"]], {q["unit"]["id"]: q["corrections"] for q in quarters}


async def quarter(district: District, unit: UUID, score: str, on: date) -> dict[str, Any]:
    """Correct the score of a unit in the quarter."""
    of_unit = next(r for r in await district.results() if r["unit"]["id"] == str(unit))
    return await district.correct(of_unit, score, on=on)


async def year(district: District, unit: UUID) -> dict[str, Any]:
    return next(r for r in await results(district) if r["unit"]["id"] == str(unit))


async def asked(district: District, on: date) -> list[dict[str, Any]]:
    return await of_kind(district.api, district.authority, on, "YEAR_TO_CORRECT", field="assessmentTodos")


async def test_a_quarter_corrected_after_its_year_is_told_until_the_year_follows_and_again_when_it_is_corrected_anew(
    district: District,
):
    assert codes(await district.adopt(groups=RULES)) == []
    units = await district.towns(0, 1, 2, 3)
    await district.published()
    assert codes(await quarter(district, units[2], "85", EARLY)) == []  # the year will be computed from it
    await year_published(district)
    assert ((await seen(district))[0], await asked(district, AFTER)) == ([], [])
    before = await results(district)
    assert codes(await quarter(district, units[3], "100", AFTER)) == []
    assert await results(district) == before, "what is published changes by its own correction alone"
    own = await year(district, units[3])
    (shown,), _ = await seen(district)
    assert (shown["id"], shown["unit"]["id"]) == (own["id"], str(units[3]))
    changed = {"scoreBefore": "70", "scoreAfter": "100", "result": {"quarter": 4, "score": "100"}}
    assert shown["overtakenBy"] == [changed | {"overtakes": {"id": own["id"], "quarter": None}, "answeredBy": None}]
    (todo,) = await asked(district, AFTER)
    said = (todo["recordId"], todo["unitId"], todo["title"], todo["command"], todo["article"])
    assert said == (own["id"], str(units[3]), "2026年度考核结果", "correctScore", "第二十条")
    assert (
        await of_kind(district.api, district.someone(Role.LEADER), AFTER, todo["kind"], field="assessmentTodos") == []
    )
    again = [e for e in await district.told("result.published") if e["quarter"] == 4][-4:]
    (event,) = [e for e in again if e["overtakesId"]]
    assert (event["unitId"], event["overtakesId"]) == (str(units[3]), own["id"])
    (told,) = await noticed(district, of_unit(district, units[3]), AFTER, kinds=["result.overtaking"])
    assert (told["recordId"], told["article"]) == (event["resultId"], "第二十条")
    assert "2026年度考核结果仍以更正前的得分计" in told["text"]
    assert codes(await district.correct(own, "77.77", on=LATER)) == []
    still, corrections = await seen(district)
    assert (still, await asked(district, LATER)) == ([], [])
    answered = {"overtakes": {"id": own["id"]}, "answeredBy": {"scoreAfter": "77.77", "result": {"quarter": None}}}
    assert corrections[str(units[3])] == [{"scoreAfter": "100"} | answered]
    assert corrections[str(units[2])] == [{"scoreAfter": "85", "overtakes": None, "answeredBy": None}]
    assert codes(await quarter(district, units[3], "95", LAST)) == []
    ((again,), _) = await seen(district)
    assert [c["scoreAfter"] for c in again["overtakenBy"]] == ["95"]
    await found_by_the_migration(district)


async def found_by_the_migration(district: District) -> None:
    """What was corrected before it was noted is found as it would have been noted."""
    row = tables.Correction
    migration = import_module("services.assessment.store.migrations.versions.0023_overtaken")
    kept = select(row.id, row.overtakes_id, row.answered_by_id).where(row.division == district.division)
    async with district.api.database.session(ALL_DIVISIONS) as session:
        noted = set((await session.execute(kept)).all())
        forget = "update corrections set overtakes_id = null, answered_by_id = null"
        await session.execute(text(forget))
        assert (await session.scalar(select(func.count(row.overtakes_id)))) == 0
        await session.execute(text(migration.MADE_BEFORE))
        assert set((await session.execute(kept)).all()) == noted
        await session.rollback()


async def test_that_a_year_stands_is_put_on_record_by_its_own_score_and_only_where_it_is_overtaken(district: District):
    units = await published_year(district, 0, 1, 2, 3)
    own, other = await year(district, units[3]), await year(district, units[1])
    assert codes(await district.correct(own, own["score"], on=AFTER)) == ["SCORE_UNCHANGED"]
    assert codes(await quarter(district, units[3], "71", AFTER)) == []
    assert codes(await district.correct(other, other["score"], on=AFTER)) == ["SCORE_UNCHANGED"]
    kept = await district.correct(own, own["score"], on=LATER, reason="季度更正不影响年度得分")
    assert (codes(kept), kept["result"]["score"], kept["result"]["rank"]) == ([], own["score"], own["rank"])
    assert ((await seen(district))[0], await asked(district, LATER)) == ([], [])
    last = [e for e in await district.told("result.published") if e["quarter"] == 0][-1]
    assert last["unitId"] == str(units[3]), "the unit is told how it ended"
    assert codes(await district.correct(own, own["score"], on=LATER)) == ["VERSION_CONFLICT", "SCORE_UNCHANGED"]


async def test_a_quarter_brought_back_to_what_its_year_counted_leaves_nothing_to_settle(district: District):
    units = await published_year(district, 0, 1, 2, 3)
    for score in ("80", "90"):
        assert codes(await quarter(district, units[3], score, AFTER)) == []
    ((shown,), _) = await seen(district)
    assert [c["scoreAfter"] for c in shown["overtakenBy"]] == ["80", "90"]
    assert codes(await quarter(district, units[3], "70", LATER)) == []
    left, corrections = await seen(district)
    assert (left, await asked(district, LATER)) == ([], [])
    back = {"scoreAfter": "70", "result": {"quarter": 4}}
    assert [c["answeredBy"] for c in corrections[str(units[3])]] == [back, back, None]
    assert codes(await quarter(district, units[3], "80", LAST)) == []
    assert len(await asked(district, LAST)) == 1


async def test_a_year_that_does_not_look_at_its_quarters_rests_on_none_of_them(district: District):
    units = await published_year(district, 0, 1, 2, 3, rules=WITHOUT_QUARTERS)
    assert len(await results(district)) == 4
    assert codes(await quarter(district, units[3], "100", AFTER)) == []
    left, corrections = await seen(district)
    assert (left, await asked(district, AFTER)) == ([], [])
    assert [c["overtakes"] for c in corrections[str(units[3])]] == [None]
