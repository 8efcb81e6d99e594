"""Lists of rounds and difficulties (第十条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, containing, page, sql
from services.chassis.reads.finding import sought, whole
from services.schedule.domain.dispatch.terms import DifficultyGrade, DifficultyOutcome, RoundState
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.dispatch import DispatchDifficulty, DispatchRound
from services.schedule.store import tables
from services.schedule.store.narrowing import of_projects


@strawberry.input(description="调度轮次的筛选 / Which rounds")
class DispatchRoundFilter:
    state: RoundState | None = strawberry.field(default=None, description="状态 / State")
    week_from: date | None = strawberry.field(default=None, description="周次不早于 / Weeks from this Monday on")
    week_until: date | None = strawberry.field(default=None, description="周次不晚于 / Weeks until this Monday")


@strawberry.input(description="难点、堵点、卡点的筛选；各条件同时满足 / Which difficulties; all conditions together")
class DispatchDifficultyFilter:
    outcome: DifficultyOutcome | None = strawberry.field(default=None, description="处理结果 / Outcome")
    grade: DifficultyGrade | None = strawberry.field(default=None, description="难点、堵点或卡点 / How hard")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    unit_id: UUID | None = strawberry.field(default=None, description="提出单位 / Unit that it was found in")
    decision_unit_id: UUID | None = strawberry.field(
        default=None, description="议定事项责任单位 / Unit that carries the decision out"
    )
    undone: bool | None = strawberry.field(
        default=None, description="议定事项是否尚未办结 / Decisions that are, or are not, still to be carried out"
    )
    overdue: bool | None = strawberry.field(
        default=None, description="未办结且已过时限 / Decisions whose limit has passed while they are not done"
    )
    search: str | None = strawberry.field(default=None, description="内容含 / Words in its text")


Rounds = Annotated[DispatchRoundFilter | None, strawberry.argument(description="筛选 / Which rounds")]
Difficulties = Annotated[DispatchDifficultyFilter | None, strawberry.argument(description="筛选 / Which difficulties")]


@strawberry.type
class DispatchQuery:
    @sql(description="一轮周调度，不存在或无权查看为空 / One round; null when it is not there for the caller")
    def dispatch_round(
        self: Any, id: Annotated[UUID, strawberry.argument(description="轮次标识 / Identity of the round")]
    ) -> DispatchRound | None:
        return answer(select(tables.DispatchRound).where(tables.DispatchRound.id == id))

    @sql(description="周调度，新的在前 / Weekly rounds, the newest first (A10)")
    def dispatch_rounds(
        self: Any,
        filter: Rounds = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[DispatchRound]:
        asked, row = filter or DispatchRoundFilter(), tables.DispatchRound
        query = select(row)
        if asked.state is not None:
            query = query.where(row.state == asked.state)
        if asked.week_from is not None:
            query = query.where(row.week_on >= asked.week_from)
        if asked.week_until is not None:
            query = query.where(row.week_on <= asked.week_until)
        return page(query, [Key(row.week_on, descending=True), Key(row.id, descending=True)])

    @sql(
        description="各轮的难点、堵点、卡点及处理结果，新的在前；单位只见与己有关的 / "
        "Difficulties of all rounds, the newest first; units see those that concern them"
    )
    def dispatch_difficulties(
        self: Any,
        info: Info,
        filter: Difficulties = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[DispatchDifficulty]:
        asked, its = filter or DispatchDifficultyFilter(), tables.DispatchDifficulty
        few = None if asked.search is None else sought(tables.DifficultySearch, asked.search)
        caller, named_by = info.context.caller, (its.unit_id, its.decision_unit_id)
        own = [select(its.id).where(of == caller.unit).order_by(its.noted_on, its.id) for of in named_by]
        row, query = of_projects(its, caller, its.noted_on, units=own, few=few)
        named = (asked.outcome, asked.project_id, asked.unit_id, asked.decision_unit_id)
        query = query.where(whole(row)) if all(value is None for value in named) else query
        for column, value in (
            (row.outcome, asked.outcome),
            (row.grade, asked.grade),
            (row.project_id, asked.project_id),
            (row.unit_id, asked.unit_id),
            (row.decision_unit_id, asked.decision_unit_id),
        ):
            query = query if value is None else query.where(column == value)
        still = row.decision_until.is_not(None) & row.done_on.is_(None)
        if asked.undone is not None:
            query = query.where(still if asked.undone else row.done_on.is_not(None))
        if asked.overdue is not None:
            over = still & (row.decision_until < info.context.today)
            query = query.where(over if asked.overdue else ~over)
        if asked.search is not None:
            query = query.where(containing(row.text, asked.search))
        return page(query, [Key(row.noted_on, descending=True), Key(row.id, descending=True)])
