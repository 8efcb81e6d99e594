"""Builds a service's subgraph: federation, permissions for every field, limits, masked faults, timed root fields."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Iterator
from inspect import isawaitable, iscoroutine
from typing import Any, Literal

import asyncpg
import strawberry
from graphql import GraphQLError, GraphQLObjectType, GraphQLSchema
from sqlalchemy.exc import DBAPIError
from strawberry.extensions import MaxAliasesLimiter, MaxTokensLimiter, QueryDepthLimiter, SchemaExtension
from strawberry.federation.schema import FederationAny
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, Info

from services.chassis.faults import TIMEOUT, UNAVAILABLE, is_away
from services.chassis.graphql.context import Context
from services.chassis.graphql.permissions import Rules, missing_rules, permission_rule
from services.chassis.graphql.scalars import SCALARS, BadValue
from services.chassis.graphql.wording import reworded
from services.chassis.held import Held
from services.chassis.reads.serving import Compiled
from services.chassis.telemetry import FIELD_SECONDS

log = logging.getLogger(__name__)

MAX_DEPTH = 20
MAX_ALIASES = 100
MAX_TOKENS = 5_000
FEDERATION: Literal["2.9"] = "2.9"  # the newest that the MIT composer reads


def build_schema(
    rules: Rules,
    query: type[Any],
    mutation: type[Any] | None = None,
    subscription: type[Any] | None = None,
    types: tuple[type[Any], ...] = (),
) -> Subgraph:
    """Build the schema; raise LookupError when a field or type has no rule, so that nothing is open by oversight."""
    schema = Subgraph(
        query=query,
        mutation=mutation,
        subscription=subscription,
        types=list(types),
        config=StrawberryConfig(scalar_map=SCALARS),
        federation_version=FEDERATION,
        extensions=[
            functools.partial(QueryDepthLimiter, max_depth=MAX_DEPTH),
            functools.partial(MaxAliasesLimiter, max_alias_count=MAX_ALIASES),
            functools.partial(MaxTokensLimiter, max_token_count=MAX_TOKENS),
            functools.partial(Permissions, rules),
            NameFaults,
            Compiled,
        ],
    )
    missing = missing_rules(schema._schema, rules)  # noqa: SLF001 - Strawberry offers no public way to the core schema
    if missing:
        raise LookupError("permissions: " + "; ".join(missing))
    schema.rules = rules
    _time_root_fields(schema._schema)  # noqa: SLF001
    return schema


class Subgraph(strawberry.federation.Schema):
    """A federation schema whose faults are logged once, by NameFaults, and not again with the caller's data."""

    rules: Rules

    @property
    def core(self) -> GraphQLSchema:
        """The schema as graphql-core has it."""
        return self._schema

    def entities_resolver(self, info: Info, representations: list[FederationAny]) -> list[FederationAny]:
        """Resolve from copies with nothing but the key: Strawberry takes them apart, and all keys for arguments."""
        given: list[Any] = list(representations)
        known: list[Any] = [{k: v for k, v in r.items() if k in {"__typename", "id"}} for r in given]
        return super().entities_resolver(info, known)

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Leave logging to NameFaults."""


class Permissions(SchemaExtension):
    """Adds the caller's permission rule to the validation of each operation."""

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self._rules = rules

    def on_operation(self) -> Iterator[None]:
        context: Context = self.execution_context.context
        rule = permission_rule(
            self._rules, context.actor, context.refusal, introspection=context.runtime.settings.development
        )
        self.execution_context.validation_rules = (*self.execution_context.validation_rules, rule)
        yield


class NameFaults(SchemaExtension):
    """Gives every error a code. What a fault says of code, database or data stays in the log."""

    _streamed = False

    def on_operation(self) -> Iterator[None]:
        """Name what went wrong before the answer is written."""
        yield
        if not self._streamed:
            self._name(self.execution_context.result)

    def on_stream_result(self, result: Any) -> Iterator[None]:
        """Name what went wrong in one message of a subscription, or before its first, as it is sent."""
        self._streamed = True
        self._name(result)
        yield

    def _name(self, result: Any) -> None:
        of = self.execution_context
        for error in getattr(result, "errors", None) or ():
            told = error.extensions or {}
            code, message = _code_of(error)
            error.extensions = {**told, "code": told.get("code", code)}
            if message is None:
                if "code" not in told or isinstance(error.original_error, BadValue):
                    error.message = reworded(error, of.graphql_document, of.schema.core)  # type: ignore[attr-defined]
                continue
            error.message = message
            if code != "BAD_INPUT":
                log.error("field failed: %s", error.path, exc_info=error.original_error)


def _code_of(error: GraphQLError) -> tuple[str, str | None]:
    """Name a fault and what the caller is told; errors of parsing and validation are told by `reworded`."""
    original = error.original_error
    if original is None or isinstance(original, GraphQLError):
        return "BAD_INPUT", None
    cause = original.orig.__cause__ if isinstance(original, DBAPIError) and original.orig else original
    if isinstance(cause, asyncpg.QueryCanceledError):
        return "TIMEOUT", TIMEOUT
    if isinstance(cause, (asyncpg.DataError, UnicodeEncodeError)):
        return "BAD_INPUT", "输入中有无法保存的值 / a value that cannot be stored"
    if is_away(original):
        return "UNAVAILABLE", UNAVAILABLE
    return "INTERNAL", "内部错误，已记录 / internal error, recorded"


def _time_root_fields(schema: GraphQLSchema) -> None:
    """Measure how long each root field takes, once a call and not once a leaf."""
    for root in (schema.query_type, schema.mutation_type):
        if isinstance(root, GraphQLObjectType):
            for name, field in root.fields.items():
                if field.resolve is not None:
                    field.resolve = _timed(f"{root.name}.{name}", field.resolve)


def _timed(name: str, resolve: Any) -> Any:
    histogram = FIELD_SECONDS.labels(field=name)

    @functools.wraps(resolve)
    def timed(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        value = resolve(*args, **kwargs)
        if not isawaitable(value):
            histogram.observe(time.perf_counter() - started)
            return value

        awaited = Held(value) if iscoroutine(value) else value  # where this is given up, so is what it waits for

        async def finish() -> Any:
            try:
                return await awaited
            finally:
                histogram.observe(time.perf_counter() - started)

        return Held(finish())

    return timed
