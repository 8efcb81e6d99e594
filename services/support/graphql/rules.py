"""The rules in force: what can be asked for, within how many working days, and on what grounds."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from services.chassis.graphql import Info
from services.law.dated import Entry
from services.support.domain.kinds.model import ACCOUNT_KINDS, RequestKind
from services.support.domain.rulebook import RULES


@strawberry.type(description="可申请的要素保障事项及其规则 / A matter that can be asked for, with its rule")
class SupportRequestKind:
    code: str = strawberry.field(description="事项代码 / Code")
    name: str = strawberry.field(description="事项名称 / Name")
    bureau_role: str = strawberry.field(description="承办单位的角色 / Role of the bureau that decides")
    working_days: int = strawberry.field(description="办理时限（工作日）/ Limit in working days")
    warning_days: int = strawberry.field(description="预警提前量（工作日）/ Working days of warning before the end")
    document_series: str = strawberry.field(description="发文机关代字 / Document series")
    quota_kind: str | None = strawberry.field(description="占用的指标种类 / The quota that a grant uses up")
    unit: str | None = strawberry.field(description="计量单位代码 / Code of the unit of measure")
    unit_name: str | None = strawberry.field(description="计量单位 / Unit of measure in Chinese")
    needs_node: bool = strawberry.field(description="须由倒排计划节点提出 / Whether a waiting node must ask")
    article: str = strawberry.field(description="依据条款 / Clause")
    source: str = strawberry.field(description="规则出处 / Where the rule comes from")
    since: date = strawberry.field(description="施行日 / In force since")

    @classmethod
    def of(cls, entry: Entry[RequestKind]) -> SupportRequestKind:
        rule = entry.value
        return cls(
            code=rule.code,
            name=rule.name,
            bureau_role=rule.bureau.value,
            working_days=rule.working_days,
            warning_days=rule.warning_days,
            document_series=rule.series,
            quota_kind=rule.account,
            unit=rule.unit.code if rule.unit else None,
            unit_name=rule.unit.name if rule.unit else None,
            needs_node=rule.of_node,
            article=str(rule.article),
            source=entry.source,
            since=entry.since,
        )


@strawberry.type(description="指标种类 / A kind of quota")
class QuotaKind:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    unit: str = strawberry.field(description="计量单位代码 / Code of the unit of measure")
    unit_name: str = strawberry.field(description="计量单位 / Unit of measure in Chinese")
    article: str = strawberry.field(description="依据条款 / Clause")


@strawberry.type
class RulesQuery:
    @strawberry.field(description="现行要素保障事项 / The matters that can be asked for today")
    def support_request_kinds(
        self,
        info: Info,
        division: Annotated[
            str | None, strawberry.argument(description="区划代码；缺省为本人区划 / Division; the caller's when absent")
        ] = None,
    ) -> list[SupportRequestKind]:
        today = info.context.today
        rules = RULES.get(division or info.context.caller.division, ())
        return [SupportRequestKind.of(rule.entry_on(today)) for rule in rules if rule.entries[0].since <= today]

    @strawberry.field(description="指标种类 / The kinds of quota")
    def quota_kinds(self) -> list[QuotaKind]:
        return [
            QuotaKind(code=k.code, name=k.name, unit=k.unit.code, unit_name=k.unit.name, article=str(k.article))
            for k in ACCOUNT_KINDS.values()
        ]
