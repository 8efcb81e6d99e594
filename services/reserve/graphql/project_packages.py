"""Packages of projects in the API: counted once, their parts shown and counted apart (第二条、第四条)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import cast, func, select

from services.chassis.graphql import Info, perform
from services.chassis.reads import fetch, labelled, refer, sql
from services.reserve.graphql.project import Project, ProjectPayload
from services.reserve.graphql.project_commands import OnProject
from services.reserve.graphql.project_queries import ProjectFilter, matching
from services.reserve.usecases.record.add_to_package import AddToPackage, add_to_package
from services.reserve.usecases.record.remove_from_package import RemoveFromPackage, remove_from_package


@strawberry.type(
    description="项目合计：打包项目计一项，拆包另计，金额只计一次 / Projects in figures; amounts count once"
)
@labelled
class ProjectTotals:
    items: int = strawberry.field(description="项目数（打包项目计一项）/ Items, a package being one")
    items_split: int = strawberry.field(description="拆包后的项目数 / Items with packages split into their parts")
    packages: int = strawberry.field(description="打包项目数 / Packages among the items")
    total_investment: Decimal = strawberry.field(
        description="总投资（万元），打包项目与子项目不重复计 / Total investment, counted once (10,000 CNY)"
    )


@strawberry.type
class ProjectPackageQueries:
    @sql(description="符合条件的项目合计；打包项目不符合条件时子项目单独计 / Totals of the projects that match")
    def project_totals(
        self: Any,
        info: Info,
        filter: Annotated[ProjectFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
    ) -> ProjectTotals:
        matched = matching(filter or ProjectFilter(), info).cte("matching")
        whole = matched.alias("whole")
        packages = select(matched.c.package_id).where(matched.c.package_id.is_not(None)).distinct().subquery("packages")
        once, split, packed = whole.c.id.is_(None), packages.c.package_id.is_(None), packages.c.package_id.is_not(None)
        nothing: Any = cast(0, matched.c.total_investment.type)
        # every row once: a part is one with its package where that matches too, and a package is its parts when split
        sums = (
            select(
                func.count().filter(once).label("items"),
                func.count().filter(split).label("items_split"),
                func.count().filter(packed).label("packages"),
                func.coalesce(func.sum(matched.c.total_investment).filter(once), nothing).label("total_investment"),
            )
            .select_from(matched)
            .outerjoin(whole, whole.c.id == matched.c.package_id)
            .outerjoin(packages, packages.c.package_id == matched.c.id)
            .cte("sums")
        )
        return refer(**{c.key: select(c).scalar_subquery() for c in sums.c})


@strawberry.input(description="打包：将项目列为打包项目的子项目 / Make a project a part of a package")
class AddToPackageInput(OnProject):
    package_id: UUID = strawberry.field(description="打包项目 / The package")
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.input(description="移出打包项目 / Take a project out of its package")
class RemoveFromPackageInput(OnProject):
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.type
class ProjectPackageMutations:
    @strawberry.mutation(
        description="将项目列为打包项目的子项目，只一级，子项目合计不超过打包项目 / Make a project a part of a package (A2, A4)"
    )
    async def add_to_package(self, info: Info, input: AddToPackageInput) -> ProjectPayload:
        command = AddToPackage(
            project_id=input.project_id,
            expected_version=input.expected_version,
            package_id=input.package_id,
            reason=input.reason,
        )
        done = await perform(info, "addToPackage", input, command, add_to_package)
        return ProjectPayload(project=await fetch(info, Project, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="将子项目移出打包项目，须有理由 / Take a project out of its package (A2, A4)")
    async def remove_from_package(self, info: Info, input: RemoveFromPackageInput) -> ProjectPayload:
        command = RemoveFromPackage(
            project_id=input.project_id, expected_version=input.expected_version, reason=input.reason
        )
        done = await perform(info, "removeFromPackage", input, command, remove_from_package)
        return ProjectPayload(project=await fetch(info, Project, done.id), user_errors=done.user_errors)
