"""第七条（二）、第八条：who draws up a node plan, what it must say, and how a later version compares with the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.law.breach import Refusal
from services.law.parties import Role
from services.schedule.domain.decision import Decided, Party
from services.schedule.domain.events import NodePlanned
from services.schedule.domain.network.activity import Link
from services.schedule.domain.network.timetable import LONGEST_CHAIN_DAYS
from services.schedule.domain.node.planning import Facts, NodePlan, ScheduleBackwards, plan_backwards
from services.schedule.domain.node.record import Node
from services.schedule.domain.node.spec import (
    LONGEST_NODE_DAYS,
    MOST_EVIDENCE,
    MOST_LINKS,
    MOST_NODES,
    NodeDraft,
)
from services.schedule.domain.opening import ItemKind, Schedule
from tests.schedule.domain.samples import (
    AUTHORITY,
    CALENDAR,
    OWNER,
    OWNER_PERSON,
    TOWN,
    UNITS,
    draft,
    ids,
    schedule,
    uid,
)

TODAY = date(2027, 1, 11)
TARGET = date(2027, 12, 31)
CHAIN = (draft("A", 10), draft("B", 20, "A"), draft("C", 5, "B"))


def planned(
    *drafts: NodeDraft,
    of: Schedule | None = None,
    nodes: tuple[Node, ...] = (),
    party: Party = AUTHORITY,
    target: date = TARGET,
    reason: str | None = None,
    today: date = TODAY,
) -> Decided[NodePlan] | Refusal:
    command = ScheduleBackwards(
        project_id=uid(2), target_on=target, nodes=drafts or CHAIN, reason=reason, expected_version=0
    )
    return plan_backwards(
        of or schedule(), Facts(nodes=nodes, units=UNITS), party, command, new_id=ids(), today=today, calendar=CALENDAR
    )


def first(*drafts: NodeDraft, **rest: Any) -> NodePlan:
    answer = planned(*drafts, **rest)
    assert isinstance(answer, Decided), answer
    return answer.state


def again(nodes: tuple[Node, ...], *drafts: NodeDraft, **rest: Any) -> Decided[NodePlan] | Refusal:
    return planned(*drafts, of=schedule(plan_version=1), nodes=nodes, reason="工期调整", **rest)


def codes(answer: Decided[NodePlan] | Refusal) -> tuple[str, ...]:
    assert isinstance(answer, Refusal), answer
    assert all(b.article is not None for b in answer.breaches)
    return answer.codes


def test_the_first_plan_is_laid_backwards_and_is_its_own_baseline() -> None:
    plan = first()
    a, b, c = plan.nodes
    assert (c.due_on, plan.version) == (date(2027, 12, 31), 1)
    assert (b.due_on < c.start_on, a.due_on < b.start_on) == (True, True)
    assert all((n.baseline_start_on, n.baseline_due_on) == (n.start_on, n.due_on) for n in plan.nodes)
    assert plan.critical_path == ("A", "B", "C")
    assert a.early_start_on == TODAY


def test_every_node_is_told_with_its_plan_version_unit_person_and_days() -> None:
    answer = planned(draft("A", 3, waits_for="LAND_QUOTA"), draft("B", 2, "A"))
    assert isinstance(answer, Decided)
    events = [e for e in answer.events if isinstance(e, NodePlanned)]
    assert [(e.name, e.plan_version, e.waits_for_request) for e in events] == [("节点A", 1, True), ("节点B", 1, False)]
    assert events[0].responsible_person == "责任人甲"


def test_a_preliminary_project_is_scheduled_like_any_other() -> None:
    assert first(of=schedule(kind=ItemKind.PRELIMINARY)).version == 1


OUTSIDER = Party("o2", "他", frozenset({Role.OWNER}), uid(99))
TOWN_PERSON = Party("t", "镇", frozenset({Role.PLANNING_PARTY}), TOWN)


@pytest.mark.parametrize("party", [AUTHORITY, OWNER_PERSON, TOWN_PERSON], ids=["authority", "owner", "town"])
def test_the_first_plan_is_drawn_up_by_the_authority_or_the_projects_own_units(party: Party) -> None:
    assert isinstance(planned(party=party), Decided)


def test_another_owner_and_a_land_officer_of_the_town_cannot_draw_it_up() -> None:
    assert codes(planned(party=OUTSIDER)) == ("NOT_PARTY_TO_PROJECT",)
    assert codes(planned(party=Party("x", "地", frozenset({Role.LAND}), TOWN))) == ("NOT_PARTY_TO_PROJECT",)


def test_a_plan_that_stands_is_changed_by_the_authority_alone_and_for_a_reason() -> None:
    nodes = first().nodes
    standing = schedule(plan_version=1)
    assert codes(planned(of=standing, nodes=nodes, party=OWNER_PERSON, reason="我要推迟")) == ("PLAN_STANDS",)
    assert codes(planned(of=standing, nodes=nodes)) == ("REASON_MISSING",)
    assert isinstance(again(nodes), Decided)


def test_a_new_version_keeps_identity_and_baseline_and_moves_the_days() -> None:
    nodes = first().nodes
    answer = again(nodes, *CHAIN, draft("D", 3, "C"), target=date(2027, 12, 24))
    assert isinstance(answer, Decided)
    a, b, c, d = answer.state.nodes
    assert [n.id for n in (a, b, c)] == [n.id for n in nodes]
    assert [n.baseline_due_on for n in (a, b, c)] == [n.due_on for n in nodes]
    assert c.due_on < nodes[2].due_on
    assert (d.baseline_due_on, d.version, a.version, a.plan_version) == (None, 1, 2, 2)


def test_a_node_that_was_left_out_and_comes_back_is_the_same_node() -> None:
    nodes = first().nodes
    second = again(nodes, CHAIN[0], CHAIN[1])
    assert isinstance(second, Decided)
    all_known = (*second.state.nodes, nodes[2])
    third = planned(*CHAIN, of=schedule(plan_version=2), nodes=all_known, reason="恢复验收节点")
    assert isinstance(third, Decided)
    assert third.state.nodes[2].id == nodes[2].id
    assert third.state.nodes[2].baseline_due_on == nodes[2].due_on


def done(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    return (replace(nodes[0], completed_on=date(2027, 3, 1)), *nodes[1:])


def test_completed_nodes_keep_their_days_and_free_their_successors() -> None:
    nodes = done(first().nodes)
    answer = again(nodes, today=date(2027, 11, 25), target=date(2027, 12, 29))  # exactly the 25 days of B and C
    assert isinstance(answer, Decided)
    a = answer.state.nodes[0]
    assert (a.completed_on, a.due_on, a.plan_version) == (date(2027, 3, 1), nodes[0].due_on, 2)
    assert answer.state.critical_path == ("B", "C")
    assert answer.state.slack == 0


def test_a_completed_node_cannot_be_left_out_or_changed() -> None:
    nodes = done(first().nodes)
    assert codes(again(nodes, draft("B", 20), draft("C", 5, "B"))) == ("DONE_NODE_LEFT_OUT",)
    assert codes(again(nodes, draft("A", 11), *CHAIN[1:])) == ("DONE_NODE_CHANGED",)


def test_what_a_node_must_say_is_asked_for_all_nodes_at_once() -> None:
    bad = draft(
        "A", key_link=" ", responsible_person="", responsible_unit_id=uid(99), evidence=(), waits_for="GOOD_WEATHER"
    )
    answer = planned(bad, draft("B", -1, "Z"), draft("A"))
    assert codes(answer) == (
        "EVIDENCE_NOT_NAMED",
        "UNIT_UNKNOWN",
        "FACTOR_UNKNOWN",
        "TEXT_MISSING",
        "TEXT_MISSING",
        "DURATION_INVALID",
        "NODE_CODE_REPEATED",
        "PREDECESSOR_UNKNOWN",
    )
    assert isinstance(answer, Refusal)
    assert answer.breaches[3].field == "nodes.0.keyLink"
    assert answer.breaches[4].field == "nodes.0.responsiblePerson"


@pytest.mark.parametrize(
    ("duration", "fits"), [(-1, False), (0, True), (LONGEST_NODE_DAYS, True), (LONGEST_NODE_DAYS + 1, False)]
)
def test_a_node_takes_nothing_as_a_milestone_or_up_to_five_years(duration: int, fits: bool) -> None:
    answer = planned(draft("A", duration), target=TODAY + timedelta(days=LONGEST_CHAIN_DAYS))
    assert isinstance(answer, Decided) is fits


def test_the_target_lies_within_ten_years() -> None:
    assert isinstance(planned(target=TODAY + timedelta(days=LONGEST_CHAIN_DAYS)), Decided)
    assert codes(planned(target=TODAY + timedelta(days=LONGEST_CHAIN_DAYS + 1))) == ("TARGET_TOO_FAR",)


def test_an_impossible_target_and_a_cycle_are_refused_by_name() -> None:
    assert codes(planned(target=date(2027, 1, 29))) == ("TARGET_IMPOSSIBLE",)
    cycle = planned(draft("A", 1, "B"), draft("B", 1, "A"))
    assert codes(cycle) == ("NETWORK_CYCLE",)


def test_a_plan_has_at_least_one_node_and_not_more_than_it_can_hold() -> None:
    command = ScheduleBackwards(project_id=uid(2), target_on=TARGET, nodes=(), reason=None, expected_version=0)
    answer = plan_backwards(
        schedule(), Facts(nodes=(), units=UNITS), AUTHORITY, command, new_id=ids(), today=TODAY, calendar=CALENDAR
    )
    assert codes(answer) == ("NODES_MISSING",)
    assert codes(planned(*(draft("A") for _ in range(MOST_NODES + 1)))) == ("TOO_MANY_NODES",)


def test_names_are_brought_into_one_form_before_they_are_compared() -> None:
    plan = first(draft("A"), replace(draft("Ｂ　1"), links=(Link(" A "),), responsible_unit_id=OWNER))
    assert plan.nodes[1].spec.links == (Link("A"),)
    assert plan.nodes[1].spec.code == "Ｂ 1"


@pytest.mark.parametrize(("number", "fits"), [(0, False), (1, True), (MOST_EVIDENCE, True), (MOST_EVIDENCE + 1, False)])
def test_a_node_names_one_to_twenty_pieces_of_evidence(number: int, fits: bool) -> None:
    answer = planned(draft("A", evidence=tuple(f"材料{i}" for i in range(number))))
    assert isinstance(answer, Decided) is fits


@pytest.mark.parametrize(("number", "fits"), [(MOST_LINKS, True), (MOST_LINKS + 1, False)])
def test_a_node_has_at_most_two_hundred_predecessors(number: int, fits: bool) -> None:
    before = [draft(f"P{i}") for i in range(number)]
    answer = planned(*before, draft("A", 1, *(d.code for d in before)))
    assert isinstance(answer, Decided) is fits


def test_as_many_nodes_as_a_plan_can_hold_are_planned() -> None:
    assert len(first(*(draft(f"N{i}") for i in range(MOST_NODES))).nodes) == MOST_NODES


def test_a_faulty_node_is_called_by_its_name_and_the_reason_is_kept() -> None:
    nameless = planned(draft("A7", -1, name=""))
    assert isinstance(nameless, Refusal)
    assert any("“A7”" in b.message for b in nameless.breaches if b.code == "DURATION_INVALID")
    named = planned(draft("A7", -1))
    assert isinstance(named, Refusal)
    assert "“节点A7”" in named.breaches[0].message
    second = again(first().nodes, target=date(2027, 12, 24))
    assert isinstance(second, Decided)
    assert second.state.reason == "工期调整"


def test_a_completed_node_gets_a_new_version_with_every_plan() -> None:
    nodes = done(first().nodes)
    answer = again(nodes)
    assert isinstance(answer, Decided)
    assert answer.state.nodes[0].version == nodes[0].version + 1
