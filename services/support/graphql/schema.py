"""The support subgraph."""

from __future__ import annotations

from functools import cache

import strawberry

from services.chassis.graphql import Subgraph, build_schema
from services.support.graphql.agency_commands import AgencyMutation
from services.support.graphql.agency_lists import AgencyQuery
from services.support.graphql.agency_steps import AgencyStepMutation
from services.support.graphql.attachments import AttachmentMutation, AttachmentQuery
from services.support.graphql.checking import CheckQuery
from services.support.graphql.fund_schema import FundsMutation, FundsQuery
from services.support.graphql.land_schema import LandMutation, LandQuery
from services.support.graphql.life_commands import LifeMutation
from services.support.graphql.permissions import PERMISSIONS
from services.support.graphql.provincial import ProvincialMutation, ProvincialQuery
from services.support.graphql.queue import QueueQuery
from services.support.graphql.quota import QuotaMutation, QuotaQuery
from services.support.graphql.references import Project, ScheduleNode
from services.support.graphql.request_commands import RequestMutation, RequestQuery
from services.support.graphql.request_papers import PaperQuery
from services.support.graphql.rules import RulesQuery
from services.support.graphql.services_schema import ServicesMutation, ServicesQuery
from services.support.graphql.settled_commands import SettledMutation
from services.support.graphql.todo import Viewer
from services.support.graphql.watch_schema import Subscription, WatchMutation, WatchQuery


@strawberry.type(description="查询 / Queries")
class Query(
    ProvincialQuery,
    AgencyQuery,
    WatchQuery,
    ServicesQuery,
    CheckQuery,
    PaperQuery,
    AttachmentQuery,
    RequestQuery,
    QueueQuery,
    QuotaQuery,
    RulesQuery,
    LandQuery,
    FundsQuery,
):
    """All areas."""


@strawberry.type(description="命令 / Commands")
class Mutation(
    ProvincialMutation,
    AgencyMutation,
    AgencyStepMutation,
    WatchMutation,
    ServicesMutation,
    LifeMutation,
    SettledMutation,
    AttachmentMutation,
    RequestMutation,
    QuotaMutation,
    LandMutation,
    FundsMutation,
):
    """All areas."""


@cache
def schema() -> Subgraph:
    """Build the schema once a process."""
    return build_schema(PERMISSIONS, Query, Mutation, Subscription, types=(Project, ScheduleNode, Viewer))
