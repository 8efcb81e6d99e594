"""When a period may be announced, and when it may be published."""

from dataclasses import replace
from datetime import date

import pytest

from services.assessment.domain.period import Year
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.review.announce import Standing, accepted, may_announce, may_publish
from services.assessment.domain.review.rulebook import OBJECTION_DAYS
from services.assessment.domain.score.record import Recorded, Status
from services.law.breach import Breach
from tests.assessment.domain.given import Q4

DRAFT = Recorded(Q4, Status.COMPUTED, "d1", corrected=False)
UNTIL = date(2027, 1, 15)
ANNOUNCED = replace(DRAFT, status=Status.PROVISIONAL, objections_until=UNTIL)
PUBLISHED = replace(ANNOUNCED, status=Status.PUBLISHED)
AFTER = date(2027, 1, 16)


def codes(breaches: tuple[Breach, ...]) -> list[str]:
    return [b.code for b in breaches]


def announcing(recorded: Recorded = DRAFT, today: date = date(2027, 1, 1), **its: object) -> list[str]:
    return codes(may_announce(replace(Standing(recorded, "d1", today), **its)))  # type: ignore[arg-type]


def publishing(recorded: Recorded = ANNOUNCED, today: date = AFTER, **its: object) -> list[str]:
    return codes(may_publish(replace(Standing(recorded, "d1", today), **its)))  # type: ignore[arg-type]


def test_a_period_is_announced_from_the_day_after_its_last() -> None:
    assert announcing(today=date(2026, 12, 31)) == ["QUARTER_NOT_OVER"]
    assert announcing(today=date(2027, 1, 1)) == []


def test_a_whole_year_is_announced_from_the_first_of_january() -> None:
    year = replace(DRAFT, period=Year(2026))
    assert announcing(year, date(2026, 12, 31)) == ["QUARTER_NOT_OVER"]
    assert announcing(year, date(2027, 1, 1)) == []


def test_what_is_announced_or_published_is_not_announced_again() -> None:
    assert announcing(ANNOUNCED) == ["ALREADY_ANNOUNCED"]
    assert announcing(PUBLISHED) == ["ALREADY_PUBLISHED"]


def test_what_changed_since_the_computation_is_computed_first() -> None:
    assert announcing(fresh_digest="d2") == ["FACTS_CHANGED"]
    assert publishing(fresh_digest="d2") == ["FACTS_CHANGED"]


def test_a_period_is_published_from_the_day_after_its_window() -> None:
    assert publishing(today=UNTIL) == ["OBJECTION_WINDOW_OPEN"]
    assert publishing(today=AFTER) == []


def test_what_was_not_announced_is_not_published() -> None:
    assert publishing(DRAFT) == ["NOT_ANNOUNCED"]


def test_a_published_period_is_not_published_again() -> None:
    assert publishing(PUBLISHED, date(2026, 1, 1), fresh_digest="d2") == ["ALREADY_PUBLISHED"]


def test_every_objection_is_settled_before_publication_and_all_reasons_come_at_once() -> None:
    assert publishing(undecided=1) == ["OBJECTIONS_UNDECIDED"]
    assert publishing(not_carried_out=1) == ["OBJECTIONS_NOT_CARRIED_OUT"]
    found = may_publish(Standing(ANNOUNCED, "d2", UNTIL, gaps=("进度管理：缺 3 条",), undecided=2, not_carried_out=1))
    assert codes(found) == [
        "OBJECTION_WINDOW_OPEN",
        "OBJECTIONS_UNDECIDED",
        "OBJECTIONS_NOT_CARRIED_OUT",
        "FACTS_CHANGED",
        "PERIOD_INCOMPLETE",
    ]
    assert "2 项" in found[1].message
    assert "进度管理：缺 3 条" in found[4].message


@pytest.mark.parametrize("latest", [Quarter(2026, 2), Quarter(2026, 4), Quarter(2027, 1), Quarter(2025, 4)])
def test_quarters_are_published_in_order_without_gaps(latest: Quarter) -> None:
    assert publishing(latest_published=latest) == ["QUARTERS_OUT_OF_ORDER"]


def test_the_next_quarter_after_the_latest_is_published_also_over_the_turn_of_the_year() -> None:
    assert publishing(latest_published=Quarter(2026, 3)) == []
    first = replace(ANNOUNCED, period=Quarter(2027, 1), objections_until=date(2027, 4, 9))
    assert publishing(first, date(2027, 4, 10), latest_published=Q4) == []


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        (None, ["QUARTERS_UNPUBLISHED"]),
        (Quarter(2026, 3), ["QUARTERS_UNPUBLISHED"]),
        (Quarter(2026, 4), []),
        (Quarter(2027, 1), []),
    ],
)
def test_a_year_is_published_after_its_last_quarter(latest: Quarter | None, expected: list[str]) -> None:
    assert publishing(replace(ANNOUNCED, period=Year(2026)), latest_published=latest) == expected


def test_missing_facts_are_waited_for_unless_somebody_says_why_not() -> None:
    missing: dict[str, object] = {"gaps": ("要素保障：缺 1 条",)}
    assert announcing(**missing) == ["PERIOD_INCOMPLETE"]
    assert announcing(**missing, accept_incomplete=" ") == ["PERIOD_INCOMPLETE"]
    assert announcing(**missing, accept_incomplete="理" * 1001) == ["TEXT_TOO_LONG"]
    assert announcing(**missing, accept_incomplete="对方系统停机，已人工核对") == []
    assert publishing(**missing) == ["PERIOD_INCOMPLETE"]
    assert publishing(**missing, accept_incomplete="已人工核对") == []


def test_the_reason_is_kept_only_where_something_was_missing() -> None:
    complete = Standing(DRAFT, "d1", AFTER, accept_incomplete="已人工核对")
    assert accepted(complete) is None
    assert accepted(replace(complete, gaps=("要素保障：缺 1 条",))) == "已人工核对"


def test_the_window_is_a_rule_with_its_source() -> None:
    entry = OBJECTION_DAYS.entry_on(AFTER)
    assert entry.value == 5
    assert entry.source
