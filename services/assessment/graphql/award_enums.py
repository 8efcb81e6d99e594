"""The enums of awards, records and clues, under names that no other subgraph uses. Import it before the types."""

from services.assessment.domain.award.model import Level, ListStatus, Outcome, Recipient
from services.assessment.domain.conduct.record import ConductKind
from services.assessment.domain.discipline.clue import ClueStatus, ClueStep
from services.assessment.graphql import enums
from services.chassis.graphql.enums import named_enum

assert enums  # the shared ones come first

named_enum(
    Level,
    "AwardLevel",
    "评先评优的层级 / Whose award it is (A20)",
    {Level.DISTRICT: "区级，由区评定 / The district's", Level.CITY: "市级，由区推荐、市评定 / The city's, recommended"},
)
named_enum(
    Recipient,
    "AwardRecipient",
    "先进单位或先进个人 / A unit or a person (A20)",
    {Recipient.UNIT: "先进单位（集体） / An advanced unit", Recipient.INDIVIDUAL: "先进个人 / An advanced individual"},
)
named_enum(
    ListStatus,
    "AwardListStatus",
    "先进名单的状态 / How far a list has come (A20)",
    {
        ListStatus.DRAFT: "拟定中 / Being drawn up",
        ListStatus.SUBMITTED: "已提请审定 / Before the bodies",
        ListStatus.APPROVED: "已全部审定通过 / Approved by all of them",
        ListStatus.PUBLISHED: "已公布（区级）或已上报（市级） / Published, or reported to the city",
        ListStatus.DISCARDED: "已作废 / Given up",
    },
)
named_enum(
    Outcome,
    "AwardApprovalOutcome",
    "审定结果 / What a body decided (A20)",
    {Outcome.PASSED: "通过 / Passed", Outcome.RETURNED: "退回修改 / Returned to be changed"},
)
named_enum(
    ConductKind,
    "ConductKind",
    "记录的种类 / What a record is about (A20, A21)",
    {
        ConductKind.INCIDENT: "工程质量、安全生产、负面舆情事件 / An incident",
        ConductKind.COMMENDATION: "表扬等加分事项 / A commendation",
    },
)
named_enum(
    ClueStatus,
    "ClueStatus",
    "线索的状态 / How far a clue has come (A21)",
    {
        ClueStatus.TRANSFERRED: "已移送，待签收 / Handed over",
        ClueStatus.RECEIVED: "已签收，办理中 / Received",
        ClueStatus.RETURNED: "退回补充 / Returned for more",
        ClueStatus.CONCLUDED: "已办结 / Concluded",
        ClueStatus.WITHDRAWN: "移送单位撤回 / Taken back",
    },
)
named_enum(
    ClueStep,
    "ClueStep",
    "对线索所作的操作 / What was done with a clue (A21)",
    {
        ClueStep.TRANSFER: "移送 / Handed over",
        ClueStep.SUPPLEMENT: "补充材料 / Supplemented",
        ClueStep.NAME_PERSONS: "指定知情人员 / Persons were named",
        ClueStep.WITHDRAW: "撤回 / Taken back",
        ClueStep.RECEIVE: "签收 / Received",
        ClueStep.RETURN: "退回补充 / Returned for more",
        ClueStep.CONCLUDE: "办结 / Concluded",
        ClueStep.REOPEN: "重新办理 / Opened again",
    },
)
