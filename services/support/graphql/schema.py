"""The support subgraph."""

from __future__ import annotations

import strawberry

from services.chassis.graphql import Subgraph, build_schema
from services.support.graphql.permissions import PERMISSIONS
from services.support.graphql.queue import QueueQuery, Subscription
from services.support.graphql.quota import QuotaMutation, QuotaQuery
from services.support.graphql.references import Project, ScheduleNode
from services.support.graphql.request_commands import RequestMutation, RequestQuery
from services.support.graphql.rules import RulesQuery
from services.support.graphql.todo import Viewer


@strawberry.type(description="查询 / Queries")
class Query(RequestQuery, QueueQuery, QuotaQuery, RulesQuery):
    """All areas."""


@strawberry.type(description="命令 / Commands")
class Mutation(RequestMutation, QuotaMutation):
    """All areas."""


def schema() -> Subgraph:
    """Build the schema."""
    return build_schema(PERMISSIONS, Query, Mutation, Subscription, types=(Project, ScheduleNode, Viewer))
