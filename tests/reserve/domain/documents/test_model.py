from __future__ import annotations

from services.law.document import Column, Span, heading_spans


def test_equal_parents_are_merged_and_short_headings_reach_down():
    columns = [
        Column(("序号",), 1),
        *(Column(("投资", x), 1) for x in ("总投资", "年度")),
        Column(("投资", "到位", "财政"), 1),
    ]
    assert heading_spans(columns) == [
        Span("序号", 0, 0, 2, 0),
        Span("投资", 0, 1, 0, 3),
        Span("总投资", 1, 1, 2, 1),
        Span("年度", 1, 2, 2, 2),
        Span("到位", 1, 3, 1, 3),
        Span("财政", 2, 3, 2, 3),
    ]


def test_equal_headings_under_different_parents_stay_apart():
    columns = [Column(("新开工", "个数"), 1), Column(("续建", "个数"), 1)]
    assert [s.text for s in heading_spans(columns)] == ["新开工", "续建", "个数", "个数"]


def test_a_column_is_not_merged_with_the_parent_beside_it():
    columns = [Column(("投资",), 1), Column(("投资", "年度"), 1)]
    assert heading_spans(columns) == [Span("投资", 0, 0, 1, 0), Span("投资", 0, 1, 0, 1), Span("年度", 1, 1, 1, 1)]
