"""The issues of the ledger in the API, with their whole history (第十条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.calendar import calendar
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, column, derived, page, refer, sql, table
from services.schedule.domain.ledger import limits
from services.schedule.domain.ledger.rulebook import KINDS
from services.schedule.domain.ledger.terms import (
    ExtensionState,
    IssueAction,
    IssueSource,
    IssueState,
    IssueTiming,
    Layer,
    Severity,
    Supervisor,
)
from services.schedule.graphql import ledger_terms  # noqa: F401 - names the enums before they are used
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.attachments import ScheduleAttachment
from services.schedule.graphql.node import ScheduleNode
from services.schedule.graphql.references import Organization, Project, SupportRequest
from services.schedule.store import tables

_LIMITS = ("due_on", "done_on", "ended_on")


@strawberry.type(description="一项内容的变化 / One fact before and after a step")
class IssueChange:
    what: str = strawberry.field(description="内容（字段）/ Name of the field")
    before: str | None = strawberry.field(description="此前 / Before")
    after: str | None = strawberry.field(description="此后 / After")


@strawberry.type(
    description="问题的一个办理环节 / One step in the history of an issue: who, when, from what to what, why"
)
@table(tables.IssueStep)
class IssueStep:
    version: int = strawberry.field(description="此后版本 / Version after it")
    action: IssueAction = strawberry.field(description="环节 / What was done")
    from_state: IssueState | None = strawberry.field(description="此前状态 / State before it")
    to_state: IssueState = strawberry.field(description="此后状态 / State after it")
    reason: str | None = strawberry.field(description="理由、进展或意见 / Reason, progress or opinion")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="操作人 / Who")

    @sql(description="操作人单位 / The unit of who did it")
    def by_unit(self: Any) -> Organization | None:
        return refer(id=self.by_unit_id)

    @derived("changes", description="内容的变化 / What changed besides the state")
    def changes(self: Any) -> list[IssueChange]:
        return [IssueChange(**change) for change in self.changes]


@strawberry.type(description="报办结的佐证材料 / A document that proves what was done")
@table(tables.IssueDocument)
class IssueDocument:
    report: int = strawberry.field(description="第几次报办结 / Of which report that it is done")
    title: str = strawberry.field(description="材料名称 / Title")
    number: str | None = strawberry.field(description="文号 / Number")
    dated_on: date = strawberry.field(description="材料日期 / Its day")
    kept_at: str | None = strawberry.field(description="存放位置 / Where it is kept")

    @sql(description="材料的文件 / Its file, where one was uploaded")
    def file(self: Any) -> ScheduleAttachment | None:
        return answer(select(tables.Attachment).where(tables.Attachment.id == self.file_id))


@strawberry.type(description="延期申请及批复 / An extension that was asked for, and the answer")
@table(tables.IssueExtension)
class IssueExtension:
    id: UUID = strawberry.field(description="标识 / Identity")
    state: ExtensionState = strawberry.field(description="状态 / What became of it")
    reason: str = strawberry.field(description="申请理由 / Why it was asked for")
    due_on: date = strawberry.field(description="申请时的期限 / Limit when it was asked for")
    working_days: int = strawberry.field(description="申请延长的工作日 / Working days asked for")
    asked_on: date = strawberry.field(description="申请日期 / Day of asking")
    asked_by: str = column("asked_by_name", description="申请人 / Who asked")
    granted_days: int | None = strawberry.field(description="同意延长的工作日 / Working days granted")
    extended_to: date | None = strawberry.field(description="延长后的期限 / Limit after it")
    answer: str | None = strawberry.field(description="批复意见 / The answer")
    decided_on: date | None = strawberry.field(description="批复日期 / Day of the answer")
    decided_by: str | None = strawberry.field(description="批复人 / Who answered")


@strawberry.federation.type(keys=["id"], description="台账问题 / An issue of the ledger (A10)")
@table(tables.Issue)
class Issue:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    number: str = strawberry.field(description="编号，如 2027-0001 / Number: the year and its place in it")
    severity: Severity = strawberry.field(description="程度 / Severity")
    kind: str = strawberry.field(description="类别代码 / Code of the kind")
    title: str = strawberry.field(description="标题 / Title")
    description: str = strawberry.field(description="具体情况 / What is the matter")
    source: IssueSource = strawberry.field(description="来源 / Where it was found")
    source_id: UUID | None = strawberry.field(description="来源记录 / Record that it was found in")
    consultation_id: UUID | None = strawberry.field(
        description="议定此事的用地会商；来源记录即该会商的议题 / Land consultation that decided it, by the item `sourceId`"
    )
    state: IssueState = strawberry.field(description="状态 / State")
    raised_on: date = strawberry.field(description="提出日期 / Day on which it was raised")
    raised_by: str = column("raised_by_name", description="提出人 / Who raised it")
    layer: Layer | None = strawberry.field(description="办理层级 / Layer")
    responsible_person: str | None = strawberry.field(description="责任人 / Responsible person")
    assigned_on: date | None = strawberry.field(description="交办日期 / Day of the assignment")
    first_due_on: date | None = strawberry.field(description="首次交办的期限 / Limit of the first assignment")
    original_due_on: date | None = strawberry.field(
        description="本次交办的原期限（延期前）/ Limit of this assignment before extensions"
    )
    due_on: date | None = strawberry.field(description="现期限 / Limit")
    done_on: date | None = strawberry.field(description="报办结日期 / Day on which it was reported done")
    done_text: str | None = strawberry.field(description="办理结果 / What was done")
    ended_on: date | None = strawberry.field(description="销号、撤回或并入日期 / Day of closing, withdrawal or merger")
    working_days_taken: int | None = strawberry.field(
        description="从提出到销号的工作日 / Working days from raising to closing"
    )
    once_late: bool = strawberry.field(description="曾逾期 / Whether it was ever found late")
    returned_times: int = strawberry.field(description="退回次数 / How often a report was returned")
    reopened_times: int = strawberry.field(description="销号后重新办理次数 / How often it was opened again")
    extended_times: int = strawberry.field(description="本次交办已延期次数 / Extensions of this assignment")
    supervised: bool = strawberry.field(description="是否督办 / Whether it is supervised")
    supervised_on: date | None = strawberry.field(
        description="本次交办的督办日期 / Day on which it was supervised under this assignment"
    )
    supervised_by: Supervisor | None = strawberry.field(description="督办来源 / By a person or by the rule")
    supervision_letter: str | None = strawberry.field(description="督办函文号 / Number of the letter")
    interview_on: date | None = strawberry.field(
        description="本次交办中列入约谈的日期 / Day on which it was marked for interview under this assignment"
    )

    @derived("kind", description="类别名称 / Name of the kind")
    def kind_name(self: Any, info: Info) -> str:
        return kind_name(self.kind, info.context.today)

    @derived(*_LIMITS, description="时限状态 / How it stands against its limit today")
    def timing(self: Any, info: Info) -> IssueTiming:
        line = limits.day_line(info.context.today, calendar())
        return limits.timing(self.due_on, self.done_on, self.ended_on, line)

    @derived(*_LIMITS, description="逾期工作日数（算至报办结日、撤回或并入日，或今日）/ Working days late")
    def working_days_late(self: Any, info: Info) -> int:
        until = self.done_on or self.ended_on or info.context.today
        return limits.working_days_late(self.due_on, until, calendar())

    @derived(
        "original_due_on",
        "done_on",
        "ended_on",
        description="按原期限计的逾期工作日数，不因延期而减少 / Working days late against the limit before extensions",
    )
    def working_days_late_originally(self: Any, info: Info) -> int:
        until = self.done_on or self.ended_on or info.context.today
        return limits.working_days_late(self.original_due_on, until, calendar())

    @derived(
        "assigned_on",
        "due_on",
        description="期限是否涉及尚未公布放假安排的年份 / Whether the limit may change when a year's calendar is published",
    )
    def provisional(self: Any) -> bool:
        if self.assigned_on is None or self.due_on is None:
            return False
        return calendar().provisional_between(self.assigned_on, self.due_on)

    @sql(description="项目 / The project")
    def project(self: Any) -> Project | None:
        return refer(id=self.project_id)

    @sql(description="节点 / The node")
    def node(self: Any) -> ScheduleNode | None:
        return answer(select(tables.Node).where(tables.Node.id == self.node_id))

    @sql(description="要素保障申请（support 服务）/ The factor request")
    def request(self: Any) -> SupportRequest | None:
        return refer(id=self.request_id)

    @sql(description="责任单位 / Responsible unit")
    def responsible_unit(self: Any) -> Organization | None:
        return refer(id=self.responsible_unit_id)

    @sql(description="提出单位 / The unit that raised it")
    def raised_by_unit(self: Any) -> Organization | None:
        return refer(id=self.raised_by_unit_id)

    @sql(description="并入的问题 / The issue that stands for it")
    def merged_into(self: Any) -> Annotated[Issue, strawberry.lazy("services.schedule.graphql.ledger")] | None:
        return answer(_issues().where(tables.Issue.id == self.merged_into_id))

    @sql(
        description="并入本问题的问题，其节点、申请等关联仍可查 / Issues merged into it, with their own links and history"
    )
    def merged_issues(self: Any) -> list[Annotated[Issue, strawberry.lazy("services.schedule.graphql.ledger")]]:
        return answer(_issues().where(tables.Issue.merged_into_id == self.id).order_by(tables.Issue.number))

    @sql(description="延期申请，新的在前 / Extensions, the newest first")
    def extensions(self: Any) -> list[IssueExtension]:
        extension = tables.IssueExtension
        newest = (extension.asked_on.desc(), extension.id.desc())
        return answer(select(extension).where(extension.issue_id == self.id).order_by(*newest))

    @sql(description="历次报办结的佐证材料，新的在前 / Documents of every report, the newest first")
    def documents(self: Any) -> list[IssueDocument]:
        document = tables.IssueDocument
        newest = (document.report.desc(), document.position)
        return answer(select(document).where(document.issue_id == self.id).order_by(*newest))

    @sql(description="办理记录，先后为序 / Every step, in order")
    def steps(
        self: Any, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[IssueStep]:
        step = tables.IssueStep
        return page(select(step).where(step.issue_id == self.id), [Key(step.version)])


def _issues() -> Any:
    return select(tables.Issue)


def kind_name(code: str, today: date) -> str:
    """Return the name of a kind on the day; the code itself where the rulebook has it no more."""
    return next((kind.name for kind in KINDS.on(today) if kind.code == code), code)
