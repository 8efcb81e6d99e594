"""import(export(plan)) = plan: what a plan's sheet says of its items is what an import of it reads."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.chassis.documents.file import Format
from services.chassis.documents.workbook import read_workbook
from services.law.text import clean_name, clean_text
from services.reserve.domain.documents.sums import Listed, ordered
from services.reserve.domain.sheets.columns import Subject
from services.reserve.domain.sheets.entries import read_entries
from services.reserve.domain.sheets.headings import Vocabulary, find_layout
from services.reserve.domain.terms import Category, ItemBasis, ItemKind
from services.reserve.usecases.documents.plan_file import made_file
from services.reserve.usecases.imports.limits import AT_ONCE
from tests.reserve.papers import facts, listed

WORDS = st.one_of(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "M")), max_size=12),
    st.sampled_from(["合计", "某某小计", "注：甲", "一、产业", "=1+1", "_x0041_", "新开工", '"', "12", "（一）"]),
)
NAMES = WORDS.filter(lambda t: clean_name(t, "名称") == t)
TEXTS = WORDS.map(lambda w: clean_text(w, "说明")).filter(lambda t: isinstance(t, str) and bool(t))
AMOUNTS = st.integers(1, 10**14).map(lambda yuan: Decimal(yuan).scaleb(-4))


@st.composite
def items(draw: st.DrawFn) -> Listed:
    exempted = draw(st.none() | st.tuples(TEXTS, NAMES))
    return listed(
        draw(NAMES),
        category=draw(st.sampled_from(Category)),
        kind=draw(st.sampled_from(ItemKind)),
        owner=draw(NAMES),
        annual=draw(AMOUNTS),
        basis=draw(st.sampled_from(ItemBasis)),
        assessment=draw(st.none() | TEXTS),
        exempted=exempted,
        exception=f"{exempted[0]}（{exempted[1]}批准）" if exempted else None,
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(items(), max_size=5))
@example([listed("某某小计"), listed("合计", kind=ItemKind.PRELIMINARY, annual=Decimal(0))])
@example([listed("注：甲", exempted=("抢险", "王区长"), exception="抢险（王区长批准）")])
@example([listed("甲", assessment="一、区域带动\n二、税收", basis=ItemBasis.ASSESSMENT)])
def test_what_a_plan_exports_is_read_again_without_a_difference(plan):
    sheets = read_workbook(made_file(facts(*plan), Format.XLSX).content, AT_ONCE)
    assert isinstance(sheets, tuple)
    layout = find_layout(sheets[0], Vocabulary(Subject.PLAN_ITEMS))
    assert layout is not None
    assert (layout.unknown, layout.twice, layout.mapped) == ((), (), ())
    read = read_entries(sheets[0], layout).rows
    written = [i for _, own in ordered(plan) for kind in ItemKind for i in own if i.kind is kind]
    assert [r.faults for r in read] == [[] for _ in written]
    assert [(r.name, r.kind, r.annual, r.basis, r.assessment) for r in read] == [
        (i.name, i.kind, i.annual, i.basis, i.assessment) for i in written
    ]
    exceptions = [(r.exception_reason, r.exception_approver) for r in read]
    assert exceptions == [i.exempted or (None, None) for i in written]
