"""Assessments of projects of major influence in the API (第三条（三）)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection, Info, UserError, perform
from services.chassis.reads import Key, answer, fetch, page, sql, table
from services.reserve.domain.applications.terms import Influence
from services.reserve.graphql import application_terms
from services.reserve.graphql.arguments import After, First
from services.reserve.graphql.project import Project
from services.reserve.store import tables
from services.reserve.usecases.applications.assess_influence import AssessInfluence, assess_influence

__all__ = ["application_terms"]  # the enums, declared before the types that use them


@strawberry.type(
    description="重大影响评估，替代申报；同一项目同一年度以最近一次为准 / The authority's own assessment of a project of "
    "major influence, in the place of an application; the latest of a project and year counts (A3.3)"
)
@table(tables.InfluenceAssessment)
class InfluenceAssessment:
    id: UUID = strawberry.field(description="标识 / Identifier")
    year: int = strawberry.field(description="年度 / Year")
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    grounds: str = strawberry.field(description="评估依据 / Grounds")
    conclusion: Influence = strawberry.field(description="结论 / Conclusion")
    opinion: str = strawberry.field(description="评估意见 / Opinion in words")
    assessed_by: str = strawberry.field(description="评估人员（机构）/ Who assessed")
    assessed_on: date = strawberry.field(description="评估日期 / Day of the assessment")
    recorded_at: datetime = strawberry.field(description="记录时间 / When it was recorded")
    recorded_by: str = strawberry.field(description="记录人 / Who recorded it")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))


@strawberry.type(description="重大影响评估的结果 / Result of recording an assessment")
class InfluenceAssessmentPayload:
    assessment: InfluenceAssessment | None = strawberry.field(description="所记录的评估 / The assessment")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.input(description="记录重大影响评估 / Record an assessment of major influence (A3.3)")
class AssessInfluenceInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    project_id: UUID = strawberry.field(description="项目 / Project")
    year: int = strawberry.field(description="年度 / Year")
    grounds: str = strawberry.field(description="评估依据 / Grounds")
    conclusion: Influence = strawberry.field(description="结论 / Conclusion")
    opinion: str = strawberry.field(description="评估意见 / Opinion in words")
    assessed_by: str = strawberry.field(description="评估人员（机构）/ Who assessed")
    assessed_on: date | None = strawberry.field(
        default=None, description="评估日期，缺省为今天 / Day of the assessment, today when left out"
    )


@strawberry.type
class InfluenceQueries:
    @sql(description="重大影响评估，新的在前 / Assessments of major influence, the newest first (A3.3)")
    def influence_assessments(
        self: Any,
        year: Annotated[int | None, strawberry.argument(description="年度 / Year")] = None,
        project_id: Annotated[UUID | None, strawberry.argument(description="项目 / Project")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[InfluenceAssessment]:
        made = tables.InfluenceAssessment
        query = select(made) if year is None else select(made).where(made.year == year)
        query = query if project_id is None else query.where(made.project_id == project_id)
        return page(query, [Key(made.id, descending=True)])


@strawberry.type
class InfluenceMutations:
    @strawberry.mutation(description="记录重大影响评估 / Record an assessment of major influence (A3.3)")
    async def assess_influence(self, info: Info, input: AssessInfluenceInput) -> InfluenceAssessmentPayload:
        command = AssessInfluence(
            project_id=input.project_id,
            year=input.year,
            grounds=input.grounds,
            conclusion=input.conclusion,
            opinion=input.opinion,
            assessed_by=input.assessed_by,
            assessed_on=input.assessed_on,
        )
        done = await perform(info, "assessInfluence", input, command, assess_influence)
        assessment = await fetch(info, InfluenceAssessment, done.id)
        return InfluenceAssessmentPayload(assessment=assessment, user_errors=done.user_errors)
