"""第八条：what a district may set differently on its war map, dated and cited."""

from __future__ import annotations

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.schedule.domain.node.state import NodeState
from services.schedule.domain.rulebook import FIRST_DAY

WORST_FIRST = Dated(
    Article(8),
    "挂图作战：节点状态由急到缓的次序，决定项目的灯色",
    Entry(
        FIRST_DAY,
        (
            NodeState.LATE,
            NodeState.DUE_TODAY,
            NodeState.DUE_SOON,
            NodeState.WAITING,
            NodeState.ON_TIME,
            NodeState.NOT_STARTED,
            NodeState.DONE_LATE,
            NodeState.DONE,
            NodeState.ENDED,
        ),
        "第八条“挂图作战”；次序为本区默认：先看逾期，办结的在后",
    ),
)
PERCENT_PLACES = Dated(
    Article(8),
    "挂图作战：投资完成率的小数位数（四舍五入）",
    Entry(FIRST_DAY, 1, "本区默认"),
)
MOST_CHARTS = 500  # of one answer, each with all its nodes
MOST_PROJECTS = 5_000  # of one wall map: a limit of the machine, not of the law; more is narrowed by the filter
