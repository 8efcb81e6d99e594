"""What an import says of itself: how many rows became what, and every fault by its place."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.law.article import Article
from services.reserve.domain.sheets.grid import Fault


class Mode(StrEnum):
    """What happens to the good rows of a file with faults."""

    ALL_OR_NOTHING = "ALL_OR_NOTHING"
    GOOD_ROWS = "GOOD_ROWS"


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
