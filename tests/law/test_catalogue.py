"""The catalogue holds every article and clause of the measures, once, in order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from services.law.article import Article
from services.law.catalogue import Chapter, Service, all_entries, lookup

# Counted in the text of the measures.
CLAUSES = {3: 4, 5: 3, 7: 4, 16: 3, 17: 6}


def test_all_22_articles_are_there_with_all_their_clauses() -> None:
    expected = [Article(n, c) for n in range(1, 23) for c in (None, *range(1, CLAUSES.get(n, 0) + 1))]
    assert [entry.article for entry in all_entries()] == expected


def test_every_citation_reads_back() -> None:
    for entry in all_entries():
        assert Article.parse(str(entry.article)) == entry.article
        assert lookup(entry.article) is entry


def test_every_summary_is_one_short_chinese_line_of_its_own() -> None:
    summaries = [entry.summary for entry in all_entries()]
    assert len(set(summaries)) == len(summaries)
    for summary in summaries:
        assert 8 <= len(summary) <= 60
        assert "\n" not in summary
        assert any("\u4e00" <= char <= "\u9fff" for char in summary)


def test_chapters_come_in_order_and_a_clause_stands_in_the_chapter_of_its_article() -> None:
    order = list(Chapter)
    for before, after in pairwise(all_entries()):
        assert order.index(before.chapter) <= order.index(after.chapter)
    for entry in all_entries():
        assert entry.chapter is lookup(Article(entry.article.number)).chapter


@pytest.mark.parametrize(
    ("written", "service"),
    [
        ("第一条", None),
        ("第三条（四）", Service.RESERVE),
        ("第五条（一）", Service.RESERVE),
        ("第八条", Service.SCHEDULE),
        ("第十一条", Service.RESERVE),
        ("第十三条", Service.SCHEDULE),
        ("第十七条（一）", Service.SUPPORT),
        ("第二十一条", Service.ASSESSMENT),
    ],
)
def test_each_article_has_the_service_that_answers_for_it(written: str, service: Service | None) -> None:
    assert lookup(Article.parse(written)).service is service


@pytest.mark.parametrize("article", [Article(23), Article(17, 7), Article(1, 1)])
def test_what_the_measures_do_not_have_is_refused(article: Article) -> None:
    with pytest.raises(LookupError, match=str(article)):
        lookup(article)
