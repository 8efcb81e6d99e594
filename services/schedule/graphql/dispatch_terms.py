"""The enums of dispatch in the API, and plain values that several of its types show (第十条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection
from services.chassis.reads import Key, derived, page, refer, sql, table
from services.schedule.domain.dispatch import terms
from services.schedule.graphql.references import Organization
from services.schedule.store import tables

strawberry.enum(
    terms.RoundState, name="DispatchRoundState", description="调度轮次状态：进行中、已办结 / Open or closed"
)
strawberry.enum(
    terms.DifficultyGrade,
    name="DispatchDifficultyGrade",
    description="难点、堵点、卡点 / How hard it holds a project up",
)
strawberry.enum(
    terms.DifficultySource,
    name="DispatchDifficultySource",
    description="来源：每周更新、进度报告、人工补充、上轮转入 / Where it was found",
)
strawberry.enum(
    terms.DifficultyOutcome,
    name="DispatchDifficultyOutcome",
    description="处理结果：待处理、列入问题台账、议定事项、不予列入、转入下一轮 / What became of it",
)
strawberry.enum(
    terms.BulletinKind, name="DispatchBulletinKind", description="月通报或年度总结 / Of a month, or of a year"
)
strawberry.enum(
    terms.BulletinState,
    name="DispatchBulletinState",
    description="草稿或已印发（不可更改）/ A draft, or sent and frozen",
)
strawberry.enum(
    terms.FigureScope,
    name="BulletinFigureScope",
    description="数据范围：全区、镇（街道）、类别、行业主管部门、业主、责任单位、服务部门 / Of what a figure is",
)
strawberry.enum(terms.ReviewState, name="DispatchReviewState", description="季讲评状态 / Whether a review goes on")
strawberry.enum(
    terms.CandidateDecision,
    name="InterviewDecision",
    description="对约谈建议的决定：待研究、约谈、不约谈 / What was decided of a candidate",
)
strawberry.enum(
    terms.InterviewState,
    description="约谈状态：已通知、已约谈（整改中）、整改完成、已取消 / How an interview stands",
)
strawberry.enum(terms.PaperForm, name="DispatchPaperForm", description="文件格式 / Form of a document")


@strawberry.type(description="一项更改 / One value that changed")
class DispatchChange:
    name: str = strawberry.field(description="名称 / Name")
    value: str = strawberry.field(description="更改后的值 / Value after the change")


@strawberry.type(description="调度记录的一步（何人、何时、作何更改）/ One step in the history of dispatch")
@table(tables.DispatchStep)
class DispatchStep:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="此后版本 / Version after it")
    action: str = strawberry.field(description="操作 / What was done")
    reason: str | None = strawberry.field(description="理由 / Why")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="操作人 / Who")

    @derived("said", description="改为何值 / What holds after it: names and values")
    def changed(self: Any) -> list[DispatchChange]:
        return [DispatchChange(name=k, value="" if v is None else str(v)) for k, v in sorted(self.said.items())]

    @sql(description="操作人单位 / The unit of who did it")
    def by_unit(self: Any) -> Organization | None:
        return refer(id=self.by_unit_id)


def steps_of(record: Any) -> Connection[DispatchStep]:
    """Page the history of a record, the first step first."""
    step = tables.DispatchStep
    return page(select(step).where(step.record_id == record.id), [Key(step.at), Key(step.id)])


def day(written: str | None) -> date | None:
    """Read a day that was kept in JSON."""
    return None if written is None else date.fromisoformat(written)
