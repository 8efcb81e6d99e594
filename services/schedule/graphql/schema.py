"""The schedule subgraph."""

from __future__ import annotations

from functools import cache

import strawberry

from services.chassis.graphql import Subgraph, build_schema
from services.schedule.graphql import enums  # noqa: F401 - names and describes the enums before they are used
from services.schedule.graphql.dispatch_schema import DispatchMutations, DispatchQueries
from services.schedule.graphql.leader_watching import LeaderSubscription
from services.schedule.graphql.ledger_schema import LedgerMutations, LedgerQueries, LedgerSubscription
from services.schedule.graphql.list_schema import ListMutations, ListQueries
from services.schedule.graphql.node_commands import NodeMutation
from services.schedule.graphql.node_lists import NodeQuery
from services.schedule.graphql.permissions import PERMISSIONS
from services.schedule.graphql.progress import ProgressQuery
from services.schedule.graphql.progress_commands import ProgressMutation
from services.schedule.graphql.references import Project
from services.schedule.graphql.schedule import ScheduleQuery
from services.schedule.graphql.specialist_schema import SpecialistMutations, SpecialistQueries
from services.schedule.graphql.task import TaskMutation
from services.schedule.graphql.template_commands import TemplateMutation
from services.schedule.graphql.templates import TemplateQuery
from services.schedule.graphql.todo import Viewer
from services.schedule.graphql.todo_schema import TodoMutations, TodoQueries, TodoSubscriptions
from services.schedule.graphql.wall_schema import WallMutation, WallQuery
from services.schedule.graphql.what_if_schema import WhatIfMutation, WhatIfQuery


@strawberry.type(description="查询 / Queries")
class Query(
    TodoQueries,
    WhatIfQuery,
    LedgerQueries,
    ListQueries,
    DispatchQueries,
    SpecialistQueries,
    WallQuery,
    ScheduleQuery,
    NodeQuery,
    ProgressQuery,
    TemplateQuery,
):
    """All areas."""


@strawberry.type(description="命令 / Commands")
class Mutation(
    TodoMutations,
    WhatIfMutation,
    LedgerMutations,
    ListMutations,
    DispatchMutations,
    SpecialistMutations,
    WallMutation,
    TaskMutation,
    NodeMutation,
    TemplateMutation,
    ProgressMutation,
):
    """All areas."""


@strawberry.type(description="订阅 / Subscriptions")
class Subscription(LedgerSubscription, LeaderSubscription, TodoSubscriptions):
    """All areas."""


@cache
def schema() -> Subgraph:
    """Build the schema once a process."""
    return build_schema(PERMISSIONS, Query, Mutation, Subscription, types=(Project, Viewer))
