"""Land for the nodes that wait for it (A15): quota accounts, and requests at every stage of their life."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from infra.demo.district import District
from infra.demo.networks import LAND_NODE
from infra.demo.project import PLAN_YEAR, DemoProject, Stage
from infra.demo.tasks import scheduled

_ALLOCATED_ON = date(2027, 1, 12)
_ACCOUNTS = (("NEW_CONSTRUCTION_LAND", "1200"), ("CULTIVATED_LAND_BALANCE", "420"), ("FOREST_LAND_QUOTA", "35"))
_TOLD = "request { id }"
_PER_MU = Decimal(500)  # 万元 of investment that one 亩 carries
# Events of the project, its node and the bureau reach this service on ways of their own.
_ON_THE_WAY = {"PROJECT_UNKNOWN", "NODE_UNKNOWN", "BUREAU_MISSING"}


@dataclass(frozen=True)
class _Course:
    """What happens to a request, and when; it stops where there is no day."""

    submitted: date
    returned: date | None = None
    resubmitted: date | None = None
    accepted: date | None = None
    claimed: date | None = None
    decided: date | None = None
    outcome: str = "GRANTED"
    said: dict[str, Any] = field(default_factory=dict)


def _day(month: int, day: int) -> date:
    return date(PLAN_YEAR, month, day)


_SONGJING = _Course(
    _day(1, 18), _day(1, 20), _day(1, 25), _day(1, 26), _day(1, 27), _day(2, 3), said={"reason": "符合优先保障条件"}
)
_COURSES = (
    _Course(_day(2, 1), accepted=_day(2, 2), claimed=_day(2, 3), decided=_day(2, 24)),
    _Course(_day(1, 25), accepted=_day(1, 27), claimed=_day(2, 1), decided=_day(3, 5)),  # late
    _Course(
        _day(2, 15),
        accepted=_day(2, 17),
        claimed=_day(2, 18),
        decided=_day(3, 3),
        outcome="GRANTED_IN_PART",
        said={"reason": "二期用地待下一批次安排"},
    ),
    _Course(_day(3, 30), accepted=_day(4, 1)),
    _Course(
        _day(2, 16),
        accepted=_day(2, 18),
        claimed=_day(2, 19),
        decided=_day(3, 4),
        outcome="REFUSED",
        said={"reason": "拟用地块未纳入年度供地计划，请调整选址后重新申请"},
    ),
    _Course(_day(3, 22), accepted=_day(3, 23), claimed=_day(3, 24)),  # its limit is near
    _Course(_day(3, 31)),
    _Course(_day(3, 22), returned=_day(3, 25)),
    _Course(_day(3, 1), accepted=_day(3, 2), claimed=_day(3, 3), decided=_day(3, 19)),
    _Course(_day(3, 16), accepted=_day(3, 17), claimed=_day(3, 18)),  # overdue
    _Course(_day(4, 7)),
)


async def open_accounts(district: District) -> None:
    """The land bureau opens the year's accounts and books what the city has assigned."""
    bureau = district.officer("land")
    for kind, amount in _ACCOUNTS:
        told = "account { id }"
        done = await district.door.do(
            "openQuotaAccount", f"{kind} {PLAN_YEAR}", bureau, _ALLOCATED_ON, told, kind=kind, year=PLAN_YEAR
        )
        account = district.registered(done["account"]["id"])
        await district.on(
            account,
            "allocateQuota",
            f"{kind} {PLAN_YEAR}",
            bureau,
            _ALLOCATED_ON,
            told,
            accountId=account,
            amount=Decimal(amount),
            basis=f"示例市自然资源函〔{PLAN_YEAR}〕2号",
        )


async def handle_requests(district: District) -> None:
    """Owners ask for land and the bureau answers, day by day over all projects: who comes first is served first."""
    waiting = [p for _, p in scheduled(district) if p.stage is Stage.NEW_START]
    courses = (_SONGJING, *(_COURSES[n % len(_COURSES)] for n in range(len(waiting) - 1)))
    moves = [move for project, course in zip(waiting, courses, strict=True) for move in _moves(project, course)]
    for move in sorted(moves, key=lambda m: m.on):
        await move.do(district, move.project, move.on)


@dataclass(frozen=True)
class _Move:
    """One step of one request."""

    on: date
    project: DemoProject
    do: Callable[[District, DemoProject, date], Awaitable[None]]


def _moves(project: DemoProject, course: _Course) -> Iterator[_Move]:
    days = (
        (course.submitted, _submit),
        (course.returned, _return),
        (course.resubmitted, _resubmit),
        (course.accepted, partial(_take, "acceptRequest")),
        (course.claimed, partial(_take, "claimRequest")),
        (course.decided, partial(_decide, course)),
    )
    for on, do in days:
        if on:
            yield _Move(on, project, do)


def _asked(project: DemoProject) -> dict[str, Any]:
    mu = Decimal(130) if project.key == "songjing" else (project.total / _PER_MU).quantize(Decimal(1))
    return {"quantity": mu, "unit": "MU", "purpose": f"{project.name}新增建设用地"}


async def _submit(district: District, project: DemoProject, on: date) -> None:
    done = await district.door.do(
        "submitRequest",
        project.key,
        district.officer(project.owner),
        on,
        _TOLD,
        awaiting=_ON_THE_WAY,
        projectId=district.ids[project.key],
        nodeId=district.nodes[project.key, LAND_NODE].id,
        kind="LAND_QUOTA",
        **_asked(project),
    )
    district.requests[project.key] = district.registered(done["request"]["id"])
    district.expected_facts += 1


async def _return(district: District, project: DemoProject, on: date) -> None:
    reason = "勘测定界图与申请面积不一致，请补正"
    await _step(district, "returnRequest", project, "land", on, reason=reason)
    district.expected_facts += 1


async def _resubmit(district: District, project: DemoProject, on: date) -> None:
    note = "已更正勘测定界图"
    await _step(district, "resubmitRequest", project, project.owner, on, note=note, **_asked(project))
    district.expected_facts += 1


async def _take(mutation: str, district: District, project: DemoProject, on: date) -> None:
    await _step(district, mutation, project, "land", on)


async def _decide(course: _Course, district: District, project: DemoProject, on: date) -> None:
    said = {"outcome": course.outcome, **course.said}
    if course.outcome == "GRANTED_IN_PART":
        said["grantedQuantity"] = (_asked(project)["quantity"] / 2).quantize(Decimal(1))
    await _step(district, "decideRequest", project, "land", on, **said)
    district.expected_facts += 1
    if course.outcome == "GRANTED":
        district.granted[project.key] = on


async def _step(district: District, mutation: str, project: DemoProject, by: str, on: date, **given: Any) -> None:
    request, who = district.requests[project.key], district.officer(by)
    await district.on(request, mutation, project.key, who, on, _TOLD, requestId=request, **given)
