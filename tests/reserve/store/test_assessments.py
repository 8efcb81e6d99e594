"""What an upgrade works out anew: assessments that are missing, or that follow from other rules."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, select, update

from services.chassis.database import ALL_DIVISIONS
from services.reserve.store import assessments, tables
from tests.reserve.life import FIVE, INVESTMENT, TODAY, documents

LIST = """query($f: AssessmentFilter) { libraryAssessment(filter: $f, first: 200) { edges { node {
    ready met asked missing expired expiring stale nextExpiry changesOn updatedOn project { id } } } } }"""


async def shown(reserve, on=TODAY):
    answer = await reserve.api(LIST, {"f": {}}, as_=INVESTMENT, on=on)
    return sorted((e["node"] for e in answer["libraryAssessment"]["edges"]), key=lambda n: n["project"]["id"])


async def settled(reserve, *statements):
    """Change what is stored behind the service's back, then settle; return how many projects were worked out anew."""
    async with reserve.api.database.session(ALL_DIVISIONS) as session:
        for statement in statements:
            await session.execute(statement)
        done = await assessments.settle(session, TODAY)
        await session.commit()
    return done


async def test_an_upgrade_works_out_what_is_missing_or_follows_from_other_rules_and_nothing_else(reserve):
    await reserve.prove(await reserve.project(name="升级甲"), *FIVE)
    project = await reserve.project(("FIVE_YEAR", FIVE), name="升级乙")
    paper = documents("SCHEME")[0] | {"validUntil": "2027-06-30"}
    given = {"projectId": project["id"], "expectedVersion": project["version"], "evidence": [paper]}
    await reserve.done("recordEvidence", "project { id }", reserve.owner, **given)
    before, later = await shown(reserve), await shown(reserve, date(2027, 7, 1))
    assert len(before) >= 2
    assert await settled(reserve) == 0
    table = tables.Assessment
    assert await settled(reserve, delete(table).where(table.project_id == project["id"])) == 1
    assert (await shown(reserve), await shown(reserve, date(2027, 7, 1))) == (before, later)
    assert await settled(reserve, update(table).values(rules="other rules", ready=False, met=0)) == len(before)
    assert (await shown(reserve), await shown(reserve, date(2027, 7, 1))) == (before, later)


async def test_what_is_stored_says_by_which_rules_it_was_worked_out(reserve):
    await reserve.project(name="规则项目")
    rules = {r.rules for r in await reserve.api.rows(select(tables.Assessment.rules))}
    assert rules == {assessments.DIGEST}
