"""Schemes: what each group is assessed by in a year, and what was done with each version (A18)."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Self
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Numeric, cast, select

from services.assessment.domain.scheme import differences
from services.assessment.domain.scheme.model import IdleRule, TieRule
from services.assessment.domain.scheme.record import SchemeAction, SchemeStatus
from services.assessment.graphql.arguments import After, First, OfYear
from services.assessment.graphql.scheme_content import SchemeAwards, SchemeGroup
from services.assessment.store import schemes, tables
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, column, derived, page, sql, table

if TYPE_CHECKING:
    from services.assessment.graphql.scheme_trials import SchemeTrial

Trials = Connection[Annotated["SchemeTrial", strawberry.lazy("services.assessment.graphql.scheme_trials")]]
SchemeOf = Annotated["Scheme", strawberry.lazy("services.assessment.graphql.schemes")]
SchemeId = Annotated[UUID, strawberry.argument(description="细则标识 / The scheme")]


def _said(scheme: Any, name: str) -> ColumnElement[str]:
    """What a scheme says under this name, as text."""
    said: ColumnElement[str] = scheme.content[name].as_string()
    return said


def _ties(scheme: Any, _info: Info) -> ColumnElement[str]:
    return _said(scheme, "ties")


def _idle(scheme: Any, _info: Info) -> ColumnElement[str]:
    return _said(scheme, "idle")


@strawberry.type(description="细则的一处差异 / A place that two texts of a scheme fill differently")
class SchemeChange:
    path: str = strawberry.field(description="位置：组和指标以代码表示 / Place; groups and indicators by their codes")
    label: str = strawberry.field(description="位置的名称 / The place in words")
    before: str | None = strawberry.field(description="原内容，原来没有的为空 / What was there; null where nothing was")
    after: str | None = strawberry.field(description="现内容，已删去的为空 / What is there; null where nothing is")

    @classmethod
    def of(cls, found: differences.Difference) -> Self:
        return cls(path=found.path, label=found.label, before=found.before, after=found.after)


@strawberry.type(description="对细则所做的一步 / Something that was done with a scheme")
@table(tables.SchemeStep)
class SchemeStep:
    revision: int = strawberry.field(description="此后的修订号 / Revision that it made")
    action: SchemeAction = strawberry.field(description="做了什么 / What")
    reason: str | None = strawberry.field(description="理由或说明 / Why, or a word on it")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = column("by_name", description="经办人 / Who")

    @derived("before", "after", description="修改了哪些内容（仅修改草案有）/ What a revision of the draft changed")
    def changes(self: Any) -> list[SchemeChange]:
        if self.before is None or self.after is None:
            return []
        found = differences.differences(schemes.read(self.before), schemes.read(self.after))
        return [SchemeChange.of(one) for one in found]


@strawberry.type(description="年度考核细则的一个版本 / A version of a year's scheme")
@table(tables.Scheme)
class Scheme:
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    year: int = strawberry.field(description="年度 / Year")
    version: int = strawberry.field(description="该年度的第几个版本 / Number in its year")
    revision: int = strawberry.field(description="修订号，用于 expectedVersion / Revision, for expectedVersion")
    status: SchemeStatus = strawberry.field(description="状态 / How far it has come")
    title: str = strawberry.field(description="名称 / Title")

    @derived("content", description="各考核组规则 / Rules by group")
    def groups(self: Any) -> list[SchemeGroup]:
        return [SchemeGroup.of(rule) for rule in schemes.state_of(self).groups]

    @derived("content", description="评选先进的比例和名额，不评的为空 / Awards; null where the year has none")
    def awards(self: Any) -> SchemeAwards | None:
        awards = schemes.state_of(self).awards
        return SchemeAwards.of(awards) if awards else None

    @sql(description="得分保留小数位数（四舍五入）/ Decimal places of scores, rounded half up")
    def places(self: Any) -> int:
        return answer(self.content["places"].as_integer())

    @sql(description="得分上限 / No score is above this")
    def highest(self: Any) -> Decimal:
        return answer(cast(_said(self, "highest"), Numeric()))

    @derived(rule=_ties, description="末位线同分规则 / Ties across the line of the last three")
    def ties(self: Any) -> TieRule:
        return TieRule(self.rule)

    @derived(rule=_idle, description="本季度无任务的指标如何计分 / Indicators without any task")
    def idle(self: Any) -> IdleRule:
        return IdleRule(self.rule)

    @sql(description="黄牌含义 / What yellow means")
    def yellow_means(self: Any) -> str:
        return answer(_said(self, "yellow_means"))

    @sql(description="红牌含义 / What red means")
    def red_means(self: Any) -> str:
        return answer(_said(self, "red_means"))

    drafted_at: datetime = strawberry.field(description="起草时间 / When it was drafted")
    drafted_by: str = strawberry.field(description="起草人 / Who drafted it")
    approved_at: datetime | None = strawberry.field(description="批准时间 / When it was approved")
    approved_by: str | None = strawberry.field(description="批准的经办人 / Who recorded the approval")
    approver: str | None = strawberry.field(description="批准人 / Who approved it")
    document: str | None = strawberry.field(description="批准文件 / The document of the approval")
    frozen_at: datetime | None = strawberry.field(
        description="冻结时间：首个结果按此发布之时 / When the first result under it was published"
    )
    ended_at: datetime | None = strawberry.field(description="被取代或撤回的时间 / When it was superseded or withdrawn")
    ended_reason: str | None = strawberry.field(description="撤回的理由 / Why it was withdrawn")

    @sql(description="是否已有结果按此版本发布（即已冻结）/ Whether a result under it is published")
    def frozen(self: Any) -> bool:
        return answer(self.status == SchemeStatus.FROZEN)

    @sql(description="由哪个细则复制起草 / The scheme that its draft was copied from")
    def copied_from(self: Any) -> SchemeOf | None:
        return answer(select(tables.Scheme).where(tables.Scheme.id == self.copied_from))

    @sql(description="历次办理，最早的在前；批准前的仅投资主管部门可见 / History; drafting is the authority's to see")
    def history(self: Any) -> list[SchemeStep]:
        step = tables.SchemeStep
        return answer(select(step).where(step.scheme_id == self.id).order_by(step.revision))

    @sql(description="历次试算，最近的在前；仅投资主管部门可见 / Trials, newest first; the authority's to see")
    def trials(
        self: Any,
        discarded: Annotated[
            bool, strawberry.argument(description="列已作废的（不填列未作废的）/ Those that were discarded instead")
        ] = False,
        first: First = None,
        after: After = None,
    ) -> Trials:
        row = tables.SchemeTrial
        keys = [Key(row.at, descending=True), Key(row.id, descending=True)]
        kept = row.discarded_at.is_not(None) if discarded else row.discarded_at.is_(None)
        return page(select(row).where(row.scheme_id == self.id, kept), keys)


@strawberry.input(description="细则的筛选 / Which schemes")
class SchemeFilter:
    status: SchemeStatus | None = strawberry.field(default=None, description="状态 / Status")
    in_force: bool | None = strawberry.field(
        default=None, description="是否为该年度生效的细则 / Whether its year is computed by it"
    )


@strawberry.type
class SchemeQueries:
    @sql(description="考核细则，最新的在前 / Schemes, newest first")
    def schemes(
        self: Any,
        year: OfYear = None,
        filter: Annotated[SchemeFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[Scheme]:
        row, asked = tables.Scheme, filter or SchemeFilter()
        query = select(row) if year is None else select(row).where(row.year == year)
        if asked.status is not None:
            query = query.where(row.status == asked.status)
        if asked.in_force is not None:
            standing = row.status.in_([s for s in SchemeStatus if s.in_force])
            query = query.where(standing if asked.in_force else ~standing)
        return page(query, [Key(row.year, descending=True), Key(row.version, descending=True), Key(row.id)])

    @sql(description="一个考核细则 / One scheme")
    def scheme(self: Any, id: SchemeId) -> Scheme | None:
        return answer(select(tables.Scheme).where(tables.Scheme.id == id))
