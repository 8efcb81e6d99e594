"""The domain's enums under their names in the schema. Imported before every type that uses them."""

from __future__ import annotations

from services.chassis.graphql.enums import named_enum
from services.support.domain.attaching import RECORD_NAMES, Purpose, RecordKind
from services.support.domain.clock import PauseKind
from services.support.domain.delivery import METHOD_NAMES, DeliveryMethod
from services.support.domain.kinds.model import FieldType, Outcome
from services.support.domain.opinion import STANCE_NAMES, Stance
from services.support.domain.paper import PaperForm
from services.support.domain.quota import EntryKind
from services.support.domain.request import STATE_NAMES, Action, Source, State
from services.support.domain.review import ReviewOutcome

__all__ = [
    "Action",
    "DeliveryMethod",
    "EntryKind",
    "FieldType",
    "Outcome",
    "PaperForm",
    "PauseKind",
    "Purpose",
    "RecordKind",
    "ReviewOutcome",
    "Source",
    "Stance",
    "State",
]


_ENGLISH = {
    State.SUBMITTED: "Received, to be accepted or returned",
    State.RETURNED: "Returned for correction; the clock stands",
    State.ACCEPTED: "Accepted, to be claimed",
    State.CLAIMED: "Somebody has it in hand",
    State.GRANTED: "Granted",
    State.GRANTED_IN_PART: "Granted in part",
    State.REFUSED: "Refused",
    State.WITHDRAWN: "Withdrawn by the applicant",
    State.SUSPENDED: "A special procedure takes place; the clock stands",
    State.NOT_ACCEPTED: "Not taken on, with the reason",
}
named_enum(
    State,
    "SupportRequestState",
    "申请状态 / Where a request stands",
    {state: f"{name} / {_ENGLISH[state]}" for state, name in STATE_NAMES.items()},
)
named_enum(
    Action,
    "SupportRequestAction",
    "办理步骤 / A step in the life of a request",
    {
        Action.SUBMITTED: "提交 / Submitted",
        Action.RETURNED: "退回补正 / Returned for correction",
        Action.RESUBMITTED: "补正后重报 / Submitted again after correction",
        Action.ACCEPTED: "受理 / Accepted",
        Action.CLAIMED: "认领或接办 / Claimed, or taken over",
        Action.DECIDED: "决定 / Decided",
        Action.WITHDRAWN: "撤回 / Withdrawn",
        Action.RECOMPUTED: "年度日历公布后到期日更正 / Due date corrected by a published calendar",
        Action.REASSIGNED: "单位合并，转至合并后的单位 / Its bureau or applicant was merged into another unit",
        Action.NOT_ACCEPTED: "不予受理 / Not taken on",
        Action.ASSIGNED: "分办 / Assigned to a person of the bureau",
        Action.HANDED_OVER: "移交 / Handed over to a colleague",
        Action.SURVEYED: "现场踏勘 / A survey was recorded",
        Action.CONSULTED: "征求意见 / A unit was asked for its opinion",
        Action.OPINION_GIVEN: "反馈意见 / The unit gave its opinion",
        Action.OPINION_WITHDRAWN: "撤回征求意见 / An opinion is not asked for any more",
        Action.SUSPENDED: "进入特殊程序，停钟 / A special procedure stopped the clock",
        Action.RESUMED: "特殊程序结束，续钟 / The special procedure is over, the clock goes on",
        Action.DELIVERED: "送达 / The document was delivered",
        Action.ACKNOWLEDGED: "签收 / The applicant acknowledged the delivery",
        Action.REVIEW_ASKED: "申请复核 / A review was asked for",
        Action.REVIEW_DECIDED: "复核决定 / The review was decided",
        Action.CORRECTED: "文书更正 / The document was corrected",
        Action.ESCALATED: "催办升级 / A rung of the ladder was reached",
    },
)
named_enum(
    Source,
    "SupportRequestSource",
    "申请来源 / Where a request has come in",
    {Source.PLATFORM: "本平台 / This platform", Source.PROVINCIAL: "省平台 / The provincial platform"},
)
named_enum(
    Outcome,
    "SupportRequestOutcome",
    "决定 / How a bureau decides",
    {
        Outcome.GRANTED: "准予 / Granted",
        Outcome.GRANTED_IN_PART: "部分准予 / Granted in part",
        Outcome.REFUSED: "不予 / Refused",
    },
)
named_enum(
    EntryKind,
    "QuotaEntryKind",
    "指标记账种类 / Why a balance has changed",
    {
        EntryKind.ALLOCATED: "下达 / Allocated",
        EntryKind.REDUCED: "调减 / Taken back",
        EntryKind.RESERVED: "预留 / Set aside for an accepted request",
        EntryKind.RELEASED: "释放 / Given back",
        EntryKind.COMMITTED: "核销 / Used up by a grant",
        EntryKind.GIVEN_BACK: "复核后退回 / Given back by a review that grants less",
        EntryKind.TRANSFERRED_OUT: "调出 / Transferred to another account",
        EntryKind.TRANSFERRED_IN: "调入 / Transferred from another account",
        EntryKind.CARRIED_OUT: "结转下年 / Carried over into the next year",
        EntryKind.CARRIED_IN: "上年结转 / Carried over from the year before",
        EntryKind.LAPSED: "年末失效 / Lapsed at the year's end",
        EntryKind.REVERSED: "冲销误记的下达 / An allocation booked by mistake is reversed",
        EntryKind.RESTORED: "冲销误记的调减 / A reduction booked by mistake is reversed",
    },
)
_METHODS = {
    DeliveryMethod.IN_PERSON: "Handed over",
    DeliveryMethod.ELECTRONIC: "Sent electronically",
    DeliveryMethod.POST: "By post",
    DeliveryMethod.LEFT: "Left at the place",
    DeliveryMethod.PUBLIC_NOTICE: "By public notice",
}
named_enum(
    DeliveryMethod,
    "DocumentDeliveryMethod",
    "送达方式 / How a document is delivered",
    {method: f"{name} / {_METHODS[method]}" for method, name in METHOD_NAMES.items()},
)
_STANCES = {
    Stance.AGREE: "Agrees",
    Stance.AGREE_WITH_CONDITIONS: "Agrees under conditions",
    Stance.DISAGREE: "Disagrees",
}
named_enum(
    Stance,
    "OpinionStance",
    "意见 / How a unit that was asked stands to a request",
    {stance: f"{name} / {_STANCES[stance]}" for stance, name in STANCE_NAMES.items()},
)
named_enum(
    ReviewOutcome,
    "RequestReviewOutcome",
    "复核结论 / What a review comes to",
    {ReviewOutcome.UPHELD: "维持 / Upheld", ReviewOutcome.CHANGED: "变更 / Changed"},
)
named_enum(
    PauseKind,
    "ClockPauseKind",
    "停钟原因 / Why a clock stands",
    {
        PauseKind.CORRECTION: "退回补正 / A correction is awaited",
        PauseKind.SPECIAL_PROCEDURE: "特殊程序 / A special procedure takes place",
    },
)
named_enum(
    Purpose,
    "SupportFilePurpose",
    "文件在申请中的用途 / What a file on a request is for",
    {
        Purpose.FORM: "申请材料 / With the form",
        Purpose.SURVEY: "踏勘照片等 / Of a survey",
        Purpose.OPINION: "意见附件 / With an opinion",
        Purpose.DECISION: "决定文书 / With a decision",
        Purpose.DELIVERY: "送达凭证 / Proof of a delivery",
        Purpose.REVIEW: "复核材料 / For a review",
    },
)
named_enum(
    FieldType,
    "FormFieldType",
    "表单字段类型 / What a field of a form takes",
    {
        FieldType.TEXT: "文字 / Text",
        FieldType.NUMBER: "数值 / Number",
        FieldType.MONEY: "金额（万元）/ Amount in 10,000 yuan",
        FieldType.DATE: "日期 / Day",
        FieldType.BOOLEAN: "是否 / Yes or no",
        FieldType.CHOICE: "选项 / Choice",
        FieldType.FILE: "附件 / Files",
    },
)
named_enum(
    PaperForm,
    "SupportPaperForm",
    "文书的文件格式 / The form of a document",
    {PaperForm.DOCX: "Word 文档 / Word", PaperForm.PDF: "PDF 文档 / PDF"},
)
named_enum(
    RecordKind,
    "SupportRecordKind",
    "可附文件的记录种类（申请另有用途）/ Records besides requests that files hang on",
    {kind: f"{RECORD_NAMES[kind]} / {kind.value.replace('_', ' ').capitalize()}" for kind in RecordKind},
)
