"""The enums of money under their names in the schema. Imported before every type that uses them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from services.chassis.graphql.enums import named_enum
from services.support.domain.funds.terms import (
    APPLICATION_NAMES,
    APPLICATION_STATES,
    BASIS_NAMES,
    DEMAND_STATES,
    ENTRY_NAMES,
    FORM_NAMES,
    MATCH_STATES,
    PAPER_NAMES,
    ApplicationAction,
    ApplicationKind,
    ApplicationOrder,
    ApplicationState,
    Booking,
    CommitmentBasis,
    DemandAction,
    DemandState,
    FinancingForm,
    FundEntryKind,
    InstitutionKind,
    MatchState,
    PaperKind,
    Stage,
)

E = TypeVar("E", bound=StrEnum)

INSTITUTIONS: Mapping[InstitutionKind, str] = {
    InstitutionKind.BANK: "商业银行",
    InstitutionKind.POLICY_BANK: "政策性银行",
    InstitutionKind.SECURITIES: "证券公司",
    InstitutionKind.TRUST: "信托公司",
    InstitutionKind.INSURER: "保险机构",
    InstitutionKind.GUARANTOR: "担保机构",
    InstitutionKind.LEASING: "租赁公司",
    InstitutionKind.FUND: "基金",
    InstitutionKind.OTHER: "其他机构",
}
_DEMAND_ACTIONS: Mapping[DemandAction, str] = {
    DemandAction.SUBMITTED: "填报",
    DemandAction.RETURNED: "退回",
    DemandAction.ACCEPTED: "审核列入",
    DemandAction.AMENDED: "修改",
    DemandAction.APPRAISED: "资产评估",
    DemandAction.PAPER_KEPT: "登记分析或方案",
    DemandAction.INTRODUCED: "推介机构",
    DemandAction.MATCH_MOVED: "对接进展",
    DemandAction.DRAWN: "放款",
    DemandAction.DRAW_CORRECTED: "放款更正",
    DemandAction.TRACKED: "跟踪记录",
    DemandAction.PUBLISHED: "对外发布",
    DemandAction.TAKEN_BACK: "从已发布清单撤下",
    DemandAction.MET: "办结",
    DemandAction.WITHDRAWN: "撤回",
}
_STAGES: Mapping[Stage, str] = {
    Stage.PREPARING: "准备",
    Stage.SUBMITTED: "申报",
    Stage.REVIEWED: "评审或审核",
    Stage.LISTED: "纳入计划或入库",
    Stage.GRANTED: "下达或注册",
    Stage.ARRIVED: "资金到位",
    Stage.CLOSED: "办结",
}
_APPLICATION_ACTIONS: Mapping[ApplicationAction, str] = {
    ApplicationAction.OPENED: "建立申报",
    ApplicationAction.ADVANCED: "进入下一环节",
    ApplicationAction.RAISED: "调增金额",
    ApplicationAction.ARRIVED: "到位",
    ApplicationAction.PAID: "支付",
    ApplicationAction.CORRECTED: "更正",
    ApplicationAction.RETURNED: "被退回",
    ApplicationAction.REFUSED: "未获批准",
    ApplicationAction.WITHDRAWN: "撤回",
    ApplicationAction.CLOSED: "办结",
}
_ORDERS: Mapping[ApplicationOrder, str] = {
    ApplicationOrder.NEWEST: "新建立的在前",
    ApplicationOrder.OLDEST: "先建立的在前",
    ApplicationOrder.AMOUNT: "申请金额大的在前",
    ApplicationOrder.PROGRESS: "最近有进展的在前",
}
_BOOKINGS: Mapping[Booking, str] = {
    Booking.ASKED: "调整申请金额",
    Booking.GRANTED: "调整批准金额",
    Booking.ARRIVAL: "又一笔到位",
    Booking.PAYMENT: "支付",
}


def _shown(kind: type[E], name: str, description: str, values: Mapping[E, str]) -> None:
    """Give an enum its name, and each of its values a description: Chinese, and the member's own words in English."""
    told = {member: f"{values[member]} / {member.value.replace('_', ' ').capitalize()}" for member in kind}
    named_enum(kind, name, description, told)


_shown(FundEntryKind, "FundEntryKind", "专项资金记账种类 / Why the balance of a special fund has changed", ENTRY_NAMES)
_shown(CommitmentBasis, "FundCommitmentBasis", "安排依据 / What binds money to a project", BASIS_NAMES)
_shown(DemandState, "FinancingDemandState", "融资需求状态 / Where a financing demand stands", DEMAND_STATES)
_shown(DemandAction, "FinancingDemandAction", "融资需求跟踪步骤 / A step in the tracking of a demand", _DEMAND_ACTIONS)
_shown(FinancingForm, "FinancingForm", "融资方式 / Form of financing", FORM_NAMES)
_shown(PaperKind, "FinancingPaperKind", "研究材料种类 / What is worked out for a demand", PAPER_NAMES)
_shown(InstitutionKind, "FinancialInstitutionKind", "机构种类 / Kind of institution", INSTITUTIONS)
_shown(MatchState, "FinancingMatchState", "对接状态 / How far the talks with an institution are", MATCH_STATES)
_shown(ApplicationKind, "FundApplicationKind", "申报种类 / What is applied for", APPLICATION_NAMES)
_shown(Stage, "FundApplicationStage", "申报环节 / Stage of an application", _STAGES)
_shown(ApplicationState, "FundApplicationState", "申报状态 / Whether an application goes on", APPLICATION_STATES)
_shown(ApplicationAction, "FundApplicationAction", "申报步骤 / A step of an application", _APPLICATION_ACTIONS)
_shown(ApplicationOrder, "FundApplicationOrder", "申报列表次序 / Order of the list of applications", _ORDERS)
_shown(Booking, "FundApplicationBooking", "登记哪项金额 / Which amount is booked", _BOOKINGS)
