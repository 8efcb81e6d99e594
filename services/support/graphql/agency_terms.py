"""The enums of agencies in the API (第十四条)."""

from __future__ import annotations

from services.chassis.graphql.enums import named_enum
from services.support.domain.agency import terms

named_enum(
    terms.Stage,
    "AgencyStage",
    "审批的四个阶段 / The four stages of approval",
    {
        terms.Stage.LAND_AND_PLANNING: "立项用地规划许可 / Project founding, land and planning",
        terms.Stage.PROJECT_PERMIT: "工程建设许可 / Project permit",
        terms.Stage.CONSTRUCTION_PERMIT: "施工许可 / Construction permit",
        terms.Stage.COMPLETION: "竣工验收 / Completion",
    },
)
named_enum(
    terms.Route,
    "AgencyRoute",
    "项目审批方式 / How the project is approved",
    {
        terms.Route.APPROVAL: "审批制 / Approved (government investment)",
        terms.Route.RATIFICATION: "核准制 / Ratified",
        terms.Route.FILING: "备案制 / Filed",
    },
)
named_enum(
    terms.Level,
    "AgencyLevel",
    "审批层级 / Whose authority decides",
    {
        terms.Level.DISTRICT: "区 / District",
        terms.Level.CITY: "市 / City",
        terms.Level.PROVINCE: "省 / Province",
        terms.Level.NATIONAL: "国家 / National",
    },
)
named_enum(
    terms.CaseState,
    "AgencyState",
    "代办状态 / Where an agency stands",
    {
        terms.CaseState.APPLIED: "已申请待答复 / Applied for",
        terms.CaseState.ACCEPTED: "代办中 / Taken on",
        terms.CaseState.DECLINED: "不予代办 / Declined",
        terms.CaseState.CANCELLED: "已终止 / Ended before its time",
        terms.CaseState.FINISHED: "已办结 / All items settled",
    },
)
named_enum(
    terms.AuthorisationState,
    "AgencyAuthorisationState",
    "授权状态（当日）/ Whether an authorisation holds on the day",
    {
        terms.AuthorisationState.NOT_YET: "尚未生效 / Not yet",
        terms.AuthorisationState.IN_FORCE: "有效 / In force",
        terms.AuthorisationState.OVER: "已到期 / Its term is over",
        terms.AuthorisationState.REVOKED: "已撤销 / Revoked by the owner",
    },
)
named_enum(
    terms.ItemState,
    "AgencyItemState",
    "代办事项状态 / Where an item stands",
    {
        terms.ItemState.WAITING: "等待前置事项 / Waits for predecessors",
        terms.ItemState.READY: "可以申报 / Can be handed in",
        terms.ItemState.SUBMITTED: "办理中 / Handed in",
        terms.ItemState.CORRECTING: "补正或停钟中 / Being corrected, or its clock stands otherwise",
        terms.ItemState.DONE: "已办结 / Decided in favour",
        terms.ItemState.REFUSED: "不予许可 / Refused; can be handed in again",
        terms.ItemState.SKIPPED: "不需办理 / Not needed",
    },
)
named_enum(
    terms.NextActor,
    "AgencyNextActor",
    "下一步由谁办 / Who must act next",
    {
        terms.NextActor.AGENT: "代办员（或业主自办）/ The agent, or the owner itself",
        terms.NextActor.OWNER: "业主 / The owner",
        terms.NextActor.BUREAU: "审批部门 / The authority",
        terms.NextActor.NOBODY: "无 / Nobody",
    },
)
named_enum(
    terms.EntryKind,
    "AgencyEntryKind",
    "代办日志的种类 / What a line of the log tells",
    {
        terms.EntryKind.APPLIED: "申请代办 / The owner applied for an agency",
        terms.EntryKind.ACCEPTED: "同意代办，指定代办员 / Taken on, with an agent named",
        terms.EntryKind.DECLINED: "不予代办 / Declined, with the reason",
        terms.EntryKind.AUTHORISED: "业主授权 / The owner gave its authorisation",
        terms.EntryKind.REVOKED: "业主撤销授权 / The owner revoked its authorisation",
        terms.EntryKind.HANDED_OVER: "更换代办员 / Handed over to another agent",
        terms.EntryKind.CANCELLED: "终止代办 / Ended before its time, with the reason",
        terms.EntryKind.FINISHED: "代办办结 / All items are settled",
        terms.EntryKind.ITEM_ADDED: "增列事项 / An item was added",
        terms.EntryKind.ITEM_SKIPPED: "事项不需办理 / An item is not needed",
        terms.EntryKind.ITEM_RESTORED: "事项恢复办理 / An item is needed after all",
        terms.EntryKind.ITEM_SUBMITTED: "事项申报 / An item was handed in",
        terms.EntryKind.ITEM_RETURNED: "事项退回补正或停钟 / An item was returned, or its clock stands",
        terms.EntryKind.ITEM_CORRECTED: "事项补正或续钟 / An item was corrected, or its clock goes on",
        terms.EntryKind.ITEM_DONE: "事项办结 / An item was decided in favour",
        terms.EntryKind.ITEM_REFUSED: "事项不予许可 / An item was refused",
        terms.EntryKind.ITEM_WITHDRAWN: "事项申请撤回 / The request of an item was withdrawn",
        terms.EntryKind.FASTER_PROMISED: "承诺提速 / The authority promised to be faster",
        terms.EntryKind.DUE_CORRECTED: "年度日历公布后到期日更正 / Its limit was corrected by a published calendar",
        terms.EntryKind.FOLLOWER_NAMED: "指定跟踪人 / Somebody was named to follow an item",
        terms.EntryKind.FOLLOWED_UP: "跟踪情况 / What following an item has shown",
        terms.EntryKind.SUPERVISION_OPENED: "启动联合督办 / A joint supervision was opened",
        terms.EntryKind.SUPERVISION_HANDLED: "督办情况 / What a department has done in it",
        terms.EntryKind.SUPERVISION_CLOSED: "督办办结 / It was closed, with its result",
    },
)
