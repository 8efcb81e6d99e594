"""第八条：what a district may set differently on annual tasks, dated and cited."""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.schedule.domain.rulebook import FIRST_DAY

EVEN_PLACES = Dated(
    Article(8),
    "年度投资任务均分到月：每月金额的小数位数（万元，四舍五入；差额计入末月）",
    Entry(FIRST_DAY, 2, "第八条“按月分解”；均分办法为本区默认"),
)
PERCENT_PLACES = Dated(Article(8), "投资曲线：完成率的小数位数（四舍五入）", Entry(FIRST_DAY, 1, "本区默认"))
MOST_TASKS = 500  # rows of one batch: a limit of the machine, not of the law
