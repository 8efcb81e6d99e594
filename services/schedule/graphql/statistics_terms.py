"""The enums of statistics, described before they are used (第十二条)."""

from __future__ import annotations

import strawberry

from services.schedule.domain.statistics.standing import MismatchKind
from services.schedule.domain.statistics.terms import (
    AnswerOutcome,
    StatisticsAction,
    StatisticsKind,
    StatisticsState,
)

strawberry.enum(
    StatisticsKind, description="入库、入统 / Entry into the statistical library, and first reporting (A12)"
)
strawberry.enum(
    StatisticsState,
    description="未开工、未到期、逾期未办、按期办理、逾期办理、例外 / "
    "How a project stands: not started, pending, late, done, done late, excepted",
)
strawberry.enum(StatisticsAction, description="登记、更正、例外、统计投资 / What was recorded")
strawberry.enum(
    MismatchKind,
    name="StatisticsMismatchKind",
    description="统计投资与核实投资、统计投资占比与形象进度 / In what statistics and the site are out of step",
)
strawberry.enum(
    AnswerOutcome,
    name="StatisticsAnswerOutcome",
    description="答复各行的处理：已采用、一致、未受理、冲突、有误 / What became of a line of an answer",
)
