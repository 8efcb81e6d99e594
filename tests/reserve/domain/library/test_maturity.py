"""The maturity score is the sum of its parts, and decides nothing."""

from __future__ import annotations

import ast
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import services.reserve
from services.reserve.domain import rulebook
from services.reserve.domain.library.criteria import readiness
from services.reserve.domain.library.maturity import maturity
from services.reserve.domain.library.settings import MATURITY_WEIGHTS, OWN
from services.reserve.domain.terms import Library
from tests.reserve.domain.library import strategies as some
from tests.reserve.domain.samples import THREE, TODAY, documents, project


@given(some.projects, some.papers(), st.sampled_from(Library), some.days)
def test_the_score_is_the_sum_of_its_parts_between_nothing_and_all(project, papers, library, day):
    judged = readiness(project, papers, library, day)
    found = maturity(judged, day)
    assert found.score == sum(p.points for p in found.parts)
    assert found.most == sum(p.of for p in found.parts)
    assert 0 <= found.score <= found.most
    assert all(p.why and p.points in {0, p.of} for p in found.parts)
    assert (found.score == found.most) is all(j.met for j in judged)


def test_each_part_says_by_which_document_it_is_met():
    judged = readiness(project(Library.FIVE_YEAR), documents(*THREE[:1]), Library.THREE_YEAR, TODAY)
    first, second, *_ = maturity(judged, TODAY).parts
    assert first.why == "已满足：SPATIAL_PLANNING的材料（株发改〔2026〕1号）"
    assert (second.points, second.why) == (0, "未满足")


def test_every_criterion_has_a_weight_and_the_weights_are_declared_as_the_districts_own():
    asked = {c.code for criteria in rulebook.ENTRY_CRITERIA.on(TODAY).values() for c in criteria}
    assert asked == set(MATURITY_WEIGHTS.on(TODAY))
    assert all(OWN in e.source for e in MATURITY_WEIGHTS.entries)
    assert all(w > 0 for w in MATURITY_WEIGHTS.on(TODAY).values())


def imports(source: str) -> set[str]:
    """Name the modules that a file imports."""
    tree = ast.walk(ast.parse(source))
    return {n.module or "" for n in tree if isinstance(n, ast.ImportFrom)}


def test_nothing_but_what_shows_it_knows_of_the_score():
    root = Path(services.reserve.__file__).parent
    knowing = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "services.reserve.domain.library.maturity" in imports(path.read_text())
    }
    assert knowing == {"graphql/library.py"}
    assert imports("from services.reserve.domain.library.maturity import maturity") == {
        "services.reserve.domain.library.maturity"
    }
