"""第十五条：a project asks a bureau for a factor that one of its nodes waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.request import Source
from services.support.usecases.requests.case import conclude
from services.support.usecases.requests.hang import hang_files
from services.support.usecases.requests.judging import judge


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitRequest:
    """The command."""

    project_id: UUID
    node_id: UUID | None
    kind: str
    quantity: Decimal | None
    unit: str | None
    purpose: str
    bureau_id: UUID | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    parent_id: UUID | None = None
    agency_item_id: UUID | None = None
    source: Source = Source.PLATFORM
    external_number: str | None = None
    file_ids: tuple[UUID, ...] = ()


async def submit(work: Work, command: SubmitRequest) -> UUID | Refusal:
    """Receive a request; its clock runs from the day after."""
    judged = await judge(work, command)
    if isinstance(judged, Refusal):
        return judged
    change, rule = judged
    made = await conclude(work, "submitRequest", None, change)
    await hang_files(work, change.request, rule, command.file_ids)
    return made
