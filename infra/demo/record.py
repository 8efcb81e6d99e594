"""A record of support on its way: every step has its number, so that a later load sends the same commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from infra.demo.district import District
from infra.issuer import Person


@dataclass
class Record:
    """One record: what its commands call it (`field`), how often it was changed, and what it is called in the demo's keys."""

    district: District
    about: str
    field: str
    told: str
    id: str = ""
    version: int = 0

    async def begin(self, mutation: str, who: Person, on: date, /, **given: Any) -> dict[str, Any]:
        """Make it; return what the endpoint answers of it."""
        done = await self.district.door.do(mutation, self.about, who, on, self.told, **given)
        shown: dict[str, Any] = done[self.told.split(" ", 1)[0]]
        self.id, self.version = shown["id"], 1
        return shown

    async def step(
        self, mutation: str, who: Person, on: date, /, *, input_type: str | None = None, **given: Any
    ) -> dict[str, Any]:
        """Take the next step in the version that it has by now; return what the endpoint answers of it."""
        seen: dict[str, Any] = {self.field: self.id, "expectedVersion": self.version}
        about = f"{self.about} {self.version}"
        done = await self.district.door.do(mutation, about, who, on, self.told, input_type=input_type, **seen, **given)
        self.version += 1
        shown: dict[str, Any] = done[self.told.split(" ", 1)[0]]
        return shown
