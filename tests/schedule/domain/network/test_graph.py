"""第八条：the network of a plan is sound, or every fault of it is named."""

from __future__ import annotations

from services.law.breach import Refusal
from services.schedule.domain.network.activity import Activity, Link
from services.schedule.domain.network.graph import CYCLES_NAMED, Graph, connect


def network(*arrows: str) -> list[Activity]:
    """Read "C<A,B": C comes after A and B."""
    made = []
    for arrow in arrows:
        code, _, before = arrow.partition("<")
        made.append(Activity(code, 1, links=tuple(Link(b) for b in before.split(",") if b)))
    return made


def refused(*arrows: str) -> Refusal:
    answer = connect(network(*arrows))
    assert isinstance(answer, Refusal)
    return answer


def test_predecessors_come_first_whatever_the_order_in_which_nodes_are_written() -> None:
    graph = connect(network("C<B", "B<A", "A"))
    assert isinstance(graph, Graph)
    assert graph.order == (2, 1, 0)


def test_a_cycle_is_refused_naming_its_nodes_in_order() -> None:
    answer = refused("A<C", "B<A", "C<B", "D<C")
    assert answer.codes == ("NETWORK_CYCLE",)
    assert "A → B → C → A" in answer.breaches[0].message
    assert str(answer.breaches[0].article) == "第八条"


def test_a_node_that_waits_for_itself_is_a_cycle_of_one() -> None:
    assert "A → A" in refused("A<A").breaches[0].message


def test_a_node_that_only_hangs_on_a_cycle_is_not_blamed() -> None:
    message = refused("X<B", "A<B", "B<A", "Y<X").breaches[0].message
    assert "A → B → A" in message
    assert "X" not in message
    assert "Y" not in message


def test_two_separate_cycles_are_both_named() -> None:
    messages = [b.message for b in refused("A<B", "B<A", "C<D", "D<C").breaches]
    assert any("A → B → A" in m for m in messages)
    assert any("C → D → C" in m for m in messages)


def test_not_more_cycles_are_named_than_are_of_use() -> None:
    pairs = [a for i in range(CYCLES_NAMED + 5) for a in (f"A{i}<B{i}", f"B{i}<A{i}")]
    assert len(refused(*pairs).breaches) == CYCLES_NAMED


def test_unknown_predecessors_repeated_codes_and_cycles_are_named_at_once_with_their_fields() -> None:
    answer = refused("A<B", "B<A", "C<Z", "C")
    assert answer.codes == ("NODE_CODE_REPEATED", "PREDECESSOR_UNKNOWN", "NETWORK_CYCLE")
    assert [b.field for b in answer.breaches] == ["nodes.3.code", "nodes.2.dependencies.0.predecessor", "nodes"]


def test_the_same_dependency_written_twice_counts_once() -> None:
    graph = connect(network("A", "B<A,A"))
    assert isinstance(graph, Graph)
    assert len(graph.into[1]) == 1


def test_a_repeated_code_names_the_node_that_has_it_first() -> None:
    assert "与第2个节点相同" in refused("A", "B", "B").breaches[0].message
