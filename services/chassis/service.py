"""What makes a service: its name, schema, tables, events in and out. `app.py` of each service declares one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from sqlalchemy import MetaData, Select, Table
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.events import Published
from services.chassis.graphql import Subgraph
from services.chassis.inbox import Inbox
from services.chassis.work import Work

if TYPE_CHECKING:
    from services.chassis.beside import Beside, Job
    from services.chassis.file_proofs import KnownFiles


@dataclass(frozen=True)
class Copy:
    """What a service keeps of another's records, in one table that nothing but events writes.

    query: the same columns as the owner's replica of this name, the key first.
    fed_by: the events whose handlers write the table. What they write follows from the events and the table alone, for
        a rebuild repeats them where every other table of the service is empty.
    then: lets the service's own records follow a copy that was rebuilt, in the transaction that exchanges it.
    """

    owner: str
    query: Select[*tuple[Any, ...]]
    fed_by: tuple[str, ...]
    then: Callable[[Work], Awaitable[None]] | None = None

    @property
    def table(self) -> Table:
        """The table that holds the copy."""
        (table,) = self.query.get_final_froms()
        assert isinstance(table, Table), "a copy is read from one table"
        return table


@dataclass(frozen=True)
class Service:
    """The declaration of one service.

    replicas: what others may keep copies of: name → query whose first column is the key (compared by `reconcile`).
    copies: what this service keeps of others, by the same names.
    routes: REST beside GraphQL, where a part's protocol or bytes want it; each route identifies its caller.
    jobs: what runs in the background of the processes that run jobs.
    files: which rows speak of files in the store, for those who prove that it has them.
    settle: works out anew, after a migration, what follows from the records by rules that came with the code; its caller
        commits. It finds nothing to do when called again.
    """

    name: str
    title: str
    schema: Callable[[], Subgraph]
    metadata: MetaData
    versions: Path
    published: tuple[type[Published], ...]
    inbox: Inbox
    replicas: Mapping[str, Select[*tuple[Any, ...]]] = field(default_factory=dict)
    copies: Mapping[str, Copy] = field(default_factory=dict)
    routes: Callable[[Beside], APIRouter] | None = None
    jobs: tuple[Callable[[Beside], Job], ...] = ()
    files: KnownFiles | None = None
    settle: Callable[[AsyncSession, date], Awaitable[int]] | None = None

    def __post_init__(self) -> None:
        for name, copy in self.copies.items():
            foreign = [t for t in copy.fed_by if t not in self.inbox.handlers or t.split(".")[1] != copy.owner]
            if foreign or not copy.fed_by:
                raise LookupError(f"{self.name} keeps {name} of {copy.owner} without hearing of it: {foreign}")

    def copies_fed_by(self, type_: str) -> tuple[str, ...]:
        """Name the copies that an event type writes."""
        return self._copies_by_type.get(type_, ())

    @cached_property
    def _copies_by_type(self) -> dict[str, tuple[str, ...]]:
        types = {t for copy in self.copies.values() for t in copy.fed_by}
        return {t: tuple(n for n, copy in self.copies.items() if t in copy.fed_by) for t in types}

    def translate(self, event: object) -> Published:
        """Turn a domain event into its published form; raise LookupError for one that nobody declared."""
        model = self._by_event.get(type(event))
        if model is None:
            raise LookupError(f"{self.name} publishes no {type(event).__name__}")
        return model.of_domain(event)

    @cached_property
    def _by_event(self) -> dict[type[Any], type[Published]]:
        return {p.OF: p for p in self.published}
