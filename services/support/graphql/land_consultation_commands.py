"""Commands on monthly land consultations (第十五条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, UserError, perform
from services.chassis.reads import fetch
from services.support.domain.land.consultation import Attendant
from services.support.graphql.arguments import COMMAND
from services.support.graphql.land_consultation import LandAgendaItem, LandConsultation
from services.support.graphql.land_enums import FollowUpSeverity
from services.support.graphql.land_terms import KEY, SEEN
from services.support.usecases.land.agenda import AddAgendaItem, EditAgendaItem, add_agenda_item, edit_agenda_item
from services.support.usecases.land.decide_item import (
    DecideItem,
    RaiseFollowUp,
    ReportItem,
    decide_item,
    raise_follow_up,
    report_item,
)
from services.support.usecases.land.hold_consultation import (
    CloseConsultation,
    RecordMeeting,
    close_consultation,
    record_meeting,
)
from services.support.usecases.land.open_consultation import (
    OpenConsultation,
    RefreshAgenda,
    open_consultation,
    refresh_agenda,
)


@strawberry.input(description="开启一月的会商 / Open the consultation of a month")
class OpenLandConsultationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    month: date = strawberry.field(description="月份，填当月1日 / The month, by its first day")
    place: str | None = strawberry.field(default=None, description="地点 / Where")


@strawberry.input(description="补充新出现的难点、堵点 / Add what has become difficult since")
class RefreshLandAgendaInput:
    idempotency_key: str = strawberry.field(description=KEY)
    consultation_id: UUID = strawberry.field(description="会商 / Consultation")
    expected_version: int = strawberry.field(description=SEEN)


@strawberry.input(description="人工加入议题 / Add an item by hand")
class AddLandAgendaItemInput:
    idempotency_key: str = strawberry.field(description=KEY)
    consultation_id: UUID = strawberry.field(description="会商 / Consultation")
    text: str = strawberry.field(description="议题 / What is difficult")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")


@strawberry.input(description="修改或撤下议题，说明理由 / Change an item or drop it, with the reason")
class EditLandAgendaItemInput:
    idempotency_key: str = strawberry.field(description=KEY)
    item_id: UUID = strawberry.field(description="议题 / Item")
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="理由 / Why")
    text: str | None = strawberry.field(default=None, description="修改后的议题 / Another text")
    dropped: bool = strawberry.field(
        default=False, description="是否撤下；否则恢复 / Whether it is dropped, else put back"
    )


@strawberry.input(description="议定一项 / Decide on an item")
class DecideLandAgendaItemInput:
    idempotency_key: str = strawberry.field(description=KEY)
    item_id: UUID = strawberry.field(description="议题 / Item")
    expected_version: int = strawberry.field(description=SEEN)
    decision: str = strawberry.field(description="议定事项 / What is decided")
    responsible_unit_id: UUID = strawberry.field(description="责任单位 / Responsible unit")
    deadline: date = strawberry.field(description="期限 / Until when")


@strawberry.input(description="参会人员 / Who was asked to a meeting")
class LandAttendantInput:
    name: str = strawberry.field(description="姓名、职务 / Name")
    unit_id: UUID | None = strawberry.field(default=None, description="单位 / Unit")
    present: bool = strawberry.field(default=True, description="是否到会 / Whether they came")


@strawberry.input(description="登记召开情况；未给出的不变 / How it was held; what is left out stays")
class RecordLandMeetingInput:
    idempotency_key: str = strawberry.field(description=KEY)
    consultation_id: UUID = strawberry.field(description="会商 / Consultation")
    expected_version: int = strawberry.field(description=SEEN)
    held_on: date | None = strawberry.field(default=None, description="召开日期 / Held on")
    place: str | None = strawberry.field(default=None, description="地点 / Where")
    chaired_by: str | None = strawberry.field(default=None, description="主持人 / Who is in the chair")
    attendance: list[LandAttendantInput] | None = strawberry.field(default=None, description="参会人员 / Attendance")


@strawberry.input(description="纪要定稿 / Freeze the minutes")
class CloseLandConsultationInput:
    idempotency_key: str = strawberry.field(description=KEY)
    consultation_id: UUID = strawberry.field(description="会商 / Consultation")
    expected_version: int = strawberry.field(description=SEEN)
    minutes: str = strawberry.field(description="纪要 / Minutes")


@strawberry.input(description="议定事项转入问题台账 / Hand a decision to the ledger of issues")
class RaiseLandFollowUpInput:
    idempotency_key: str = strawberry.field(description=KEY)
    item_id: UUID = strawberry.field(description="议题 / Item")
    expected_version: int = strawberry.field(description=SEEN)
    severity: FollowUpSeverity = strawberry.field(description="程度 / How hard it is")


@strawberry.input(description="报送议定事项办结 / Report a decision carried out")
class ReportLandAgendaItemInput:
    idempotency_key: str = strawberry.field(description=KEY)
    item_id: UUID = strawberry.field(description="议题 / Item")
    expected_version: int = strawberry.field(description=SEEN)
    done_on: date = strawberry.field(description="办结日 / Done on")
    text: str = strawberry.field(description="办结情况 / What was done")


@strawberry.type(description="会商命令的结果 / Result of a command on a consultation")
class LandConsultationPayload:
    consultation: LandConsultation | None = strawberry.field(description="操作后的会商 / The consultation after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.type(description="议题命令的结果 / Result of a command on an item")
class LandAgendaItemPayload:
    item: LandAgendaItem | None = strawberry.field(description="操作后的议题 / The item after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


async def _meeting(info: Info, done: Performed) -> LandConsultationPayload:
    meeting = await fetch(info, LandConsultation, done.id)
    return LandConsultationPayload(consultation=meeting, user_errors=done.user_errors)


async def _item(info: Info, done: Performed) -> LandAgendaItemPayload:
    return LandAgendaItemPayload(item=await fetch(info, LandAgendaItem, done.id), user_errors=done.user_errors)


@strawberry.type
class ConsultationMutation:
    @strawberry.mutation(description="开启一月的会商，议程由难点、堵点生成 / Open a month's consultation (A15)")
    async def open_land_consultation(
        self, info: Info, input: Annotated[OpenLandConsultationInput, COMMAND]
    ) -> LandConsultationPayload:
        command = OpenConsultation(month=input.month, place=input.place)
        return await _meeting(info, await perform(info, "openLandConsultation", input, command, open_consultation))

    @strawberry.mutation(description="把新出现的难点、堵点补入议程 / Add what has become difficult since (A15)")
    async def refresh_land_agenda(
        self, info: Info, input: Annotated[RefreshLandAgendaInput, COMMAND]
    ) -> LandConsultationPayload:
        command = RefreshAgenda(consultation_id=input.consultation_id, expected_version=input.expected_version)
        return await _meeting(info, await perform(info, "refreshLandAgenda", input, command, refresh_agenda))

    @strawberry.mutation(description="人工加入议题 / Add an item by hand (A15)")
    async def add_land_agenda_item(
        self, info: Info, input: Annotated[AddLandAgendaItemInput, COMMAND]
    ) -> LandAgendaItemPayload:
        command = AddAgendaItem(consultation_id=input.consultation_id, text=input.text, project_id=input.project_id)
        return await _item(info, await perform(info, "addLandAgendaItem", input, command, add_agenda_item))

    @strawberry.mutation(description="修改、撤下或恢复议题，说明理由 / Change, drop or put back an item (A15)")
    async def edit_land_agenda_item(
        self, info: Info, input: Annotated[EditLandAgendaItemInput, COMMAND]
    ) -> LandAgendaItemPayload:
        command = EditAgendaItem(
            item_id=input.item_id,
            expected_version=input.expected_version,
            text=input.text,
            dropped=input.dropped,
            reason=input.reason,
        )
        return await _item(info, await perform(info, "editLandAgendaItem", input, command, edit_agenda_item))

    @strawberry.mutation(description="议定一项：事项、责任单位、期限 / Decide on an item (A15)")
    async def decide_land_agenda_item(
        self, info: Info, input: Annotated[DecideLandAgendaItemInput, COMMAND]
    ) -> LandAgendaItemPayload:
        command = DecideItem(
            item_id=input.item_id,
            expected_version=input.expected_version,
            decision=input.decision,
            responsible_unit_id=input.responsible_unit_id,
            deadline=input.deadline,
        )
        return await _item(info, await perform(info, "decideLandAgendaItem", input, command, decide_item))

    @strawberry.mutation(description="登记会商召开情况和参会人员 / How it was held, and who came (A15)")
    async def record_land_meeting(
        self, info: Info, input: Annotated[RecordLandMeetingInput, COMMAND]
    ) -> LandConsultationPayload:
        who = None
        if input.attendance is not None:
            who = tuple(Attendant(name=a.name, unit_id=a.unit_id, present=a.present) for a in input.attendance)
        command = RecordMeeting(
            consultation_id=input.consultation_id,
            expected_version=input.expected_version,
            held_on=input.held_on,
            place=input.place,
            chaired_by=input.chaired_by,
            attendance=who,
        )
        return await _meeting(info, await perform(info, "recordLandMeeting", input, command, record_meeting))

    @strawberry.mutation(description="纪要定稿，此后不再更改 / Freeze the minutes with their digest (A15)")
    async def close_land_consultation(
        self, info: Info, input: Annotated[CloseLandConsultationInput, COMMAND]
    ) -> LandConsultationPayload:
        command = CloseConsultation(
            consultation_id=input.consultation_id, expected_version=input.expected_version, minutes=input.minutes
        )
        return await _meeting(info, await perform(info, "closeLandConsultation", input, command, close_consultation))

    @strawberry.mutation(description="议定事项转入问题台账 / Hand a decision to the ledger of issues (A10, A15)")
    async def raise_land_follow_up(
        self, info: Info, input: Annotated[RaiseLandFollowUpInput, COMMAND]
    ) -> LandAgendaItemPayload:
        command = RaiseFollowUp(item_id=input.item_id, expected_version=input.expected_version, severity=input.severity)
        return await _item(info, await perform(info, "raiseLandFollowUp", input, command, raise_follow_up))

    @strawberry.mutation(description="报送议定事项办结 / Report a decision carried out (A15)")
    async def report_land_agenda_item(
        self, info: Info, input: Annotated[ReportLandAgendaItemInput, COMMAND]
    ) -> LandAgendaItemPayload:
        command = ReportItem(
            item_id=input.item_id, expected_version=input.expected_version, done_on=input.done_on, text=input.text
        )
        return await _item(info, await perform(info, "reportLandAgendaItem", input, command, report_item))
