"""What the assessment adds to entities of other services: facts of a project; facts, results and cards of a unit.

All of it may be null: when this service is away, the owner's own fields of a project or unit are still answered.
"""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from services.assessment.graphql import cards, facts, results
from services.assessment.graphql.arguments import After, First
from services.assessment.store import tables
from services.chassis.graphql import ApiError, Connection, Info, Key, paged
from services.chassis.visibility import visible_select

if TYPE_CHECKING:
    from services.assessment.graphql.cards import Card
    from services.assessment.graphql.facts import Fact
    from services.assessment.graphql.results import UnitResult

Facts = Connection[Annotated["Fact", strawberry.lazy("services.assessment.graphql.facts")]]
Results = Connection[Annotated["UnitResult", strawberry.lazy("services.assessment.graphql.results")]]
Cards = Connection[Annotated["Card", strawberry.lazy("services.assessment.graphql.cards")]]


@strawberry.federation.type(keys=["id"], description="项目（考核部分）/ A project, as far as the assessment knows it")
class Project:
    id: UUID = strawberry.field(description="项目标识 / Identity")

    @classmethod
    def resolve_reference(cls, id: str) -> "Project":
        return cls(id=_key(id))

    @strawberry.field(description="与该项目有关的考核事实，最近的在前 / Facts about the project, newest first")
    async def facts(self, info: Info, first: First = None, after: After = None) -> Facts | None:
        query = visible_select(tables.Fact, info.context.caller).where(tables.Fact.project_id == self.id)
        return await paged(info, query, facts.NEWEST_FIRST, facts.Fact.of, first=first, after=after)


@strawberry.federation.type(keys=["id"], description="单位（考核部分）/ A unit, as far as the assessment knows it")
class Organization:
    id: UUID = strawberry.field(description="单位标识 / Identity")

    @classmethod
    def resolve_reference(cls, id: str) -> "Organization":
        return cls(id=_key(id))

    @strawberry.field(description="该单位为责任单位的考核事实 / Facts for which the unit is responsible, newest first")
    async def facts(self, info: Info, first: First = None, after: After = None) -> Facts | None:
        query = visible_select(tables.Fact, info.context.caller).where(tables.Fact.unit_id == self.id)
        return await paged(info, query, facts.NEWEST_FIRST, facts.Fact.of, first=first, after=after)

    @strawberry.field(description="各季度考核结果，最近的在前 / Results by quarter, newest first")
    async def results(self, info: Info, first: First = None, after: After = None) -> Results | None:
        row = tables.UnitResult
        query = visible_select(row, info.context.caller).where(row.unit_id == self.id)
        keys = [Key(row.year, descending=True), Key(row.quarter, descending=True), Key(row.id)]
        return await paged(info, query, keys, results.UnitResult.of, first=first, after=after)

    @strawberry.field(description="红黄牌，最近的在前（含已撤销的）/ Cards, newest first, withdrawn ones included")
    async def cards(self, info: Info, first: First = None, after: After = None) -> Cards | None:
        query = visible_select(tables.Card, info.context.caller).where(tables.Card.unit_id == self.id)
        return await paged(info, query, cards.NEWEST_FIRST, cards.Card.of, first=first, after=after)


def _key(written: str) -> UUID:
    """Read the key of an entity as the gateway sends it."""
    try:
        return UUID(str(written))
    except ValueError:
        raise ApiError("BAD_INPUT", "标识须为 UUID / an id is a UUID") from None
