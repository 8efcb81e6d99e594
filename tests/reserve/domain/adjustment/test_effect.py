"""Before − out + in + re-valued = after: what is shown is what comes about, to the last yuan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reserve.domain.adjustment.changes import applied
from services.reserve.domain.adjustment.effect import Amounts, effect, move, standing
from services.reserve.domain.adjustment.state import Change, ChangeKind
from services.reserve.domain.adjustment.written import read_effect, write_effect
from services.reserve.domain.plan.state import Item
from services.reserve.domain.terms import Category, ItemBasis, ItemKind
from tests.reserve.domain.adjusting import drafted_adjustment, issued, ready

PLAN = issued(ready(1))
MONEY = st.decimals(min_value=0, max_value=Decimal("9999999999999999.9999"), places=4)


@st.composite
def items(draw, number):
    return Item(
        project_id=UUID(int=number),
        name=f"项目{number}",
        category=draw(st.sampled_from(Category)),
        kind=draw(st.sampled_from(ItemKind)),
        total_investment=draw(MONEY),
        annual_investment=draw(MONEY),
        owner_id=UUID(int=1),
        town_id=None,
        industry_authority_id=None,
        basis=ItemBasis.APPLICATION,
    )


@st.composite
def adjustments(draw):
    listed = [draw(items(n)) for n in range(draw(st.integers(0, 6)))]
    changes = []
    for item in listed:
        kind = draw(st.sampled_from([None, ChangeKind.REMOVE, ChangeKind.REVALUE]))
        new = replace(item, total_investment=draw(MONEY), annual_investment=draw(MONEY))
        if kind is not None:
            changes.append(Change(kind=kind, item=item if kind is ChangeKind.REMOVE else new, before=item))
    changes += [Change(kind=ChangeKind.ADD, item=draw(items(100 + n))) for n in range(draw(st.integers(0, 4)))]
    plan = replace(PLAN, items=tuple(listed))
    return plan, replace(drafted_adjustment(PLAN), changes=tuple(draw(st.permutations(changes))))


def amounts(listed, category):
    own = [i for i in listed if category in {None, i.category}]
    return Amounts(
        len(own),
        sum((i.total_investment for i in own), Decimal(0)),
        sum((i.annual_investment for i in own), Decimal(0)),
    )


@settings(deadline=None)
@given(adjustments())
def test_the_effect_is_exact_by_category_and_in_all(made):
    plan, adjustment = made
    lines = effect(standing(plan.items), map(move, adjustment.changes))
    assert [line.category for line in lines] == [*Category, None]
    after = applied(plan, adjustment)
    for line in lines:
        assert line.before == amounts(plan.items, line.category)
        assert line.after == amounts(after, line.category)
        assert line.before + -line.removed + line.added + line.revalued == line.after
        assert line.revalued.projects == 0
        assert read_effect(write_effect(line)) == line
    for part in ("before", "removed", "added", "revalued", "after"):
        assert sum((getattr(line, part) for line in lines[:-1]), Amounts()) == getattr(lines[-1], part)
