"""Long imports in the API: how they go on, what they found, and what senders call their columns."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, select, union_all

from services.chassis import clock
from services.chassis.graphql import ApiError, Connection, Info, UserError
from services.chassis.identity import Actor
from services.chassis.reads import Key, among, answer, derived, fetch, page, sql, table
from services.chassis.reads.finding import MORE, first_few, found, whole
from services.reserve.domain.importing import terms
from services.reserve.domain.importing.terms import OPEN, Mode, RunState
from services.reserve.domain.sheets import columns
from services.reserve.domain.sheets.columns import Column, Subject
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.store import tables
from services.reserve.store.tables.project import AUTHORITIES

strawberry.enum(columns.Subject, name="ImportSubject", description="导入什么 / What the rows of a sheet are (A3, A4)")
strawberry.enum(columns.Column, name="SheetColumn", description="表格列的含义 / What a column of a sheet can hold")
strawberry.enum(terms.RunState, name="ImportRunState", description="导入进行到哪一步 / Where a long import stands")


@strawberry.type(description="导入文件中的一处问题 / One fault of a file, by its place")
@table(tables.ImportFault)
class ImportRunFault:
    position: int = strawberry.field(description="序号 / Place in the list")
    sheet: str = strawberry.field(description="工作表 / Sheet")
    row: int | None = strawberry.field(description="行 / Row")
    column: str | None = strawberry.field(description="列 / Column")
    heading: str | None = strawberry.field(description="列标题 / Heading of the column")
    code: str = strawberry.field(description="稳定的英文代码 / Stable code")
    message: str = strawberry.field(description="问题及如何改正 / What is wrong, in Chinese")
    article: str | None = strawberry.field(description="依据条款 / The clause that asks for it")


@strawberry.type(description="后台导入 / A long import, worked off in the background")
@table(tables.ImportRun)
class ImportRun:
    id: UUID = strawberry.field(description="标识 / Identifier")
    subject: Subject = strawberry.field(description="导入什么 / What is imported")
    state: RunState = strawberry.field(description="状态 / Where it stands")
    mode: Mode = strawberry.field(description="有问题时的处理 / What happens where there are faults")
    dry_run: bool = strawberry.field(description="是否试导 / Whether nothing is written")
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    digest: str = strawberry.field(description="文件的SHA-256 / SHA-256 of the file")
    plan_id: UUID | None = strawberry.field(description="计划 / The plan, for plan items")
    year: int | None = strawberry.field(description="申报年度 / The year, for applications")
    asked_at: datetime = strawberry.field(description="提交时间，按此时的规则办理 / When it was asked for")
    asked_by_name: str = strawberry.field(description="提交人 / Who asked for it")
    started_at: datetime | None = strawberry.field(description="开始时间 / When it was first taken up")
    finished_at: datetime | None = strawberry.field(description="结束时间 / When it ended")
    rows_done: int = strawberry.field(
        description="本步骤已处理的表格行数 / Rows of the file that the present step has done"
    )
    rows_of: int | None = strawberry.field(
        description="表格总行数，读取前为空 / Rows of the file; null until it is read"
    )
    rows: int = strawberry.field(description="记录行数 / Rows with records")
    registered: int = strawberry.field(
        description="已写入（试导为将写入）的行数 / Rows that were, or would be, entered"
    )
    present: int = strawberry.field(description="已有而未变的行数 / Rows that were there already")
    faulty: int = strawberry.field(description="有问题的行数 / Rows with faults")
    left_out: int = strawberry.field(description="小计、标题、说明等略过的行数 / Subtotals, titles and notes left out")
    fault_count: int = strawberry.field(description="问题数 / How many faults there are")
    notes: list[str] = strawberry.field(description="提示，如未识别的列 / Hints, such as columns not understood")
    failure: str | None = strawberry.field(description="处理失败的说明 / What is told of one that failed")

    @derived(
        "id", "file_id", description="原文件的下载路径，已清理为空 / Path of the file; null once it is cleared away"
    )
    def file_path(self: Any) -> str | None:
        return f"/imports/{self.id}/file" if self.file_id else None

    @derived(
        "id", "annotated_file_id", description="带批注文件的下载路径 / Path of the file with its faults as comments"
    )
    def annotated_path(self: Any) -> str | None:
        return f"/imports/{self.id}/annotated" if self.annotated_file_id else None

    @sql(description="问题，按所在位置；最多留10000处 / Faults in the order of the file; the first 10,000 are kept")
    def faults(
        self: Any,
        codes: Annotated[
            list[str] | None, strawberry.argument(description="只看这些代码 / Only of these codes")
        ] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[ImportRunFault]:
        fault = tables.ImportFault
        query = select(fault).where(fault.run_id == self.id)
        if codes is not None:
            query = query.where(among(fault.code, codes))
        return page(query, [Key(fault.position)])


@strawberry.type(description="列标题对应关系 / What a sender calls a column")
@table(tables.HeadingMapping)
class HeadingMapping:
    id: UUID = strawberry.field(description="标识 / Identifier")
    unit_id: UUID | None = strawberry.field(
        description="报送单位，空为区级部门本身 / The sender; null: the division's own"
    )
    subject: Subject = strawberry.field(description="用于哪类表 / For which sheets")
    heading: str = strawberry.field(description="列标题（去空白）/ The heading, without white space")
    element: Column = strawberry.field(description="含义 / What it means")
    remembered_at: datetime = strawberry.field(description="记住的时间 / When it was remembered")
    remembered_by: str = strawberry.field(description="谁记住的 / By whom")
    ended_at: datetime | None = strawberry.field(description="停用时间，现用为空 / When it ended; null while in use")
    ended_by: str | None = strawberry.field(description="谁停用的 / By whom it was ended")


@strawberry.input(description="导入记录的筛选条件，同时满足 / Conditions on imports, all of which hold")
class ImportRunFilter:
    subjects: list[Subject] | None = strawberry.field(default=None, description="导入什么 / What is imported")
    states: list[RunState] | None = strawberry.field(default=None, description="状态之一 / In any of these states")
    dry_run: bool | None = strawberry.field(default=None, description="是否试导 / Dry runs only, or none of them")
    mine: bool | None = strawberry.field(default=None, description="本人提交的 / Asked for by the caller, or not")
    plan_id: UUID | None = strawberry.field(default=None, description="计划 / Of one plan")


Id = Annotated[UUID, strawberry.argument(description="标识 / Identifier")]


def _narrowest(model: Any, at: Any, few: Select[Any] | None, caller: Actor) -> tuple[Any, Select[Any]]:
    """Start with what the caller or their unit have sent, or with `few`."""
    ways = [way for way in (_own(model, at, caller), few) if way is not None]
    if not ways:
        return model, select(model)
    row, kept = found(model, first_few(*ways), at)
    return row, select(row).where(kept)


def _own(row: Any, at: Any, caller: Actor) -> Select[Any] | None:
    if caller.acts_as(*AUTHORITIES):
        return None
    mine = [row.asked_by == caller.subject, *([] if caller.unit is None else [row.unit_id == caller.unit])]
    return select(union_all(*(select(row.id).where(of).order_by(at).limit(MORE) for of in mine)).subquery())


def _few(run: Any, by: ImportRunFilter, caller: Actor) -> Select[Any] | None:
    if by.plan_id is not None:
        return select(run.id).where(run.plan_id == by.plan_id).order_by(run.asked_at)
    if by.mine:
        return select(run.id).where(run.asked_by == caller.subject).order_by(run.asked_at)
    if by.states is not None:
        return select(run.id).where(run.state.in_(by.states)).order_by(run.state, run.asked_at)
    return None


@strawberry.type
class ImportQueries:
    @sql(description="后台导入记录，新的在前 / Long imports, the newest first")
    def import_runs(
        self: Any,
        info: Info,
        filter: Annotated[ImportRunFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ImportRun]:
        asked, caller = filter or ImportRunFilter(), info.context.caller
        few = _few(tables.ImportRun, asked, caller)
        run, query = _narrowest(tables.ImportRun, tables.ImportRun.asked_at, few, caller)
        query = query.where(whole(run))
        if asked.subjects is not None:
            query = query.where(run.subject.in_(asked.subjects))
        if asked.states is not None:
            query = query.where(run.state.in_(asked.states))
        if asked.dry_run is not None:
            query = query.where(run.dry_run if asked.dry_run else run.dry_run.is_(False))
        if asked.mine is not None:
            subject = info.context.caller.subject
            query = query.where(run.asked_by == subject if asked.mine else run.asked_by != subject)
        if asked.plan_id is not None:
            query = query.where(run.plan_id == asked.plan_id)
        return page(query, [Key(run.asked_at, descending=True), Key(run.id, descending=True)])

    @sql(description="一次后台导入 / One long import")
    def import_run(self: Any, id: Id) -> ImportRun | None:
        return answer(select(tables.ImportRun).where(tables.ImportRun.id == id))

    @sql(description="列标题对应关系，新的在前 / What senders call their columns, the newest first")
    def heading_mappings(
        self: Any,
        info: Info,
        subject: Annotated[Subject | None, strawberry.argument(description="用于哪类表 / For which sheets")] = None,
        ended: Annotated[
            bool, strawberry.argument(description="连同已停用的 / Those that are no longer in use, too")
        ] = False,
        first: First = None,
        after: After = None,
    ) -> Connection[HeadingMapping]:
        mapping = tables.HeadingMapping
        of_subject = None if subject is None else mapping.subject == subject
        few = None if of_subject is None else select(mapping.id).where(of_subject).order_by(mapping.remembered_at)
        mapping, query = _narrowest(mapping, mapping.remembered_at, few, info.context.caller)
        if subject is not None:
            query = query.where(mapping.subject == subject)
        if not ended:
            query = query.where(mapping.ended_at.is_(None))
        return page(query, [Key(mapping.id, descending=True)])


@strawberry.type(description="后台导入的结果 / Result of a command on a long import")
class ImportRunPayload:
    run: ImportRun | None = strawberry.field(description="导入 / The import")
    user_errors: list[UserError] = strawberry.field(description="不予办理的全部理由 / All reasons of a refusal")


@strawberry.type(description="列标题对应关系的结果 / Result of a command on a mapping")
class HeadingMappingPayload:
    mapping: HeadingMapping | None = strawberry.field(description="对应关系 / The mapping")
    user_errors: list[UserError] = strawberry.field(description="不予办理的全部理由 / All reasons of a refusal")


@strawberry.type(description="订阅 / Subscriptions")
class ImportSubscription:
    @strawberry.subscription(
        description="后台导入的进度，直到结束；首条为当前状态 / "
        "How a long import goes on until it ends; the first message is how it stands now"
    )
    async def import_progress(self, info: Info, id: Id) -> AsyncGenerator[ImportRun, None]:
        async for _ in info.context.runtime.listen(f"import:{id}"):
            info.context.now = max(info.context.now, clock.system_now())
            info.context.forget()
            run = await fetch(info, ImportRun, id)
            if run is None:
                raise ApiError("NOT_FOUND", "没有该导入，或您无权查看 / no such import, or not yours to see")
            yield run
            if RunState(run.state) not in OPEN:
                return
