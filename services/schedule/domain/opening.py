"""第八条、第十一条：a project's schedule, what an annual plan says of it, and the end of it when the plan has it no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach


class ItemKind(StrEnum):
    """第二条：as what the annual plan carries a project; OUTSIDE_PLAN: none does, it was added to the war map beside it."""

    NEW_START = "NEW_START"  # 新开工项目
    CONTINUING = "CONTINUING"  # 续建项目
    PRELIMINARY = "PRELIMINARY"  # 前期项目
    OUTSIDE_PLAN = "OUTSIDE_PLAN"  # 第八条：计划外新增，挂图作战而未列入年度计划

    @property
    def construction(self) -> bool:
        """Whether it is a construction project 重点建设项目, one that makes physical progress this year."""
        return self in {ItemKind.NEW_START, ItemKind.CONTINUING}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """What one issued version of an annual plan says of a project."""

    plan_id: UUID
    plan_version: int
    year: int
    document_number: str
    project_id: UUID
    project_name: str
    kind: ItemKind
    total_investment: Decimal
    annual_investment: Decimal
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    issued_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """第十一条：the project was taken out of the newest plan that had it: on which day, by which document and why.

    Without a document: 第八条, it was taken off the war map, to which it had been added outside the plan.
    """

    on: date
    document_number: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A project's schedule, over all its years. `kind` and `ended` are what the newest plan says of it.

    plan_version counts the versions of the node plan; 0 means that nothing is planned yet.
    """

    id: UUID
    project_id: UUID
    project_name: str
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    kind: ItemKind
    year: int
    opened_on: date
    plan_version: int
    division: str
    ended: Ended | None = None

    def stands_for(self, unit: UUID | None) -> bool:
        """Whether the unit is the project's owner, town or industry authority."""
        return unit is not None and unit in {self.owner_id, self.town_id, self.industry_authority_id}


def ended_faults(ended: Ended | None, doing: str, field: str) -> list[Breach]:
    """第十一条：on a project that was taken out of the plan nothing is planned, done or reported any more."""
    if ended is None:
        return []
    how = f"调出年度计划（{ended.document_number}：{ended.reason}）"
    if not ended.document_number:
        how = f"移出计划外新增项目（{ended.reason}）"
    message = f"项目已于{ended.on}{how}，进度计划已终止，不能{doing}"
    return [Breach("SCHEDULE_ENDED", message, Article(11), field)]
