"""One command composes the supergraph, and guards what clients rely on."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.gateway.gateways import node_script


@pytest.fixture
def workshop(schemas: Path, supergraph: Path, tmp_path: Path) -> Path:
    """Give a copy of the schemas and of what was composed of them."""
    shutil.copytree(schemas, tmp_path / "services")
    shutil.copy(supergraph, tmp_path / "supergraph.graphql")
    return tmp_path


def compose(workshop: Path, *options: str) -> subprocess.CompletedProcess[str]:
    places = ("--services", str(workshop / "services"), "--out", str(workshop / "supergraph.graphql"))
    return node_script("compose.mjs", *places, *options)


def change(workshop: Path, service: str, old: str, new: str) -> None:
    schema = workshop / "services" / service / "schema.graphql"
    text = schema.read_text(encoding="utf-8")
    assert old in text
    schema.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_same_schemas_compose_to_the_same_bytes(workshop: Path) -> None:
    before = (workshop / "supergraph.graphql").read_bytes()
    (workshop / "supergraph.graphql").unlink()
    assert compose(workshop).returncode == 0
    assert (workshop / "supergraph.graphql").read_bytes() == before
    assert compose(workshop, "--check").returncode == 0


def test_a_new_field_makes_the_committed_file_stale_and_is_written(workshop: Path) -> None:
    change(workshop, "assessment", "  cards: [String!]!", "  cards: [String!]!\n  medals: [String!]!")
    stale = compose(workshop, "--check")
    assert stale.returncode == 1
    assert "compose.mjs" in stale.stderr
    assert compose(workshop).returncode == 0
    assert compose(workshop, "--check").returncode == 0


def test_what_would_break_clients_is_named_and_not_written(workshop: Path) -> None:
    before = (workshop / "supergraph.graphql").read_bytes()
    change(workshop, "reserve", "  crashed: String\n", "")
    change(workshop, "reserve", "slow(seconds: Float!)", "slow")
    change(workshop, "reserve", "project(id: ID!)", "project(id: ID!, year: Int!)")
    change(workshop, "reserve", "(workbook: String!): Int!", "(workbook: String!): Int")
    for options in ((), ("--check",)):
        done = compose(workshop, *options)
        assert done.returncode == 1
        said = done.stderr.splitlines()[1:]
        assert sorted(said) == [
            "- A required arg year on Query.project was added.",
            "- Mutation.importProjects changed type from Int! to Int.",
            "- Query.crashed was removed.",
            "- Query.slow arg seconds was removed.",
        ]
    assert (workshop / "supergraph.graphql").read_bytes() == before
    assert compose(workshop, "--allow-breaking").returncode == 0
    assert (workshop / "supergraph.graphql").read_bytes() != before


def test_schemas_that_do_not_compose_are_refused_with_each_reason(workshop: Path) -> None:
    change(workshop, "reserve", "type Header @shareable", "type Header")
    done = compose(workshop)
    assert done.returncode == 2
    assert "Header.name" in done.stderr
    assert "Header.value" in done.stderr


def test_a_missing_schema_is_named(workshop: Path) -> None:
    (workshop / "services" / "support" / "schema.graphql").unlink()
    done = compose(workshop)
    assert done.returncode == 2
    assert "support/schema.graphql" in done.stderr
