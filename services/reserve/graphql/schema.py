"""The subgraph of reserve."""

from __future__ import annotations

from functools import cache

import strawberry

from services.chassis.graphql import build_schema
from services.chassis.graphql.schema import Subgraph
from services.reserve.graphql.imports import ImportMutations
from services.reserve.graphql.organization import Organization, OrganizationQueries
from services.reserve.graphql.organization_commands import OrganizationMutations
from services.reserve.graphql.permissions import PERMISSIONS
from services.reserve.graphql.plan import PlanQueries
from services.reserve.graphql.plan_commands import PlanMutations
from services.reserve.graphql.project import Project
from services.reserve.graphql.project_commands import ProjectMutations
from services.reserve.graphql.project_queries import ProjectQueries
from services.reserve.graphql.reference import ReferenceQueries, Viewer


@strawberry.type
class Query(ReferenceQueries, OrganizationQueries, ProjectQueries, PlanQueries):
    """Everything that can be read."""


@strawberry.type
class Mutation(OrganizationMutations, ProjectMutations, ImportMutations, PlanMutations):
    """Everything that can be done."""


@cache
def schema() -> Subgraph:
    """Build the schema once a process."""
    return build_schema(PERMISSIONS, Query, Mutation, types=(Project, Organization, Viewer))
