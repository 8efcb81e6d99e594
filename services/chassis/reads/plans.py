"""Documents seen and validated, and their plans by shape: bounded, so that no caller can fill the memory with them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    get_operation_ast,
)
from graphql.execution.collect_fields import FragmentDetails
from sqlalchemy import select
from sqlalchemy.dialects.postgresql.asyncpg import dialect

from services.chassis import telemetry
from services.chassis.reads.asking import Asker, Getter, getter_of
from services.chassis.reads.compiler import Compiler
from services.chassis.reads.cost import Cost
from services.chassis.reads.fill import filled
from services.chassis.reads.shapes import Variables
from services.law.parties import Role

if TYPE_CHECKING:
    from services.chassis.graphql.schema import Subgraph
    from services.chassis.identity import Actor

K = TypeVar("K")
V = TypeVar("V")
DIALECT = dialect()  # type: ignore[no-untyped-call]
DOCUMENTS = 1_000
SHAPES = 64  # of one document: role sets × nulls, booleans and enums of its variables
ROLE_SETS = 256


class Recent(Generic[K, V]):
    """The most recently used entries, `size` at most."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """Return what is kept, and keep it longer."""
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def put(self, key: K, value: V) -> V:
        """Keep; drop what was unused for longest."""
        self._kept[key] = value
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return value


class Plan:
    """One statement with the getters of its arguments, what Python fills in, and the root fields left to the walk."""

    def __init__(self, compiler: Compiler) -> None:
        json, self.fill = compiler.operation()
        self.walked, self.order, self.left = compiler.walked, tuple(compiler.order), tuple(compiler.left)
        self.sql: str | None = None
        self._getters: list[Getter] = []
        if len(self.order) > len(self.walked):
            self._prepare(json)

    def _prepare(self, json: Any) -> None:
        compiled = select(json).compile(dialect=DIALECT)
        ready = compiled.construct_expanded_state()  # lists in the document become single binds
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        processors: dict[str, Callable[[Any], Any]] = {}
        for name, bind in binds.items():
            processor = bind.type.dialect_impl(DIALECT).bind_processor(DIALECT)
            if processor is not None:
                processors[name] = processor
        processors |= dict(ready.processors)
        for name in ready.positiontup or ():
            get = getter_of(binds.get(name)) or _constant(ready.parameters[name])
            self._getters.append(_processed(get, processors.get(name)))
        # the division is set within the statement itself: row-level security without a round trip
        scope = len(self._getters) + 1
        setting = f"select set_config('app.division', ${scope}, true)"
        self.sql = f"select ({ready.statement}) from ({setting}) as scope"  # noqa: S608 - written by SQLAlchemy, values are binds

    def arguments(self, values: Mapping[str, Any], context: Any) -> list[Any]:
        """Return what the statement is run with."""
        return [*(get(values, context) for get in self._getters), context.caller.scope]

    def finished(self, data: bytes, values: Mapping[str, Any], context: Any) -> bytes:
        """Fill in what Python works out."""
        if self.fill is None:
            return data
        return orjson.dumps(filled(self.fill, orjson.loads(data), values, context))


def _constant(value: Any) -> Getter:
    return lambda _values, _context: value


def _processed(get: Getter, processor: Callable[[Any], Any] | None) -> Getter:
    return get if processor is None else lambda values, context: processor(get(values, context))


class Document:
    """A parsed and validated operation, with a plan for each shape of its variables and each set of roles."""

    def __init__(self, schema: Subgraph, document: DocumentNode, operation_name: str | None) -> None:
        operation = get_operation_ast(document, operation_name)
        assert operation is not None, "validated before"
        self.schema, self.document = schema, document
        self.operation: OperationDefinitionNode = operation
        self.is_query = operation.operation.value == "query"
        roots = [s.name.value for s in operation.selection_set.selections if isinstance(s, FieldNode)]
        # what the metrics call it: its first field
        self.seconds = telemetry.FIELD_SECONDS.labels(field=f"Query.{roots[0]}" if roots else "Query")
        self.fragments = {
            d.name.value: FragmentDetails(d) for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self.variables = Variables(schema.core, operation)
        self.cost = Cost(schema.core, self.fragments, operation.selection_set)
        self.permitted: Recent[frozenset[Role], bool] = Recent(ROLE_SETS)
        self._plans: Recent[tuple[Any, ...], Plan] = Recent(SHAPES)

    def permits(self, actor: Actor | None) -> bool:
        """Whether the document was validated for a caller in these roles."""
        return actor is not None and self.permitted.get(actor.roles) is True

    def plan(self, values: Mapping[str, Any], shape: tuple[Any, ...], actor: Actor) -> Plan:
        """Return the plan for variables of this shape and this caller's roles."""
        key = (actor.roles, actor.unit is None, shape)
        plan = self._plans.get(key)
        if plan is not None:
            telemetry.PLAN_KEPT.inc()
            return plan
        telemetry.PLAN_MADE.inc()
        return self._plans.put(key, Plan(Compiler(self, values, Asker.of(actor))))
