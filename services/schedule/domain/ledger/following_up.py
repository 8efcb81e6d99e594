"""第十条、第十五条：what a land consultation has decided goes to the ledger, for whoever hands issues out to act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.schedule.domain.ledger.raising import LONGEST_DESCRIPTION, LONGEST_TITLE, RaiseIssue
from services.schedule.domain.ledger.rulebook import KINDS
from services.schedule.domain.ledger.terms import IssueSource, Severity

OTHER = "OTHER"  # 其他：what the rulebook of the day has no name for


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A decision as the support service tells it. item_id: the item of the consultation's agenda, which is decided once."""

    item_id: UUID
    consultation_id: UUID
    project_id: UUID | None
    node_id: UUID | None
    severity: Severity
    kind: str
    title: str
    description: str
    responsible_unit_id: UUID
    deadline: date


def follow_up(told: FollowUp, responsible: str | None, today: date) -> RaiseIssue:
    """第十条（分类）：the issue as it is entered; whoever hands it out reads who is to settle it, and until when.

    responsible: the unit's name, None where it is not known here.
    """
    decided = f"议定责任单位：{responsible or told.responsible_unit_id}；议定期限：{told.deadline}"
    room = LONGEST_DESCRIPTION - len(decided) - 1
    return RaiseIssue(
        project_id=told.project_id,
        node_id=told.node_id,
        severity=told.severity,
        kind=told.kind if any(k.code == told.kind for k in KINDS.on(today)) else OTHER,
        title=told.title[:LONGEST_TITLE],
        description=f"{told.description[:room]}\n{decided}",
        source=IssueSource.MEETING,
        source_id=told.item_id,
        consultation_id=told.consultation_id,
    )
