"""How many rows an operation may ask for: pages within pages multiply, and one statement would gather them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    NullValueNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from services.chassis.faults import ApiError
from services.chassis.reads.page import DEFAULT_PAGE, MAX_PAGE

if TYPE_CHECKING:
    from graphql.execution.collect_fields import FragmentDetails

MOST_ROWS = 100_000


class Cost:
    """The rows that the pages of one operation can hold together, by the sizes asked for."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDetails], selected: SelectionSetNode
    ) -> None:
        self._schema, self._fragments, self._selected = schema, fragments, selected
        self._harmless = self._rows(None) <= MOST_ROWS  # whatever the variables are

    def check(self, variables: Mapping[str, Any]) -> None:
        """Refuse what would hold too many; raises ApiError BAD_INPUT."""
        if self._harmless or (rows := self._rows(variables)) <= MOST_ROWS:
            return
        raise ApiError(
            "BAD_INPUT",
            f"嵌套分页最多合计 {MOST_ROWS:,} 项，本查询可达 {rows:,} 项，请减小 first 或 last / "
            f"nested pages may hold {MOST_ROWS:,} items together, these {rows:,}: ask for smaller ones",
        )

    def _rows(self, variables: Mapping[str, Any] | None) -> int:
        return self._within(self._schema.query_type, self._selected, variables)

    def _within(self, kind: Any, selected: SelectionSetNode | None, variables: Mapping[str, Any] | None) -> int:
        rows = 0
        for node in selected.selections if selected else ():
            if isinstance(node, FieldNode):
                rows += self._of_field(kind, node, variables)
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments[node.name.value].definition
                rows += self._within(
                    self._schema.type_map[fragment.type_condition.name.value], fragment.selection_set, variables
                )
            elif isinstance(node, InlineFragmentNode):
                within = self._schema.type_map[node.type_condition.name.value] if node.type_condition else kind
                rows += self._within(within, node.selection_set, variables)
        return rows

    def _of_field(self, kind: Any, node: FieldNode, variables: Mapping[str, Any] | None) -> int:
        of = kind.fields.get(node.name.value) if isinstance(kind, GraphQLObjectType) else None
        if of is None:
            return 0
        rows = self._within(get_named_type(of.type), node.selection_set, variables)
        return _size(node, variables) * (1 + rows) if {"first", "last"} & of.args.keys() else rows


def _size(node: FieldNode, variables: Mapping[str, Any] | None) -> int:
    """Return the size of a page, the largest where it is not known; what no page may have is refused by the page itself."""
    for argument in node.arguments or ():
        value = argument.value
        if argument.name.value not in {"first", "last"} or isinstance(value, NullValueNode):
            continue
        if isinstance(value, IntValueNode):
            return min(max(int(value.value), 0), MAX_PAGE)
        if isinstance(value, VariableNode) and variables is not None:
            given = variables.get(value.name.value)
            if given is None:
                continue
            return min(max(given, 0), MAX_PAGE) if isinstance(given, int) else MAX_PAGE
        return MAX_PAGE
    return DEFAULT_PAGE
