"""Whatever is done to a project in whatever order: it climbs one library at a time, each by its criteria."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.events import ProjectChanged, ProjectConverted
from services.reserve.domain.library.batch import MOST, batch_breaches
from services.reserve.domain.library.confirm import confirm
from services.reserve.domain.library.convert import convert, remove, return_to
from services.reserve.domain.library.criteria import readiness
from services.reserve.domain.terms import LIBRARY_ORDER, ApprovalRoute, Library, after, is_lower
from tests.reserve.domain.library import strategies as some
from tests.reserve.domain.samples import BUILD, FIVE, ONE, THREE, TODAY, documents, project

GOOD = documents(*FIVE, *THREE, *ONE, *BUILD[1:])
commands = st.lists(
    st.tuples(st.sampled_from(["convert", "return", "remove", "confirm"]), st.sampled_from(Library)), max_size=25
)


def carried_out(what, to, before, papers):
    if what == "convert":
        return convert(before, papers, to, TODAY)
    if what == "return":
        return return_to(before, to, "理由", [], TODAY)
    return remove(before, "理由", [], TODAY) if what == "remove" else confirm(before, "仍然有效")


@given(commands, st.just(GOOD) | some.papers(), st.booleans())
def test_conversion_never_skips_a_library_and_never_goes_without_the_criteria(asked, papers, complete):
    state = project(None, approval_route=ApprovalRoute.FILING, **({} if complete else {"function": None}))
    for what, to in asked:
        outcome = carried_out(what, to, state, papers)
        if isinstance(outcome, Refusal):
            assert all(b.code and b.message for b in outcome.breaches)
            continue
        moved = outcome.state
        assert moved.version == state.version + 1
        assert any(isinstance(e, ProjectChanged) and e.version == moved.version for e in outcome.events)
        converted = [e for e in outcome.events if isinstance(e, ProjectConverted)]
        if what == "convert":
            assert (converted[0].from_library, converted[0].to_library) == (state.library, to)
            assert moved.library == to == after(state.library)
            assert all(j.met for j in readiness(state, papers, to, TODAY))
        else:
            assert not converted
        if what == "return":
            assert is_lower(moved.library, state.library)
        if what == "remove":
            assert moved.library is None
        if what == "confirm":
            assert (moved.library, moved.elements) == (state.library, state.elements)
        state = moved


@given(st.sampled_from(Library), st.sampled_from(Library))
def test_what_was_removed_comes_back_by_the_first_library_only(library, to):
    removed = remove(project(library), "业主放弃", [], TODAY)
    assert isinstance(removed, Decided)
    again = convert(removed.state, GOOD, to, TODAY)
    assert isinstance(again, Decided) is (to is LIBRARY_ORDER[0])


def test_what_was_removed_meets_the_entry_criteria_anew():
    removed = remove(project(Library.ONE_YEAR), "业主放弃", [], TODAY).state
    refused = convert(removed, documents(*THREE, *ONE), Library.FIVE_YEAR, TODAY)
    assert isinstance(refused, Refusal)
    assert refused.codes == ("PLANNING_CONFORMITY_MISSING", "POLICY_CONFORMITY_MISSING", "INDUSTRY_LAYOUT_MISSING")


def test_a_confirmation_needs_a_library_and_a_ground():
    assert isinstance(confirm(project(Library.FIVE_YEAR), "现场核实"), Decided)
    refused = confirm(project(None), "")
    assert isinstance(refused, Refusal)
    assert refused.codes == ("REASON_MISSING", "PROJECT_IN_NO_LIBRARY")
    assert {str(b.article) for b in refused.breaches} == {"第六条"}


def test_a_batch_names_some_projects_each_once():
    ids = [project(number=n).id for n in range(MOST + 1)]
    assert batch_breaches(ids[:MOST]) == []
    assert [b.code for b in batch_breaches([])] == ["CONVERSION_EMPTY"]
    assert [b.code for b in batch_breaches(ids)] == ["CONVERSION_TOO_MANY"]
    (twice,) = batch_breaches([ids[0], ids[1], ids[0]])
    assert (twice.code, twice.field) == ("CONVERSION_DUPLICATE", "projects.2.projectId")
