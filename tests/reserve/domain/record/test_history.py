from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.reserve.domain.project.state import FundSource, Project
from services.reserve.domain.record.history import (
    FIELD_NAMES,
    Change,
    differences,
    field_name,
    record_at,
    version_at,
)
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.domain.terms import Level, Library
from services.reserve.store import projects
from services.reserve.store.history import differences as written
from services.reserve.store.history import shown
from tests.reserve.domain.samples import project

BORN = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEXTS = st.none() | st.sampled_from(["甲", "乙", "丙"])
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["一期", "二期"]),
        "level": st.sampled_from(Level),
        "total_investment": st.decimals("0.0001", "999999", places=4),
        "town_id": st.none() | st.uuids(version=4),
        "cooperating_ids": st.lists(st.uuids(version=4), max_size=2).map(tuple),
        "fund_sources": st.lists(st.builds(FundSource, st.sampled_from(["自筹", "贷款"]), st.decimals(1, 9, places=2)), max_size=2).map(tuple),
        "start_on": st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
        "longitude": st.none() | st.decimals(100, 120, places=7),
        "coordinate_system": st.none() | st.just(CoordinateSystem.CGCS2000),
        "scale": TEXTS,
        "benefit": TEXTS,
    },
)  # fmt: skip
MOVES = st.fixed_dictionaries(
    {}, optional={"library": st.none() | st.sampled_from(Library), "package_id": st.none() | st.just(UUID(int=5))}
)


def lived(states: Sequence[Project]) -> list[Change]:
    """Write the history of these states as the commands do, one an hour."""
    history, before = [], {}
    for n, state in enumerate(states):
        after = projects.audited(state)
        fields = tuple((d["field"], d["before"], d["after"]) for d in written(before, after))
        history.append(change(n, *fields))
        before = after
    return history


def change(n: int, *fields: Any, reason: str | None = None) -> Change:
    return Change(
        version=n + 1,
        at=BORN + n * HOUR,
        action="changeProject",
        actor_name="测试员",
        roles=("OWNER",),
        reason=reason,
        approver=None,
        fields=fields,
    )


def present(state: Project) -> dict[str, str]:
    texts = {k: shown(v) for k, v in projects.audited(state).items()}
    return {k: v for k, v in texts.items() if v is not None}


@given(st.lists(st.tuples(EDITS, MOVES), max_size=6), st.data())
def test_replaying_the_history_gives_the_record_of_every_time(edits, data):
    states = [project()]
    for elements, moves in edits:
        last = states[-1]
        states.append(replace(last, version=last.version + 1, elements=replace(last.elements, **elements), **moves))
    history = lived(states)
    assert record_at(history) == present(states[-1])
    at, to = (data.draw(st.integers(0, len(states) - 1)) for _ in range(2))
    early, late = BORN + at * HOUR, BORN + to * HOUR
    assert record_at(history, early) == present(states[at])
    told = {d.field: (d.before, d.after) for d in differences(history, early, late)}
    one, other = present(states[at]), present(states[to])
    assert told == {f: (one.get(f), other.get(f)) for f in one | other if one.get(f) != other.get(f)}


def test_every_field_of_the_record_has_a_name_for_people():
    assert set(projects.audited(project())) == set(FIELD_NAMES)
    assert field_name("part/0199") == "子项目"
    assert field_name("unheard") == "unheard"


def test_a_moment_itself_belongs_to_what_was_done_at_it():
    history = [change(0, ("scale", None, "小")), change(1, ("scale", "小", "大"))]
    assert record_at(history, BORN - timedelta(microseconds=1)) == {}
    assert version_at(history, BORN - timedelta(microseconds=1)) is None
    assert record_at(history, BORN) == {"scale": "小"}
    assert record_at(history, BORN + HOUR - timedelta(microseconds=1)) == {"scale": "小"}
    assert record_at(history, BORN + HOUR) == {"scale": "大"}
    assert version_at(history, BORN + HOUR) == 2


def test_a_difference_names_the_last_change_and_leaves_out_what_was_undone():
    history = [
        change(0, ("scale", None, "小"), ("benefit", None, "好")),
        change(1, ("scale", "小", "中"), reason="扩"),
        change(2, ("scale", "中", "大"), ("benefit", "好", "更好"), reason="再扩"),
        change(3, ("benefit", "更好", "好"), reason="撤"),
    ]
    (found,) = differences(history, BORN, BORN + 5 * HOUR)
    assert (found.field, found.before, found.after, found.last.reason) == ("scale", "小", "大", "再扩")
    (back,) = differences(history, BORN + 5 * HOUR, BORN)
    assert (back.before, back.after, back.last.reason) == ("大", "小", "再扩")


def test_equal_amounts_are_written_alike():
    assert written({"total": Decimal(189000)}, {"total": Decimal("189000.0000")}) == []
