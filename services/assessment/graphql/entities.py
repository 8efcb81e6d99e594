"""What the assessment adds to entities of other services: facts of a project; facts, results and cards of a unit.

All of it may be null: when this service is away, the owner's own fields of a project or unit are still answered.
"""

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Integer, cast, select

from services.assessment.graphql import award_lists, cards, conduct, facts
from services.assessment.graphql.arguments import After, First, Year
from services.assessment.store import tables
from services.assessment.store.cards import barring
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, foreign, page, refer, sql

if TYPE_CHECKING:
    from services.assessment.graphql.awards import Award
    from services.assessment.graphql.cards import Card
    from services.assessment.graphql.conduct import ConductRecord
    from services.assessment.graphql.facts import Fact
    from services.assessment.graphql.results import UnitResult
    from services.assessment.graphql.unit_assessment import UnitAssessment

Facts = Connection[Annotated["Fact", strawberry.lazy("services.assessment.graphql.facts")]]
Results = Connection[Annotated["UnitResult", strawberry.lazy("services.assessment.graphql.results")]]
CardOf = Annotated["Card", strawberry.lazy("services.assessment.graphql.cards")]
UnitAssessmentOf = Annotated["UnitAssessment", strawberry.lazy("services.assessment.graphql.unit_assessment")]
Awards = Connection[Annotated["Award", strawberry.lazy("services.assessment.graphql.awards")]]
ConductRecords = Connection[Annotated["ConductRecord", strawberry.lazy("services.assessment.graphql.conduct")]]
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

    @sql(
        description="某年度考核情况：各期结果、失分、红黄牌及义务、异议、表彰 / "
        "The unit's assessment in a year: results, what cost points, cards with duties, objections, awards"
    )
    def assessment(self: Any, year: Year) -> UnitAssessmentOf | None:
        return refer(unit_id=self.id, year=cast(year, Integer))

    @sql(description="该单位及其人员获评的先进，最近的在前 / Awards of the unit and its persons, newest first")
    def awards(self: Any, first: First = None, after: After = None) -> Awards | None:
        return page(select(tables.Award).where(tables.Award.unit_id == self.id), award_lists.newest_first(tables.Award))

    @sql(description="该单位的事件和表扬记录，最近的在前 / Incidents and commendations of the unit, newest first")
    def conduct_records(self: Any, info: Info, first: First = None, after: After = None) -> ConductRecords | None:
        record, query = conduct.seen_by(info.context.caller)
        return page(query.where(record.unit_id == self.id), conduct.newest_first(record))

    @sql(description="红黄牌，最近的在前（含已撤销的）/ Cards, newest first, withdrawn ones included")
    def cards(self: Any, first: First = None, after: After = None) -> Cards | None:
        return page(select(tables.Card).where(tables.Card.unit_id == self.id), cards.NEWEST_FIRST)

    @sql(
        description="该年度不得获评先进单位的红黄牌及理由，空为不受限（并入本单位的一并计入）/ "
        "Cards that bar the unit from the year's advanced units, with the reason; empty when nothing bars it (A21)"
    )
    def barred_from_advanced(self: Any, year: Year) -> list[CardOf] | None:
        return answer(barring(self.id, year))
