"""The schedule subgraph."""

from __future__ import annotations

import strawberry

from services.chassis.graphql import Subgraph, build_schema
from services.schedule.graphql import enums  # noqa: F401 - names and describes the enums before they are used
from services.schedule.graphql.node_commands import NodeMutation
from services.schedule.graphql.node_lists import NodeQuery
from services.schedule.graphql.permissions import PERMISSIONS
from services.schedule.graphql.progress import ProgressQuery
from services.schedule.graphql.progress_commands import ProgressMutation
from services.schedule.graphql.references import Project
from services.schedule.graphql.schedule import ScheduleQuery
from services.schedule.graphql.task import TaskMutation
from services.schedule.graphql.templates import TemplateQuery


@strawberry.type(description="查询 / Queries")
class Query(ScheduleQuery, NodeQuery, ProgressQuery, TemplateQuery):
    """All areas."""


@strawberry.type(description="命令 / Commands")
class Mutation(TaskMutation, NodeMutation, ProgressMutation):
    """All areas."""


def schema() -> Subgraph:
    """Build the schema."""
    return build_schema(PERMISSIONS, Query, Mutation, types=(Project,))
