"""第八条：what a district may set differently on what-if scenarios, dated and cited."""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.schedule.domain.rulebook import FIRST_DAY

OPEN_SCENARIOS = Dated(
    Article(8),
    "一个单位对一个项目同时测算的情景数上限",
    Entry(FIRST_DAY, 10, "第八条“倒排工作计划”；上限为本区默认"),
)
MOST_EDITS = 500  # of one command: a limit of the machine, not of the law
