"""The words of 第十六条：kinds of entries, states and stages, with their Chinese names."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.law.article import Article

SPECIAL, DEMANDS, APPLICATIONS = Article(16, 1), Article(16, 2), Article(16, 3)


class FundEntryKind(StrEnum):
    """Why the balance of a special fund has changed."""

    APPROVED = "APPROVED"
    INCREASED = "INCREASED"
    DECREASED = "DECREASED"
    CARRIED_IN = "CARRIED_IN"
    CARRIED_OUT = "CARRIED_OUT"
    CARRY_IN_REVERSED = "CARRY_IN_REVERSED"
    CARRY_OUT_REVERSED = "CARRY_OUT_REVERSED"
    COMMITTED = "COMMITTED"
    RELEASED = "RELEASED"
    PAID = "PAID"
    PAYMENT_REVERSED = "PAYMENT_REVERSED"


ENTRY_NAMES: Mapping[FundEntryKind, str] = {
    FundEntryKind.APPROVED: "预算下达",
    FundEntryKind.INCREASED: "预算调增",
    FundEntryKind.DECREASED: "预算调减",
    FundEntryKind.CARRIED_IN: "上年结转",
    FundEntryKind.CARRIED_OUT: "结转下年",
    FundEntryKind.CARRY_IN_REVERSED: "冲回上年结转",
    FundEntryKind.CARRY_OUT_REVERSED: "冲回结转下年",
    FundEntryKind.COMMITTED: "安排到项目",
    FundEntryKind.RELEASED: "安排退回",
    FundEntryKind.PAID: "支付",
    FundEntryKind.PAYMENT_REVERSED: "支付冲销",
}


class CommitmentBasis(StrEnum):
    """What binds the fund to a project."""

    CONTRACT = "CONTRACT"
    PLAN = "PLAN"


BASIS_NAMES: Mapping[CommitmentBasis, str] = {CommitmentBasis.CONTRACT: "合同", CommitmentBasis.PLAN: "资金计划"}


class DemandState(StrEnum):
    """Where a financing demand stands."""

    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"
    MET = "MET"
    WITHDRAWN = "WITHDRAWN"


DEMAND_STATES: Mapping[DemandState, str] = {
    DemandState.SUBMITTED: "待审核",
    DemandState.RETURNED: "已退回",
    DemandState.ACCEPTED: "在列",
    DemandState.MET: "已满足",
    DemandState.WITHDRAWN: "已撤回",
}


class FinancingForm(StrEnum):
    """How a demand is to be financed."""

    BANK_LOAN = "BANK_LOAN"
    SYNDICATED_LOAN = "SYNDICATED_LOAN"
    BOND = "BOND"
    EQUITY = "EQUITY"
    LEASING = "LEASING"
    OTHER = "OTHER"


FORM_NAMES: Mapping[FinancingForm, str] = {
    FinancingForm.BANK_LOAN: "银行贷款",
    FinancingForm.SYNDICATED_LOAN: "银团贷款",
    FinancingForm.BOND: "债券",
    FinancingForm.EQUITY: "股权融资",
    FinancingForm.LEASING: "融资租赁",
    FinancingForm.OTHER: "其他",
}


class PaperKind(StrEnum):
    """What is worked out for a demand."""

    ANALYSIS = "ANALYSIS"
    PLAN = "PLAN"


PAPER_NAMES: Mapping[PaperKind, str] = {PaperKind.ANALYSIS: "资金需求分析", PaperKind.PLAN: "融资方案"}


class InstitutionKind(StrEnum):
    """Kinds of financial institutions."""

    BANK = "BANK"
    POLICY_BANK = "POLICY_BANK"
    SECURITIES = "SECURITIES"
    TRUST = "TRUST"
    INSURER = "INSURER"
    GUARANTOR = "GUARANTOR"
    LEASING = "LEASING"
    FUND = "FUND"
    OTHER = "OTHER"


class MatchState(StrEnum):
    """How far the talks with an institution are."""

    INTRODUCED = "INTRODUCED"
    TALKING = "TALKING"
    AGREED = "AGREED"
    SIGNED = "SIGNED"
    DRAWN_DOWN = "DRAWN_DOWN"
    REFUSED = "REFUSED"


MATCH_STATES: Mapping[MatchState, str] = {
    MatchState.INTRODUCED: "已推介",
    MatchState.TALKING: "洽谈中",
    MatchState.AGREED: "达成意向",
    MatchState.SIGNED: "已签约",
    MatchState.DRAWN_DOWN: "已放款",
    MatchState.REFUSED: "未达成",
}


class DemandAction(StrEnum):
    """A step in the tracking of a demand."""

    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"
    AMENDED = "AMENDED"
    APPRAISED = "APPRAISED"
    PAPER_KEPT = "PAPER_KEPT"
    INTRODUCED = "INTRODUCED"
    MATCH_MOVED = "MATCH_MOVED"
    DRAWN = "DRAWN"
    DRAW_CORRECTED = "DRAW_CORRECTED"
    TRACKED = "TRACKED"
    PUBLISHED = "PUBLISHED"
    TAKEN_BACK = "TAKEN_BACK"
    MET = "MET"
    WITHDRAWN = "WITHDRAWN"


class ApplicationKind(StrEnum):
    """What is applied for at a higher level."""

    CENTRAL_BUDGET = "CENTRAL_BUDGET"
    PROVINCIAL_BUDGET = "PROVINCIAL_BUDGET"
    SPECIAL_BOND = "SPECIAL_BOND"
    ENTERPRISE_BOND = "ENTERPRISE_BOND"


APPLICATION_NAMES: Mapping[ApplicationKind, str] = {
    ApplicationKind.CENTRAL_BUDGET: "中央预算内投资",
    ApplicationKind.PROVINCIAL_BUDGET: "省预算内专项资金",
    ApplicationKind.SPECIAL_BOND: "地方政府专项债券",
    ApplicationKind.ENTERPRISE_BOND: "企业债券",
}


class Stage(StrEnum):
    """A stage of an application."""

    PREPARING = "PREPARING"
    SUBMITTED = "SUBMITTED"
    REVIEWED = "REVIEWED"
    LISTED = "LISTED"
    GRANTED = "GRANTED"
    ARRIVED = "ARRIVED"
    CLOSED = "CLOSED"


class ApplicationState(StrEnum):
    """Whether an application goes on, and how it has ended."""

    OPEN = "OPEN"
    RETURNED = "RETURNED"
    CLOSED = "CLOSED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


APPLICATION_STATES: Mapping[ApplicationState, str] = {
    ApplicationState.OPEN: "进行中",
    ApplicationState.RETURNED: "已退回",
    ApplicationState.CLOSED: "已办结",
    ApplicationState.REFUSED: "未获批准",
    ApplicationState.WITHDRAWN: "已撤回",
}


class ApplicationAction(StrEnum):
    """A step in the history of an application."""

    OPENED = "OPENED"
    ADVANCED = "ADVANCED"
    RAISED = "RAISED"
    ARRIVED = "ARRIVED"
    PAID = "PAID"
    CORRECTED = "CORRECTED"
    RETURNED = "RETURNED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    CLOSED = "CLOSED"


class Booking(StrEnum):
    """Which amount of an application changes, besides the steps from stage to stage."""

    ASKED = "ASKED"
    GRANTED = "GRANTED"
    ARRIVAL = "ARRIVAL"
    PAYMENT = "PAYMENT"


class ApplicationOrder(StrEnum):
    """In which order applications are listed."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    AMOUNT = "AMOUNT"
    PROGRESS = "PROGRESS"
