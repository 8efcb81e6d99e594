"""A period computed in part is the same as computed whole; a published one can be computed again from what it was."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from services.assessment.domain.period import period_of
from services.assessment.store import schemes, tables
from services.assessment.usecases.period.gather import Computed, afresh, whole
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.identity import Actor
from services.chassis.work import Work
from services.law.parties import Role
from tests.assessment.district import GUARANTEE, NODES, District, codes, scheme

RANKED = {"code": "RANK", "name": "节点名次", "measure": "NODE_TASKS", "formula": "RANK_POINTS", "floor": "0.5"}
MONEY = {"code": "MONEY", "name": "投资", "measure": "PHYSICAL_PROGRESS", "formula": "CAPPED_LINEAR", "cap": "1.2"}
INDICATORS = [
    NODES | {"weight": "30"},
    RANKED | {"weight": "30"},
    MONEY | {"weight": "20"},
    GUARANTEE | {"weight": "20"},
]
YEARLY_QUARTERS = {
    "code": "QUARTERS",
    "name": "季度",
    "measure": "QUARTER_RESULTS",
    "formula": "CAPPED_LINEAR",
    "weight": "40",
    "cap": "1",
}
AGAIN = date(2027, 1, 9)
DAY = date(2026, 11, 3)


def untold(event: object) -> Any:
    raise AssertionError(f"nothing is to be published: {event}")


async def looked_at(district: District, year: int = 2026, quarter: int = 4) -> tuple[Computed, Computed]:
    """Compute the period in part, as far as facts touched it, and whole."""
    async with district.api.database.session(ALL_DIVISIONS, read_only=True) as session:
        actor = Actor("test", "test", frozenset(), None, district.division)
        work = Work(session, actor, datetime(2027, 1, 9, 2, tzinfo=UTC), "assessment", untold)
        period = tables.Period
        query = select(period).where(period.division == district.division, period.year == year)
        row = (await session.scalars(query.where(period.quarter == quarter))).one()
        rules = schemes.state_of(await session.get_one(tables.Scheme, row.scheme_id))
        in_part = await afresh(work, row, period_of(year, quarter), row.scheme_id, rules)
        return in_part, await whole(work, period_of(year, quarter), rules, work.today)


async def ground(district: District) -> dict[str, UUID]:
    """Towns with nodes, requests and projects, computed once."""
    assert codes(await district.adopt(indicators=INDICATORS)) == []
    units = await district.towns(0, 3, 1, 2)
    bureau = await district.unit("DEPARTMENT")
    project = await district.tasked(units[0])
    await district.verified(units[0], project, 10, "90", "100")
    node = await district.planned(units[1], date(2026, 12, 30))
    assert codes(await district.compute()) == []
    return {"a": units[0], "b": units[1], "c": units[2], "bureau": bureau, "project": project, "node": node}


async def nothing(_district: District, _has: dict[str, UUID]) -> None:
    pass


async def a_late_node(district: District, has: dict[str, UUID]) -> None:
    await district.completed(has["c"], DAY, late=2)


async def a_node_done_in_time_after_all(district: District, has: dict[str, UUID]) -> None:
    await district.completed(has["b"], date(2026, 12, 29), node=has["node"])


async def a_node_planned_again_for_another(district: District, has: dict[str, UUID]) -> None:
    await district.planned(has["a"], date(2026, 12, 20), on=date(2026, 11, 5), node=has["node"], version=2)


async def a_month_verified(district: District, has: dict[str, UUID]) -> None:
    await district.verified(has["a"], has["project"], 12, "130", "120")


async def a_request_of_the_idle_bureau(district: District, has: dict[str, UUID]) -> None:
    await district.decided(has["bureau"], DAY, late=1)


async def a_fact_of_nobody(district: District, _has: dict[str, UUID]) -> None:
    await district.completed(new_id(), DAY)


async def a_fact_of_another_quarter(district: District, has: dict[str, UUID]) -> None:
    await district.completed(has["a"], date(2026, 8, 3), late=1)


CAME = (
    nothing,
    a_late_node,
    a_node_done_in_time_after_all,
    a_node_planned_again_for_another,
    a_month_verified,
    a_request_of_the_idle_bureau,
    a_fact_of_nobody,
    a_fact_of_another_quarter,
)


@pytest.mark.parametrize("came", CAME)
async def test_what_facts_touched_is_computed_as_if_all_were(district: District, came: Any) -> None:
    has = await ground(district)
    await came(district, has)
    in_part, full = await looked_at(district)
    assert in_part.touched is not None
    assert in_part.digests == full.digests
    assert in_part.computation.groups == full.computation.groups
    assert in_part.of_entries == full.of_entries
    # and so it is when it is kept and looked at again
    assert codes(await district.compute(expectedVersion=1, on=AGAIN)) == []
    again, full = await looked_at(district)
    assert again.touched == frozenset()
    assert again.digests == full.digests


async def test_one_after_the_other_they_add_up(district: District) -> None:
    has = await ground(district)
    for version, came in enumerate(CAME, start=1):
        await came(district, has)
        done = await district.compute(expectedVersion=version, on=AGAIN)
        assert codes(done) == []
        _, full = await looked_at(district)
        assert done["period"]["digest"] == full.digests.period


async def test_only_results_that_are_others_now_are_written_and_those_that_were_corrected(district: District) -> None:
    async def shown() -> dict[str, tuple[str, int]]:
        return {r["unit"]["id"]: (r["score"], r["rank"]) for r in await district.results()}

    async def versions() -> list[int]:
        return [
            r["version"] for r in sorted(await district.results(), key=lambda r: units.index(UUID(r["unit"]["id"])))
        ]

    await district.adopt()
    units = await district.towns(0, 3, 1, 2)
    await district.compute()
    await district.completed(units[1], DAY, late=2)  # the last one stays the last
    done = await district.compute(expectedVersion=1)
    assert await versions() == [1, 2, 1, 1]
    computed = await shown()
    first = next(r for r in await district.results() if r["rank"] == 1)
    assert codes(await district.correct(first, "85")) == []  # between the third and the second
    assert await shown() != computed
    again = await district.compute(expectedVersion=3, discardCorrections=True)
    assert codes(again) == []
    assert again["period"]["digest"] == done["period"]["digest"]
    assert await shown() == computed


async def test_another_day_of_a_running_quarter_and_a_merger_are_computed_whole(district: District) -> None:
    has = await ground(district)
    changed = {"name": "测试镇", "category": "TOWN", "parentId": None, "roles": [], "version": 2, "active": False}
    told = {"organizationId": has["c"], "creditCode": None, "mergedInto": has["b"]} | changed
    await district.tell("zhongdian.reserve.organization.changed.v1", on=date(2026, 12, 1), **told)
    merged, full = await looked_at(district)
    assert merged.touched is None
    assert merged.digests == full.digests
    assert has["c"] not in {u.unit_id for g in merged.computation.groups for u in g.units}


async def test_a_fact_that_was_being_written_while_the_snapshot_was_taken_comes_with_the_next(
    district: District,
) -> None:
    has = await ground(district)
    async with district.api.database.session(ALL_DIVISIONS) as slow:
        await slow.execute(
            text(
                "insert into facts (id, division, kind, unit_id, project_id, service, record_id, happened_on, recorded_at, "
                "recorded_on, due_on, days_late) values (:id, :division, 'NODE_COMPLETED', :unit, :id, 'schedule', :id, "
                "date '2026-11-03', timestamptz '2026-11-03', date '2026-11-03', date '2026-11-02', 1)"
            ),
            {"id": new_id(), "division": district.division, "unit": has["c"]},
        )
        before = (await district.compute(expectedVersion=1, on=AGAIN))["period"]["digest"]
        await slow.commit()
    after = (await district.compute(expectedVersion=2, on=AGAIN))["period"]["digest"]
    _, full = await looked_at(district)
    assert after != before
    assert after == full.digests.period


async def test_a_unit_is_assessed_in_the_group_of_the_periods_last_day(district: District) -> None:
    await district.adopt()
    unit, *_ = await district.towns(0, 1, on=date(2026, 11, 2))
    told = {"organizationId": unit, "name": "测试镇", "creditCode": None, "parentId": None, "roles": [], "version": 2}
    await district.tell("zhongdian.reserve.organization.changed.v1", on=date(2027, 1, 1), category="DEPARTMENT", **told)
    await district.compute()
    assert str(unit) in {r["unit"]["id"] for r in await district.results()}
    await district.completed(unit, date(2027, 2, 2))
    await district.adopt(date(2027, 1, 10), year=2027)
    assert codes(await district.compute(2027, 1, on=date(2027, 4, 8))) == []
    assert str(unit) in {r["unit"]["id"] for r in await district.results(2027, 1, "DEPARTMENT")}


async def verified(district: District, role: Role = Role.INVESTMENT_AUTHORITY, **its: Any) -> dict[str, Any]:
    who = district.someone(role)
    selection = "verification { kept again same verifiedBy }"
    values = {"year": 2026, "quarter": 4} | its
    return await district.api.do("verifyPeriod", "VerifyPeriodInput", selection, who, date(2030, 5, 6), **values)


async def test_a_published_period_is_the_same_when_it_is_computed_again_years_later(district: District) -> None:
    has = await ground(district)
    assert codes(await verified(district)) == ["NOT_PUBLISHED"]
    assert codes(await district.publish()) == []
    await a_late_node(district, has)  # late
    told = {"organizationId": has["c"], "creditCode": None, "mergedInto": has["b"], "parentId": None, "roles": []}
    await district.tell(
        "zhongdian.reserve.organization.changed.v1", name="测试镇", category="TOWN", version=2, active=False, **told
    )
    done = await verified(district, Role.INSPECTOR)
    assert codes(done) == []
    assert done["verification"]["same"]
    assert done["verification"]["kept"] == done["verification"]["again"]
    query = "{ period(year: 2026, quarter: 4) { quarter factsUntil verifications { same } lateFacts { totalCount } } }"
    shown = (await district.api(query, as_=district.authority))["period"]
    assert (shown["quarter"], shown["verifications"]) == (4, [{"same": True}])
    assert shown["lateFacts"] == {"totalCount": 1}


async def test_a_ground_that_was_tampered_with_is_told(district: District) -> None:
    await ground(district)
    assert codes(await district.publish()) == []
    async with district.api.database.session(ALL_DIVISIONS) as session:
        row = tables.PeriodGround
        kept = (await session.scalars(select(row).where(row.division == district.division))).one()
        kept.units = kept.units[1:]
        await session.commit()
    done = await verified(district)
    assert codes(done) == []
    assert not done["verification"]["same"]


async def test_a_period_computed_before_grounds_were_kept_says_so(district: District) -> None:
    await ground(district)
    assert codes(await district.publish()) == []
    async with district.api.database.session(ALL_DIVISIONS) as session:
        await session.execute(
            text("delete from period_grounds where division = :division"), {"division": district.division}
        )
        await session.commit()
    assert codes(await verified(district)) == ["GROUND_MISSING"]


async def test_nobody_else_verifies(district: District) -> None:
    with pytest.raises(Exception, match="FORBIDDEN"):
        await verified(district, Role.OWNER)


async def test_the_year_is_computed_by_its_own_indicators_and_has_no_quarter(district: District) -> None:
    assert codes(await district.adopt()) == []
    units = await district.towns(0, 2)
    done = await district.compute(quarter=None)
    assert codes(done) == ["YEAR_NOT_IN_SCHEME"]
    yearly = [NODES | {"measure": "ANNUAL_CONTENT"}, YEARLY_QUARTERS]
    groups = [rule | {"yearly": yearly} for rule in scheme()["groups"]]
    assert codes(await district.adopt(expectedVersion=1, groups=groups)) == []
    await district.published()
    done = await district.compute(quarter=None, on=date(2027, 1, 20))
    assert codes(done) == []
    query = (
        "{ period(year: 2026) { quarter digest groups { quarter } } result(year: 2026, group: TOWN) { quarter units { edges "
        "{ node { quarter score digest unit { id } explanation { code words quarters { score fullMarks result { quarter score } } "
        "inGroup { edges { node { points result { unit { id } } } } } } } } } } }"
    )
    found = await district.api(query, as_=district.authority)
    assert found["period"]["quarter"] is None
    first, second = [e["node"] for e in found["result"]["units"]["edges"]]
    assert (first["quarter"], first["unit"]["id"], first["score"]) == (None, str(units[0]), "100")
    assert second["score"] == "80"
    nodes, quarters = second["explanation"]
    assert quarters["quarters"] == [
        {"score": "80", "fullMarks": "100", "result": {"quarter": 4, "score": "80"}},
    ]
    assert [e["node"]["points"] for e in nodes["inGroup"]["edges"]] == ["60", "48"]
