"""第五条: what becomes of each entry of the city's answer."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.reserve.domain.exchange.city import Entry, Judged, Known, Standing, judge, merged, read
from services.reserve.domain.exchange.terms import CityOutcome, CityStatus

TODAY = date(2026, 11, 24)
PROJECTS = [UUID(int=n) for n in range(1, 5)]
CODES = st.sampled_from([None, "CS-1", "CS-2", "CS-3"])
STANDINGS = st.builds(
    Standing,
    code=CODES,
    status=st.sampled_from(CityStatus),
    decided_on=st.dates(TODAY - timedelta(days=2), TODAY + timedelta(days=1)),
    remark=st.sampled_from([None, "备注"]),
)


@st.composite
def situations(draw):
    """Some projects stand somehow, each code with one of them; an answer says something of some of them."""
    standing: dict[UUID, Standing] = {}
    for project in draw(st.sets(st.sampled_from(PROJECTS))):
        says = draw(STANDINGS)
        taken = {s.code for s in standing.values() if s.code}
        standing[project] = Standing(
            code=None if says.code in taken else says.code, status=says.status, decided_on=says.decided_on
        )
    holders = {s.code: p for p, s in standing.items() if s.code}
    known = Known(projects=frozenset(PROJECTS[:3]), standing=standing, holders=holders)
    entries = draw(st.lists(st.builds(Entry, line=st.just(2), project_id=st.sampled_from(PROJECTS), says=STANDINGS)))
    return known, entries, draw(st.booleans())


@given(situation=situations())
def test_after_an_answer_no_two_projects_have_one_code(situation):
    known, entries, overwrite = situation
    judged = judge(entries, known, TODAY, overwrite=overwrite)
    assert len(judged) == len(entries)
    after = dict(known.standing)
    for one in judged:
        assert (one.breach is None) == (one.outcome in {CityOutcome.TAKEN, CityOutcome.SAME})
        if one.outcome is CityOutcome.TAKEN:
            assert one.after != one.before
            after[one.project_id] = one.after
    codes = [s.code for s in after.values() if s.code]
    assert len(codes) == len(set(codes))
    taken = [j for j in judged if j.outcome is CityOutcome.TAKEN]
    assert len({j.project_id for j in taken}) == len(taken)
    assert all(j.after.decided_on <= TODAY for j in taken)
    if not overwrite:
        assert all(j.before is None or j.before.code in {None, j.after.code} for j in taken)


@given(situation=situations())
def test_what_was_taken_is_the_same_the_next_time(situation):
    known, entries, overwrite = situation
    first = judge(entries, known, TODAY, overwrite=overwrite)
    taken = {j.project_id: j.after for j in first if j.outcome is CityOutcome.TAKEN}
    standing = {**known.standing, **taken}
    again = Known(
        projects=known.projects, standing=standing, holders={s.code: p for p, s in standing.items() if s.code}
    )
    second = judge(entries, again, TODAY, overwrite=overwrite)
    for before, after in zip(first, second, strict=True):
        if before.outcome is CityOutcome.TAKEN:
            assert after.outcome is CityOutcome.SAME


def test_an_answer_without_a_code_leaves_the_code():
    before = Standing(code="CS-1", status=CityStatus.ADMITTED, decided_on=TODAY)
    says = Standing(code=None, status=CityStatus.REMOVED, decided_on=TODAY)
    assert merged(before, says).code == "CS-1"
    assert merged(None, says).code is None


@given(
    written=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["projectId", "status", "decidedOn", "cityCode", "remark"]), inner, max_size=5
            )
        ),
        max_leaves=8,
    )
)
def test_whatever_is_written_is_an_entry_or_told(written):
    found = read(2, written)
    assert isinstance(found, Entry) or (isinstance(found, Judged) and found.breach is not None)
