"""What makes a service: its name, schema, tables, events in and out. `app.py` of each service declares one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, Select

from services.chassis.events import Published
from services.chassis.graphql import Subgraph
from services.chassis.inbox import Inbox


@dataclass(frozen=True)
class Service:
    """The declaration of one service.

    replicas: what others may keep copies of: name → query whose first column is the key (compared by `reconcile`).
    copies: what this service keeps of others: name → (owner, query with the same key first).
    """

    name: str
    title: str
    schema: Callable[[], Subgraph]
    metadata: MetaData
    versions: Path
    published: tuple[type[Published], ...]
    inbox: Inbox
    replicas: Mapping[str, Select[*tuple[Any, ...]]] = field(default_factory=dict)
    copies: Mapping[str, tuple[str, Select[*tuple[Any, ...]]]] = field(default_factory=dict)

    def translate(self, event: object) -> Published:
        """Turn a domain event into its published form; raise LookupError for one that nobody declared."""
        model = self._by_event.get(type(event))
        if model is None:
            raise LookupError(f"{self.name} publishes no {type(event).__name__}")
        return model.of_domain(event)

    @cached_property
    def _by_event(self) -> dict[type[Any], type[Published]]:
        return {p.OF: p for p in self.published}
