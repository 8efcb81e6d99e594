"""第十五条：what there is to do about land plans, consultations and transfers of quota: kinds, clauses and commands."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from types import MappingProxyType

from services.law.todo import Kind
from services.support.domain.land.rulebook import A15

_KINDS = (
    (
        "LAND_PLAN_TO_CONFIRM",
        "确认用地计划",
        "核对并代表本部门确认年度用地和征拆供地计划",
        "confirmLandPlan",
        "land-plans",
    ),
    ("LAND_PLAN_TO_ISSUE", "下达用地计划", "双方均已确认，登记文号下达", "issueLandPlan", "land-plans"),
    (
        "LAND_CONSULTATION_TO_OPEN",
        "开启月度会商",
        "该月尚未会商，开启议程",
        "openLandConsultation",
        "land-consultations",
    ),
    (
        "LAND_CONSULTATION_TO_CLOSE",
        "形成会商纪要",
        "召开会商、逐项议定并形成纪要",
        "closeLandConsultation",
        "land-consultations",
    ),
    (
        "LAND_DECISION_TO_CARRY_OUT",
        "落实议定事项",
        "按会商纪要办理并报送办结",
        "reportLandAgendaItem",
        "land-consultations",
    ),
    (
        "LAND_DECISION_OVERDUE",
        "跟踪逾期议定事项",
        "议定事项已逾期，督促办理或转入问题台账",
        "raiseLandFollowUp",
        "land-consultations",
    ),
    (
        "LAND_STAGE_TO_REPORT",
        "办理并报送用地计划环节",
        "在计划月份内完成征地、拆迁或供地并报送",
        "reportLandPlanStage",
        "land-plans",
    ),
    (
        "LAND_STAGE_OVERDUE",
        "督促滞后的用地计划环节",
        "计划月份已过而未完成，督促责任单位办理并报送",
        "reportLandPlanStage",
        "land-plans",
    ),
    (
        "QUOTA_TRANSFER_TO_DECIDE",
        "审批指标调剂",
        "他人申请的指标调剂，批准或不予批准",
        "decideQuotaTransfer",
        "quota-transfers",
    ),
)
KINDS = MappingProxyType(
    {
        code: Kind(code=code, name=name, what=what, article=A15, command=command, path=path)
        for code, name, what, command, path in _KINDS
    }
)


def last_day(month: date) -> date:
    """Return the last day of a month, until which its consultation is to be held.

    >>> str(last_day(date(2028, 2, 1)))
    '2028-02-29'
    """
    return month.replace(day=monthrange(month.year, month.month)[1])


def months_asked(today: date) -> tuple[date, date]:
    """第十五条（每月）：the month before and this one, by their first days; older ones `missedLandConsultations` names.

    >>> [str(m) for m in months_asked(date(2027, 1, 15))]
    ['2026-12-01', '2027-01-01']
    """
    this = today.replace(day=1)
    return (this - timedelta(days=1)).replace(day=1), this
