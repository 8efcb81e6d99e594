"""第八条、第十一条：what reserve has told of a project's place in annual plans, in whatever order it was told.

Each telling is kept under the version of the plan that made it. What holds is worked out of all that is known by those
versions, so that tellings which come late, again or in another order lead to the same schedule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.schedule.domain.opening import Ended, ItemKind


class PlanChange(StrEnum):
    """What a version of a plan did with the project."""

    ISSUED = "ISSUED"  # 列入（下达、调入）
    REVALUED = "REVALUED"  # 调整投资
    CONVERTED = "CONVERTED"  # 前期项目实时转为建设项目
    REMOVED = "REMOVED"  # 调出


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units of a project as a plan names them."""

    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One telling. Figures (万元) are absent in a removal, the document's number in a conversion, units in what changes."""

    project_id: UUID
    project_name: str
    division: str
    plan_id: UUID
    plan_version: int
    year: int
    change: PlanChange
    kind: ItemKind
    on: date
    document_number: str | None = None
    total_investment: Decimal | None = None
    annual_investment: Decimal | None = None
    units: Units | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What the plan says of the project after one telling. `current`: it is in force for its year."""

    plan_id: UUID
    plan_version: int
    year: int
    change: PlanChange
    document_number: str
    kind: ItemKind
    total_investment: Decimal
    annual_investment: Decimal
    on: date
    reason: str | None
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the project stands by all that was told: its names, its newest year, and whether that plan has it still."""

    project_id: UUID
    division: str
    project_name: str
    units: Units
    kind: ItemKind
    year: int
    opened_on: date
    since: date  # as it stands now
    ended: Ended | None


def listings(told: Iterable[Told]) -> tuple[Listing, ...]:
    """Say what the plan had of the project after each telling; one that lacks what came before it is left out for now."""
    known = list(told)
    in_force = {_of(last) for last in _last_of_years(known).values() if last.change is not PlanChange.REMOVED}
    made = []
    for of_plan in _by_plan(known):
        number, total, annual = "", None, None
        for one in of_plan:
            number = one.document_number or number
            total = total if one.total_investment is None else one.total_investment
            annual = annual if one.annual_investment is None else one.annual_investment
            if total is None or annual is None:
                continue
            made.append(_listing(one, number, total, annual, current=_of(one) in in_force))
    return tuple(made)


def figures(told: Iterable[Told], year: int) -> Listing | None:
    """Say what the year's plan had of the project last, before it took it out if it did."""
    known = list(told)
    last = _last_of_years(known).get(year)
    own = [
        i
        for i in listings(known)
        if last is not None and i.plan_id == last.plan_id and i.change is not PlanChange.REMOVED
    ]
    return max(own, key=lambda i: i.plan_version, default=None)


def _listing(one: Told, number: str, total: Decimal, annual: Decimal, *, current: bool) -> Listing:
    return Listing(
        plan_id=one.plan_id,
        plan_version=one.plan_version,
        year=one.year,
        change=one.change,
        document_number=number,
        kind=one.kind,
        total_investment=total,
        annual_investment=annual,
        on=one.on,
        reason=one.reason,
        current=current,
    )


def standing(told: Iterable[Told]) -> Standing | None:
    """第八条、第十一条：work out how the project stands; None while nothing told so far names its units."""
    known = list(told)
    naming = [(one, one.units) for one in known if one.units is not None]
    if not naming:
        return None
    named, units = max(naming, key=lambda n: (n[0].year, n[0].on, n[0].plan_version))
    last_of_years = _last_of_years(known)
    newest = last_of_years[max(last_of_years)]
    ended = None
    if newest.change is PlanChange.REMOVED:
        ended = Ended(on=newest.on, document_number=newest.document_number or "", reason=newest.reason or "")
    return Standing(
        project_id=named.project_id,
        division=named.division,
        project_name=named.project_name,
        units=units,
        kind=newest.kind,
        year=newest.year,
        opened_on=min(one.on for one, _ in naming),
        since=newest.on,
        ended=ended,
    )


def _of(one: Told) -> tuple[UUID, int]:
    return (one.plan_id, one.plan_version)


def _by_plan(known: Iterable[Told]) -> list[Sequence[Told]]:
    plans: dict[UUID, list[Told]] = {}
    for one in sorted(known, key=lambda t: t.plan_version):
        plans.setdefault(one.plan_id, []).append(one)
    return list(plans.values())


def _last_of_years(known: Iterable[Told]) -> dict[int, Told]:
    """Within a plan its version decides; of two plans of a year the one that spoke last, by day and version."""
    years: dict[int, list[Sequence[Told]]] = {}
    for of_plan in _by_plan(known):
        years.setdefault(of_plan[-1].year, []).append(of_plan)
    return {
        year: max(plans, key=lambda p: (max(t.on for t in p), p[-1].plan_version, p[-1].plan_id))[-1]
        for year, plans in years.items()
    }
