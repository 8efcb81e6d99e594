"""What an import says of itself: how many rows became what, and every fault by its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from services.law.article import Article
from services.law.grid import Fault
from services.reserve.domain.importing.terms import Mode

__all__ = ["Mode", "Report"]


MOST_FAULTS = 10_000


@dataclass(slots=True, kw_only=True)
class Report:
    """The counts add up: rows = registered + present + faulty; left_out are subtotals, titles and notes."""

    rows: int = 0
    registered: int = 0
    present: int = 0
    faulty: int = 0
    left_out: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    project_ids: list[UUID] = field(default_factory=list)
    more: int = 0  # faults beyond those that are kept

    def found(self, faults: Sequence[Fault]) -> None:
        """Add faults; a file with more of them than anyone reads has the first ones, and their number."""
        room = max(MOST_FAULTS - len(self.faults), 0)
        self.faults += faults[:room]
        self.more += len(faults[room:])

    @property
    def complete(self) -> bool:
        """Whether nothing of the file is left to import."""
        return not self.faults

    def stored(self) -> dict[str, Any]:
        """Write the report for the table of imports."""
        written = asdict(self)
        written["faults"] = [asdict(f) | {"article": str(f.article) if f.article else None} for f in self.faults]
        written["project_ids"] = [str(i) for i in self.project_ids]
        return written

    @classmethod
    def read(cls, written: dict[str, Any]) -> Report:
        """Read a stored report back."""
        faults = [
            Fault(**f | {"article": Article.parse(f["article"]) if f["article"] else None}) for f in written["faults"]
        ]
        return cls(**written | {"faults": faults, "project_ids": [UUID(i) for i in written["project_ids"]]})
