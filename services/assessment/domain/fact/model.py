"""What a fact is. A fact is never changed: a later fact about the same record is put beside it and counts in its place.

A period has a million facts: hence they, and what most of them say, are no more than tuples.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class FactKind(StrEnum):
    """What happened."""

    NODE_PLANNED = "NODE_PLANNED"  # 节点任务下达：责任单位和办理时限
    NODE_COMPLETED = "NODE_COMPLETED"  # 节点任务完成
    NODE_RETURNED = "NODE_RETURNED"  # 节点办结被退回，不再算完成
    TASK_SET = "TASK_SET"  # 年度投资任务下达
    PROGRESS_VERIFIED = "PROGRESS_VERIFIED"  # 投资进度经核实
    SCHEDULE_ENDED = "SCHEDULE_ENDED"  # 项目调出年度计划，进度计划终止
    SCHEDULE_RESUMED = "SCHEDULE_RESUMED"  # 项目重新列入，进度计划恢复
    REQUEST_SUBMITTED = "REQUEST_SUBMITTED"  # 要素保障申请收件
    REQUEST_RETURNED = "REQUEST_RETURNED"  # 要素保障申请退回补正，停钟
    REQUEST_RESUBMITTED = "REQUEST_RESUBMITTED"  # 补正后重报，续钟
    REQUEST_WITHDRAWN = "REQUEST_WITHDRAWN"  # 要素保障申请撤回
    REQUEST_SUSPENDED = "REQUEST_SUSPENDED"  # 特殊程序，停钟
    REQUEST_RESUMED = "REQUEST_RESUMED"  # 特殊程序结束，续钟
    REQUEST_NOT_ACCEPTED = "REQUEST_NOT_ACCEPTED"  # 不予受理
    REQUEST_DUE_CORRECTED = "REQUEST_DUE_CORRECTED"  # 年度日历公布，到期日更正
    REQUEST_DECIDED = "REQUEST_DECIDED"  # 要素保障申请办结
    ISSUE_ASSIGNED = "ISSUE_ASSIGNED"  # 交办问题及其时限
    ISSUE_REPORTED = "ISSUE_REPORTED"  # 责任单位报结问题，待核验
    ISSUE_CLOSED = "ISSUE_CLOSED"  # 问题销号
    ISSUE_REOPENED = "ISSUE_REOPENED"  # 报结被退回或销号后重新打开，此前的报结、销号不再算数
    ISSUE_ENDED = "ISSUE_ENDED"  # 问题撤回或并入他项，不再考核
    STATISTICS_DUE = "STATISTICS_DUE"  # 项目开工后入库、入统的时限
    STATISTICS_ENTERED = "STATISTICS_ENTERED"  # 入库（开工当月）
    STATISTICS_REPORTED = "STATISTICS_REPORTED"  # 入统（开工次月）
    STATISTICS_EXCEPTED = "STATISTICS_EXCEPTED"  # 入库、入统经批准例外
    SERVICE_DUE = "SERVICE_DUE"  # 协调服务事项交办及其时限（会办意见、调度决定、领导联系报告等）
    SERVICE_DONE = "SERVICE_DONE"  # 协调服务事项办结
    SERVICE_ENDED = "SERVICE_ENDED"  # 协调服务事项取消
    PLAN_ITEM_SET = "PLAN_ITEM_SET"  # 列入年度计划：类别（新开工、续建、前期）与年度投资
    PLAN_ITEM_REMOVED = "PLAN_ITEM_REMOVED"  # 调出年度计划
    MILESTONE_SET = "MILESTONE_SET"  # 开工、竣工节点的计划日期
    PROJECT_STARTED = "PROJECT_STARTED"  # 项目开工
    PROJECT_COMPLETED = "PROJECT_COMPLETED"  # 项目竣工
    PRELIMINARY_CONVERTED = "PRELIMINARY_CONVERTED"  # 前期项目转为建设项目
    COMMENDED = "COMMENDED"  # 表扬等加分事项记录
    INCIDENT_RECORDED = "INCIDENT_RECORDED"  # 质量、安全、舆情事件记录
    RECORD_REVOKED = "RECORD_REVOKED"  # 本服务所作记录撤销
    RESPONSIBILITY_SHARED = "RESPONSIBILITY_SHARED"  # 某记录的责任由几家按比例分担
    EXEMPTED = "EXEMPTED"  # 某记录因不可抗力等免予考核（有批准人）
    EXEMPTION_REVOKED = "EXEMPTION_REVOKED"  # 免予考核的决定撤销


PENDING = frozenset(
    {
        FactKind.REQUEST_SUBMITTED,
        FactKind.REQUEST_RETURNED,
        FactKind.REQUEST_RESUBMITTED,
        FactKind.REQUEST_WITHDRAWN,
        FactKind.REQUEST_SUSPENDED,
        FactKind.REQUEST_RESUMED,
        FactKind.REQUEST_NOT_ACCEPTED,
        FactKind.REQUEST_DUE_CORRECTED,
    }
)

STANDING = frozenset({FactKind.SCHEDULE_ENDED, FactKind.SCHEDULE_RESUMED})

PLANNED = frozenset({FactKind.PLAN_ITEM_SET, FactKind.PLAN_ITEM_REMOVED, FactKind.PRELIMINARY_CONVERTED})

ISSUES = frozenset(
    {
        FactKind.ISSUE_ASSIGNED,
        FactKind.ISSUE_REPORTED,
        FactKind.ISSUE_CLOSED,
        FactKind.ISSUE_REOPENED,
        FactKind.ISSUE_ENDED,
    }
)

SERVICES = frozenset({FactKind.SERVICE_DUE, FactKind.SERVICE_DONE, FactKind.SERVICE_ENDED})

MILESTONES = frozenset({FactKind.MILESTONE_SET, FactKind.PROJECT_STARTED, FactKind.PROJECT_COMPLETED})

OWN = frozenset(
    {
        FactKind.COMMENDED,
        FactKind.INCIDENT_RECORDED,
        FactKind.RECORD_REVOKED,
        FactKind.RESPONSIBILITY_SHARED,
        FactKind.EXEMPTED,
        FactKind.EXEMPTION_REVOKED,
    }
)  # 本服务自己记录的事实


class ServiceKind(StrEnum):
    """第十九条（协调服务）：what was to be done for others."""

    OPINION = "OPINION"  # 会办意见（第十七条）
    DECISION = "DECISION"  # 周调度议定事项（第十条）
    LEADER_REPORT = "LEADER_REPORT"  # 向联系区领导报告（第十三条）
    INTERVIEW = "INTERVIEW"  # 约谈承诺事项（第十条）


class Planned(NamedTuple):
    """A node was given to the responsible unit with its limit (A8). A later plan of the project replaces the whole."""

    plan_version: int
    due_on: date


class Pending(NamedTuple):
    """A request to a bureau in one of its versions, before it is decided: until when the bureau has to decide it.

    due_on: None while nothing is due: the clock stands for a correction or a special procedure, the applicant has withdrawn
    the request, or the bureau has not taken it on.
    """

    version: int
    due_on: date | None


class Done(NamedTuple):
    """A node was completed or a request decided; how many working days late, as the owner of the record judged it."""

    due_on: date
    days_late: int

    @property
    def late(self) -> bool:
        """Whether it came after its limit."""
        return self.days_late > 0


class Reopened(NamedTuple):
    """The completion of a node was taken back (A9): until it is completed again it stands as unfinished, due as before."""

    due_on: date


class Tasked(NamedTuple):
    """The annual investment task of a project in one of its versions: what is planned (万元) for each month (A8)."""

    version: int
    year: int
    months: tuple[Decimal, ...]

    def planned_up_to(self, month: int) -> Decimal:
        """Return the sum from January up to and including the month."""
        return sum(self.months[:month], Decimal(0))


class Stands(NamedTuple):
    """The plan gave a project up, or has it again (A11). Of the versions of one project the highest holds."""

    version: int


class Invested(NamedTuple):
    """Verified investment (万元) of a month and of the year so far, beside what was planned."""

    month: date  # its first day
    done: Decimal
    planned: Decimal
    done_so_far: Decimal
    planned_so_far: Decimal


class Limited(NamedTuple):
    """In this version of its record a unit has to settle something until a day; None: nothing is due from it any more.

    code: what narrows an indicator to some of them: the severity of an issue, the kind of a service.
    """

    version: int
    due_on: date | None
    code: str | None = None


class Settled(NamedTuple):
    """In this version of its record something with a limit was done, so many days late as the owner of the record judged.

    done_on: the day on which the unit was done with it; an issue is verified and closed later, which is not its doing.
    due_on: None where nobody could say until when.
    """

    version: int
    due_on: date | None
    done_on: date
    days_late: int
    code: str | None = None

    @property
    def late(self) -> bool:
        """Whether it came after its limit."""
        return self.days_late > 0


class PlanItem(NamedTuple):
    """第二条、第十一条：a project in one version of a year's plan: its kind and the year's investment (万元).

    converted: whether it came to this kind by conversion of a preliminary project within the year.
    """

    version: int
    year: int
    kind: str
    annual_investment: Decimal
    converted: bool = False


class Milestone(NamedTuple):
    """第七条：the start or the completion (code) of a project as it stands; what is told later replaces it.

    due_on: until when it is planned, None where the plan has no such node; done_on: None until it is reached.
    """

    code: str
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Shared:
    """第十八条：who answers for a record, each by which share; together 1. A later decision replaces an earlier one."""

    shares: tuple[tuple[UUID, Decimal], ...]
    reason: str
    approver: str
    document: str


@dataclass(frozen=True, slots=True)
class Exempt:
    """第十八条：a record counts for nobody, as for force majeure. until: the last day of what is exempted of a whole project."""

    reason: str
    approver: str
    document: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Revoked:
    """An own record counts no more: which fact, and why."""

    fact_id: UUID
    reason: str
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Conduct:
    """第二十条、第二十一条：a commendation or an incident: its kind, how grave it is, and points where the record gives any."""

    kind: str
    severity: str
    points: Decimal | None = None
    document: str = ""


What = (
    Planned
    | Pending
    | Done
    | Reopened
    | Tasked
    | Stands
    | Invested
    | Limited
    | Settled
    | PlanItem
    | Milestone
    | Shared
    | Exempt
    | Revoked
    | Conduct
)


class Source(NamedTuple):
    """Where a fact comes from: the service, its record, and the event that brought it."""

    service: str
    record_id: UUID
    event_id: UUID


class Fact(NamedTuple):
    """One fact about one unit. It has the identity of the event that brought it.

    part: its identity where one event tells of several units; each of them has a fact of its own.
    """

    kind: FactKind
    division: str
    unit_id: UUID
    project_id: UUID | None
    source: Source
    happened_on: date
    recorded_at: datetime  # when the owner of the record recorded it
    recorded_on: date  # the same as a day in Shanghai
    what: What
    part: UUID | None = None

    @property
    def id(self) -> UUID:
        """The identity of the event, or of the unit's part in it."""
        return self.part or self.source.event_id

    @property
    def project(self) -> UUID:
        """The project of a fact whose kind always has one."""
        assert self.project_id is not None, f"a fact of kind {self.kind} is about a project"
        return self.project_id

    @property
    def age(self) -> tuple[datetime, UUID]:
        """Order in which facts about one record were recorded; the event's identity decides between equals."""
        return (self.recorded_at, self.source.event_id)


def told_last(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts of the event that was recorded last: where it tells of several units, that of each of them."""
    known = list(facts)
    if not known:
        return []
    last = max(known, key=lambda fact: fact.age)
    return [fact for fact in known if fact.source.event_id == last.source.event_id]


def newest(facts: list[Fact]) -> Fact:
    """Return the fact that counts among those about one record."""
    return facts[0] if len(facts) == 1 else max(facts, key=lambda fact: fact.age)
