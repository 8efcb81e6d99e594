"""A city looks but does not touch: each command is carried out on the records of the caller's own division (第三条)."""

from __future__ import annotations

import ast
from pathlib import Path

GRAPHQL = Path(__file__).parents[3] / "services/schedule/graphql"


def test_no_command_is_carried_out_past_what_keeps_it_to_its_division():
    taken = {
        (path.name, alias.name)
        for path in GRAPHQL.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("services.chassis.graphql")
        for alias in node.names
        if alias.name in {"perform", "carry_out"}
    }
    assert taken == {("performing.py", "perform")}
