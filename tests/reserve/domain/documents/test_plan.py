from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.law.document import LineKind, Table
from services.reserve.domain.documents.plan import plan_document
from services.reserve.domain.documents.sums import Listed
from services.reserve.domain.terms import Category, ItemKind, PlanStatus
from tests.reserve.papers import facts, listed

AMOUNTS = st.integers(0, 10**16).map(lambda yuan: Decimal(yuan).scaleb(-4))
ITEMS = st.lists(
    st.builds(
        listed,
        name=st.just("项目"),
        category=st.sampled_from(Category),
        kind=st.sampled_from(ItemKind),
        total=AMOUNTS,
        annual=AMOUNTS,
    ),
    max_size=30,
)


def totals(items: list[Listed]) -> tuple[int, Decimal, Decimal]:
    return len(items), sum((i.total for i in items), Decimal(0)), sum((i.annual for i in items), Decimal(0))


def under(table: Table, kind: LineKind) -> list[tuple[int, Decimal, Decimal]]:
    """What the lines of a kind add up to: the number in the title, and both amounts."""
    lines = [line.cells for line in table.lines if line.kind is kind]
    return [(int(str(c[1]).split("（")[1].removesuffix("个）")), c[6], c[7]) for c in lines]


def added(sums: list[tuple[int, Decimal, Decimal]]) -> tuple[int, Decimal, Decimal]:
    return sum(s[0] for s in sums), sum((s[1] for s in sums), Decimal(0)), sum((s[2] for s in sums), Decimal(0))


@settings(deadline=None)
@given(ITEMS)
def test_parts_add_up_to_sections_sections_to_the_total_and_both_are_the_items(items):
    summary, table = plan_document(facts(*items)).tables
    assert under(table, LineKind.TOTAL) == [totals(items)]
    assert added(under(table, LineKind.SECTION)) == added(under(table, LineKind.PART)) == totals(items)
    assert [line.cells[0] for line in table.lines if line.kind is LineKind.ITEM] == list(range(1, len(items) + 1))
    *categories, whole = [line.cells[1:] for line in summary.lines]
    for row in (*categories, whole):
        by_kind = [row[3:6], row[6:9], row[9:12]]
        assert tuple(sum(column) for column in zip(*by_kind, strict=True)) == tuple(row[:3])
    assert tuple(sum(c[at] for c in categories) for at in range(12)) == tuple(whole[:12])
    assert tuple(whole[:3]) == totals(items)


@settings(deadline=None)
@given(ITEMS)
def test_the_text_says_the_totals_of_the_attachments(items):
    document = plan_document(facts(*items))
    text = "".join(p.text for p in document.text)
    number, total, annual = totals(items)
    said = f"共安排重点项目{number}个，总投资{total.normalize():f}万元，年度投资{annual.normalize():f}万元"
    assert said in text


@pytest.mark.parametrize(
    ("status", "mark"),
    [
        (PlanStatus.DRAFT, "征求意见稿"),
        (PlanStatus.SUGGESTED, "草案（送审稿）"),
        (PlanStatus.APPROVED, "草案（审定待发）"),
        (PlanStatus.ISSUED, None),
    ],
)
def test_only_an_issued_plan_is_not_marked(status, mark):
    issued = {} if mark is None else {"document_number": None, "issued_on": None}
    document = plan_document(facts(listed(), status=status, **issued))
    assert document.mark == mark
    assert (document.number is None, document.day is None) == (mark is not None, mark is not None)
    assert (f"（{mark}）" in document.title) == (mark is not None)


def test_both_bodies_of_the_rulebook_sign_an_issued_plan_with_its_number_and_day():
    document = plan_document(facts(listed()))
    assert document.letterhead == document.signatures == ("株洲高新区管委会", "株洲市天元区人民政府")
    assert (document.number, document.day) == ("株高管发〔2027〕3号", "2027年1月5日")
    assert document.title == "关于下达株洲高新区（天元区）2027年度重点项目计划的通知"


def test_sections_are_numbered_on_whatever_is_missing_between():
    lines = plan_document(facts(listed(category=Category.ECOLOGY), listed())).tables[1].lines
    assert [line.cells[:2] for line in lines if line.kind is LineKind.SECTION] == [
        ("一", "产业项目（1个）"),
        ("二", "生态环保项目（1个）"),
    ]


def test_kinds_stand_apart_within_a_category():
    kinds = (ItemKind.PRELIMINARY, ItemKind.CONTINUING, ItemKind.NEW_START)
    lines = plan_document(facts(*(listed(kind=k) for k in kinds))).tables[1].lines
    assert [line.cells[:2] for line in lines if line.kind is LineKind.PART] == [
        ("（一）", "新开工项目（1个）"),
        ("（二）", "续建项目（1个）"),
        ("（三）", "前期项目（1个）"),
    ]


def test_shares_keep_the_places_that_are_set_and_are_rounded_half_up():
    items = [listed(annual=Decimal(15)), listed(annual=Decimal(1), category=Category.SOCIAL)]
    document = plan_document(facts(*items))
    assert [line.cells[-1] for line in document.tables[0].lines] == ["93.8", "0.0", "6.3", "0.0", None]
    assert "占年度投资的93.8%" in "".join(p.text for p in document.text)


def test_a_plan_without_items_is_a_document_too():
    document = plan_document(facts(support_areas=None))
    assert "共安排重点项目0个" in document.text[2].text
    assert [line.kind for line in document.tables[1].lines] == [LineKind.TOTAL]


def test_the_guide_is_quoted_line_by_line_where_it_is_set():
    texts = [p.text for p in plan_document(facts(listed(), support_areas="甲\n\n乙")).text]
    assert texts[texts.index("三、编制依据") + 1 :][:3] == ["支持领域：甲", "乙", "四、有关要求"]
    assert "三、有关要求" in [p.text for p in plan_document(facts(listed(), support_areas=None)).text]
