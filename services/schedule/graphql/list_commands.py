"""Commands on the four lists (第七条)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.graphql.commands import Performed
from services.chassis.reads import fetch
from services.schedule.domain.lists.editing import AddListEntry, ChangeListEntry, DraftMonthlyList, TakeOutListEntry
from services.schedule.domain.lists.marking import MarkListNode
from services.schedule.domain.lists.publishing import PublishMonthlyList, ReopenMonthlyList
from services.schedule.domain.lists.terms import ListKind, ListRole, ListSection
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.lists import MonthlyList
from services.schedule.graphql.performing import perform
from services.schedule.graphql.schedule import Schedule
from services.schedule.usecases.lists.add import add_list_entry
from services.schedule.usecases.lists.cancel import cancel_list_correction
from services.schedule.usecases.lists.change import change_list_entry
from services.schedule.usecases.lists.draft import draft_monthly_list
from services.schedule.usecases.lists.mark import mark_list_node
from services.schedule.usecases.lists.publish import publish_monthly_list
from services.schedule.usecases.lists.put_back import put_back_list_entry
from services.schedule.usecases.lists.reopen import reopen_monthly_list
from services.schedule.usecases.lists.take_out import take_out_list_entry

KEY = "幂等键 / Made by the caller, once a click"
SEEN = "所见清单的版本 / Version of the list that was seen"
REASON = "理由，必填并留痕 / Why; required and kept"


@strawberry.input(
    description="依数据生成某月清单的草稿，已有草稿则刷新 / Draw a month's list from the data, or draw its draft anew"
)
class DraftMonthlyListInput:
    idempotency_key: str = strawberry.field(description=KEY)
    kind: ListKind = strawberry.field(description="类别 / Which of the four")
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="月份 / Month, 1 to 12")
    expected_version: int = strawberry.field(
        default=0, description="所见清单的版本，尚无清单为 0 / Version of the list that was seen, 0 for none"
    )


@strawberry.input(description="向草稿补充项目 / Put a project onto the draft")
class AddListEntryInput:
    idempotency_key: str = strawberry.field(description=KEY)
    list_id: UUID = strawberry.field(description="清单 / List")
    project_id: UUID = strawberry.field(description="项目 / Project")
    section: ListSection = strawberry.field(description="部分 / Part of the list")
    planned_on: date | None = strawberry.field(default=None, description="计划日期 / Planned day")
    planned_investment: Decimal | None = strawberry.field(default=None, description="当月计划投资（万元）/ Planned")
    note: str | None = strawberry.field(default=None, description="备注 / Note")
    reason: str = strawberry.field(description=REASON)
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="移出（恢复）草稿的一项 / Take an entry out of the draft, or put it back")
class TakeOutListEntryInput:
    idempotency_key: str = strawberry.field(description=KEY)
    list_id: UUID = strawberry.field(description="清单 / List")
    entry_id: UUID = strawberry.field(description="项 / Entry")
    reason: str = strawberry.field(description=REASON)
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="修改草稿的一项，未给出的不变 / Change an entry of the draft; what is left out stays")
class ChangeListEntryInput:
    idempotency_key: str = strawberry.field(description=KEY)
    list_id: UUID = strawberry.field(description="清单 / List")
    entry_id: UUID = strawberry.field(description="项 / Entry")
    planned_on: date | None = strawberry.field(default=None, description="计划日期 / Planned day")
    planned_investment: Decimal | None = strawberry.field(default=None, description="当月计划投资（万元）/ Planned")
    responsible_unit_id: UUID | None = strawberry.field(default=None, description="责任单位 / Who answers for it")
    note: str | None = strawberry.field(default=None, description="备注，空文字为清除 / Note; empty removes it")
    reason: str = strawberry.field(description=REASON)
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="发布清单：冻结并附SM3杂凑值 / Publish the list, frozen under its digest")
class PublishMonthlyListInput:
    idempotency_key: str = strawberry.field(description=KEY)
    list_id: UUID = strawberry.field(description="清单 / List")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="启动（放弃）对已发布清单的更正 / Begin, or give up, the correction of a published list")
class ReopenMonthlyListInput:
    idempotency_key: str = strawberry.field(description=KEY)
    list_id: UUID = strawberry.field(description="清单 / List")
    reason: str = strawberry.field(description=REASON)
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="标记项目的开工（竣工）节点 / Mark the node that is a project's start or completion")
class MarkListNodeInput:
    idempotency_key: str = strawberry.field(description=KEY)
    project_id: UUID = strawberry.field(description="项目 / Project")
    role: ListRole = strawberry.field(description="开工或竣工 / Start or completion")
    node_id: UUID = strawberry.field(description="节点 / Node")
    reason: str = strawberry.field(description=REASON)
    expected_version: int = strawberry.field(
        default=0, description="所见标记的版本，未标记为 0 / Version of the mark that was seen, 0 for none"
    )


@strawberry.type(description="清单命令的结果 / Result of a command on a list")
class MonthlyListPayload:
    monthly_list: MonthlyList | None = strawberry.field(description="变更后的清单 / The list as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type(description="标记节点的结果 / Result of marking a node")
class MarkListNodePayload:
    schedule: Schedule | None = strawberry.field(description="项目的进度计划 / The project's schedule")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


async def _answer(info: Info, done: Performed) -> MonthlyListPayload:
    return MonthlyListPayload(monthly_list=await fetch(info, MonthlyList, done.id), user_errors=done.user_errors)


def _taken(input: TakeOutListEntryInput) -> TakeOutListEntry:
    return TakeOutListEntry(
        list_id=input.list_id,
        entry_id=input.entry_id,
        expected_version=input.expected_version,
        reason=input.reason,
    )


def _reopened(input: ReopenMonthlyListInput) -> ReopenMonthlyList:
    return ReopenMonthlyList(list_id=input.list_id, expected_version=input.expected_version, reason=input.reason)


@strawberry.type
class ListMutation:
    @strawberry.mutation(
        description="生成（刷新）某月清单草稿，未完成的自动结转 / Draw a month's list; what is not done is carried over (A7)"
    )
    async def draft_monthly_list(
        self, info: Info, input: Annotated[DraftMonthlyListInput, COMMAND]
    ) -> MonthlyListPayload:
        command = DraftMonthlyList(
            kind=input.kind, year=input.year, month=input.month, expected_version=input.expected_version
        )
        return await _answer(info, await perform(info, "draftMonthlyList", input, command, draft_monthly_list))

    @strawberry.mutation(description="向清单草稿补充项目 / Put a project onto the draft by hand (A7)")
    async def add_list_entry(self, info: Info, input: Annotated[AddListEntryInput, COMMAND]) -> MonthlyListPayload:
        command = AddListEntry(
            list_id=input.list_id,
            expected_version=input.expected_version,
            project_id=input.project_id,
            section=input.section,
            planned_on=input.planned_on,
            planned_investment=input.planned_investment,
            note=input.note,
            reason=input.reason,
        )
        return await _answer(info, await perform(info, "addListEntry", input, command, add_list_entry))

    @strawberry.mutation(
        description="从清单草稿移出一项，留痕 / Take an entry out of the draft; it stays on record (A7)"
    )
    async def take_out_list_entry(
        self, info: Info, input: Annotated[TakeOutListEntryInput, COMMAND]
    ) -> MonthlyListPayload:
        done = await perform(info, "takeOutListEntry", input, _taken(input), take_out_list_entry)
        return await _answer(info, done)

    @strawberry.mutation(description="恢复移出的一项 / Put an entry back that was taken out (A7)")
    async def put_back_list_entry(
        self, info: Info, input: Annotated[TakeOutListEntryInput, COMMAND]
    ) -> MonthlyListPayload:
        done = await perform(info, "putBackListEntry", input, _taken(input), put_back_list_entry)
        return await _answer(info, done)

    @strawberry.mutation(description="修改清单草稿的一项，留痕 / Change an entry of the draft, on record (A7)")
    async def change_list_entry(
        self, info: Info, input: Annotated[ChangeListEntryInput, COMMAND]
    ) -> MonthlyListPayload:
        command = ChangeListEntry(
            list_id=input.list_id,
            entry_id=input.entry_id,
            expected_version=input.expected_version,
            planned_on=input.planned_on,
            planned_investment=input.planned_investment,
            responsible_unit_id=input.responsible_unit_id,
            note=input.note,
            reason=input.reason,
        )
        return await _answer(info, await perform(info, "changeListEntry", input, command, change_list_entry))

    @strawberry.mutation(
        description="发布清单（更正版）；已发布的永不变更 / Publish the list or its correction; it never changes (A7)"
    )
    async def publish_monthly_list(
        self, info: Info, input: Annotated[PublishMonthlyListInput, COMMAND]
    ) -> MonthlyListPayload:
        command = PublishMonthlyList(list_id=input.list_id, expected_version=input.expected_version)
        return await _answer(info, await perform(info, "publishMonthlyList", input, command, publish_monthly_list))

    @strawberry.mutation(
        description="启动对已发布清单的更正，说明理由 / Begin the correction of a published list, with a reason (A7)"
    )
    async def reopen_monthly_list(
        self, info: Info, input: Annotated[ReopenMonthlyListInput, COMMAND]
    ) -> MonthlyListPayload:
        done = await perform(info, "reopenMonthlyList", input, _reopened(input), reopen_monthly_list)
        return await _answer(info, done)

    @strawberry.mutation(
        description="放弃更正，恢复为已发布的内容 / Give the correction up; the list is what was published (A7)"
    )
    async def cancel_list_correction(
        self, info: Info, input: Annotated[ReopenMonthlyListInput, COMMAND]
    ) -> MonthlyListPayload:
        done = await perform(info, "cancelListCorrection", input, _reopened(input), cancel_list_correction)
        return await _answer(info, done)

    @strawberry.mutation(
        description="标记开工（竣工）节点；未标记的按名称认定 / Mark a project's start or completion node (A7)"
    )
    async def mark_list_node(self, info: Info, input: Annotated[MarkListNodeInput, COMMAND]) -> MarkListNodePayload:
        command = MarkListNode(
            project_id=input.project_id,
            role=input.role,
            node_id=input.node_id,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        done = await perform(info, "markListNode", input, command, mark_list_node)
        return MarkListNodePayload(schedule=await fetch(info, Schedule, done.id), user_errors=done.user_errors)
