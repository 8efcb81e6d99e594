"""What commands on a list ask, of plans and of adjustments alike: listing a project, and the procedure of 第三条（四）."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry

from services.reserve.domain.plan.amending import Amendment, AmendmentKind
from services.reserve.domain.terms import DeliberationOutcome, ItemBasis, ItemKind, OpinionOutcome
from services.reserve.usecases.plan.give_opinion import Said
from services.reserve.usecases.plan.record_decision_step import Step
from services.reserve.usecases.plan.record_deliberation import Held


@strawberry.input
class ListingInput:
    project_id: UUID = strawberry.field(description="项目 / Project")
    kind: ItemKind = strawberry.field(description="新开工、续建或前期 / Kind")
    annual_investment: Decimal = strawberry.field(description="年度投资（万元）/ Investment of the year")
    basis: ItemBasis = strawberry.field(default=ItemBasis.APPLICATION, description="纳入依据 / Why it is listed")
    assessment: str | None = strawberry.field(
        default=None, description="评估意见（评估纳入时必填）/ Assessment, needed where that is the basis"
    )
    exception_reason: str | None = strawberry.field(
        default=None, description="未入库项目的例外理由 / Reason for a project in no library"
    )
    exception_approver: str | None = strawberry.field(
        default=None, description="例外批准人 / Approver of the exception"
    )
    application_id: UUID | None = strawberry.field(
        default=None,
        description="所凭申报，须已通过初审；缺省取该项目本年度的申报。该年度未发布申报指南的可以没有 / The application it "
        "rests on, which passed the preliminary review; the project's of the year when left out. Needed only where the "
        "year has a published guide (A3.2)",
    )
    influence_assessment_id: UUID | None = strawberry.field(
        default=None,
        description="所凭重大影响评估；缺省取该项目本年度最近一次。该年度未发布申报指南的可以没有 / The assessment it rests "
        "on; the project's latest of the year when left out. Needed only where the year has a published guide (A3.3)",
    )


def listing(input: ListingInput) -> dict[str, Any]:
    """Read how a project is to be listed, but for which."""
    names = (f.name for f in fields(ListingInput) if f.name != "project_id")
    return {name: getattr(input, name) for name in names}


@strawberry.input
class OpinionInput:
    body: str = strawberry.field(description="部门代码，见 rulebook.opinionBodies / Code of the body, see rulebook")
    outcome: OpinionOutcome = strawberry.field(description="意见 / Outcome")
    text: str | None = strawberry.field(
        default=None, description="具体意见，同意时可省略 / In words, needed unless it agrees"
    )
    project_ids: list[UUID] | None = strawberry.field(
        default=None,
        description="所及项目，缺省为应由本部门提意见的全部 / Which projects; all of the body's when left out",
    )


def said(input: OpinionInput) -> Said:
    """Read an opinion."""
    named = None if input.project_ids is None else tuple(input.project_ids)
    return Said(body=input.body, outcome=input.outcome, text=input.text, project_ids=named)


@strawberry.input(
    description="审议对一个项目的修改：移出，或改年度投资、性质、表述；未给出的不变 / "
    "What a meeting changes of one item; what is left out stays (A3.4)"
)
class DeliberationChangeInput:
    project_id: UUID = strawberry.field(description="项目 / Project")
    action: AmendmentKind = strawberry.field(
        description="移出（调整时为划去该事项）或修改 / Take it off (of an adjustment: strike the change) or change it"
    )
    reason: str = strawberry.field(description="理由 / Why")
    annual_investment: Decimal | None = strawberry.field(
        default=None,
        description="年度投资（万元），不高于会商时；增加的须退回重新会商 / Investment of the year, no more than was "
        "consulted on: more needs new opinions, so return the list",
    )
    kind: ItemKind | None = strawberry.field(
        default=None,
        description="性质；前期改为建设的须退回重新会商 / Kind; preliminary to construction needs new opinions",
    )
    project_name: str | None = strawberry.field(
        default=None, description="名称的表述 / Wording of the name in the list"
    )


@strawberry.input
class MeetingInput:
    body: str = strawberry.field(
        description="机构代码，见 rulebook.deliberatingBodies / Code of the body, see rulebook"
    )
    outcome: DeliberationOutcome = strawberry.field(
        description="通过、修改后通过或退回 / Passed, passed with changes or returned"
    )
    held_on: date = strawberry.field(description="会议日期 / Day of the meeting")
    meeting: str | None = strawberry.field(default=None, description="会议名称 / The meeting")
    reason: str | None = strawberry.field(
        default=None, description="退回理由（退回时必填）或审议意见 / Why it is returned, or what was said"
    )
    changes: list[DeliberationChangeInput] = strawberry.field(
        default_factory=list,
        description="修改后通过的逐项修改，名单随之变更并交下一机构 / With PASSED_WITH_CHANGES: the changes, item by item; "
        "the list is changed and goes on to the next body",
    )


def held(input: MeetingInput) -> Held:
    """Read a meeting."""
    return Held(
        body=input.body,
        outcome=input.outcome,
        held_on=input.held_on,
        meeting=input.meeting,
        reason=input.reason,
        changes=tuple(
            Amendment(
                project_id=change.project_id,
                kind=change.action,
                reason=change.reason,
                name=change.project_name,
                item_kind=change.kind,
                annual_investment=change.annual_investment,
            )
            for change in input.changes
        ),
    )


@strawberry.input
class StepInput:
    step: str = strawberry.field(description="程序代码，见 rulebook.decisionSteps / Code of the step, see rulebook")
    done_on: date = strawberry.field(description="完成日期 / Day")
    document: str = strawberry.field(description="材料名称 / Document")


def step(input: StepInput) -> Step:
    """Read a step."""
    return Step(step=input.step, done_on=input.done_on, document=input.document)
