"""第七条：a month's list is published, frozen under its digest; what was wrong is corrected by a further edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.schedule.domain.decision import Decided
from services.schedule.domain.lists.drafting import A7
from services.schedule.domain.lists.editing import read_reason
from services.schedule.domain.lists.record import Content, Entry, MonthlyList, shown
from services.schedule.domain.lists.terms import LIST_NAMES, ListState


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishMonthlyList:
    """The command: publish the draft, or the correction, in the version that was seen."""

    list_id: UUID
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenMonthlyList:
    """The command: begin, or give up, the correction of a published list."""

    list_id: UUID
    expected_version: int
    reason: str


def publish(
    listed: MonthlyList, entries: Sequence[Entry], before: Sequence[Content] | None
) -> Decided[MonthlyList] | Refusal:
    """第七条：publish. An empty list can be published: that nothing is to start is said too. before: the edition that this
    one corrects.
    """
    name = f"{listed.month}{LIST_NAMES[listed.kind]}"
    if listed.state is ListState.PUBLISHED:
        return Refusal.of(Breach("LIST_PUBLISHED", f"{name}已发布", A7, "listId"))
    if before is not None and [shown(c) for c in before] == [shown(e.content) for e in entries if not e.removed]:
        message = f"{name}更正版与第{listed.edition}版完全相同，无需发布；可放弃更正"
        return Refusal.of(Breach("CORRECTION_EMPTY", message, A7, "listId"))
    return Decided(
        replace(listed, state=ListState.PUBLISHED, edition=listed.edition + 1, version=listed.version + 1),
    )


def reopen(listed: MonthlyList, command: ReopenMonthlyList) -> Decided[MonthlyList] | Refusal:
    """第七条：begin a correction; what is published stays in force until the correction is published."""
    faults = []
    if listed.state is not ListState.PUBLISHED:
        faults.append(Breach("LIST_NOT_PUBLISHED", "清单尚未发布或正在更正，可直接修改", A7, "listId"))
    read_reason(command.reason, faults)
    if faults:
        return Refusal(tuple(faults))
    return Decided(replace(listed, state=ListState.CORRECTING, version=listed.version + 1))


def cancel(listed: MonthlyList, command: ReopenMonthlyList) -> Decided[MonthlyList] | Refusal:
    """第七条：give a correction up; the list is again what was published."""
    faults = []
    if listed.state is not ListState.CORRECTING:
        faults.append(Breach("LIST_NOT_CORRECTING", "清单没有正在进行的更正", A7, "listId"))
    read_reason(command.reason, faults)
    if faults:
        return Refusal(tuple(faults))
    return Decided(replace(listed, state=ListState.PUBLISHED, version=listed.version + 1))


def said(listed: MonthlyList, edition: int, reason: str | None, contents: Sequence[Content]) -> dict[str, object]:
    """Write the whole of an edition: what its digest is taken of."""
    return {
        "division": listed.division,
        "kind": listed.kind,
        "year": listed.month.year,
        "month": listed.month.month,
        "edition": edition,
        "reason": reason,
        "entries": [shown(c) for c in contents],
    }
