"""The states that lists are filtered by are those that the domain derives, on every side of every limit."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from services.chassis.calendar import calendar
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.schedule.domain.network.activity import DayUnit
from services.schedule.domain.node.factor import RequestState
from services.schedule.domain.node.state import NodeState, day_line, state
from services.schedule.domain.opening import ItemKind
from services.schedule.store import tables
from services.schedule.store.states import in_states

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
async def nodes(api):
    """Two hundred nodes around the day, some waiting, some of those granted."""
    chance, made = random.Random(8), []
    schedule = tables.Schedule(
        id=new_id(),
        division="430211",
        project_id=new_id(),
        project_name="示例",
        owner_id=new_id(),
        town_id=None,
        industry_authority_id=None,
        kind=ItemKind.NEW_START,
        year=2026,
        opened_on=TODAY,
    )
    async with api.database.session(ALL_DIVISIONS) as session:
        session.add(schedule)
        await session.flush()
        for i in range(200):
            start = TODAY + timedelta(days=chance.randint(-15, 15))
            due = start + timedelta(days=chance.randint(0, 15))
            waits, granted = chance.random() < 0.4, chance.random() < 0.5
            done = start + timedelta(days=chance.randint(0, 20)) if chance.random() < 0.2 else None
            ended = start + timedelta(days=chance.randint(0, 20)) if done is None and chance.random() < 0.1 else None
            node = _node(schedule, i, start, due, done, waits)
            node.ended_on = ended
            session.add(node)
            if waits:
                session.add(_request(node, "GRANTED" if granted else "REFUSED"))
            made.append((node.id, start, due, done, waits and not granted, ended))
        await session.commit()
    return made


def _node(schedule, i, start, due, done, waits):
    return tables.Node(
        id=new_id(),
        division="430211",
        schedule_id=schedule.id,
        project_id=schedule.project_id,
        code=f"N{i}",
        name=f"节点{i}",
        stage=None,
        key_link="报批",
        responsible_unit_id=new_id(),
        responsible_person="甲",
        duration=1,
        unit=DayUnit.WORKING_DAY,
        links=[],
        evidence=["批复"],
        waits_for="LAND_QUOTA" if waits else None,
        plan_version=1,
        current=True,
        position=i,
        start_on=start,
        due_on=due,
        early_start_on=start,
        early_due_on=due,
        total_float=0,
        critical=False,
        baseline_start_on=None,
        baseline_due_on=None,
        completed_on=done,
        version=1,
    )


def _request(node, outcome):
    return tables.FactorRequest(
        id=new_id(),
        division="430211",
        version=2,
        project_id=node.project_id,
        node_id=node.id,
        kind="LAND_QUOTA",
        state=RequestState.DECIDED,
        due_on=TODAY,
        outcome=outcome,
        decided_on=TODAY,
    )


async def test_sql_and_domain_derive_the_same_states(api, nodes):
    seen = set()
    for shift in range(-3, 4):
        line = day_line(TODAY + timedelta(days=shift), calendar())
        by_sql = {}
        for one in NodeState:
            rows = await api.rows(select(tables.Node.id).where(in_states([one], line.today)))
            assert by_sql.keys().isdisjoint(r.id for r in rows)
            by_sql |= {r.id: one for r in rows}
        by_domain = {id_: state(s, d, c, waiting=w, line=line, ended_on=e) for id_, s, d, c, w, e in nodes}
        assert by_sql == by_domain
        seen |= set(by_domain.values())
    assert seen == set(NodeState)


async def test_history_cannot_be_changed_or_removed(api, nodes):
    for table in ("annual_tasks", "node_plans", "planned_nodes", "evidence", "progress_steps"):
        found = await api.rows(
            text(
                "select tgname from pg_trigger where tgrelid = cast(:t as regclass) and tgname = 'append_only'"
            ).bindparams(t=table)
        )
        assert len(found) == 1


async def test_tables_in_code_and_in_the_database_are_the_same(api):
    """No forgotten revision: autogenerate has nothing left to write."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def differences(connection):
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_object": lambda o, n, kind, *_: kind != "table" or n in ours},
        )
        return compare_metadata(context, tables.Base.metadata)

    ours = tables.Base.metadata.tables.keys()
    async with api.database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
