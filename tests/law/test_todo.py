"""Things to do: how urgent they are on either side of their day, which are asked for, and in what order."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.article import Article
from services.law.todo import Asked, Kind, Severity, Todo, chosen

TODAY, SOON = date(2027, 3, 10), date(2027, 3, 15)
KINDS = [
    Kind(code=code, name=code, what="办理", article=Article(8), command="act", path="records") for code in ("A", "B")
]
todos = st.lists(
    st.builds(
        Todo,
        kind=st.sampled_from(KINDS),
        record_id=st.uuids(),
        title=st.just("事项"),
        due_on=st.none() | st.dates(date(2027, 3, 1), date(2027, 3, 31)),
        project_id=st.none() | st.sampled_from([UUID(int=1), UUID(int=2)]),
    )
)
asks = st.builds(
    Asked,
    kinds=st.none() | st.frozensets(st.sampled_from("ABC")),
    overdue=st.none() | st.booleans(),
    until=st.none() | st.dates(date(2027, 3, 1), date(2027, 3, 31)),
    project_id=st.none() | st.just(UUID(int=1)),
)


@pytest.mark.parametrize(
    ("due_on", "severity"),
    [
        (TODAY - timedelta(days=1), Severity.OVERDUE),
        (TODAY, Severity.DUE_TODAY),
        (TODAY + timedelta(days=1), Severity.DUE_SOON),
        (SOON, Severity.DUE_SOON),
        (SOON + timedelta(days=1), Severity.NORMAL),
        (None, Severity.NORMAL),
    ],
)
def test_the_day_of_the_limit_is_not_late(due_on, severity):
    assert Todo(kind=KINDS[0], record_id=UUID(int=1), title="事项", due_on=due_on).severity(TODAY, SOON) is severity


@given(todos, asks)
def test_exactly_what_is_asked_for_is_chosen_the_first_due_first(found, asked):
    shown = chosen(found, asked, TODAY)
    assert [t.order for t in shown] == sorted(t.order for t in shown)
    for todo in found:
        late = todo.due_on is not None and todo.due_on < TODAY
        fits = (
            (asked.kinds is None or todo.kind.code in asked.kinds)
            and asked.overdue in {None, late}
            and (asked.until is None or (todo.due_on is not None and todo.due_on <= asked.until))
            and asked.project_id in {None, todo.project_id}
        )
        assert (todo in shown) is fits


@given(todos)
def test_late_ones_and_others_are_all_there_is(found):
    late, others = (chosen(found, Asked(overdue=which), TODAY) for which in (True, False))
    assert len(late) + len(others) == len(found)


def test_a_part_of_a_record_is_a_thing_of_its_own():
    of = [Todo(kind=KINDS[0], record_id=UUID(int=1), title="月", part=part) for part in ("202701", "202702", None)]
    assert len({t.key for t in of}) == 3
