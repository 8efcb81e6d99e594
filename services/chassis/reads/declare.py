"""How a GraphQL type says over which rows it stands, and each field whether it is a column, SQL or worked out.

A resolver marked `sql` gets columns instead of values and returns what `answer`, `page` or `refer` make: an expression,
a query, a page of one, a reference to another service's entity. The same declaration is compiled and walked.
"""

from __future__ import annotations

import inspect as signatures
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import strawberry
from sqlalchemy import Select
from sqlalchemy.orm import Mapper
from sqlalchemy.orm import class_mapper as mapper_of
from strawberry.extensions import FieldExtension
from strawberry.types import Info
from strawberry.types.field import StrawberryField

from services.chassis.held import Held
from services.chassis.reads.page import PAGING, Key

T = TypeVar("T")
C = TypeVar("C", bound=type[Any])
STANDING = "__reads__"
COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Standing:
    """Over what a GraphQL type stands: rows of a mapped class, another service's entity, or the labels of a query."""

    model: type[Any] | None = None
    foreign: bool = False

    @property
    def mapper(self) -> Mapper[Any]:
        return mapper_of(self.model)  # type: ignore[arg-type]  # asked only of types over a table


def table(model: type[Any]) -> Callable[[C], C]:
    """Stand over the rows of a mapped class; fields without a resolver are its columns of the same name."""

    def mark(cls: C) -> C:
        setattr(cls, STANDING, Standing(model=model))
        cls.resolve_reference = classmethod(_resolve_reference)  # type: ignore[arg-type]
        return cls

    return mark


def foreign(cls: C) -> C:
    """Stand for an entity that another service owns: only its key is known here, and it is taken as given."""
    setattr(cls, STANDING, Standing(foreign=True))
    cls.resolve_reference = classmethod(_resolve_reference)  # type: ignore[arg-type]
    return cls


def labelled(cls: C) -> C:
    """Stand over a query of labelled columns, such as totals by group; each field is the label of its name."""
    setattr(cls, STANDING, Standing())
    return cls


def standing_of(cls: Any) -> Standing | None:
    """Return over what the class stands; None for plain values."""
    return cls.__dict__.get(STANDING) if isinstance(cls, type) else None


async def _resolve_reference(cls: type[Any], info: Info[Any, None], **key: Any) -> Any:
    return await info.context.walk.reference(cls, key)


@dataclass(frozen=True, slots=True)
class Page:
    """A query to be paged by keys that together are unique and never null."""

    query: Select[Any]
    keys: Sequence[Key]
    guard: Any = None


@dataclass(frozen=True, slots=True)
class Refer:
    """Another service's entity by its key, or a plain group of values from the same row; null when its first is."""

    values: Mapping[str, Any]


def answer(query: Any) -> T:  # type: ignore[type-var]  # T is whatever the field is declared to be
    """Answer a field with an expression, or with a query of one mapped class (rows that the caller may see)."""
    return query  # type: ignore[no-any-return]


def page(query: Select[Any], keys: Sequence[Key], guard: Any = None) -> T:  # type: ignore[type-var]
    """Answer a connection: a page of the query; first, after, last and before are the engine's.

    `guard` is a condition that fails the statement for whom the list is not open, be it empty or not; the field's own mark
    then refuses in the walk.
    """
    return Page(query, tuple(keys), guard)  # type: ignore[return-value]


def refer(**key: Any) -> T:  # type: ignore[type-var]
    """Answer with an entity of another service (or a labelled group) by these values."""
    return Refer(key)  # type: ignore[return-value]


def column(name: str, **options: Any) -> Any:
    """Declare a field whose column has another name."""
    return strawberry.field(metadata={COLUMN: name}, **options)


class Declared(FieldExtension):
    """Marks a field as the engine's. `needs`: for a value worked out in Python, what it is worked out of."""

    def __init__(self, needs: Mapping[str, Any] | None = None) -> None:
        self.needs = needs

    def apply(self, field: StrawberryField) -> None:
        """Look at the function once, when the schema is built."""
        self.field = field
        self.function: Callable[..., Any] = field.base_resolver.wrapped_func  # type: ignore[union-attr, assignment]
        names = set(signatures.signature(self.function).parameters)
        self.takes_info = "info" in names
        self.paging = PAGING & names

    def call(self, row: Any, info: Any, arguments: Mapping[str, Any]) -> Any:
        """Call the author's function; paging arguments are answered by the engine, and so are absent to it."""
        given = {**arguments, **dict.fromkeys(self.paging)}
        if self.takes_info:
            given["info"] = info
        return self.function(row, **given)

    def need(self, row: Any, info: Any, name: str) -> Any:
        """Return the expression of one need over a row."""
        what = self.needs[name] if self.needs else name
        return getattr(row, what) if isinstance(what, str) else what(row, info)

    def resolve_async(self, next_: Any, source: Any, info: Info[Any, None], **kwargs: Any) -> Any:  # noqa: ARG002
        """Answer in the walk, if it comes to that: graphql-core gives up what stands beside a field that failed."""
        return Held(self.walked(source, info, kwargs))

    async def walked(self, source: Any, info: Info[Any, None], arguments: dict[str, Any]) -> Any:
        """Answer in the walk."""
        return await info.context.walk.field(self, source, info, arguments)


def sql(resolver: Callable[..., Any] | None = None, **options: Any) -> Any:
    """Declare a field by SQL: ``@sql(description=…) def owner(self: Any) -> Organization: return answer(select(…))``."""
    if resolver is None:
        return lambda function: sql(function, **options)
    return strawberry.field(resolver=resolver, extensions=[Declared()], **options)


def derived(*columns: str, description: str | None = None, **expressions: Any) -> Any:
    """Declare a value worked out in Python, without I/O, from columns of the row and named expressions over it.

    An expression is a function of the row and of info. ``self`` has exactly what is asked for; the compiled statement
    brings it along, and nothing else is fetched.
    """
    needs = {name: name for name in columns} | expressions

    def declare(function: Callable[..., Any]) -> Any:
        return strawberry.field(resolver=function, extensions=[Declared(needs)], description=description)

    return declare


@dataclass
class Row:
    """The values of a row as a function of Python sees them."""

    values: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["values"][name]
        except KeyError:
            raise AttributeError(f"{name} is not among what this field needs") from None


def column_of(field_: StrawberryField) -> str:
    """Return the name of the column (or label) of a field without a resolver."""
    return str(field_.metadata.get(COLUMN, field_.python_name))


def declared(field_: StrawberryField | None) -> Declared | None:
    """Return the engine's mark of a field, if it has one and nothing else."""
    found = field_.extensions if field_ else []
    return found[0] if len(found) == 1 and isinstance(found[0], Declared) else None
