"""第八条：the state of a node that the war map's SQL works out is the one that the domain derives, whatever its days are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, Text, Uuid, cast, column, select, values

from services.chassis.calendar import calendar
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.identity import Actor
from services.law.parties import Role
from services.schedule.domain.node.factor import RequestState
from services.schedule.domain.node.state import NodeState, day_line, state
from services.schedule.domain.wall.rulebook import WORST_FIRST
from services.schedule.store import tables
from services.schedule.store.wall import state_of, worst

TODAY = date(2026, 11, 24)
CALLER = Actor("p1", "测试员", frozenset({Role.INVESTMENT_AUTHORITY}), None, "430211")
GRANTED, REFUSED, ASKED_NOTHING = new_id(), new_id(), new_id()
days = st.integers(-30, 30).map(lambda n: TODAY + timedelta(days=n))
nodes = st.tuples(
    days,
    st.integers(0, 20),
    st.none() | days,
    st.none() | days,
    st.sampled_from([None, "LAND_QUOTA", "FOREST_LAND"]),
    st.sampled_from([GRANTED, REFUSED, ASKED_NOTHING]),
)


@pytest.fixture(scope="module", autouse=True)
async def requests(api):
    """One node's land quota was granted, another's refused."""
    async with api.database.session(ALL_DIVISIONS) as session:
        for node, outcome in ((GRANTED, "GRANTED"), (REFUSED, "REFUSED")):
            session.add(
                tables.FactorRequest(
                    id=new_id(),
                    division="430211",
                    version=2,
                    project_id=new_id(),
                    node_id=node,
                    kind="LAND_QUOTA",
                    state=RequestState.DECIDED,
                    due_on=TODAY,
                    outcome=outcome,
                    decided_on=TODAY,
                )
            )
        await session.commit()


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(nodes, min_size=1, max_size=40), st.integers(-12, 12))
@example([(TODAY - timedelta(days=9), n, None, None, None, GRANTED) for n in range(30)], 0)
async def test_the_map_and_the_domain_derive_the_same_state(api, drawn, shift):
    today = TODAY + timedelta(days=shift)
    rows = values(
        column("n", Text()),
        column("id", Uuid()),
        column("start_on", Date()),
        column("due_on", Date()),
        column("completed_on", Date()),
        column("ended_on", Date()),
        column("waits_for", Text()),
        name="drawn",
    ).data(
        [
            (str(n), id_, start, start + timedelta(days=length), done, ended, waits)
            for n, (start, length, done, ended, waits, id_) in enumerate(drawn)
        ]
    )
    typed = select(*(cast(c, c.type).label(c.name) for c in rows.c)).subquery()  # a column of nulls is text otherwise
    found = await api.rows(select(typed.c.n, state_of(typed.c, today, CALLER)))
    by_sql = {int(n): NodeState(said) for n, said in found}
    line = day_line(today, calendar())
    by_domain = {}
    for n, (start, length, done, ended, waits, id_) in enumerate(drawn):
        waiting = waits is not None and not (waits == "LAND_QUOTA" and id_ == GRANTED)
        due = start + timedelta(days=length)
        by_domain[n] = state(start, due, done, waiting=waiting, line=line, ended_on=ended)
    assert by_sql == by_domain


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(list(NodeState)), max_size=8))
async def test_the_worst_light_is_the_first_of_the_rulebooks_order(api, states):
    rows = values(column("state", Text()), name="drawn").data([(s.value,) for s in states] or [(None,)])
    ((found,),) = await api.rows(select(worst(rows.c.state, TODAY)))
    assert found == next((s for s in WORST_FIRST.on(TODAY) if s in states), None)


def test_every_state_has_its_place_in_the_order():
    assert sorted(WORST_FIRST.on(TODAY)) == sorted(NodeState)
