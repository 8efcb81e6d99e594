"""The demo district while it is being loaded: who and what is known so far."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from infra.demo import people
from infra.demo.door import Door
from infra.demo.project import DemoProject
from infra.issuer import Person
from services.law.parties import Role

NIL = UUID(int=0)


@dataclass
class District:
    """Identities of units and projects by their keys.

    versions: how often a thing was changed, counted here. The endpoint tells only the present version, but a command
    that is sent again must ask the same as the first time, to be known as the same.
    """

    door: Door
    projects: tuple[DemoProject, ...]
    units: dict[str, UUID] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    requests: dict[str, UUID] = field(default_factory=dict)  # of land, by project
    nodes: dict[tuple[str, str], Node] = field(default_factory=dict)
    versions: dict[UUID, int] = field(default_factory=dict)
    led: list[DemoProject] = field(default_factory=list)  # that a leader looks after
    granted: dict[str, date] = field(default_factory=dict)  # when a project's land was granted
    expected_facts: int = 0
    scheme: str = ""  # by which the year is assessed
    period: UUID = NIL  # the first quarter's assessment

    def officer(self, key: str) -> Person:
        """Return the person who acts for a unit."""
        return people.officer(key, self.units)

    def face(self, role: Role) -> Person:
        """Return who stands for a role."""
        return people.face(role, self.units)

    async def on(
        self, thing: UUID, mutation: str, about: str, who: Person, day: date, selection: str, **given: Any
    ) -> dict[str, Any]:
        """Have a mutation of something existing accepted, in the version that it has by now."""
        version = self.versions[thing]
        done = await self.door.do(mutation, about, who, day, selection, expectedVersion=version, **given)
        self.versions[thing] = version + 1
        return done

    def registered(self, id: str) -> UUID:
        """Take up something new, in its first version."""
        known = UUID(id)
        self.versions[known] = 1
        return known


@dataclass(frozen=True)
class Node:
    """A planned node: its identity and its limit."""

    id: UUID
    due: date


async def together(doing: Iterable[Awaitable[Any]]) -> None:
    """Do things side by side; the first that fails ends the others and is the one that is told."""
    tasks = [asyncio.ensure_future(one) for one in doing]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def node_of(edge: Mapping[str, Any]) -> tuple[str, Node]:
    """Read a node of a plan's answer."""
    planned = edge["node"]
    return planned["code"], Node(UUID(planned["node"]["id"]), date.fromisoformat(planned["dueOn"]))
