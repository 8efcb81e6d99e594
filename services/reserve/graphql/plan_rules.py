"""Every dated rule in the API, with its clause, its value on a day and the days from which its values hold."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

import strawberry

from services.law.dated import Entry
from services.reserve.domain.every_rule import Rule, every_rule, in_force, shown


@strawberry.type(description="规则的一个取值 / A value of a rule, from a day on")
class RuleValue:
    since: date | None = strawberry.field(
        description="起始日，自始适用的为空 / First day, null where it held from the start"
    )
    value: str = strawberry.field(description="取值 / Value, in words")
    source: str = strawberry.field(description="依据 / What sets it")

    @classmethod
    def of(cls, entry: Entry[Any]) -> Self:
        since = None if entry.since == date.min else entry.since
        return cls(since=since, value=shown(entry.value), source=entry.source)


@strawberry.type(description="一项规则及其沿革 / A rule with its history")
class RuleSetting:
    area: str = strawberry.field(description="领域代码，如 PLAN、ADJUSTMENT / Code of the area")
    code: str = strawberry.field(description="规则代码 / Stable code")
    title: str = strawberry.field(description="规则 / The rule in words")
    article: str = strawberry.field(description="依据条款 / The clause that asks for it")
    in_force: RuleValue | None = strawberry.field(description="该日有效的取值 / Its value on the day asked for")
    values: list[RuleValue] = strawberry.field(description="历次取值，先者在前 / Its values, the first one first")

    @classmethod
    def of(cls, rule: Rule, day: date) -> Self:
        entry = in_force(rule, day)
        return cls(
            area=rule.area,
            code=rule.code,
            title=rule.dated.title,
            article=str(rule.dated.article),
            in_force=None if entry is None else RuleValue.of(entry),
            values=[RuleValue.of(e) for e in rule.dated.entries],
        )


def settings_on(day: date, areas: list[str] | None) -> list[RuleSetting]:
    """List the rules, or those of some areas, as they are on a day."""
    return [RuleSetting.of(r, day) for r in every_rule() if areas is None or r.area in areas]
