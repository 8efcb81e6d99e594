"""The GraphQL side of the chassis: context, commands, permissions, paging, limits, errors."""

from services.chassis.faults import ApiError
from services.chassis.graphql.commands import Performed, perform
from services.chassis.graphql.context import Context, Info
from services.chassis.graphql.errors import UserError, user_errors
from services.chassis.graphql.permissions import SIGNED_IN, Rule, Rules, roles
from services.chassis.graphql.schema import Subgraph, build_schema
from services.chassis.reads.connection import Connection, Edge, PageInfo

__all__ = [
    "SIGNED_IN",
    "ApiError",
    "Connection",
    "Context",
    "Edge",
    "Info",
    "PageInfo",
    "Performed",
    "Rule",
    "Rules",
    "Subgraph",
    "UserError",
    "build_schema",
    "perform",
    "roles",
    "user_errors",
]
