"""Until when what the measures ask for regularly is to be done, where no other area says so: dated and cited."""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.schedule.domain.rulebook import FIRST_DAY

REPORT_DAYS = Dated(
    Article(9),
    "月度进度待办：次月第几个工作日前报齐上月进度",
    Entry(FIRST_DAY, 3, "第九条“及时更新项目信息”；数值为本区默认"),
)
