"""第八条（计划外新增重点项目）：projects that no annual plan has, on the war map all the same, until one takes them up.

What the plans say is told by reserve in any order; an addition is decided here. What holds is worked out of both, so that
it is the same whichever came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.text import clean_text
from services.schedule.domain.decision import kept
from services.schedule.domain.listing import Standing, Told, Units, standing
from services.schedule.domain.opening import Ended, ItemKind

A8 = Article(8)


class OutsideState(StrEnum):
    """How an addition stands."""

    ON_THE_MAP = "ON_THE_MAP"  # 在图
    TAKEN_UP = "TAKEN_UP"  # 已列入年度计划
    REMOVED = "REMOVED"  # 已移出


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """One addition of a project outside the plan. taken_up_on follows from what the plans say; the rest was decided here."""

    id: UUID
    project_id: UUID
    added_on: date
    reason: str
    removed_on: date | None = None
    removal_reason: str | None = None
    taken_up_on: date | None = None
    version: int = 1

    @property
    def state(self) -> OutsideState:
        """Whether it is on the map, and if not how it left; a plan that took the project up goes before a later removal."""
        if self.taken_up_on is not None:
            return OutsideState.TAKEN_UP
        return OutsideState.ON_THE_MAP if self.removed_on is None else OutsideState.REMOVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A project as reserve tells it: what a schedule outside the plan begins with."""

    project_id: UUID
    division: str
    name: str
    units: Units


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOutsidePlan:
    """The command: the project, and why it belongs on the map before a plan has it."""

    project_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveOutsidePlan:
    """The command: the addition's project, the version that was seen, and why it leaves the map."""

    project_id: UUID
    reason: str
    expected_version: int


def taken_up_on(told: Iterable[Told], addition: Addition) -> date | None:
    """第八条：find the first day, from that of the addition on, on which a plan has the project; None while none does.

    A plan that had the project before and gave it up by then does not take it up, nor one of an earlier year, nor one that
    comes after the addition was removed.
    """
    known = list(told)
    days = {addition.added_on, *(t.on for t in known if t.on > addition.added_on)}
    for day in sorted(d for d in days if addition.removed_on is None or d <= addition.removed_on):
        stands = standing([t for t in known if t.on <= day])
        if stands is not None and stands.ended is None and stands.year >= addition.added_on.year:
            return day
    return None


def followed(told: Iterable[Told], additions: Iterable[Addition]) -> tuple[Addition, ...]:
    """Let every addition say whether a plan has taken the project up by now."""
    known = list(told)
    return tuple(replace(a, taken_up_on=taken_up_on(known, a)) for a in additions)


def in_all(plans: Standing | None, additions: Sequence[Addition], project: Named | None) -> Standing | None:
    """第八条、第十一条：say how the project stands by its plans and its additions together; None while it is in neither.

    A plan that has the project goes before all; then what is on the map; then whatever ended last.
    """
    if not additions or (plans is None and project is None):
        return plans
    last = max(additions, key=lambda a: a.added_on)
    opened_on = min([a.added_on for a in additions] + ([plans.opened_on] if plans else []))
    if plans is not None:
        plans = replace(plans, opened_on=opened_on)
    if last.taken_up_on is not None:
        return plans
    ended = None
    if last.removed_on is not None:
        ended = Ended(on=last.removed_on, document_number="", reason=last.removal_reason or "")
    if plans is not None and plans.ended is None and (ended is not None or plans.year >= last.added_on.year):
        return plans
    if plans is not None and plans.ended is not None and ended is not None and ended.on < plans.ended.on:
        return plans
    began = plans if plans is not None else _began(project, opened_on)
    since = last.removed_on or last.added_on
    return replace(began, kind=ItemKind.OUTSIDE_PLAN, year=last.added_on.year, since=since, ended=ended)


def _began(project: Named | None, on: date) -> Standing:
    assert project is not None, "an addition is of a project that is known"
    return Standing(
        project_id=project.project_id,
        division=project.division,
        project_name=project.name,
        units=project.units,
        kind=ItemKind.OUTSIDE_PLAN,
        year=on.year,
        opened_on=on,
        since=on,
        ended=None,
    )


def add_faults(
    plans: Standing | None, additions: Sequence[Addition], reason: str, *, today: date
) -> tuple[str, list[Breach]]:
    """第八条：a project is added outside the plan once, with a reason, and only while no plan has it."""
    faults: list[Breach] = []
    if plans is not None and plans.year >= today.year and (plans.ended is None or plans.ended.on > today):
        message = f"项目已列入{plans.year}年度重点项目计划，不属于计划外新增"
        faults.append(Breach("ALREADY_IN_PLAN", message, A8, "projectId"))
    if any(a.state is OutsideState.ON_THE_MAP for a in additions):
        faults.append(Breach("ALREADY_OUTSIDE_PLAN", "项目已作为计划外新增项目挂图，无须重复添加", A8, "projectId"))
    return _reason(reason, "添加理由", faults), faults


def remove(additions: Sequence[Addition], command: RemoveOutsidePlan, *, today: date) -> Addition | Refusal:
    """第八条：take a project off the map that is on it outside the plan, with a reason."""
    faults: list[Breach] = []
    on_map = [a for a in additions if a.state is OutsideState.ON_THE_MAP]
    if not on_map:
        taken = any(a.state is OutsideState.TAKEN_UP for a in additions)
        how = "已列入年度计划，移出须经年度计划调整" if taken else "不是在图的计划外新增项目"
        faults.append(Breach("NOT_OUTSIDE_PLAN", f"项目{how}", A8, "projectId"))
    reason = _reason(command.reason, "移出理由", faults)
    if faults:
        return Refusal(tuple(faults))
    return replace(on_map[0], removed_on=today, removal_reason=reason, version=on_map[0].version + 1)


def _reason(written: str, label: str, faults: list[Breach]) -> str:
    reason = kept(clean_text(written, label, "reason", 1000), faults, "?", A8)
    if not reason:
        faults.append(Breach("REASON_MISSING", f"须填写{label}", A8, "reason"))
    return reason
