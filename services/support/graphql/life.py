"""What is on record about a request: surveys, opinions, deliveries, the review, corrections; its form as it was filled in."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.chassis.reads import answer, column, derived, refer, sql, table
from services.support.domain import form, opinion
from services.support.domain.delivery import METHOD_NAMES
from services.support.domain.kinds.model import FieldType, RequestKind
from services.support.domain.opinion import STANCE_NAMES
from services.support.graphql.attachments import SupportAttachment
from services.support.graphql.enums import DeliveryMethod, Outcome, ReviewOutcome, Stance
from services.support.graphql.references import Organization
from services.support.store import tables

_OWED = ("due_on", "given_on", "withdrawn_on")


@strawberry.type(description="表单的一项 / One field of a form, as it was filled in")
class FormValue:
    code: str = strawberry.field(description="字段代码 / Code")
    label: str = strawberry.field(description="字段名称 / Name")
    type: FieldType = strawberry.field(description="字段类型 / What it takes")
    value: str = strawberry.field(description="所填内容；文件为其标识，以逗号分隔 / The value; of files their ids")
    text: str = strawberry.field(description="显示的内容 / The value as people read it")


def form_values(filled: dict[str, str], rule: RequestKind) -> list[FormValue]:
    """Show a form in the order of its fields."""
    return [
        FormValue(
            code=field.code,
            label=field.name,
            type=field.type,
            value=filled[field.code],
            text=form.shown(filled[field.code], field),
        )
        for field in rule.form
        if field.code in filled
    ]


def files_of_part(part_id: Any) -> Any:
    """Select the files of a survey or an opinion."""
    file = tables.Attachment
    return select(file).where(file.part_id == part_id).order_by(file.id)


@strawberry.type(description="现场踏勘 / A survey of the site")
@table(tables.Survey)
class RequestSurvey:
    id: UUID = strawberry.field(description="标识 / Id")
    surveyed_on: date = strawberry.field(description="踏勘日期 / Day of the survey")
    people: list[str] = strawberry.field(description="踏勘人员 / Who was there")
    findings: str = strawberry.field(description="踏勘情况 / What was found")
    at: datetime = strawberry.field(description="登记时间 / When it was recorded")
    actor_name: str = strawberry.field(description="登记人 / Who recorded it")

    @sql(description="照片等文件 / Photos and other files")
    def files(self: Any) -> list[SupportAttachment]:
        return answer(files_of_part(self.id))


@strawberry.type(description="征求的意见 / An opinion that a unit was asked for")
@table(tables.Opinion)
class RequestOpinion:
    id: UUID = strawberry.field(description="标识 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    question: str = strawberry.field(description="征求的内容 / What was asked")
    working_days: int = strawberry.field(description="反馈时限（工作日）/ Limit in working days")
    asked_on: date = strawberry.field(description="征求日 / Day on which it was asked")
    asked_by_name: str = strawberry.field(description="征求人 / Who asked")
    due_on: date = strawberry.field(description="反馈期限 / Last day of the limit")
    stance: Stance | None = strawberry.field(description="意见，未反馈为空 / Stance; null while it is owed")
    text: str | None = column("said", description="意见内容 / What it says")
    given_on: date | None = strawberry.field(description="反馈日 / Day on which it was given")
    given_by_name: str | None = strawberry.field(description="反馈人 / Who gave it")
    withdrawn_on: date | None = strawberry.field(description="撤回征求日 / Since when it is asked no more")
    withdrawn_reason: str | None = strawberry.field(description="撤回理由 / Why it is asked no more")

    @sql(description="被征求意见的单位 / The unit that was asked")
    def unit(self: Any) -> Organization:
        return refer(id=self.unit_id)

    @derived("stance", description="意见（中文）/ The stance in Chinese")
    def stance_name(self: Any) -> str | None:
        return STANCE_NAMES[self.stance] if self.stance else None

    @derived(*_OWED, description="是否逾期未反馈 / Whether it is owed and its limit is over")
    def overdue(self: Any, info: Info) -> bool:
        return opinion.overdue(self.due_on, self.given_on, self.withdrawn_on, info.context.today, calendar())

    @derived(*_OWED, description="逾期工作日 / Working days beyond its limit")
    def working_days_late(self: Any, info: Info) -> int:
        return opinion.late(self.due_on, self.given_on, self.withdrawn_on, info.context.today, calendar())

    @sql(description="附件 / Files")
    def files(self: Any) -> list[SupportAttachment]:
        return answer(files_of_part(self.id))


@strawberry.type(description="文书送达 / The delivery of a document")
@table(tables.Delivery)
class RequestDelivery:
    document_number: str = strawberry.field(description="发文字号 / Number of the document")
    delivered_on: date = strawberry.field(description="送达日 / Day of the delivery")
    method: DeliveryMethod = strawberry.field(description="送达方式 / How")
    recipient: str = strawberry.field(description="收件人 / To whom")
    note: str = strawberry.field(description="说明 / Note")
    actor_name: str = strawberry.field(description="登记人 / Who recorded it")
    acknowledged_on: date | None = strawberry.field(description="签收日 / Day on which it was acknowledged")
    acknowledged_by_name: str | None = strawberry.field(description="签收人 / Who acknowledged it")

    @derived("method", description="送达方式（中文）/ How, in Chinese")
    def method_name(self: Any) -> str:
        return METHOD_NAMES[self.method]


@strawberry.type(description="复核（一次）及原决定 / The one review, with the decision that was reviewed")
@table(tables.Review)
class RequestReview:
    grounds: str = strawberry.field(description="复核理由 / Why it was asked for")
    asked_on: date = strawberry.field(description="申请日 / Day on which it was asked for")
    asked_by_name: str = strawberry.field(description="申请人 / Who asked")
    due_on: date = strawberry.field(description="办理期限 / Last day of its limit")
    outcome: ReviewOutcome | None = strawberry.field(description="复核结论，未决为空 / Outcome; null while it is open")
    reason: str | None = strawberry.field(description="复核意见 / Why")
    document_number: str | None = strawberry.field(description="复核决定文号 / Number of its document")
    decided_on: date | None = strawberry.field(description="复核决定日 / Day of its decision")
    decided_by_name: str | None = strawberry.field(description="复核人 / Who decided it")
    former_outcome: Outcome = strawberry.field(description="原决定 / The decision that was reviewed")
    former_granted_quantity: Decimal | None = column("former_granted", description="原准予数量 / Its quantity")
    former_reason: str = strawberry.field(description="原理由 / Its reason")
    former_document_number: str = column("former_number", description="原发文字号 / Its number")

    @derived("due_on", "decided_on", description="是否逾期未决 / Whether it is open and its limit is over")
    def overdue(self: Any, info: Info) -> bool:
        return opinion.overdue(self.due_on, self.decided_on, None, info.context.today, calendar())


@strawberry.type(description="文书更正 / A correction notice")
@table(tables.Correction)
class RequestCorrection:
    number: str = strawberry.field(description="更正通知文号 / Number of the notice")
    of_document_number: str = column("of_number", description="所更正的文书 / Number of the document")
    wrong: str = strawberry.field(description="原文 / What it says wrongly")
    right: str = strawberry.field(description="更正为 / What it must say")
    reason: str = strawberry.field(description="更正理由 / Why")
    corrected_on: date = strawberry.field(description="更正日 / Day of the notice")
    actor_name: str = strawberry.field(description="更正人 / Who corrected it")
