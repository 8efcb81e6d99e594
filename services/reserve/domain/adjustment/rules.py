"""第十一条: what the measures set for adjusting a plan, dated and cited."""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.reserve.domain.rulebook import FIRST_DAY
from services.reserve.domain.terms import ItemKind

A11 = Article(11)

ADJUSTMENT_MONTHS = Dated(A11, "年中调整的月份", Entry(FIRST_DAY, (6, 7), "第十一条“每年年中”的执行口径"))

ADJUSTMENTS_A_YEAR = Dated(A11, "每年调整次数", Entry(FIRST_DAY, 1, "第十一条“进行一次重点项目计划调整”"))

ADDED_KINDS = Dated(
    A11,
    "调整时可以纳入的项目性质",
    Entry(
        FIRST_DAY,
        (ItemKind.NEW_START, ItemKind.CONTINUING, ItemKind.PRELIMINARY),
        "第十一条“将符合条件的新开工项目纳入”；续建和前期项目为执行口径",
    ),
)

COMPLETION_EVIDENCE = Dated(
    A11, "竣工的凭据", Entry(FIRST_DAY, ("COMPLETION_ACCEPTANCE",), "第十一条“未竣工”；第七条（四）“竣工验收”")
)
