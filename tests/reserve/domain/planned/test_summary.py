from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.reserve.domain.planned.summary import Figures, Part, added, grouped, whole
from services.reserve.domain.planned.terms import Change
from services.reserve.domain.terms import Category, Library

AMOUNTS = st.decimals(0, Decimal(10) ** 12, places=4)
PARTS = st.lists(
    st.builds(
        Part,
        category=st.sampled_from(Category),
        library=st.none() | st.sampled_from(Library),
        town_id=st.none() | st.sampled_from([UUID(int=n) for n in range(3)]),
        town=st.none(),
        change=st.sampled_from(Change),
        figures=st.builds(Figures, st.integers(0, 1000), AMOUNTS),
    ),
    max_size=40,
)


@given(PARTS)
def test_whatever_it_is_grouped_by_the_groups_add_up_to_the_whole(parts):
    total = Figures(
        sum(p.figures.projects for p in parts), sum((p.figures.total_investment for p in parts), Decimal(0))
    )
    assert whole(added(parts)) == total
    for by in (lambda p: p.category, lambda p: p.library, lambda p: p.town_id, lambda p: p.change):
        sums = Figures()
        for group in grouped(parts, by).values():
            sums = sums.plus(whole(added(group)))
        assert sums == total
