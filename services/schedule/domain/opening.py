"""第八条：the schedule of a project opens when the annual plan names it, and follows the plan's later versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class ItemKind(StrEnum):
    """第二条：as what the annual plan carries a project."""

    NEW_START = "NEW_START"  # 新开工项目
    CONTINUING = "CONTINUING"  # 续建项目
    PRELIMINARY = "PRELIMINARY"  # 前期项目

    @property
    def construction(self) -> bool:
        """Whether it is a construction project 重点建设项目, one that makes physical progress this year."""
        return self is not ItemKind.PRELIMINARY


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
class Schedule:
    """A project's schedule, over all its years. `kind` is what the newest plan item says.

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

    def stands_for(self, unit: UUID | None) -> bool:
        """Whether the unit is the project's owner, town or industry authority."""
        return unit is not None and unit in {self.owner_id, self.town_id, self.industry_authority_id}


def opened(item: PlanItem, schedule_id: UUID) -> Schedule:
    """第八条：open the schedule. Construction and preliminary projects both have nodes to run, for 第二条 asks of the latter
    procedures and preliminary work; only construction projects are given an annual investment task.
    """
    return Schedule(
        id=schedule_id,
        project_id=item.project_id,
        project_name=item.project_name,
        owner_id=item.owner_id,
        town_id=item.town_id,
        industry_authority_id=item.industry_authority_id,
        kind=item.kind,
        year=item.year,
        opened_on=item.issued_on,
        plan_version=0,
        division=item.division,
    )


def supersedes(new: PlanItem, old: PlanItem | None) -> bool:
    """Whether a plan item replaces the one known for the same project and year: a later version, or a later document."""
    return old is None or (new.issued_on, new.plan_version) > (old.issued_on, old.plan_version)


def followed(schedule: Schedule, item: PlanItem) -> Schedule:
    """第十一条：take over what the adjusted or next year's plan says; an item of an earlier year changes nothing."""
    if item.year < schedule.year:
        return schedule
    return replace(
        schedule,
        project_name=item.project_name,
        owner_id=item.owner_id,
        town_id=item.town_id,
        industry_authority_id=item.industry_authority_id,
        kind=item.kind,
        year=item.year,
    )
