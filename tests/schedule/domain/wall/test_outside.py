"""第八条：a project outside the plan and its plans lead to one standing, whatever was told first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.chassis.clock import new_id
from services.schedule.domain.listing import PlanChange, Told, Units, standing
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.wall.outside import Addition, Named, OutsideState, followed, in_all

PROJECT, PLAN, UNIT = new_id(), new_id(), new_id()
UNITS = Units(owner_id=UNIT, town_id=None, industry_authority_id=None)
NAMED = Named(project_id=PROJECT, division="430211", name="示例项目", units=UNITS)
DAY = date(2027, 6, 1)


def told(version: int, change: PlanChange, on: date, year: int = 2027) -> Told:
    removed = change is PlanChange.REMOVED
    return Told(
        project_id=PROJECT,
        project_name="示例项目",
        division="430211",
        plan_id=PLAN,
        plan_version=version,
        year=year,
        change=change,
        kind=ItemKind.NEW_START,
        on=on,
        document_number="示例〔2027〕1号",
        total_investment=None if removed else Decimal(100),
        annual_investment=None if removed else Decimal(10),
        units=None if removed else UNITS,
        reason="理由" if removed else None,
    )


def added(on: date = DAY, removed_on: date | None = None) -> Addition:
    reason = "移出" if removed_on else None
    return Addition(
        id=new_id(), project_id=PROJECT, added_on=on, reason="添加", removed_on=removed_on, removal_reason=reason
    )


lives = st.lists(st.integers(0, 120), min_size=1, max_size=4, unique=True).map(
    lambda days: [
        told(n + 1, PlanChange.ISSUED if n % 2 == 0 else PlanChange.REMOVED, date(2027, 4, 1) + timedelta(days=d))
        for n, d in enumerate(sorted(days))
    ]
)


@given(lives, st.randoms(use_true_random=False), st.none() | st.integers(0, 60))
def test_the_order_of_telling_changes_nothing(life, chance, stays):
    addition = added(removed_on=None if stays is None else DAY + timedelta(days=stays))
    shuffled = chance.sample(life, len(life))
    one, other = (in_all(standing(k), followed(k, [addition]), NAMED) for k in (life, shuffled))
    assert one == other


@given(lives, st.none() | st.integers(0, 60))
def test_what_is_on_the_map_runs_and_what_runs_is_on_a_map_or_in_a_plan(life, stays):
    addition = added(removed_on=None if stays is None else DAY + timedelta(days=stays))
    (now,) = followed(life, [addition])
    plans, stands = standing(life), in_all(standing(life), [now], NAMED)
    assert stands is not None
    if now.state is OutsideState.ON_THE_MAP:
        assert (stands.kind, stands.ended) == (ItemKind.OUTSIDE_PLAN, None)
    if stands.ended is None:
        running = plans is not None and plans.ended is None
        assert running or now.state is OutsideState.ON_THE_MAP
        assert (stands.kind is ItemKind.OUTSIDE_PLAN) is not running


def test_the_day_of_the_document_is_the_day_on_which_it_is_taken_up():
    day_before = [told(1, PlanChange.ISSUED, DAY - timedelta(days=1)), told(2, PlanChange.REMOVED, DAY)]
    for known, expected in (
        ([], None),
        ([told(1, PlanChange.ISSUED, DAY)], DAY),
        ([told(1, PlanChange.ISSUED, DAY + timedelta(days=9))], DAY + timedelta(days=9)),
        ([told(1, PlanChange.ISSUED, DAY - timedelta(days=9))], DAY),  # it was in the plan all the time
        (day_before, None),  # given up by the day of the addition
        ([told(1, PlanChange.ISSUED, date(2026, 1, 5), 2026)], None),  # a plan of an earlier year
    ):
        assert followed(known, [added()])[0].taken_up_on == expected


def test_a_removal_on_the_day_of_the_plan_comes_too_late_and_one_before_it_in_time():
    plan = [told(1, PlanChange.ISSUED, DAY + timedelta(days=9))]
    at, before = (added(removed_on=DAY + timedelta(days=d)) for d in (9, 8))
    assert followed(plan, [at])[0].state is OutsideState.TAKEN_UP
    assert followed(plan, [before])[0].state is OutsideState.REMOVED


def test_who_ended_last_says_why():
    plan = [told(1, PlanChange.ISSUED, date(2027, 1, 4)), told(2, PlanChange.REMOVED, DAY - timedelta(days=3))]
    gone = replace(added(), removed_on=DAY + timedelta(days=3), removal_reason="投资方退出")
    stands = in_all(standing(plan), followed(plan, [gone]), NAMED)
    assert stands is not None
    assert stands.ended is not None
    assert (stands.ended.reason, stands.ended.document_number) == ("投资方退出", "")
