"""What a fact is. A fact is never changed: a later fact about the same record is put beside it and counts in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
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


@dataclass(frozen=True, slots=True)
class Planned:
    """A node was given to the responsible unit with its limit (A8). A later plan of the project replaces the whole."""

    plan_version: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Pending:
    """A request to a bureau in one of its versions, before it is decided: until when the bureau has to decide it.

    due_on: None while nothing is due: the clock stands for a correction or a special procedure, the applicant has withdrawn
    the request, or the bureau has not taken it on.
    """

    version: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Done:
    """A node was completed or a request decided; how many working days late, as the owner of the record judged it."""

    due_on: date
    days_late: int

    @property
    def late(self) -> bool:
        """Whether it came after its limit."""
        return self.days_late > 0


@dataclass(frozen=True, slots=True)
class Reopened:
    """The completion of a node was taken back (A9): until it is completed again it stands as unfinished, due as before."""

    due_on: date


@dataclass(frozen=True, slots=True)
class Tasked:
    """The annual investment task of a project in one of its versions: what is planned (万元) for each month (A8)."""

    version: int
    year: int
    months: tuple[Decimal, ...]

    def planned_up_to(self, month: int) -> Decimal:
        """Return the sum from January up to and including the month."""
        return sum(self.months[:month], Decimal(0))


@dataclass(frozen=True, slots=True)
class Stands:
    """The plan gave a project up, or has it again (A11). Of the versions of one project the highest holds."""

    version: int


@dataclass(frozen=True, slots=True)
class Invested:
    """Verified investment (万元) of a month and of the year so far, beside what was planned."""

    month: date  # its first day
    done: Decimal
    planned: Decimal
    done_so_far: Decimal
    planned_so_far: Decimal


What = Planned | Pending | Done | Reopened | Tasked | Stands | Invested


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from: the service, its record, and the event that brought it."""

    service: str
    record_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about one unit. It has the identity of the event that brought it: one event, one fact."""

    kind: FactKind
    division: str
    unit_id: UUID
    project_id: UUID
    source: Source
    happened_on: date
    recorded_at: datetime  # when the owner of the record recorded it
    recorded_on: date  # the same as a day in Shanghai
    what: What

    @property
    def id(self) -> UUID:
        """The identity of the event."""
        return self.source.event_id

    @property
    def age(self) -> tuple[datetime, UUID]:
        """Order in which facts about one record were recorded; the event's identity decides between equals."""
        return (self.recorded_at, self.source.event_id)


def newest(facts: list[Fact]) -> Fact:
    """Return the fact that counts among those about one record."""
    return max(facts, key=lambda fact: fact.age)
