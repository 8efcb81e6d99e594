"""第八条、第十一条：what was told of a project's place in plans leads to one schedule, in whatever order it was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.schedule.domain.listing import PlanChange, Told, Units, listings, standing
from services.schedule.domain.opening import Ended, ItemKind
from tests.schedule.domain.samples import DIVISION, INDUSTRY, OWNER, TOWN, uid

UNITS = Units(owner_id=OWNER, town_id=TOWN, industry_authority_id=INDUSTRY)
FIGURES = {"total_investment": Decimal(120000), "annual_investment": Decimal(80000)}
ADJUSTED = {"document_number": "株高发〔2027〕9号", "reason": "年中调整", "on": date(2027, 7, 10)}


def told(version: int, change: PlanChange = PlanChange.ISSUED, **changes: Any) -> Told:
    base = Told(
        project_id=uid(2),
        project_name="示例涂料项目",
        division=DIVISION,
        plan_id=uid(1),
        plan_version=version,
        year=2027,
        change=change,
        kind=ItemKind.NEW_START,
        on=date(2027, 1, 4),
    )
    facts: dict[str, Any] = {
        PlanChange.ISSUED: {"document_number": "株高发〔2027〕1号", "units": UNITS, **FIGURES},
        PlanChange.REVALUED: {**FIGURES, **ADJUSTED},
        PlanChange.CONVERTED: {"units": UNITS, **FIGURES, "on": date(2027, 4, 2)},
        PlanChange.REMOVED: ADJUSTED,
    }[change]
    return replace(base, **(facts | changes))


@pytest.mark.parametrize("kind", list(ItemKind))
def test_every_kind_of_plan_item_opens_a_schedule(kind: ItemKind) -> None:
    stands = standing([told(1, kind=kind)])
    assert stands is not None
    assert (stands.kind, stands.opened_on, stands.ended) == (kind, date(2027, 1, 4), None)


def test_a_removal_alone_opens_nothing_and_ends_what_is_listed_later() -> None:
    removed = told(9, PlanChange.REMOVED)
    assert standing([removed]) is None
    assert listings([removed]) == ()
    stands = standing([removed, told(1)])
    assert stands is not None
    assert stands.ended == Ended(on=date(2027, 7, 10), document_number="株高发〔2027〕9号", reason="年中调整")
    assert [(i.change, i.current, i.annual_investment) for i in listings([removed, told(1)])] == [
        (PlanChange.ISSUED, False, Decimal(80000)),
        (PlanChange.REMOVED, False, Decimal(80000)),
    ]


def test_a_project_taken_in_again_by_a_later_version_goes_on() -> None:
    again = told(12, on=date(2027, 9, 1))
    stands = standing([told(1), told(9, PlanChange.REMOVED), again])
    assert stands is not None
    assert (stands.ended, stands.since) == (None, date(2027, 9, 1))
    assert [i.current for i in listings([told(1), told(9, PlanChange.REMOVED), again])] == [False, False, True]


def test_removed_from_this_year_after_next_year_has_it_the_schedule_goes_on_and_this_years_item_does_not() -> None:
    next_year = told(1, plan_id=uid(8), year=2028, on=date(2028, 1, 4), kind=ItemKind.CONTINUING)
    known = [told(1), next_year, told(9, PlanChange.REMOVED)]
    stands = standing(known)
    assert stands is not None
    assert (stands.year, stands.kind, stands.ended) == (2028, ItemKind.CONTINUING, None)
    assert [(i.year, i.change) for i in listings(known) if i.current] == [(2028, PlanChange.ISSUED)]


def test_removed_from_next_years_plan_the_schedule_ends_though_this_year_had_it() -> None:
    next_year = told(1, plan_id=uid(8), year=2028, on=date(2028, 1, 4))
    gone = told(5, PlanChange.REMOVED, plan_id=uid(8), year=2028, on=date(2028, 7, 1))
    stands = standing([told(1), next_year, gone])
    assert stands is not None
    assert stands.ended is not None
    assert stands.ended.on == date(2028, 7, 1)


def test_a_conversion_stands_under_the_document_of_the_edition_in_force() -> None:
    known = [told(1, kind=ItemKind.PRELIMINARY), told(4, PlanChange.CONVERTED, annual_investment=Decimal(30000))]
    last = listings(known)[-1]
    assert (last.kind, last.document_number, last.annual_investment) == (
        ItemKind.NEW_START,
        "株高发〔2027〕1号",
        Decimal(30000),
    )


def test_within_a_plan_its_version_decides_whatever_day_the_document_bears() -> None:
    early = told(9, PlanChange.REVALUED, on=date(2027, 4, 1), annual_investment=Decimal(1))
    known = [told(1), told(8, PlanChange.CONVERTED), early]
    assert [i.annual_investment for i in listings(known) if i.current] == [Decimal(1)]


def test_of_two_plans_of_a_year_the_one_that_spoke_last_is_in_force() -> None:
    known = [told(2, on=date(2027, 7, 1)), told(9, plan_id=uid(8), on=date(2027, 6, 30))]
    assert [(i.plan_id, i.plan_version) for i in listings(known) if i.current] == [(uid(1), 2)]


LIVES = st.lists(
    st.builds(
        told,
        st.integers(1, 6),
        st.sampled_from(PlanChange),
        plan_id=st.sampled_from([uid(1), uid(8)]),
        year=st.sampled_from([2027]),
        on=st.dates(date(2027, 1, 1), date(2027, 3, 1)),
    ),
    max_size=7,
    unique_by=lambda t: (t.plan_id, t.plan_version),
)


@given(LIVES, st.randoms(use_true_random=False))
def test_any_order_of_telling_leads_to_the_same_schedule(life: list[Told], chance: Any) -> None:
    shuffled = list(life)
    chance.shuffle(shuffled)
    assert standing(shuffled) == standing(life)
    by_key = {(i.plan_id, i.plan_version): i for i in listings(life)}
    assert {(i.plan_id, i.plan_version): i for i in listings(shuffled)} == by_key


@given(LIVES)
def test_a_year_has_one_item_in_force_at_most_and_none_once_it_was_removed(life: list[Told]) -> None:
    current = [i for i in listings(life) if i.current]
    assert len(current) <= 1
    assert all(i.change is not PlanChange.REMOVED for i in current)
    stands = standing(life)
    if stands is not None and stands.ended is not None:
        assert current == []
