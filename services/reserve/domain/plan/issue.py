"""第三条: the plan is issued jointly under a document number, and from then on it is frozen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from services.law.breach import Breach, Refusal
from services.reserve.domain import rulebook
from services.reserve.domain.decision import Decided
from services.reserve.domain.events import PlanItemIssued
from services.reserve.domain.plan.state import A3, A3_4, Item, Plan, not_in
from services.reserve.domain.terms import PlanStatus

_NUMBER = re.compile(r"^([\u4e00-\u9fff]{1,20})[〔\[（(【]([0-9]{4})[〕\]）)】]([1-9][0-9]{0,4})号$")


def read_document_number(written: str) -> str | None:
    """Read an official document number and write it as officials do, None when it is none.

    >>> read_document_number("株高管发[2027]3号")
    '株高管发〔2027〕3号'
    >>> read_document_number("2027-3")
    """
    found = _NUMBER.match("".join(written.split()))
    return f"{found[1]}〔{found[2]}〕{found[3]}号" if found else None


def record_decision_step(plan: Plan, step: str) -> Decided[Plan] | Refusal:
    """第三条（四）: a plan that is a major administrative decision goes through its steps, on record."""
    steps = rulebook.DECISION_STEPS.on(plan.drafted_on)
    breaches = []
    if plan.status is PlanStatus.ISSUED:
        breaches += not_in(plan, PlanStatus.DRAFT, "补记重大行政决策程序")
    if not plan.major_decision:
        breaches.append(Breach("NOT_A_MAJOR_DECISION", "该计划不属于重大行政决策", A3_4))
    if step not in {s.code for s in steps}:
        listed = "、".join(f"{s.name}（{s.code}）" for s in steps)
        breaches.append(Breach("DECISION_STEP_UNKNOWN", f"重大行政决策程序为：{listed}", A3_4, "step"))
    if step in plan.decision_steps:
        breaches.append(Breach("DECISION_STEP_RECORDED", "该程序已记录", A3_4, "step"))
    if breaches:
        return Refusal(tuple(breaches))
    return Decided(replace(plan, version=plan.version + 1, decision_steps=(*plan.decision_steps, step)))


def issue(
    plan: Plan,
    document_number: str,
    issued_on: date,
    used_numbers: Sequence[str],
    today: date,
    *,
    last_step: date | None = None,
) -> Decided[Plan] | Refusal:
    """第三条: issue a plan that all bodies have passed; each item is announced with its figures.

    last_step: the day on which the last step of a major administrative decision was done.
    """
    number = read_document_number(document_number)
    breaches = not_in(plan, PlanStatus.APPROVED, "下达")
    if number is None:
        message = "发文字号应如“株高管发〔2027〕3号”"
        breaches.append(Breach("DOCUMENT_NUMBER_INVALID", message, A3, "documentNumber"))
    elif number in used_numbers:
        breaches.append(Breach("DOCUMENT_NUMBER_USED", f"{number}已用于另一计划", A3, "documentNumber"))
    breaches += _step_breaches(plan)
    breaches += _day_breaches(plan, issued_on, last_step, today)
    if breaches or number is None:
        return Refusal(tuple(breaches))
    issued = replace(
        plan, version=plan.version + 1, status=PlanStatus.ISSUED, document_number=number, issued_on=issued_on
    )
    return Decided(issued, tuple(issued_item(issued, item, number, issued_on) for item in issued.items))


def _step_breaches(plan: Plan) -> list[Breach]:
    if not plan.major_decision:
        return []
    steps = rulebook.DECISION_STEPS.on(plan.drafted_on)
    return [
        Breach("DECISION_STEP_MISSING", f"属于重大行政决策，尚未履行{s.name}程序", A3_4, f"decisionSteps.{s.code}")
        for s in steps
        if s.code not in plan.decision_steps
    ]


def _day_breaches(plan: Plan, issued_on: date, last_step: date | None, today: date) -> list[Breach]:
    """第三条（四）: the meetings, and the steps of a major administrative decision, come before the issue."""
    last_meeting = max((d.held_on for d in plan.deliberations), default=plan.drafted_on)
    if issued_on > today:
        return [Breach("ISSUED_IN_THE_FUTURE", f"下达日期不能晚于今天（{today}）", A3, "issuedOn")]
    before = ((last_meeting, "最后一次审议"), (last_step or last_meeting, "重大行政决策程序完成"))
    told = [f"{what}（{day}）" for day, what in before if issued_on < day]
    if told:
        return [Breach("ISSUED_TOO_EARLY", f"下达日期不能早于{'和'.join(told)}", A3, "issuedOn")]
    return []


def issued_item(plan: Plan, item: Item, number: str, issued_on: date) -> PlanItemIssued:
    """Announce an item with its figures."""
    return PlanItemIssued(
        plan_id=plan.id,
        plan_version=plan.version,
        year=plan.year,
        document_number=number,
        project_id=item.project_id,
        project_name=item.name,
        kind=item.kind,
        total_investment=item.total_investment,
        annual_investment=item.annual_investment,
        owner_id=item.owner_id,
        town_id=item.town_id,
        industry_authority_id=item.industry_authority_id,
        issued_on=issued_on,
        division=plan.division,
    )
