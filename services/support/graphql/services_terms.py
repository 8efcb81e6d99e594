"""The words of services of 第十七条 under their names in the schema. Imported before every type that uses them."""

from __future__ import annotations

from services.chassis.graphql.enums import named_enum
from services.support.domain.incident.terms import (
    SEVERITY_NAMES,
    STATE_NAMES,
    IncidentAction,
    IncidentSeverity,
    IncidentState,
)

__all__ = ["IncidentAction", "IncidentSeverity", "IncidentState"]

KEY = "幂等键 / Idempotency key"
SEEN = "所依据的版本 / The version that was seen"
JOINT = "联合事项 / The joint matter"
INCIDENT = "事件 / The incident"
NO_PERSONS = "不写身份证号、手机号等个人信息，不写嫌疑人姓名 / No identity or telephone numbers, no suspects' names"


_STATES = {
    IncidentState.REPORTED: "Reported, to be taken up",
    IncidentState.TAKEN_UP: "Public security has it in hand",
    IncidentState.CLOSED: "Closed, with its result",
    IncidentState.TRANSFERRED: "Transferred to another office",
    IncidentState.WITHDRAWN: "Withdrawn by who reported it",
}
named_enum(
    IncidentState,
    "SiteIncidentState",
    "治安事件状态 / Where an incident stands",
    {state: f"{STATE_NAMES[state]} / {english}" for state, english in _STATES.items()},
)
_SEVERITIES = {
    IncidentSeverity.GENERAL: "General",
    IncidentSeverity.SERIOUS: "The works are obstructed",
    IncidentSeverity.URGENT: "People or property are threatened now",
}
named_enum(
    IncidentSeverity,
    "SiteIncidentSeverity",
    "程度 / How grave an incident is",
    {severity: f"{SEVERITY_NAMES[severity]} / {english}" for severity, english in _SEVERITIES.items()},
)
named_enum(
    IncidentAction,
    "SiteIncidentAction",
    "处置步骤 / A step in the history of an incident",
    {
        IncidentAction.REPORTED: "报告 / Reported",
        IncidentAction.TAKEN_UP: "受理 / Taken up",
        IncidentAction.TAKEN_OVER: "接办 / Taken over by a colleague",
        IncidentAction.LOGGED: "处置情况 / What was done",
        IncidentAction.CLASSIFIED: "调整程度 / Another severity",
        IncidentAction.CLOSED: "办结 / Closed",
        IncidentAction.TRANSFERRED: "移送 / Transferred",
        IncidentAction.REOPENED: "重新处置 / Opened again",
        IncidentAction.WITHDRAWN: "撤回 / Withdrawn",
    },
)
