"""The review of a whole year: by its own indicators, of its own results, corrected without any card."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.assessment.courses import RULES
from tests.assessment.district import District, codes
from tests.assessment.review import of_unit, raised

ON, WITHIN, AFTER = date(2027, 1, 20), date(2027, 1, 21), date(2027, 1, 28)
RESULTS = "{ result(year: 2026, group: TOWN) { units { edges { node { id version score rank unit { id } } } } } }"


async def results(district: District) -> list[dict[str, Any]]:
    found = (await district.api(RESULTS, as_=district.authority))["result"]
    return [e["node"] for e in found["units"]["edges"]]


async def test_a_unit_objects_to_a_years_result_by_the_indicators_of_the_year(district: District):
    assert codes(await district.adopt(groups=RULES)) == []
    units = await district.towns(0, 1, 2, 3)
    await district.published()
    assert codes(await district.compute(quarter=None, on=ON)) == []
    assert codes(await district.announce(quarter=None, on=ON)) == []
    last = (await results(district))[-1]
    town = of_unit(district, units[3])
    assert last["unit"]["id"] == str(units[3])
    asked = {"result": last, "on": WITHIN}
    assert codes(await raised(district, town, indicatorCode="ISSUES", **asked)) == ["INDICATOR_UNKNOWN"]
    made = await raised(district, town, indicatorCode="QUARTERS", **asked)
    assert (codes(made), made["objection"]["indicatorCode"]) == ([], "QUARTERS")


async def test_a_corrected_year_is_ranked_anew_and_gives_no_cards(district: District):
    assert codes(await district.adopt(groups=RULES)) == []
    await district.towns(0, 1, 2, 3, 4)
    await district.published()
    before = len(await district.cards())
    assert codes(await district.compute(quarter=None, on=ON)) == []
    assert codes(await district.publish(quarter=None, on=ON)) == []
    first, *_, last = await results(district)
    assert codes(await district.correct(last, first["score"], on=AFTER)) == []
    assert [r["rank"] for r in await results(district)] == [1, 1, 3, 4, 5]
    assert len(await district.cards()) == before
