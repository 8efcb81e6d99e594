"""By which rules a project is managed, in the API (第二十二条)."""

from __future__ import annotations

from typing import Self

import strawberry

from services.reserve.domain.record.treatment import A22, LEVEL_NAMES, Applied, Treatment
from services.reserve.domain.terms import Level


@strawberry.type(description="所享受的一项区级待遇 / A clause of the district's treatment that the project enjoys")
class TreatmentClause:
    article: str = strawberry.field(description="条款 / Clause")
    summary: str = strawberry.field(description="内容摘要 / What it gives, in our own summary")

    @classmethod
    def of(cls, applied: Applied) -> Self:
        return cls(article=str(applied.article), summary=applied.summary)


@strawberry.type(description="项目适用的管理规定和待遇 / By which rules a project is managed, and what it enjoys (A22)")
class ProjectTreatment:
    level: Level = strawberry.field(description="项目级别 / Level")
    level_name: str = strawberry.field(description="级别名称 / Name of the level")
    article: str = strawberry.field(description="依据条款 / The clause that says so")
    own_rules: str = strawberry.field(description="执行的管理规定 / The rules of its own level, which hold")
    explanation: str = strawberry.field(description="说明 / In words")
    treatment: list[TreatmentClause] = strawberry.field(description="享受的区重点项目待遇 / The district's treatment")

    @classmethod
    def of(cls, found: Treatment) -> Self:
        return cls(
            level=found.level,
            level_name=LEVEL_NAMES[found.level],
            article=str(A22),
            own_rules=found.own_rules,
            explanation=found.explanation,
            treatment=[TreatmentClause.of(a) for a in found.applied],
        )
