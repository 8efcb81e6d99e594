"""The dated rules of lists and statistics in the API: what holds on a day, since when, and by what (第七条、第十二条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import strawberry

from services.chassis.graphql import Info
from services.law.dated import Dated
from services.schedule.domain.lists.rulebook import ANSWERING, EVIDENCE_SECTIONS, MILESTONE_NAMES, MONTHS_AHEAD
from services.schedule.domain.statistics.rulebook import DUE_MONTHS, OUT_OF_STEP, OutOfStep

RULES: tuple[Dated[Any], ...] = (
    EVIDENCE_SECTIONS,
    MILESTONE_NAMES,
    ANSWERING,
    MONTHS_AHEAD,
    DUE_MONTHS,
    OUT_OF_STEP,
)
Day = Annotated[date | None, strawberry.argument(description="日期，默认今日 / The day, today by default")]


@strawberry.type(description="清单与统计的一项规则 / A dated rule of lists or statistics")
class ListRule:
    title: str = strawberry.field(description="名称 / What it sets")
    article: str = strawberry.field(description="条款 / The article")
    since: date = strawberry.field(description="启用日期 / In force since")
    source: str = strawberry.field(description="依据 / By what it is set")
    values: list[str] = strawberry.field(description="内容 / What holds")


@strawberry.type
class ListRuleQuery:
    @strawberry.field(
        description="清单与统计的规则：认定材料、开工竣工节点名称、责任单位次序、期限与界限 / "
        "Rules of lists and statistics: documents, names of nodes, who answers, limits (A7, A12)"
    )
    def list_rules(self, info: Info, on: Day = None) -> list[ListRule]:
        return [_rule(rule, on or info.context.today) for rule in RULES]


def _rule(rule: Dated[Any], day: date) -> ListRule:
    entry = rule.entry_on(max(day, rule.entries[0].since))  # before the first day nothing was: the first is shown
    return ListRule(
        title=rule.title,
        article=str(rule.article),
        since=entry.since,
        source=entry.source,
        values=_written(entry.value),
    )


def _written(value: Any) -> list[str]:
    if isinstance(value, OutOfStep):
        return [f"investment_percent: {value.investment_percent}", f"progress_points: {value.progress_points}"]
    assert isinstance(value, Mapping), "the rules above are written by what they are for"
    return [f"{key.value}: {_one(of)}" for key, of in value.items()]


def _one(of: Any) -> str:
    if isinstance(of, frozenset):
        of = sorted(of)
    return "、".join(str(o) for o in of) if isinstance(of, (tuple, list)) else str(of)
