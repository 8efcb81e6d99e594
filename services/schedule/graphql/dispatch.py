"""Weekly rounds and their difficulties in the API (第十条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import func, select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, refer, sql, table
from services.chassis.visibility import visible_select
from services.schedule.domain.dispatch.terms import (
    DifficultyGrade,
    DifficultyOutcome,
    DifficultySource,
    RoundState,
)
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.dispatch_terms import DispatchStep, steps_of
from services.schedule.graphql.ledger import Issue
from services.schedule.graphql.node import ScheduleNode
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import tables

RoundOf = Annotated["DispatchRound", strawberry.lazy("services.schedule.graphql.dispatch")]


@strawberry.type(
    description="周调度中的一项难点、堵点或卡点 / A difficulty of a weekly round, and what became of it (A10)"
)
@table(tables.DispatchDifficulty)
class DispatchDifficulty:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    position: int = strawberry.field(description="轮次内序号 / Number within the round")
    grade: DifficultyGrade = strawberry.field(description="难点、堵点或卡点 / How hard it is")
    text: str = strawberry.field(description="内容 / What it is")
    source: DifficultySource = strawberry.field(description="来源 / Where it was found")
    source_id: UUID | None = strawberry.field(description="来源记录 / The report or update that tells of it")
    noted_on: date = strawberry.field(description="提出日期 / Day on which it was found")
    outcome: DifficultyOutcome = strawberry.field(description="处理结果 / What became of it")
    carried_from_id: UUID | None = strawberry.field(description="由上轮哪一项转入 / Of which one of an earlier round")
    decision: str | None = strawberry.field(description="议定事项 / What was decided")
    decision_person: str | None = strawberry.field(description="责任人 / Who carries it out")
    decision_until: date | None = strawberry.field(description="办理时限 / Until when")
    done_on: date | None = strawberry.field(description="办结日期 / Day on which it was done")
    done_text: str | None = strawberry.field(description="办结情况 / What was done")
    reason: str | None = strawberry.field(description="不予列入的理由 / Why it was set aside")
    treated_on: date | None = strawberry.field(description="处理日期 / Day on which it was treated")
    treated_by: str | None = strawberry.field(description="处理人 / Who treated it")

    @sql(description="所属轮次，无权查看时为空 / Its round; null for whom it is not open")
    def round(self: Any) -> RoundOf | None:
        return answer(select(tables.DispatchRound).where(tables.DispatchRound.id == self.round_id))

    @sql(description="项目 / The project")
    def project(self: Any) -> Project | None:
        return refer(id=self.project_id)

    @sql(description="节点 / The node that it holds up")
    def node(self: Any) -> ScheduleNode | None:
        return answer(select(tables.Node).where(tables.Node.id == self.node_id))

    @sql(description="台账问题 / The issue of the ledger that it became")
    def issue(self: Any) -> Issue | None:
        return answer(select(tables.Issue).where(tables.Issue.id == self.issue_id))

    @sql(description="提出单位 / The unit that it was found in")
    def unit(self: Any) -> Organization | None:
        return refer(id=self.unit_id)

    @sql(description="议定事项的责任单位 / The unit that carries the decision out")
    def decision_unit(self: Any) -> Organization | None:
        return refer(id=self.decision_unit_id)

    @derived(
        "decision_until",
        "done_on",
        description="议定事项是否逾期（当日不算）/ Whether the decision is, or was done, late",
    )
    def late(self: Any, info: Info) -> bool:
        return self.decision_until is not None and (self.done_on or info.context.today) > self.decision_until

    @sql(description="历史记录 / Its history")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[DispatchStep]:
        return steps_of(self)


@strawberry.type(description="参会人员 / Who was asked to a round")
class DispatchAttendant:
    name: str = strawberry.field(description="姓名、职务 / Name")
    unit_id: UUID | None = strawberry.field(description="单位 / Unit")
    present: bool = strawberry.field(description="是否到会 / Whether they came")


@strawberry.type(description="一周的调度 / The dispatch round of a week (A10)")
@table(tables.DispatchRound)
class DispatchRound:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    week_on: date = strawberry.field(description="周次（周一）/ The week, by its Monday")
    state: RoundState = strawberry.field(description="状态 / State")
    place: str | None = strawberry.field(description="地点 / Where")
    chaired_by: str | None = strawberry.field(description="主持人 / Who chairs it")
    held_on: date | None = strawberry.field(description="召开日期 / Day on which it is held")
    minutes: str | None = strawberry.field(description="会议纪要 / Minutes")
    opened_at: datetime = strawberry.field(description="开轮时间 / When it was opened")
    opened_by: str = strawberry.field(description="开轮人 / Who opened it")
    closed_at: datetime | None = strawberry.field(description="办结时间 / When it was closed")
    closed_by: str | None = strawberry.field(description="办结人 / Who closed it")

    @derived("agenda", description="议程，开轮时生成，可修改 / Agenda: drafted at the opening, editable")
    def agenda(self: Any) -> list[str]:
        return [str(line) for line in self.agenda]

    @derived("attendance", description="参会人员 / Attendance")
    def attendance(self: Any) -> list[DispatchAttendant]:
        return [
            DispatchAttendant(name=a["name"], unit_id=_id(a["unit_id"]), present=a["present"]) for a in self.attendance
        ]

    @sql(description="未处理项数 / How many have no outcome yet")
    def left(self: Any, info: Info) -> int:
        difficulty = tables.DispatchDifficulty
        still = visible_select(difficulty, info.context.caller).where(
            difficulty.round_id == self.id, difficulty.outcome == DifficultyOutcome.OPEN
        )
        return answer(still.with_only_columns(func.count()).scalar_subquery())

    @sql(description="难点、堵点、卡点，按轮次内序号 / Its difficulties, in their order")
    def difficulties(
        self: Any,
        outcome: Annotated[DifficultyOutcome | None, strawberry.argument(description="处理结果 / Outcome")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[DispatchDifficulty]:
        difficulty = tables.DispatchDifficulty
        query = select(difficulty).where(difficulty.round_id == self.id)
        query = query if outcome is None else query.where(difficulty.outcome == outcome)
        return page(query, [Key(difficulty.position), Key(difficulty.id)])

    @sql(description="历史记录 / Its history")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[DispatchStep]:
        return steps_of(self)


def _id(written: str | None) -> UUID | None:
    return None if written is None else UUID(written)
