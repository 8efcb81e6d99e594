"""What a district may set differently about site incidents: dated, cited, in one place (第十七条（五）).

The measures set no time and no kinds; what stands here is the district's default. Times are hours of the clock, for public
security is on duty day and night.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.support.domain.incident.terms import A17_5, IncidentSeverity
from services.support.domain.kinds.since import FIRST_DAY

_OWN_DEFAULT = "第十七条（五）未定；具体数值和类别为本区默认"


@dataclass(frozen=True, slots=True)
class IncidentKind:
    """A kind of incident."""

    code: str
    name: str


KINDS = Dated(
    A17_5,
    "施工环境治安事件类别",
    Entry(
        FIRST_DAY,
        (
            IncidentKind("OBSTRUCTION", "阻挠施工"),
            IncidentKind("FORCED_DEAL", "强揽工程、强买强卖"),
            IncidentKind("EXTORTION", "敲诈勒索"),
            IncidentKind("THEFT", "盗窃"),
            IncidentKind("DAMAGE", "毁坏设施设备"),
            IncidentKind("GATHERING", "聚众滋事"),
            IncidentKind("DISPUTE", "纠纷"),
            IncidentKind("OTHER", "其他"),
        ),
        _OWN_DEFAULT,
    ),
)
TAKE_UP_HOURS = Dated(
    A17_5,
    "报告后几小时内受理",
    Entry(
        FIRST_DAY,
        MappingProxyType({IncidentSeverity.URGENT: 1, IncidentSeverity.SERIOUS: 4, IncidentSeverity.GENERAL: 24}),
        _OWN_DEFAULT,
    ),
)
REOPEN_DAYS = Dated(A17_5, "办结、移送后几天内可以重新处置", Entry(FIRST_DAY, 90, _OWN_DEFAULT))

REPORTERS = frozenset({Role.OWNER, Role.SPECIALIST, Role.PROJECT_SERVICE, Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY})
HANDLERS = frozenset({Role.PUBLIC_SECURITY})
