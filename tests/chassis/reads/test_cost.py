"""Nested pages multiply: what they may hold together is limited before anything is asked of the database."""

from __future__ import annotations

import pytest
from graphql import FragmentDefinitionNode, build_schema, get_operation_ast, parse
from graphql.execution.collect_fields import FragmentDetails

from services.chassis.faults import ApiError
from services.chassis.reads.cost import MOST_ROWS, Cost

SCHEMA = build_schema("""
type Query { things(first: Int, after: String, last: Int): ThingConnection! thing: Thing }
type Thing { id: ID! parts(first: Int, last: Int): ThingConnection! owner: Thing }
type ThingConnection { edges: [ThingEdge!]! totalCount: Int! }
type ThingEdge { node: Thing! }
""")


def cost(document: str) -> Cost:
    parsed = parse(document)
    operation = get_operation_ast(parsed)
    assert operation is not None
    fragments = {d.name.value: FragmentDetails(d) for d in parsed.definitions if isinstance(d, FragmentDefinitionNode)}
    return Cost(SCHEMA, fragments, operation.selection_set)


def nested(*sizes: str) -> str:
    inner = "id"
    for size in reversed(sizes):
        inner = f"parts{size} {{ edges {{ node {{ {inner} }} }} }}"
    return inner.replace("parts", "things", 1)


def test_two_full_pages_within_each_other_are_allowed() -> None:
    cost(f"{{ {nested('(first: 200)', '(first: 200)')} }}").check({})


def test_what_is_just_within_the_limit_is_allowed_and_one_item_more_is_not() -> None:
    at = f"query($n: Int) {{ {nested('(first: $n)', '(first: 100)', '(first: 9)')} }}"  # n × (1 + 100 × 10) items
    most = MOST_ROWS // 1001
    cost(at).check({"n": most})
    with pytest.raises(ApiError, match="100,000") as refused:
        cost(at).check({"n": most + 1})
    assert refused.value.extensions == {"code": "BAD_INPUT"}
    assert f"{(most + 1) * 1001:,}" in refused.value.message


@pytest.mark.parametrize(
    "document",
    [
        f"{{ {nested('(last: 200)', '(first: 200)', '(first: 200)')} }}",
        f"{{ ... on Query {{ {nested('(first: 200)', '(first: 200)', '(first: 200)')} }} }}",
        f"{{ ...all }} fragment all on Query {{ {nested('(first: 200)', '(first: 200)', '(first: 200)')} }}",
        f"{{ thing {{ owner {{ {nested('(first: 200)', '(first: 200)', '(first: 200)').replace('things', 'parts')} }} }} }}",
        "{ " + " ".join(f"x{n}: {nested('(first: 200)', '(first: 200)')}" for n in range(3)) + " }",
    ],
)
def test_it_is_refused_however_it_is_written(document: str) -> None:
    with pytest.raises(ApiError, match="嵌套分页"):
        cost(document).check({})


def test_a_size_not_given_is_the_usual_one() -> None:
    cost(f"{{ {nested('', '', '')} }}").check({})  # 20 × (1 + 20 × (1 + 20))
    cost(f"query($n: Int) {{ {nested('(first: $n)', '(first: null)', '')} }}").check({})
    cost(f"query($n: Int) {{ {nested('(first: $n)', '(first: $n)', '(first: $n)')} }}").check({"n": None})


def test_a_size_that_no_page_may_have_is_left_to_the_page_to_refuse() -> None:
    cost(f"query($n: Int) {{ {nested('(first: $n)', '(first: 5)')} }}").check({"n": 2_000_000})
    cost(f"query($n: Int) {{ {nested('(first: $n)', '(first: 5)')} }}").check({"n": -1})
