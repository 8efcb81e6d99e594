"""The year's work: annual tasks by month, and reverse schedules (A8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from infra.demo.district import District, node_of, together
from infra.demo.networks import network_of
from infra.demo.project import PLAN_YEAR, DemoProject

_TASKS_ON, _PLANNED_ON, _TARGET = date(2027, 1, 8), date(2027, 1, 11), date(2027, 12, 31)
_SONGJING_MONTHS = (2_000, 3_000, 6_000, 7_000, 7_500, 8_000, 8_000, 8_000, 8_500, 8_000, 7_500, 6_500)
_SHARES = (3, 4, 8, 9, 9, 10, 10, 10, 10, 10, 9, 8)  # per cent of a usual year
_UNPLANNED_EVERY = 6  # some projects have no node plan yet
_CENT = Decimal("0.01")


def months_of(project: DemoProject) -> tuple[Decimal, ...]:
    """Part the year's investment into months; they sum to it exactly."""
    if project.key == "songjing":
        return tuple(Decimal(m) for m in _SONGJING_MONTHS)
    months = [(project.annual * share / 100).quantize(_CENT) for share in _SHARES[:-1]]
    return (*months, project.annual - sum(months, Decimal(0)))


def scheduled(district: District) -> list[tuple[int, DemoProject]]:
    """Return the construction projects that have a node plan, with their numbers in the plan."""
    building = [p for p in district.projects if p.stage.construction]
    return [(n, p) for n, p in enumerate(building) if (n + 1) % _UNPLANNED_EVERY]


async def schedules_open(district: District) -> None:
    """Wait until the issued plan has arrived where schedules are kept."""
    wanted = sum(p.stage.planned for p in district.projects)
    clerk = district.officer("reform")
    query = "query Schedules($year: Int) { schedules(filter: { year: $year }, first: 1) { totalCount } }"

    async def look() -> bool | None:
        seen = await district.door.read("schedules", query, clerk, _TASKS_ON, year=PLAN_YEAR)
        return True if seen["schedules"]["totalCount"] >= wanted else None

    await district.door.until("schedules open", look)


async def set_tasks(district: District) -> None:
    """The investment authority gives every construction project its task of the year."""
    clerk = district.officer("reform")
    building = [p for p in district.projects if p.stage.construction]
    await together(
        district.door.do(
            "setAnnualTask",
            project.key,
            clerk,
            _TASKS_ON,
            "annualTask { version }",
            projectId=district.ids[project.key],
            year=PLAN_YEAR,
            months=months_of(project),
            expectedVersion=0,
        )
        for project in building
    )
    district.expected_facts += len(building)


async def plan_nodes(district: District) -> None:
    """Owners draw up the first node plan, backwards from the year's end."""
    await together(_plan(district, number, project) for number, project in scheduled(district))


async def _plan(district: District, number: int, project: DemoProject) -> None:
    steps = network_of(project, number)
    done = await district.door.do(
        "scheduleBackwards",
        project.key,
        district.officer(project.owner),
        _PLANNED_ON,
        "nodePlan { nodes(first: 50) { edges { node { code dueOn node { id } } } } }",
        awaiting={"UNIT_UNKNOWN"},  # the directory reaches the schedules by events of its own
        projectId=district.ids[project.key],
        targetOn=_TARGET,
        nodes=[step.written(district.units) for step in steps],
        expectedVersion=0,
    )
    for edge in done["nodePlan"]["nodes"]["edges"]:
        code, node = node_of(edge)
        district.nodes[project.key, code] = node
        district.versions[node.id] = 1
    district.expected_facts += len(steps)
