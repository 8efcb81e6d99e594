"""The rules in force: what can be asked for, within how many working days, and on what grounds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

import strawberry

from services.chassis.graphql import Info
from services.law.dated import Entry
from services.law.parties import Role
from services.support.domain.kinds.model import ACCOUNT_KINDS, FieldType, FormField, Outcome, RequestKind, Requirement
from services.support.domain.rulebook import RULES
from services.support.graphql import enums  # noqa: F401  # the enums have their names before they are used


@strawberry.type(description="选项 / A choice of a field")
class FormChoice:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")


@strawberry.type(description="表单的一个字段，据此绘制表单 / A field of a form, as a front end draws it")
class FormFieldRule:
    code: str = strawberry.field(description="字段代码 / Code")
    name: str = strawberry.field(description="字段名称 / Name")
    type: FieldType = strawberry.field(description="字段类型 / What it takes")
    required: bool = strawberry.field(description="是否必填 / Whether it must be filled in")
    help: str = strawberry.field(description="填写说明 / What to write, and where it is found")
    at_least: Decimal | None = strawberry.field(description="最小值（含）/ Least value, itself allowed")
    at_most: Decimal | None = strawberry.field(description="最大值（含）/ Greatest value, itself allowed")
    places: int = strawberry.field(description="数值的最多小数位 / Most decimal places of a number")
    longest: int = strawberry.field(description="文字的最多字数 / Most characters of a text")
    unit: str = strawberry.field(description="数值的单位 / Unit of a number")
    not_before: str | None = strawberry.field(
        description="不得早于的日期字段 / The date field that it must not precede"
    )
    choices: list[FormChoice] = strawberry.field(description="选项 / Choices")

    @classmethod
    def of(cls, field: FormField) -> FormFieldRule:
        return cls(
            code=field.code,
            name=field.name,
            type=field.type,
            required=field.required,
            help=field.help,
            at_least=field.at_least,
            at_most=field.at_most,
            places=field.places,
            longest=field.longest,
            unit="万元" if field.type is FieldType.MONEY else field.unit,
            not_before=field.not_before,
            choices=[FormChoice(code=code, name=name) for code, name in field.choices],
        )


@strawberry.type(description="可以停钟的特殊程序 / A special procedure that may stop the clock")
class SpecialProcedureRule:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    basis: str = strawberry.field(description="法律依据 / Legal ground")
    longest: int | None = strawberry.field(
        description="自身时限（工作日）/ Its own limit in working days, where it has one"
    )


@strawberry.type(description="可以征求意见的单位 / Whom the bureau may ask for an opinion")
class ConsultedRule:
    role: str = strawberry.field(description="单位的角色 / Role of the unit")
    working_days: int = strawberry.field(description="反馈时限（工作日）/ Limit in working days")
    required: bool = strawberry.field(description="决定前是否必须有其意见 / Whether its opinion must be on record")


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
    applicant_roles: list[str] = strawberry.field(description="可以申请的角色（业主限本项目）/ Who may ask")
    form: list[FormFieldRule] = strawberry.field(description="表单 / The form")
    stops: list[SpecialProcedureRule] = strawberry.field(description="特殊程序 / Special procedures")
    requires: list[str] = strawberry.field(description="决定前须有的环节 / What must be on record before a decision")
    consulted: list[ConsultedRule] = strawberry.field(description="征求意见 / Whom the bureau may ask for an opinion")
    outcomes: list[Outcome] = strawberry.field(description="可以作出的决定 / How it may end")
    review_days: int = strawberry.field(
        description="申请复核的期限（工作日），0 为无复核 / Days for a review; 0 for none"
    )
    document_title: str = strawberry.field(description="文书标题 / Title of the formal document")
    help: str = strawberry.field(description="办事指南 / What applicants should know")
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
            applicant_roles=[role.value for role in Role if role in rule.applicants],
            form=[FormFieldRule.of(field) for field in rule.form],
            stops=[
                SpecialProcedureRule(code=s.code, name=s.name, basis=s.basis, longest=s.longest) for s in rule.stops
            ],
            requires=[r.value for r in Requirement if r in rule.requires],
            consulted=[
                ConsultedRule(role=c.role.value, working_days=c.working_days, required=c.required)
                for c in rule.consulted
            ],
            outcomes=[o for o in Outcome if o in rule.outcomes],
            review_days=rule.review_days,
            document_title=rule.document or rule.name,
            help=rule.help,
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
