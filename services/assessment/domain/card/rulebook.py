"""Until when the duties of a carded unit are done. The measures name the quarterly review (季讲评) and no day."""

from __future__ import annotations

from collections.abc import Mapping

from services.assessment.domain.card.model import DutyKind
from services.assessment.domain.rulebook import SINCE
from services.law.article import Article
from services.law.dated import Dated, Entry

A21 = Article(21)

DUTY_DAYS: Dated[int] = Dated(
    A21,
    "季讲评日未定时，红黄牌义务的履行期限（工作日，发牌次日起算）",
    Entry(SINCE, 10, "第二十一条只写明在季讲评时；平台口径取十个工作日，讲评日定下后以讲评日为准"),
)

DAYS_AFTER_REVIEW: Dated[Mapping[DutyKind, int]] = Dated(
    A21,
    "季讲评日确定后，各项义务的履行期限（工作日，讲评日起算）",
    Entry(
        SINCE,
        {
            DutyKind.STATEMENT_IN_PERSON: 0,
            DutyKind.STATEMENT_IN_WRITING: 0,
            DutyKind.REPORT_IN_WRITING: 5,
        },
        "第二十一条：表态发言在季讲评时作；书面情况汇报未定时限，平台口径取讲评后五个工作日",
    ),
)

REVIEW_WITHIN: Dated[int] = Dated(
    A21,
    "季讲评日距确定之日的最长天数（自然日）",
    Entry(SINCE, 92, "第十条、第二十一条：讲评每季一次，平台口径至多一个季度之后"),
)

RETURN_DAYS: Dated[int] = Dated(
    A21,
    "义务被退回后的重做期限（工作日，退回次日起算）",
    Entry(SINCE, 5, "第二十一条未定时限；平台口径取五个工作日，原期限更晚的从其原期限"),
)
