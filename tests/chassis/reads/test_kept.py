"""What a process keeps of the documents it was sent: nothing of one that it has dropped, and none of any length."""

from __future__ import annotations

import gc
import weakref
from types import SimpleNamespace
from typing import Any

from graphql import OperationDefinitionNode, build_schema, parse

from services.chassis.reads.serving import LONGEST_KNOWN, Reads
from services.chassis.reads.shapes import Variables

SCHEMA = build_schema("type Query { a(x: [Int!]!, y: In): Int } input In { z: [Int!] }")


def test_nothing_is_kept_of_a_document_that_was_dropped() -> None:
    operation = parse("query($x: [Int!]!, $y: In) { a(x: $x, y: $y) }").definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    variables = Variables(SCHEMA, operation)
    assert variables.read({"x": [1], "y": {"z": [2]}}) is not None
    declared = weakref.ref(variables.types["x"])
    del variables
    gc.collect()
    assert declared() is None


def test_a_document_out_of_all_proportion_is_answered_and_not_remembered() -> None:
    schema: Any = SimpleNamespace()
    reads = Reads(schema, compiling=True)
    context: Any = SimpleNamespace(caller=SimpleNamespace(roles=frozenset()))
    for length in (LONGEST_KNOWN, LONGEST_KNOWN + 1):
        key = "{a}".ljust(length), None
        document: Any = SimpleNamespace(permitted=SimpleNamespace(put=lambda roles, value: value))
        assert reads.learn(key, document, context) is document
        assert (reads.document(key) is document) == (length == LONGEST_KNOWN)
