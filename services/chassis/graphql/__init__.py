"""The GraphQL side of the chassis: context, commands, permissions, paging, limits, errors."""

from services.chassis.graphql.commands import Performed, perform
from services.chassis.graphql.context import Context, Info
from services.chassis.graphql.errors import ApiError, UserError, user_errors
from services.chassis.graphql.paging import Connection, Edge, Key, PageInfo, paged
from services.chassis.graphql.permissions import SIGNED_IN, Rule, Rules, roles
from services.chassis.graphql.schema import Subgraph, build_schema

__all__ = [
    "SIGNED_IN",
    "ApiError",
    "Connection",
    "Context",
    "Edge",
    "Info",
    "Key",
    "PageInfo",
    "Performed",
    "Rule",
    "Rules",
    "Subgraph",
    "UserError",
    "build_schema",
    "paged",
    "perform",
    "roles",
    "user_errors",
]
