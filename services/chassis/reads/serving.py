"""Between the endpoint and the plans: which operations SQL answers, and what is left to graphql-core."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import asyncpg
import orjson
from graphql import DocumentNode, SelectionSetNode
from opentelemetry import trace
from strawberry.extensions import SchemaExtension
from strawberry.types.execution import ExecutionResult

from services.chassis import telemetry
from services.chassis.faults import TIMEOUT, UNAVAILABLE, ApiError, is_away
from services.chassis.reads.asking import NotCompilable
from services.chassis.reads.plans import DOCUMENTS, Document, Plan, Recent
from services.chassis.reads.pool import ReadPool

if TYPE_CHECKING:
    from services.chassis.graphql.context import Context

log = logging.getLogger(__name__)
Known = tuple[str, str | None]
LONGEST_KNOWN = 65_536  # characters: spaces and comments make a document as long as a body may be


class Reads:
    """The documents that one process has seen, and how their operations are answered."""

    def __init__(self, pool: ReadPool, *, compiling: bool) -> None:
        self._pool, self._compiling = pool, compiling
        self._documents: Recent[Known, Document] = Recent(DOCUMENTS)

    def document(self, key: Known) -> Document | None:
        """Return a document that was validated for somebody."""
        return self._documents.get(key)

    def known(self, key: Known, context: Context) -> Document | None:
        """Return a document that was validated for a caller in the same roles."""
        document = self._documents.get(key)
        return document if document is not None and document.permits(context.actor) else None

    def learn(self, key: Known, document: Document, context: Context) -> Document:
        """Remember a document that has just been validated for this caller, unless it is out of all proportion."""
        if len(key[0]) > LONGEST_KNOWN:
            return document
        kept = self._documents.get(key) or self._documents.put(key, document)
        kept.permitted.put(context.caller.roles, True)
        return kept

    async def text(self, document: Document, variables: Mapping[str, Any] | None, context: Context) -> bytes | None:
        """Return the whole answer as it goes to the client; None where it takes more than SQL."""
        started = time.perf_counter()
        try:
            answer = await self.data(document, variables, context)
        except ApiError as refused:
            return orjson.dumps({"data": None, "errors": [refused.formatted]})
        except Exception:  # noqa: BLE001 - the whole way names the fault
            return None
        if answer is None or not answer.whole:
            return None
        telemetry.READ_COMPILED.inc()
        document.seconds.observe(time.perf_counter() - started)
        return b'{"data":' + answer.data + b"}"

    async def data(self, document: Document, variables: Mapping[str, Any] | None, context: Context) -> Answer | None:
        """Answer a query from SQL, wholly or in part; None where graphql-core has to do all of it.

        Raises ApiError BAD_INPUT when it asks for too many rows, TIMEOUT when the statement took too long, UNAVAILABLE when
        the database is away.
        """
        read = document.variables.read(variables or {})
        if read is None:
            return None  # graphql-core says what is wrong with them
        values, shape = read
        document.cost.check(values)
        if not self._compiling:
            return None
        try:
            plan = document.plan(values, shape, context.caller)
            if plan.sql is None:
                _tell("walked", plan.walked)
                return None
            found = await self._pool.fetchval(plan.sql, *plan.arguments(values, context))
            return Answer(plan, plan.finished(found, values, context))
        except asyncpg.QueryCanceledError as slow:
            raise ApiError("TIMEOUT", TIMEOUT) from slow
        except Exception as why:
            if is_away(why):
                raise ApiError("UNAVAILABLE", UNAVAILABLE) from why
            if not isinstance(why, (NotCompilable, ApiError, ValueError, asyncpg.DataError)):
                log.exception("a read could not be answered by SQL")
            _tell("fallback", {"*": f"{type(why).__name__}: {why}"})
            return None


class Answer:
    """The JSON text of `data`, with the root fields that are not in it."""

    def __init__(self, plan: Plan, data: bytes) -> None:
        self.plan, self.data = plan, data

    @property
    def whole(self) -> bool:
        """Whether nothing is left to the walk."""
        return not self.plan.walked


def _tell(way: str, walked: Mapping[str, str]) -> None:
    """Show in the trace and in the metrics how a query was answered: nothing is slow without being seen."""
    telemetry.READS.labels(way=way).inc()
    if walked:
        span = trace.get_current_span()
        span.set_attribute("graphql.read.way", way)
        span.set_attribute("graphql.read.walked", [f"{key}: {why}" for key, why in walked.items()])


class Compiled(SchemaExtension):
    """Parses and validates a document once a set of roles, and answers queries from SQL as far as they can be."""

    def on_parse(self) -> Iterator[None]:
        """Use the parsed document again."""
        of = self.execution_context
        context: Context = of.context
        self._key: Known = (of.query or "", of.operation_name)
        self._document = context.runtime.reads.known(self._key, context) if of.query else None
        if self._document is not None:
            of.graphql_document = self._document.document
        yield

    def on_validate(self) -> Iterator[None]:
        """Skip what was validated already for these roles."""
        if self._document is not None:
            self.execution_context.pre_execution_errors = []
        yield

    async def on_execute(self) -> AsyncIterator[None]:
        """Answer what SQL can answer; leave graphql-core the other root fields."""
        of = self.execution_context
        context: Context = of.context
        if self._document is None and of.graphql_document is not None and context.actor is not None:
            document = Document(of.schema, of.graphql_document, of.operation_name)  # type: ignore[arg-type]
            self._document = context.runtime.reads.learn(self._key, document, context) if of.query else document
        document_ = self._document
        if document_ is None or not document_.is_query:
            yield
            return
        answer = await context.runtime.reads.data(document_, of.variables, context)
        if answer is None:
            yield
            return
        _tell("compiled" if answer.whole else "mixed", answer.plan.walked)
        if answer.whole:
            of.result = ExecutionResult(data=orjson.Fragment(answer.data), errors=None)  # type: ignore[arg-type]
            yield
            return
        of.graphql_document = _only(document_, answer.plan)
        yield
        result: Any = of.result
        if result is not None and result.data is not None:
            found = {**orjson.loads(answer.data), **result.data}
            result.data = {key: found[key] for key in answer.plan.order}


def _only(document: Document, plan: Plan) -> DocumentNode:
    """Return the document with only the root fields that are left to the walk."""
    left = SelectionSetNode(selections=tuple(plan.left))
    operation = dataclasses.replace(document.operation, selection_set=left)
    definitions = tuple(operation if d is document.operation else d for d in document.document.definitions)
    return DocumentNode(definitions=definitions)
