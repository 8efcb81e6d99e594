"""The enums of the land area under their names in the schema. Imported before every type that uses them."""

from __future__ import annotations

from services.chassis.graphql.enums import named_enum
from services.support.domain.land.consultation import AgendaSource, ConsultationState, FollowUpSeverity, FollowUpState
from services.support.domain.land.plan import Party, PlanState, Stage
from services.support.domain.land.rulebook import Criterion, YearEnd
from services.support.domain.land.transfer import TransferState
from services.support.usecases.land.minutes import PaperForm

__all__ = [
    "AgendaSource",
    "ConsultationState",
    "Criterion",
    "FollowUpSeverity",
    "FollowUpState",
    "PaperForm",
    "Party",
    "PlanState",
    "Stage",
    "TransferState",
    "YearEnd",
]


named_enum(
    TransferState,
    "QuotaTransferState",
    "调剂状态 / Where a transfer stands",
    {
        TransferState.ASKED: "待批准 / Asked for",
        TransferState.APPROVED: "已批准入账 / Approved and booked",
        TransferState.REFUSED: "不予批准 / Refused",
        TransferState.WITHDRAWN: "已撤回 / Withdrawn",
    },
)
named_enum(
    YearEnd,
    "QuotaYearEnd",
    "年末余额的处理 / What becomes of what is left of a year",
    {
        YearEnd.CARRIED: "结转下年 / Carried over into the next year",
        YearEnd.CARRIED_WITHIN_PERIOD: "五年期内结转 / Carried over within a plan period of five years",
        YearEnd.LAPSES: "年末失效 / Lapses",
    },
)
named_enum(
    Criterion,
    "QuotaCriterion",
    "指标不足时的次序依据 / What the order looks at (A15)",
    {
        Criterion.IN_PLAN: "列入该年度重点项目计划的在先 / Projects of the year's plan first",
        Criterion.LEVEL: "项目级别高的在先 / Projects of a higher level first",
        Criterion.ACCEPTED: "受理在先的在先 / First accepted first",
    },
)
named_enum(
    PlanState,
    "LandPlanState",
    "计划状态 / Where a plan stands",
    {PlanState.DRAFT: "编制中 / Drafted", PlanState.ISSUED: "已下达 / Issued"},
)
named_enum(
    Party,
    "LandParty",
    "共同编制的部门 / The departments that compile it",
    {Party.LAND: "自然资源部门 / Natural resources", Party.REQUISITION: "征地部门 / Requisition"},
)
named_enum(
    Stage,
    "LandStage",
    "按月计划的环节 / What is planned by month",
    {
        Stage.REQUISITION: "征地 / Requisition",
        Stage.DEMOLITION: "拆迁 / Demolition",
        Stage.SUPPLY: "供地 / Supply",
    },
)
named_enum(
    ConsultationState,
    "LandConsultationState",
    "会商状态 / Where a consultation stands",
    {
        ConsultationState.OPEN: "筹备、召开中 / Prepared or held",
        ConsultationState.CLOSED: "已形成纪要 / Its minutes are frozen",
    },
)
named_enum(
    AgendaSource,
    "LandAgendaSource",
    "议题来源 / Why something is on the agenda",
    {
        AgendaSource.REQUEST_OVERDUE: "用地申请超期 / A land request is overdue",
        AgendaSource.QUOTA_SHORT: "指标不足 / A quota is short",
        AgendaSource.SUPPLY_LATE: "征拆供地滞后 / A stage of the land plan is late",
        AgendaSource.MANUAL: "人工提出 / Added by hand",
    },
)
named_enum(
    FollowUpSeverity,
    "LandFollowUpSeverity",
    "程度 / How hard a difficulty is",
    {
        FollowUpSeverity.DIFFICULTY: "难点 / Difficulty",
        FollowUpSeverity.BLOCKAGE: "堵点 / Blockage",
        FollowUpSeverity.JAM: "卡点 / Jam",
    },
)
named_enum(
    PaperForm,
    "LandPaperForm",
    "文件格式 / Form of a document",
    {PaperForm.DOCX: "Word文档 / Word", PaperForm.PDF: "PDF / PDF"},
)
named_enum(
    FollowUpState,
    "LandFollowUpState",
    "议定事项在问题台账中的状态 / Where a decision stands on the ledger of issues",
    {
        FollowUpState.RAISED: "待交办 / To be handed out",
        FollowUpState.ASSIGNED: "办理中 / A unit has it in hand",
        FollowUpState.REPORTED_DONE: "已报办结，待核 / Reported done, to be verified",
        FollowUpState.CLOSED: "已销号 / Verified and closed",
        FollowUpState.REOPENED: "退回或重新办理 / Returned, or opened again",
        FollowUpState.MERGED: "并入另一问题 / Taken for the same as another",
        FollowUpState.WITHDRAWN: "已撤回 / Withdrawn",
    },
)
