"""第十四条（联合督办）：a late item is supervised by the project service department together with the inspectors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.support.domain import wording
from services.support.domain.agency.case import Entered
from services.support.domain.agency.items import Item
from services.support.domain.agency.terms import A14, EntryKind
from services.support.domain.request import Acting, found
from services.support.domain.role_names import named

SUPERVISING = (Role.PROJECT_SERVICE, Role.INSPECTOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """One joint supervision. handled: the roles of the two departments that have written down what they did."""

    id: UUID
    version: int
    division: str
    case_id: UUID
    project_id: UUID
    item_id: UUID
    opened_on: date
    opened_by: str
    opened_by_name: str
    days_late: int
    reason: str
    handled: tuple[str, ...] = ()
    closed_on: date | None = None
    closed_by: str | None = None
    closed_by_name: str | None = None
    result: str | None = None


def open_(supervision: Supervision, item: Item, already: UUID | None, least: int, acting: Acting) -> Entered | Refusal:
    """第十四条：an item that is late by `least` working days or more is taken up, once at a time."""
    said = wording.required(supervision.reason, "督办事由", A14, "reason")
    late = supervision.days_late
    breaches = found(
        not_supervising(supervision.division, acting),
        Breach("NOT_LATE", f"“{item.name}”未逾期满 {least} 个工作日，不列入联合督办", A14, "itemId")
        if late < least
        else None,
        Breach("SUPERVISION_EXISTS", "该事项已在联合督办中", A14, "itemId") if already else None,
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    return Entered(kind=EntryKind.SUPERVISION_OPENED, text=f"逾期 {late} 个工作日：{said}")


def handle(supervision: Supervision, text: str, acting: Acting) -> tuple[Supervision, Entered] | Refusal:
    """第十四条：each of the two departments writes down what it has done."""
    said = wording.required(text, "督办情况", A14, "text")
    breaches = found(
        not_supervising(supervision.division, acting), _closed(supervision), said if isinstance(said, Breach) else None
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    roles = {r.value for r in SUPERVISING if r in acting.roles} | set(supervision.handled)
    after = replace(supervision, version=supervision.version + 1, handled=tuple(sorted(roles)))
    return after, Entered(kind=EntryKind.SUPERVISION_HANDLED, text=said)


def close(supervision: Supervision, result: str, acting: Acting, today: date) -> tuple[Supervision, Entered] | Refusal:
    """第十四条：it is closed with its result once both departments have had a hand in it; else it would not be joint."""
    said = wording.required(result, "督办结果", A14, "text")
    lacking = [r for r in SUPERVISING if r.value not in supervision.handled]
    breaches = found(
        not_supervising(supervision.division, acting),
        _closed(supervision),
        Breach("NOT_JOINT", f"联合督办须两部门均有办理记录，尚缺：{named(lacking)}", A14) if lacking else None,
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    after = replace(
        supervision,
        version=supervision.version + 1,
        closed_on=today,
        closed_by=acting.subject,
        closed_by_name=acting.name,
        result=said,
    )
    return after, Entered(kind=EntryKind.SUPERVISION_CLOSED, text=said)


def not_supervising(division: str, acting: Acting) -> Breach | None:
    """第十四条：only the two departments of the division supervise."""
    if acting.unit is not None and acting.roles.intersection(SUPERVISING) and acting.division == division:
        return None
    return Breach("NOT_SUPERVISING", "仅区项目服务部门和督查部门可以联合督办", A14)


def _closed(supervision: Supervision) -> Breach | None:
    if supervision.closed_on is None:
        return None
    return Breach("SUPERVISION_CLOSED", f"该督办已于 {supervision.closed_on} 办结", A14, "supervisionId")
