"""Decisions on facts: shared responsibility and exemptions, with their history (A18)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ARRAY, Select, Uuid, any_, func, select, union_all

from services.assessment.domain.fact.decide import DecisionKind
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.graphql.facts import Fact, named_by, newest_first
from services.assessment.store import tables
from services.assessment.store.base import OVERSEERS
from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, page, refer, sql, table
from services.chassis.reads.finding import MORE, found, whole

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization, Project

OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
ProjectOf = Annotated["Project", strawberry.lazy("services.assessment.graphql.entities")]

strawberry.enum(
    DecisionKind,
    name="FactDecisionKind",
    description="责任分担、免予考核 / Who answers for a record by which share; what does not count",
)


@strawberry.type(description="决定所涉单位 / A unit that a decision names")
@table(tables.FactDecisionUnit)
class FactDecisionUnit:
    share: Decimal | None = strawberry.field(description="分担比例，免予考核的为空 / Its share; null of an exemption")

    @sql(description="单位 / The unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)


@strawberry.type(description="对一条记录所作的考核决定，留痕 / A decision on a record, kept for good (A18)")
@table(tables.FactDecision)
class FactDecision:
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    kind: DecisionKind = strawberry.field(description="种类 / What is decided")
    standing: bool = strawberry.field(description="是否有效 / Whether it stands: neither replaced nor revoked")
    service: str = strawberry.field(description="记录所属服务 / The service that owns the record")
    record_id: UUID = strawberry.field(description="记录（节点、问题、申请、项目……）/ The record")
    since: date = strawberry.field(description="自何日起 / From which day on")
    until: date | None = strawberry.field(
        description="至何日止（仅整个项目）/ Until when what falls due of a project does not count"
    )
    reason: str = strawberry.field(description="理由 / Why")
    approver: str = strawberry.field(description="批准人 / Who approved it")
    document: str = strawberry.field(description="依据文件 / The document")
    recorded_at: datetime = strawberry.field(description="记录时间 / When it was recorded")
    recorded_by: str = strawberry.field(description="经办人 / Who recorded it")
    revoked_on: date | None = strawberry.field(description="撤销日期 / Day of revocation")
    revocation_reason: str | None = strawberry.field(description="撤销理由 / Why it was revoked")
    revocation_approver: str | None = strawberry.field(description="撤销批准人 / Who approved the revocation")
    revoked_by: str | None = strawberry.field(description="撤销经办人 / Who recorded the revocation")

    @sql(description="项目 / The project")
    def project(self: Any) -> ProjectOf | None:
        return refer(id=self.project_id)

    @sql(description="所涉单位（您有权查看的）/ The units that it names, as far as the caller may see them")
    def units(self: Any) -> list[FactDecisionUnit]:
        part = tables.FactDecisionUnit
        return answer(select(part).where(part.decision_id == self.id).order_by(part.place))

    @sql(description="取代它的决定 / The decision that replaced it")
    def replaced_by(self: Any) -> FactDecision | None:
        return answer(select(tables.FactDecision).where(tables.FactDecision.id == self.replaced_by))

    @sql(description="与该记录有关的事实，最近的在前 / Facts about the record, newest first")
    def facts(self: Any, first: First = None, after: After = None) -> Connection[Fact]:
        fact = tables.Fact
        return page(select(fact).where(fact.record_id == self.record_id), newest_first(fact))


@strawberry.input(description="考核决定的筛选 / Which decisions")
class FactDecisionFilter:
    kind: DecisionKind | None = strawberry.field(default=None, description="种类 / What is decided")
    unit_id: UUID | None = strawberry.field(default=None, description="所涉单位 / A unit that it names")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    record_id: UUID | None = strawberry.field(default=None, description="记录 / The record")
    standing: bool | None = strawberry.field(default=None, description="是否有效 / Whether it stands")


@strawberry.type
class FactDecisionQueries:
    @sql(
        description="责任分担和免予考核的决定，最近的在前 / Decisions on facts that the caller may see, newest first (A18)"
    )
    def fact_decisions(
        self: Any,
        info: Info,
        filter: Annotated[FactDecisionFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[FactDecision]:
        asked = filter or FactDecisionFilter()
        decision, query = _start(info.context.caller, asked.unit_id)
        named = (asked.kind, asked.project_id, asked.record_id, asked.unit_id)
        for column, value in (
            (decision.kind, asked.kind),
            (decision.project_id, asked.project_id),
            (decision.record_id, asked.record_id),
        ):
            query = query if value is None else query.where(column == value)
        if asked.standing is not None:
            query = query.where(decision.standing if asked.standing else ~decision.standing)
        if all(value is None for value in named):
            query = query.where(whole(decision))
        return page(query, _newest_first(decision))


def _newest_first(decision: Any) -> list[Key]:
    """Sort decisions, or an alias of them."""
    return [Key(decision.recorded_at, descending=True), Key(decision.id, descending=True)]


def _start(caller: Actor, unit_id: UUID | None) -> tuple[Any, Select[Any]]:
    """Start with the decisions on a unit that is asked for, or with those that a unit may see, where they are few."""
    decision, project, unit = tables.FactDecision, tables.Project, tables.Organization
    if unit_id is not None:
        asked = select(decision.id).where(decision.id == any_(named_by(unit_id)))
        row, kept = found(decision, asked, decision.recorded_at)
        return row, select(row).where(kept)
    if caller.unit is None or caller.acts_as(*OVERSEERS):
        return decision, select(decision)
    part = tables.FactDecisionUnit
    named = select(part.decision_id).where(part.unit_id == caller.unit).order_by(part.decision_id).limit(MORE)
    merged = select(part.decision_id).join(unit, unit.id == part.unit_id).where(unit.merged_into == caller.unit)
    its = func.array(select(project.id).where(project.owner_id == caller.unit).scalar_subquery(), type_=ARRAY(Uuid()))
    owned = select(decision.id).where(decision.project_id == any_(its))
    row, kept = found(decision, select(union_all(named, merged.limit(MORE), owned).subquery()), decision.recorded_at)
    return row, select(row).where(kept)
