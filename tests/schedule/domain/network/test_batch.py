"""第八条：many networks at once are each what it is alone."""

from __future__ import annotations

from datetime import date

from services.law.breach import Refusal
from services.schedule.domain.network.activity import Activity, Link
from services.schedule.domain.network.batch import Target, timetables
from services.schedule.domain.network.timetable import timetable
from tests.schedule.domain.samples import CALENDAR

TODAY = date(2026, 11, 2)


def network(days: int) -> tuple[Activity, ...]:
    return tuple(Activity(f"N{i}", days, links=(Link(f"N{i - 1}"),) if i else ()) for i in range(30))


def test_each_network_of_a_batch_is_scheduled_as_it_is_alone_and_a_refusal_changes_no_other() -> None:
    asked = [Target(network(days), on) for days in (1, 5, 20) for on in (date(2026, 12, 31), date(2028, 12, 29))]
    answers = list(timetables(asked, TODAY, CALENDAR))
    assert answers == [timetable(a.activities, a.on, TODAY, CALENDAR) for a in asked]
    assert [isinstance(a, Refusal) for a in answers] == [False, False, True, False, True, True]


def test_a_district_of_a_hundred_thousand_nodes_is_scheduled() -> None:
    asked = [Target(network(1), date(2027, 6, 30))] * 3334
    assert sum(len(a.rows) for a in timetables(asked, TODAY, CALENDAR) if not isinstance(a, Refusal)) == 100_020
