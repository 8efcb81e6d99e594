"""Sample facts of the domain tests: plainly fictitious."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from services.chassis.calendar import calendar
from services.law.parties import Role
from services.schedule.domain.decision import Party
from services.schedule.domain.network.activity import DayUnit, Link
from services.schedule.domain.node.factor import FactorRequest, RequestState
from services.schedule.domain.node.record import Node, NodeSpec
from services.schedule.domain.node.spec import NodeDraft
from services.schedule.domain.opening import ItemKind, PlanItem, Schedule
from services.schedule.domain.progress.record import Progress, Report, ReportStatus
from services.schedule.domain.task import AnnualTask

CALENDAR = calendar()
DIVISION = "430211"


def uid(n: int) -> UUID:
    return UUID(int=n)


def ids() -> Any:
    """Return a source of identifiers, 1001 first."""
    counter = count(1001)
    return lambda: uid(next(counter))


OWNER, TOWN, INDUSTRY, LAND_BUREAU = uid(11), uid(12), uid(13), uid(14)
UNITS = frozenset({OWNER, TOWN, INDUSTRY, LAND_BUREAU})

AUTHORITY = Party("dev-reform", "发改局甲", frozenset({Role.INVESTMENT_AUTHORITY}), uid(15))
OWNER_PERSON = Party("owner-1", "业主甲", frozenset({Role.OWNER}), OWNER)
SPECIALIST = Party("specialist-1", "专员甲", frozenset({Role.SPECIALIST}), TOWN)


def item(**changes: Any) -> PlanItem:
    base = PlanItem(
        plan_id=uid(1),
        plan_version=1,
        year=2027,
        document_number="株高发〔2027〕1号",
        project_id=uid(2),
        project_name="示例涂料项目",
        kind=ItemKind.NEW_START,
        total_investment=Decimal(120000),
        annual_investment=Decimal(80000),
        owner_id=OWNER,
        town_id=TOWN,
        industry_authority_id=INDUSTRY,
        issued_on=date(2027, 1, 4),
        division=DIVISION,
    )
    return replace(base, **changes)


def schedule(**changes: Any) -> Schedule:
    base = Schedule(
        id=uid(3),
        project_id=uid(2),
        project_name="示例涂料项目",
        owner_id=OWNER,
        town_id=TOWN,
        industry_authority_id=INDUSTRY,
        kind=ItemKind.NEW_START,
        year=2027,
        opened_on=date(2027, 1, 4),
        plan_version=0,
        division=DIVISION,
    )
    return replace(base, **changes)


MONTHS = (*(Decimal(6000) for _ in range(11)), Decimal(14000))  # 80,000 in all


def task(**changes: Any) -> AnnualTask:
    base = AnnualTask(year=2027, version=1, annual_investment=Decimal(80000), months=MONTHS, reason=None)
    return replace(base, **changes)


def draft(code: str, duration: int = 1, *after: str, **changes: Any) -> NodeDraft:
    base = NodeDraft(
        code=code,
        name=f"节点{code}",
        stage=None,
        key_link="报批",
        responsible_unit_id=OWNER,
        responsible_person="责任人甲",
        duration=duration,
        unit=DayUnit.WORKING_DAY,
        links=tuple(Link(p) for p in after),
        evidence=("批复",),
        waits_for=None,
    )
    return replace(base, **changes)


def spec(**changes: Any) -> NodeSpec:
    base = NodeSpec(
        code="A1",
        name="用地报批",
        stage="立项用地规划许可",
        key_link="报批",
        responsible_unit_id=LAND_BUREAU,
        responsible_person="责任人乙",
        duration=5,
        unit=DayUnit.WORKING_DAY,
        links=(),
        evidence=("用地批复",),
        waits_for=None,
    )
    return replace(base, **changes)


def node(**changes: Any) -> Node:
    base = Node(
        id=uid(21),
        project_id=uid(2),
        division=DIVISION,
        spec=spec(),
        plan_version=1,
        position=0,
        start_on=date(2027, 3, 15),
        due_on=date(2027, 3, 19),
        early_start_on=date(2027, 3, 1),
        early_due_on=date(2027, 3, 5),
        total_float=10,
        critical=False,
        baseline_start_on=date(2027, 3, 15),
        baseline_due_on=date(2027, 3, 19),
    )
    return replace(base, **changes)


def factor_request(number: int = 41, **changes: Any) -> FactorRequest:
    base = FactorRequest(
        id=uid(number),
        kind="LAND_QUOTA",
        state=RequestState.DECIDED,
        due_on=date(2027, 3, 19),
        document_number="示例函〔2027〕3号",
    )
    return replace(base, **changes)


def progress(**changes: Any) -> Progress:
    base = Progress(
        done_investment=Decimal(5000), physical_percent=Decimal("6.5"), physical_text="场平完成", difficulties=None
    )
    return replace(base, **changes)


def report(**changes: Any) -> Report:
    base = Report(
        id=uid(31),
        project_id=uid(2),
        division=DIVISION,
        year=2027,
        month=1,
        version=1,
        status=ReportStatus.REPORTED,
        progress=progress(),
        reporters=frozenset({OWNER_PERSON.subject}),
        reported_on=date(2027, 1, 29),
    )
    return replace(base, **changes)
