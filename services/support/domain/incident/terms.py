"""第十七条（五）：the words of site incidents, and their state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from services.law.article import Article

A17_5 = Article(17, 5)


class IncidentState(StrEnum):
    """Where an incident stands."""

    REPORTED = "REPORTED"  # 已报告，待受理
    TAKEN_UP = "TAKEN_UP"  # 处置中
    CLOSED = "CLOSED"  # 已办结
    TRANSFERRED = "TRANSFERRED"  # 已移送
    WITHDRAWN = "WITHDRAWN"  # 报告人撤回


OPEN = frozenset({IncidentState.REPORTED, IncidentState.TAKEN_UP})
STATE_NAMES = {
    IncidentState.REPORTED: "待受理",
    IncidentState.TAKEN_UP: "处置中",
    IncidentState.CLOSED: "已办结",
    IncidentState.TRANSFERRED: "已移送",
    IncidentState.WITHDRAWN: "已撤回",
}


class IncidentSeverity(StrEnum):
    """How grave an incident is."""

    GENERAL = "GENERAL"  # 一般
    SERIOUS = "SERIOUS"  # 较重：施工受阻
    URGENT = "URGENT"  # 紧急：人身、财产正受威胁


SEVERITY_NAMES = {
    IncidentSeverity.GENERAL: "一般",
    IncidentSeverity.SERIOUS: "较重",
    IncidentSeverity.URGENT: "紧急",
}


class IncidentAction(StrEnum):
    """A step in the history of an incident."""

    REPORTED = "REPORTED"
    TAKEN_UP = "TAKEN_UP"
    TAKEN_OVER = "TAKEN_OVER"
    LOGGED = "LOGGED"
    CLASSIFIED = "CLASSIFIED"
    CLOSED = "CLOSED"
    TRANSFERRED = "TRANSFERRED"
    REOPENED = "REOPENED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The state of one incident.

    due_at: until when it must be taken up, by its severity. handler: who has it in hand, for which unit.
    ended_at: when it was closed, transferred or withdrawn.
    """

    id: UUID
    version: int
    division: str
    number: str
    project_id: UUID
    kind: str
    severity: IncidentSeverity
    title: str
    description: str
    place: str
    occurred_on: date
    reported_at: datetime
    reported_by: str
    reported_by_name: str
    reported_by_unit_id: UUID | None
    due_at: datetime
    state: IncidentState = IncidentState.REPORTED
    handler: str | None = None
    handler_name: str | None = None
    handler_unit_id: UUID | None = None
    taken_up_at: datetime | None = None
    ended_at: datetime | None = None
    result: str | None = None
    transferred_to: str | None = None
    transfer_document: str | None = None
    reopened_times: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentChange:
    """What a step has done."""

    incident: Incident
    action: IncidentAction
    note: str = ""
