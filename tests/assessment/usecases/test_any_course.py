"""Whatever happens in whatever order, a period computed in part is to the byte what it is when computed whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.assessment.domain.period import period_of
from services.assessment.store import tables
from services.assessment.usecases.period.gather import Computed
from tests.assessment.courses import COMPUTED_ON, Course
from tests.assessment.district import District, codes
from tests.assessment.usecases.test_computing import looked_at

bounded = settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@bounded
@given(data=st.data())
async def test_in_part_is_as_whole_after_any_course_of_things(api: Any, data: st.DataObject) -> None:
    quarter = data.draw(st.sampled_from([4, 4, 0]))
    course = Course(District(api), data.draw)
    await course.begin()
    version = await computed(course, quarter, 0)
    for _ in range(data.draw(st.integers(2, 3))):
        merged = course.merged
        for _ in range(data.draw(st.integers(1, 5))):
            await course.happens()
        if data.draw(st.booleans()):
            await corrected(course, quarter)
            version = (await period(course, quarter)).version
        in_part, full = await looked_at(course.district, quarter=quarter)
        assert (in_part.touched is None) is (course.merged is not merged), "only a merger asks for all"
        alike(in_part, full)
        version = await computed(course, quarter, version)
        await kept_as(course, quarter, full)
    await course.elsewhere()
    in_part, again = await looked_at(course.district, quarter=quarter)
    assert in_part.touched == frozenset()
    assert again.digests == full.digests, "what another district tells of the same records is nothing here"


async def computed(course: Course, quarter: int, version: int) -> int:
    given = {"quarter": quarter or None, "expectedVersion": version, "discardCorrections": True, "on": COMPUTED_ON}
    assert codes(await course.district.compute(**given)) == []
    return version + 1


async def corrected(course: Course, quarter: int) -> None:
    """Correct a score of the draft by hand: computing again gives what the facts give."""
    found = await course.district.results(quarter=quarter) if quarter else []
    if found:
        last = found[-1]
        score = "77.77" if last["score"] != "77.77" else "66.66"
        assert codes(await course.district.correct(last, score, on=COMPUTED_ON + timedelta(days=1))) == []


async def period(course: Course, quarter: int) -> Any:
    row = tables.Period
    query = select(row).where(row.division == course.district.division, row.quarter == quarter)
    return (await course.district.api.rows(query))[0][0]


def alike(in_part: Computed, full: Computed) -> None:
    assert in_part.computation.groups == full.computation.groups
    assert in_part.computation.unplaced == full.computation.unplaced
    assert in_part.of_entries == full.of_entries
    assert in_part.digests == full.digests


async def kept_as(course: Course, quarter: int, full: Computed) -> None:
    """What was kept of the computation is that of the whole one: for each unit, and in sum."""
    row, result, entries = await period(course, quarter), tables.UnitResult, tables.PeriodEntries
    assert row.digest == full.digests.period
    query = select(result.unit_id, result.score, result.computed_score, result.rank, result.last, result.digest)
    found = {r[0]: tuple(r[1:]) for r in await course.district.api.rows(query.where(result.period_id == row.id))}
    assert found == {
        u.unit_id: (u.score, u.score, u.rank, u.last, full.digests.units[u.unit_id])
        for g in full.computation.groups
        for u in g.units
    }
    assert period_of(row.year, row.quarter) == full.computation.period
    query = select(entries.unit_id, entries.measure, entries.sources).where(entries.period_id == row.id)
    kept = {(unit, measure): sources for unit, measure, sources in await course.district.api.rows(query)}
    assert kept == {
        (unit, measure): [e.source for e in found]
        for unit, of_unit in full.computation.entries.items()
        for measure, found in of_unit.items()
    }
