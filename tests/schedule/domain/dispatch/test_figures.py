"""第十条（月通报）：figures are sums of their parts, rounded once and half up, each with the rows that it is of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.schedule.domain.dispatch.figure_rules import RULES
from services.schedule.domain.dispatch.figures import Figure, figures
from services.schedule.domain.dispatch.terms import FigureScope
from services.schedule.domain.opening import ItemKind
from tests.schedule.domain.dispatch.facts import AS_OF, BUREAU, FIRST, TOWN, facts, issue, node, project, request

DAY = timedelta(days=1)


def found(of, code: str, scope: FigureScope = FigureScope.ALL, key: object = "") -> Figure | None:
    return next((f for f in figures(of) if (f.code, f.scope, f.key) == (code, scope, str(key))), None)


def value(of, code: str, scope: FigureScope = FigureScope.ALL, key: object = "") -> Decimal | None:
    figure = found(of, code, scope, key)
    return None if figure is None else figure.value


@pytest.mark.parametrize(
    ("done", "rate", "pace"),
    [
        ("0", "0.0", "0.0"),
        ("150", "12.5", "50.0"),
        ("0.5999", "0.0", "0.2"),
        ("0.6", "0.1", "0.2"),
        ("300", "25.0", "100.0"),
    ],
)
def test_shares_are_rounded_half_up_to_one_place(done, rate, pace):
    of = facts(project(done=done))
    assert (value(of, "RATE"), value(of, "PACE")) == (Decimal(rate), Decimal(pace))


@pytest.mark.parametrize(("done", "shown"), [("1.0049", "1.00"), ("1.005", "1.01"), ("1.0051", "1.01")])
def test_amounts_are_rounded_half_up_to_two_places(done, shown):
    assert value(facts(project(done=done)), "VERIFIED") == Decimal(shown)


def test_a_part_is_named_in_words_whoever_looks_at_its_figure():
    of_category = found(facts(project(done="150")), "VERIFIED", FigureScope.CATEGORY, "INDUSTRY")
    assert of_category is not None
    assert of_category.name == "产业"


def test_a_share_of_nothing_is_left_out():
    of = facts(project(annual=Decimal(0), months=(Decimal(0),) * 12))
    assert (value(of, "RATE"), value(of, "PACE")) == (None, None)


def test_preliminary_projects_count_as_projects_and_in_no_sum():
    of = facts(project(1), project(2, kind=ItemKind.PRELIMINARY, was_preliminary=True))
    assert (value(of, "PROJECTS"), value(of, "CONSTRUCTION"), value(of, "ANNUAL")) == (2, 1, 1200)
    assert (value(of, "CONVERSIONS_PLANNED"), value(of, "CONVERSIONS_DONE")) == (1, 0)
    assert value(facts(project(was_preliminary=True, converted_on=AS_OF)), "CONVERSIONS_DONE") == 1
    assert value(facts(project(was_preliminary=True, converted_on=AS_OF + DAY)), "CONVERSIONS_DONE") == 0


@pytest.mark.parametrize(("day", "counts"), [(AS_OF - DAY, 1), (AS_OF, 1), (AS_OF + DAY, 0), (None, 0)])
def test_starts_and_completions_count_up_to_the_last_day(day, counts):
    of = facts(project(start_due=day, started_on=day, finish_due=day, finished_on=day))
    for code in ("STARTS_PLANNED", "STARTS_DONE", "COMPLETIONS_PLANNED", "COMPLETIONS_DONE"):
        assert value(of, code) == counts, code
    continuing = facts(replace(of.projects[0], kind=ItemKind.CONTINUING))
    assert value(continuing, "STARTS_DONE") == 0  # it began in an earlier year


@pytest.mark.parametrize(
    ("due", "decided", "open_", "counted"),
    [
        (AS_OF, AS_OF, False, "REQUESTS_ON_TIME"),
        (AS_OF - DAY, AS_OF, False, "REQUESTS_LATE"),
        (FIRST, FIRST, False, "REQUESTS_ON_TIME"),
        (FIRST - DAY, FIRST - DAY, False, None),  # of the month before
        (AS_OF - DAY, None, True, "REQUESTS_OVERDUE"),
        (AS_OF, None, True, None),  # due today is not late
        (None, None, False, None),  # sent back: nothing is due
    ],
)
def test_a_request_is_counted_once_where_it_belongs(due, decided, open_, counted):
    of = facts(requests=(request(1, due, decided, open_=open_),))
    for code in ("REQUESTS_ON_TIME", "REQUESTS_LATE", "REQUESTS_OVERDUE"):
        assert value(of, code, FigureScope.BUREAU, BUREAU) == (1 if code == counted else 0), code


@pytest.mark.parametrize(("due", "over"), [(AS_OF - DAY, 1), (AS_OF, 0)])
def test_issues_are_counted_for_the_unit_that_has_to_settle_them(due, over):
    of = facts(issues=(issue(1, due), issue(2, due, open_=False, closed=AS_OF)))
    counts = [value(of, f"ISSUES_{what}", FigureScope.UNIT, TOWN) for what in ("RAISED", "CLOSED", "OVERDUE")]
    assert counts == [2, 1, over]


def test_nodes_are_counted_for_their_unit_and_by_their_light():
    done = node(2, state="DONE", completed_on=AS_OF)
    of = facts(nodes=(node(1), done, node(3, state="ON_TIME", due_on=AS_OF + DAY)))
    counts = [value(of, f"NODES_{what}", FigureScope.UNIT, TOWN) for what in ("DUE", "DONE", "LATE")]
    assert counts == [2, 1, 1]
    assert [value(of, f"LIGHT_{state}") for state in ("LATE", "DONE", "ON_TIME", "WAITING")] == [1, 1, 1, None]


def test_the_curve_is_planned_for_the_year_and_done_up_to_the_month():
    of = facts(project(done="50"))
    assert [value(of, f"CURVE_PLANNED_{m:02d}") for m in (1, 3, 12)] == [100, 300, 1200]
    assert [value(of, f"CURVE_VERIFIED_{m:02d}") for m in (2, 3, 4)] == [0, 50, None]


amounts = st.decimals(min_value=0, max_value=10**6, places=4)
made = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.sampled_from(["INDUSTRY", "SOCIAL"]), amounts, amounts),
    max_size=12,
)


@given(made=made)
@settings(max_examples=60, deadline=None)
def test_the_parts_make_up_the_whole_whatever_the_projects(made):
    projects = [
        project(
            number,
            town_id=UUID(int=50 + town) if town else None,
            authority_id=UUID(int=60 + authority) if authority else None,
            category=category,
            annual=annual,
            verified=(done, *(None,) * 11),
        )
        for number, (town, authority, category, annual, done) in enumerate(made)
    ]
    of = facts(*projects)
    all_ = figures(of)
    keys = [(f.code, f.scope, f.key) for f in all_]
    assert len(keys) == len(set(keys))
    for code in ("PROJECTS", "ANNUAL", "VERIFIED"):
        whole = next(f for f in all_ if f.code == code and f.scope is FigureScope.ALL)
        exact = {"PROJECTS": len(made), "ANNUAL": sum(m[3] for m in made), "VERIFIED": sum(m[4] for m in made)}[code]
        assert abs(whole.value - exact) <= Decimal("0.005")
        for scope in (FigureScope.TOWN, FigureScope.AUTHORITY, FigureScope.CATEGORY):
            parts = [f for f in all_ if f.code == code and f.scope is scope]
            assert sorted(r for f in parts for r in f.rows) == sorted(whole.rows)  # nothing lost, nothing twice
    for figure in all_:
        assert figure.source
        assert figure.computed_as
        assert figure.inputs
        assert -figure.value.as_tuple().exponent <= figure.places or figure.value == int(figure.value)


def test_every_rule_says_where_it_comes_from():
    assert all(rule.label and rule.unit and rule.source and rule.computed_as for rule in RULES.values())
