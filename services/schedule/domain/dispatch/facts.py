"""第十条：the facts of a month or year that bulletins and reviews are worked out of, as they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.schedule.domain.opening import ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFact:
    """One project of the year's plan; amounts in 万元.

    months: what the annual task in force asks of each month; verified: what was last verified of each month, None where
    nothing was. start_due, finish_due: the first and last day of the node plan in force. started_on: day of the first
    verified report with physical progress above zero; finished_on: of the first with 100 per cent.
    """

    id: UUID
    name: str
    kind: ItemKind
    category: str
    owner_id: UUID
    town_id: UUID | None
    authority_id: UUID | None
    annual: Decimal
    months: tuple[Decimal, ...]
    verified: tuple[Decimal | None, ...]
    reports: tuple[UUID, ...]
    start_due: date | None
    finish_due: date | None
    started_on: date | None
    finished_on: date | None
    converted_on: date | None
    was_preliminary: bool

    def planned_to(self, month: int) -> Decimal:
        """The task from January up to and including the month."""
        return sum(self.months[:month], Decimal(0))

    def verified_to(self, month: int) -> Decimal:
        """What was verified from January up to and including the month."""
        return sum((v for v in self.verified[:month] if v is not None), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFact:
    """A node of a plan in force; state as on the day of the facts."""

    id: UUID
    project_id: UUID
    unit_id: UUID
    due_on: date
    completed_on: date | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFact:
    """A factor request, with the bureau that decides it. open: it is with the bureau on the day of the facts."""

    id: UUID
    version: int
    bureau_id: UUID | None
    due_on: date | None
    decided_on: date | None
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFact:
    """An issue of the ledger with the unit that has to settle it."""

    id: UUID
    unit_id: UUID | None
    raised_on: date
    closed_on: date | None
    due_on: date | None
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedFact:
    """A week for which a construction project has no update (第九条)."""

    project_id: UUID
    week_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that was read. first, as_of: the period's first day and the day up to which it is judged."""

    year: int
    month: int
    first: date
    as_of: date
    projects: tuple[ProjectFact, ...]
    nodes: tuple[NodeFact, ...]
    requests: tuple[RequestFact, ...]
    issues: tuple[IssueFact, ...]
    missed: tuple[MissedFact, ...]
    units: Mapping[UUID, str]
    categories: Mapping[UUID, str]  # of units: TOWN, DEPARTMENT, …

    def unit(self, id: UUID | None) -> str:
        """Name a unit."""
        return "未明确" if id is None else self.units.get(id, "未登记单位")
