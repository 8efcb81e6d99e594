"""Nodes are completed, in time or late (A8); progress is reported monthly and verified (A9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from infra.demo.district import District, Node, together
from infra.demo.networks import Step, network_of
from infra.demo.project import PLAN_YEAR, DemoProject
from infra.demo.tasks import months_of, scheduled
from infra.issuer import Person
from services.law.parties import Role

_QUARTER_END = date(PLAN_YEAR, 3, 31)
_TOLD = "node { id }"
_REPORT = "progressReport { id }"
# On which days the nodes of the Songjing project were completed.
_SONGJING = {"A2": date(2027, 2, 19), "A3": date(2027, 3, 10), "A1": date(2027, 3, 12), "A4": date(2027, 3, 24)}
# Every how many nodes a unit is late; those that are not named never are. So the ranks have something to say.
_LATE_EVERY = {
    "boxi": 2,
    "zhanglin": 2,
    "guiyuan": 4,
    "transport": 2,
    "education": 1,
    "banking": 4,
    "finance": 5,
    "power": 3,
    "precision": 3,
    "building": 2,
}
_LATE, _EARLY = timedelta(days=6), timedelta(days=4)
RATIOS = ("1.02", "0.95", "1.10", "0.72", "1.00", "0.88", "0.60")  # of what was planned
_WAITS_FOR_VERIFICATION_EVERY = 5  # March's report of some projects is still in the queue


@dataclass(frozen=True)
class _Completion:
    project: DemoProject
    step: Step
    on: date


async def complete_nodes(district: District) -> None:
    """Responsible units complete their nodes of the quarter with the evidence that the plan asks for."""
    done = list(_completions(district))
    district.expected_facts += len(done)
    await together(_complete(district, one) for one in done)


def _completions(district: District) -> Iterator[_Completion]:
    count: Counter[str] = Counter()
    for number, project in scheduled(district):
        for step in network_of(project, number):
            due = district.nodes[project.key, step.code].due
            if project.key == "songjing":
                on = _SONGJING.get(step.code)
            elif step.waits_for and project.key not in district.granted:
                on = None
            else:
                count[step.unit] += due <= _QUARTER_END
                on = _completed_on(step.unit, count[step.unit], due, district.granted.get(project.key))
            if on:
                yield _Completion(project, step, on)


def _completed_on(unit: str, count: int, due: date, granted: date | None) -> date | None:
    """Return the day of completion; None for what stays open: not due in the quarter, or late beyond its end."""
    if due > _QUARTER_END:
        return None
    every = _LATE_EVERY.get(unit, 0)
    late = every > 0 and count % every == 0
    on = due + _LATE if late else max(due - _EARLY, min(granted or due, due))
    return on if on <= _QUARTER_END else None


async def _complete(district: District, one: _Completion) -> None:
    node = district.nodes[one.project.key, one.step.code]
    document = {"proves": one.step.evidence, "title": f"{one.project.name}{one.step.evidence}", "datedOn": one.on}
    await district.on(
        node.id,
        "completeNode",
        f"{one.project.key} {one.step.code}",
        district.officer(one.step.unit),
        one.on,
        _TOLD,
        awaiting={"WAITING_FOR_FACTOR"},  # the grant comes by an event
        nodeId=node.id,
        documents=[document],
    )


def late_node(district: District, unit: str) -> Node:
    """Return the first node that a unit completed late."""
    nodes = ((district.nodes[c.project.key, c.step.code], c) for c in _completions(district) if c.step.unit == unit)
    return next(node for node, completion in nodes if completion.on > node.due)


async def report_progress(district: District) -> None:
    """Owners and the specialist report month by month; the investment authority verifies. Some have not reported."""
    await together(_report(district, number, project) for number, project in scheduled(district))


async def _report(district: District, number: int, project: DemoProject) -> None:
    months, clerk = months_of(project), district.officer("reform")
    ratio = Decimal(RATIOS[number % len(RATIOS)])
    so_far = Decimal(0)
    for month in (1, 2, 3):
        amount = (months[month - 1] * ratio).quantize(Decimal("0.01"))
        so_far += amount
        about = f"{project.key} {PLAN_YEAR}-{month:02d}"
        on = date(PLAN_YEAR, month + 1, 2)
        done = await district.door.do(
            "reportProgress",
            about,
            _reporter(district, project, month),
            on,
            _REPORT,
            projectId=district.ids[project.key],
            year=PLAN_YEAR,
            month=month,
            **_progress(project, amount, so_far),
        )
        report = district.registered(done["progressReport"]["id"])
        if project.key == "songjing" and month == 3:  # noqa: PLR2004 - March
            await _return_and_correct(district, report, about, project, amount, so_far)
        elif month == 3 and number % _WAITS_FOR_VERIFICATION_EVERY == 1:  # noqa: PLR2004 - March
            continue
        await district.on(report, "verifyProgress", about, clerk, on + timedelta(days=3), _REPORT, reportId=report)
        district.expected_facts += 1


def _reporter(district: District, project: DemoProject, month: int) -> Person:
    """The Songjing project's specialist reports February, the owner the other months."""
    if project.key == "songjing" and month == 2:  # noqa: PLR2004 - February
        return district.face(Role.SPECIALIST)
    return district.officer(project.owner)


async def _return_and_correct(
    district: District, report: UUID, about: str, project: DemoProject, amount: Decimal, so_far: Decimal
) -> None:
    on = date(PLAN_YEAR, 4, 2)
    reason = "形象进度说明过于笼统，请写明场地平整完成面积"
    clerk, owner = district.officer("reform"), district.officer(project.owner)
    await district.on(report, "returnProgress", about, clerk, on, _REPORT, reportId=report, reason=reason)
    said = {**_progress(project, amount, so_far), "physicalText": "一期130亩场地平整完成82亩，涂装线主机设备已订货"}
    await district.on(report, "correctProgress", about, owner, on, _REPORT, reportId=report, **said)


def _progress(project: DemoProject, amount: Decimal, so_far: Decimal) -> dict[str, Any]:
    percent = (so_far / project.total * 100).quantize(Decimal("0.01"))
    return {
        "doneInvestment": amount,
        "physicalPercent": percent,
        "physicalText": f"按计划推进，年初以来完成投资{so_far:f}万元",
    }
