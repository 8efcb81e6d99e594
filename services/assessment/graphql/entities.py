"""What the assessment adds to entities of other services: facts of a project; facts, results and cards of a unit.

All of it may be null: when this service is away, the owner's own fields of a project or unit are still answered.
"""

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.assessment.graphql import cards, facts
from services.assessment.graphql.arguments import After, First
from services.assessment.store import tables
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, foreign, page, sql

if TYPE_CHECKING:
    from services.assessment.graphql.cards import Card
    from services.assessment.graphql.facts import Fact
    from services.assessment.graphql.results import UnitResult

Facts = Connection[Annotated["Fact", strawberry.lazy("services.assessment.graphql.facts")]]
Results = Connection[Annotated["UnitResult", strawberry.lazy("services.assessment.graphql.results")]]
Cards = Connection[Annotated["Card", strawberry.lazy("services.assessment.graphql.cards")]]


@strawberry.federation.type(keys=["id"], description="项目（考核部分）/ A project, as far as the assessment knows it")
@foreign
class Project:
    id: UUID = strawberry.field(description="项目标识 / Identity")

    @sql(description="与该项目有关的考核事实，最近的在前 / Facts about the project, newest first")
    def facts(self: Any, first: First = None, after: After = None) -> Facts | None:
        return page(select(tables.Fact).where(tables.Fact.project_id == self.id), facts.newest_first(tables.Fact))


@strawberry.federation.type(keys=["id"], description="单位（考核部分）/ A unit, as far as the assessment knows it")
@foreign
class Organization:
    id: UUID = strawberry.field(description="单位标识 / Identity")

    @sql(description="该单位为责任单位的考核事实 / Facts for which the unit is responsible, newest first")
    def facts(self: Any, info: Info, first: First = None, after: After = None) -> Facts | None:
        fact, query = facts.seen_by(info.context.caller)
        return page(query.where(fact.unit_id == self.id), facts.newest_first(fact))

    @sql(description="各季度考核结果，最近的在前 / Results by quarter, newest first")
    def results(self: Any, first: First = None, after: After = None) -> Results | None:
        row = tables.UnitResult
        keys = [Key(row.year, descending=True), Key(row.quarter, descending=True), Key(row.id)]
        return page(select(row).where(row.unit_id == self.id), keys)

    @sql(description="红黄牌，最近的在前（含已撤销的）/ Cards, newest first, withdrawn ones included")
    def cards(self: Any, first: First = None, after: After = None) -> Cards | None:
        return page(select(tables.Card).where(tables.Card.unit_id == self.id), cards.NEWEST_FIRST)
