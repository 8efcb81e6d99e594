"""Published examples of the critical path method: their durations and results, and networkx's longest path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.law.workdays import WorkCalendar
from services.schedule.domain.network.activity import Activity, DayUnit, Link, LinkKind
from services.schedule.domain.network.timetable import Timetable, timetable

TODAY = date(2026, 11, 2)
CALENDAR = WorkCalendar({})  # calendar days only
DAY_0 = TODAY.toordinal()


@dataclass(frozen=True)
class Published:
    """An example: "code days < predecessors", its length, its critical path, and the slack of each activity that has any."""

    source: str
    network: str
    length: int
    path: str
    slack: dict[str, int]


EXAMPLES = [
    Published(
        "Render, Stair, Hanna: Quantitative Analysis for Management, General Foundry",
        "A2 B3 C2<A D4<B E4<C F3<C G5<D,E H2<F,G",
        15,
        "A C E G H",
        {"B": 1, "D": 1, "F": 6},
    ),
    Published(
        "Render, Stair, Hanna: Quantitative Analysis for Management, problem of the laser scanning machine",
        "A7 B8 C3<A D1<A E4<B F5<B G11<C,E H7<D,F",
        23,
        "B E G",
        {"A": 2, "C": 2, "D": 8, "F": 3, "H": 3},
    ),
    Published(
        "Hillier, Lieberman: Introduction to Operations Research, Reliable Construction Co.",
        "A2 B4<A C10<B D6<C E4<C F5<E G7<D H9<E,G I7<C J8<F,I K4<J L5<J M2<H N6<K,L",
        44,
        "A B C E F J L N",
        {"D": 4, "G": 4, "H": 4, "I": 2, "K": 1, "M": 4},
    ),
    Published(
        "Network Construction - Critical Path Method (course page, 2019): paths of 35, 41, 30, 39 and 38 days",
        "A2 B10<A C13<A D12<A E12<B F7<B G10<D H16<D I6<F J12<C,G K5<I L8<E,K M5<H N3<J,L,M",
        41,
        "A B F I K L N",
        {"C": 11, "D": 2, "E": 6, "G": 2, "H": 3, "J": 2, "M": 3},
    ),
    Published(
        "slideplayer.com/slide/3283910: ES, EF, LS and LF of eight activities",
        "A4 B3<A C5<A D2<A E5<B,C F6<C,D G4<E,F H3<G",
        22,
        "A C F G H",
        {"B": 3, "D": 3, "E": 1},
    ),
]


def read(text: str) -> list[Activity]:
    made = []
    for word in text.split():
        head, _, before = word.partition("<")
        made.append(activity(head[0], int(head[1:]), *(b for b in before.split(",") if b)))
    return made


def activity(code: str, days: int, *before: str) -> Activity:
    return Activity(code, days, DayUnit.CALENDAR_DAY, tuple(Link(b) for b in before))


def computed(activities: list[Activity], length: int) -> Timetable:
    """Schedule towards the last of so many days, today the first."""
    table = timetable(activities, date.fromordinal(DAY_0 + length - 1), TODAY, CALENDAR)
    assert isinstance(table, Timetable), table
    return table


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.source.split(":")[0])
def test_a_published_example_has_its_length_its_critical_path_and_its_slacks(example: Published) -> None:
    activities = read(example.network)
    table = computed(activities, example.length)
    assert table.critical_path == tuple(example.path.split())
    assert {r.code: r.total_float for r in table.rows if r.total_float} == example.slack
    assert {r.code for r in table.rows if r.critical} == set(example.path.split())
    assert table.slack == 0
    too_short = timetable(activities, date.fromordinal(DAY_0 + example.length - 2), TODAY, CALENDAR)
    assert not isinstance(too_short, Timetable)


def test_published_earliest_and_latest_days_are_those_of_the_book() -> None:
    """Render's General Foundry, in weeks from 0: early and late start and finish of every activity."""
    table = computed(read(EXAMPLES[0].network), 15)
    book = {
        "A": (0, 2, 0, 2),
        "B": (0, 3, 1, 4),
        "C": (2, 4, 2, 4),
        "D": (3, 7, 4, 8),
        "E": (4, 8, 4, 8),
        "F": (4, 7, 10, 13),
        "G": (8, 13, 8, 13),
        "H": (13, 15, 13, 15),
    }
    ours = {
        r.code: tuple(
            day.toordinal() - DAY_0 + end for span in (r.early, r.late) for day, end in zip(span, (0, 1), strict=True)
        )
        for r in table.rows
    }
    assert ours == book


def test_published_free_floats_are_those_that_the_book_gives() -> None:
    """B of General Foundry shares its slack with D, which alone has it free; F may move by all of its own."""
    free = {r.code: r.free_float for r in computed(read(EXAMPLES[0].network), 15).rows}
    assert free == {"A": 0, "B": 0, "C": 0, "D": 1, "E": 0, "F": 6, "G": 0, "H": 0}


@st.composite
def plain(draw: st.DrawFn) -> list[Activity]:
    made = []
    for i in range(draw(st.integers(1, 40))):
        before = draw(st.sets(st.integers(0, i - 1), max_size=4)) if i else set()
        made.append(activity(f"N{i}", draw(st.integers(1, 30)), *(f"N{b}" for b in sorted(before))))
    return draw(st.permutations(made))


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(plain())
def test_the_critical_path_is_as_long_as_the_longest_path_of_networkx(net: list[Activity]) -> None:
    graph = nx.DiGraph()
    graph.add_node("end")
    for a in net:
        graph.add_edge(a.code, "end", weight=a.duration)
        graph.add_edges_from((k.predecessor, a.code) for k in a.links)
    days = {a.code: a.duration for a in net}
    for before, after in graph.edges:
        graph.edges[before, after]["weight"] = days[before]
    length = nx.dag_longest_path_length(graph)
    table = computed(net, length)
    assert sum(days[code] for code in table.critical_path) == length
    assert not isinstance(timetable(net, date.fromordinal(DAY_0 + length - 2), TODAY, CALENDAR), Timetable)
    heads = {a.code: nx.dag_longest_path_length(graph.subgraph(nx.ancestors(graph, a.code) | {a.code})) for a in net}
    assert {r.code: r.early.start.toordinal() - DAY_0 for r in table.rows} == heads


def test_start_to_start_lets_work_overlap_and_finish_to_finish_holds_its_end() -> None:
    """The usual ladder: paving follows earthworks by three days and ends two days after them."""
    links = (
        Link("EARTH", LinkKind.START_TO_START, 3, DayUnit.CALENDAR_DAY),
        Link("EARTH", LinkKind.FINISH_TO_FINISH, 2, DayUnit.CALENDAR_DAY),
    )
    table = computed([activity("EARTH", 10), Activity("PAVE", 5, DayUnit.CALENDAR_DAY, links)], 12)
    spans = {r.code: (r.early.start.toordinal() - DAY_0, r.early.finish.toordinal() - DAY_0) for r in table.rows}
    assert spans == {"EARTH": (0, 9), "PAVE": (7, 11)}
    assert {r.code: r.total_float for r in table.rows} == {"EARTH": 0, "PAVE": 0}
