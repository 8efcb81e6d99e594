"""A support request as clients see it, with every segment of its clock and every step of its history."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import case, exists, select

from services.chassis.calendar import calendar
from services.chassis.graphql import Info
from services.chassis.reads import answer, column, derived, refer, sql, table
from services.chassis.visibility import visible_select
from services.support.domain.delivery import review_until
from services.support.domain.request import STATE_NAMES
from services.support.domain.special import overrun_of
from services.support.graphql.attachments import SupportAttachment
from services.support.graphql.enums import Action, Outcome, Source, State
from services.support.graphql.lateness import RequestEscalation, RequestLateness
from services.support.graphql.life import (
    FormValue,
    RequestCorrection,
    RequestDelivery,
    RequestOpinion,
    RequestReview,
    RequestSurvey,
    form_values,
)
from services.support.graphql.outcomes import CityContact, PermittedPeriod, RefundPayment, of_request
from services.support.graphql.references import PROJECT_NAME, Organization, Project, ScheduleNode, project_name
from services.support.graphql.request_clock import RequestClock, clock_shown, reading_of, rule_of
from services.support.store import clocks, tables

if TYPE_CHECKING:
    from services.support.graphql.joint import JointEvaluation
    from services.support.graphql.provincial import ProvincialRequest


def _unit(self: Any) -> Organization | None:
    return refer(id=self.unit_id)


@strawberry.type(description="办理过程的一步 / One step of a request's history")
@table(tables.Step)
class RequestStep:
    action: Action = strawberry.field(description="步骤 / What was done")
    state: State = strawberry.field(description="此后的状态 / The state after it")
    at: datetime = strawberry.field(description="时间 / When")
    actor_name: str = strawberry.field(description="办理人 / Who")
    unit: Organization | None = sql(_unit, description="办理单位 / For which unit")
    note: str = strawberry.field(description="说明或理由 / Note or reason")


def _pauses(row: Any, info: Info) -> Any:
    return clocks.pauses_of(row, info.context.caller)


def _reviewed(row: Any, info: Info) -> Any:
    review = tables.Review
    return exists(visible_select(review, info.context.caller).where(review.request_id == row.id))


_RULE = ("division", "kind", "received_on")
_CLOCK = ("received_on", "working_days", "warning_days", "ended_on")


@strawberry.federation.type(
    keys=["id"], description="要素保障申请 / A request for a factor that a project needs (A15, A17)"
)
@table(tables.Request)
class SupportRequest:
    id: UUID = strawberry.field(description="申请编号 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    kind: str = strawberry.field(description="事项代码 / Code of the kind")
    quantity: Decimal | None = strawberry.field(description="申请数量 / Quantity asked for")
    purpose: str = strawberry.field(description="用途说明 / What it is for")
    state: State = strawberry.field(description="状态 / State")
    received_on: date = strawberry.field(description="收件日 / Day of receipt")
    claimed_by: str | None = column("claimant_name", description="认领人 / Who has it in hand")
    reserved_quantity: Decimal | None = column("held_amount", description="已预留数量 / Quantity set aside for it")
    outcome: Outcome | None = strawberry.field(description="决定 / Decision")
    granted_quantity: Decimal | None = column("granted", description="准予数量 / Quantity granted")
    decision_reason: str | None = strawberry.field(description="理由或办理意见 / Reason of the decision")
    document_number: str | None = strawberry.field(description="发文字号 / Number of the formal document")
    not_accepted_reason: str | None = column("closed_reason", description="不予受理的理由 / Why it was not taken on")
    delivered_on: date | None = strawberry.field(
        description="现行文书送达日 / When the document in force was delivered"
    )
    acknowledged_on: date | None = strawberry.field(description="现行文书签收日 / When it was acknowledged")
    source: Source = strawberry.field(description="来源 / Where it came in")
    external_number: str | None = strawberry.field(description="来源平台的编号 / Its number where it came in")

    @derived("state", description="状态（中文）/ The state in Chinese")
    def state_name(self: Any) -> str:
        return STATE_NAMES[self.state]

    @derived(*_RULE, description="事项名称 / Name of the kind")
    def kind_name(self: Any) -> str:
        return rule_of(self).name

    @derived(*_RULE, description="计量单位代码 / Code of the unit of measure")
    def unit(self: Any) -> str | None:
        unit = rule_of(self).unit
        return unit.code if unit else None

    @derived(*_RULE, description="计量单位 / Unit of measure in Chinese")
    def unit_name(self: Any) -> str | None:
        unit = rule_of(self).unit
        return unit.name if unit else None

    @derived(*_RULE, description="依据条款 / The clause that guarantees it")
    def article(self: Any) -> str:
        return str(rule_of(self).article)

    @sql(description="项目 / Project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    project_name: str | None = sql(project_name, description=PROJECT_NAME)

    @sql(description="节点 / The schedule node that waits for it")
    def node(self: Any) -> ScheduleNode | None:
        return refer(id=self.node_id)

    @sql(description="承办单位 / The bureau that decides")
    def bureau(self: Any) -> Organization:
        return refer(id=self.bureau_id)

    @sql(description="申请单位 / The unit that has applied")
    def applicant(self: Any) -> Organization:
        return refer(id=self.applicant_id)

    @derived("form", *_RULE, description="表单 / The form, in the order of its fields")
    def form(self: Any) -> list[FormValue]:
        return form_values(self.form, rule_of(self))

    @sql(description="附件，先附的在前 / Its files, in the order in which they came")
    def files(self: Any) -> list[SupportAttachment]:
        file = tables.Attachment
        return answer(select(file).where(file.request_id == self.id).order_by(file.id))

    @sql(description="不予受理时指明的主管单位 / The unit named as competent, where it was not taken on")
    def competent_unit(self: Any) -> Organization | None:
        return refer(id=self.competent_id)

    @sql(description="现场踏勘，先登记的在前 / Surveys of the site, in their order")
    def surveys(self: Any) -> list[RequestSurvey]:
        survey = tables.Survey
        return answer(select(survey).where(survey.request_id == self.id).order_by(survey.id))

    @sql(description="征求的意见，先征求的在前 / Opinions that were asked for, in their order")
    def opinions(self: Any) -> list[RequestOpinion]:
        opinion = tables.Opinion
        return answer(select(opinion).where(opinion.request_id == self.id).order_by(opinion.id))

    @sql(description="文书送达，先送达的在前 / Deliveries of its documents, in their order")
    def deliveries(self: Any) -> list[RequestDelivery]:
        delivery = tables.Delivery
        its_own = select(delivery).where(delivery.request_id == self.id)
        return answer(its_own.order_by(delivery.delivered_on, delivery.at, delivery.document_number))

    @sql(description="复核，未申请为空 / The one review; null when none was asked for")
    def review(self: Any) -> RequestReview | None:
        return answer(select(tables.Review).where(tables.Review.request_id == self.id))

    @sql(description="文书更正，先更正的在前 / Correction notices, in their order")
    def corrections(self: Any) -> list[RequestCorrection]:
        notice = tables.Correction
        return answer(select(notice).where(notice.request_id == self.id).order_by(notice.seq))

    @derived(
        "delivered_on",
        *_RULE,
        reviewed=_reviewed,
        description="申请复核的最后一日；未送达、无复核或已申请过为空 / Last day to ask for a review; null once one was",
    )
    def review_until(self: Any) -> date | None:
        return None if self.reviewed else review_until(self.delivered_on, rule_of(self), calendar())

    @derived(
        *_RULE,
        "working_days",
        "warning_days",
        "ended_on",
        pauses=_pauses,
        description="特殊程序超出其自身时限的工作日 / Working days by which special procedures outlasted their own limits",
    )
    def suspension_overrun(self: Any, info: Info) -> int:
        return overrun_of(clocks.clock_as_told(self), rule_of(self), info.context.today, calendar())

    @sql(description="是否由本人认领 / Whether the caller has claimed it")
    def mine(self: Any, info: Info) -> bool:
        return answer(self.claimant.is_not_distinct_from(info.context.caller.subject))

    @sql(description="决定日 / Day of the decision")
    def decided_on(self: Any) -> date | None:
        return answer(case((self.outcome.is_not(None), self.ended_on)))

    @derived(*_CLOCK, pauses=_pauses, description="到期日；停钟期间为空 / Due date; none while the clock stands")
    def due_on(self: Any, info: Info) -> date | None:
        return reading_of(self, info).due_on

    @derived(*_CLOCK, pauses=_pauses, description="是否预警 / Whether the end of the limit is near")
    def warning(self: Any, info: Info) -> bool:
        return reading_of(self, info).warning

    @derived(*_CLOCK, pauses=_pauses, description="是否超期 / Whether the limit is over and the request open")
    def overdue(self: Any, info: Info) -> bool:
        return reading_of(self, info).overdue

    @derived(
        "division", "kind", *_CLOCK, pauses=_pauses, description="办理时限及各计时段 / The clock with every segment"
    )
    def clock(self: Any, info: Info) -> RequestClock:
        return clock_shown(self, info)

    @sql(description="办理过程 / Every step, in order")
    def history(self: Any) -> list[RequestStep]:
        step = tables.Step
        return answer(select(step).where(step.request_id == self.id).order_by(step.seq))

    @sql(description="所属的多评合一事项 / The joint evaluation that it is part of (A17.2)")
    def joint(
        self: Any,
    ) -> Annotated[JointEvaluation, strawberry.lazy("services.support.graphql.joint")] | None:
        return answer(select(tables.JointMatter).where(tables.JointMatter.id == self.parent_id))

    @sql(
        description="省平台的申报号和文件信息；本平台提出的为空 / What came with it from the province; null for others (A14)"
    )
    def provincial(
        self: Any,
    ) -> Annotated[ProvincialRequest, strawberry.lazy("services.support.graphql.provincial")] | None:
        return answer(select(tables.ProvincialRequest).where(tables.ProvincialRequest.request_id == self.id))

    @sql(description="费用退付，先后为序 / What was paid back, in order (A17.6)")
    def refunds(self: Any) -> list[RefundPayment]:
        return answer(of_request(tables.RefundPayment, self))

    @sql(description="与市直部门的对接，先后为序 / Contacts with the city, in order (A17.6)")
    def city_contacts(self: Any) -> list[CityContact]:
        return answer(of_request(tables.CityContact, self))

    @sql(description="批准期限，最后一条有效 / Permitted periods; the last one holds (A17.3)")
    def permitted_periods(self: Any) -> list[PermittedPeriod]:
        return answer(of_request(tables.PermittedPeriod, self))

    @sql(description="催办升级记录，按先后 / Rungs of the ladder that were told, in order")
    def escalations(self: Any) -> list[RequestEscalation]:
        rung = tables.RequestEscalation
        its = select(rung).where(rung.request_id == self.id)
        return answer(its.order_by(rung.told_on, rung.reached_on, rung.days, rung.limit_on))

    @sql(description="逾期事实，只增不改，按先后 / Facts of lateness, written once and never changed, in order")
    def lateness(self: Any) -> list[RequestLateness]:
        fact = tables.LateFactRow
        return answer(select(fact).where(fact.request_id == self.id).order_by(fact.since, fact.due_on, fact.id))
