"""Terms of the review. The measures leave them to the yearly rules (第十八条), so each carries the reason for its default."""

from __future__ import annotations

from services.assessment.domain.rulebook import SINCE
from services.law.article import Article
from services.law.dated import Dated, Entry

A19 = Article(19)

OBJECTION_DAYS = Dated(
    A19,
    "公示及提出异议的期限（工作日，公示次日起算）",
    Entry(SINCE, 5, "第十八条、第十九条未定期限，由考核细则定；平台口径取评先公示通行的五个工作日"),
)

DECISION_DAYS = Dated(
    A19,
    "异议办理期限（工作日，提出次日起算）",
    Entry(SINCE, 5, "第十八条、第十九条未定期限；平台口径与公示期相同，使结果在公示期满后一周内可以发布"),
)

MOST_OBJECTIONS = Dated(
    A19,
    "一个单位对一期结果未办结异议的上限",
    Entry(SINCE, 50, "平台口径：逐项提出即可，防止重复提交"),
)
