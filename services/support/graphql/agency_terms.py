"""The enums of agencies in the API (第十四条)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import strawberry

from services.support.domain.agency import terms


def _shown(kind: type[StrEnum], name: str, what: str, values: Mapping[StrEnum, str]) -> None:
    """Give an enum its name, and say what each of its values means."""
    told = "；".join(f"{value.value} {words}" for value, words in values.items())
    strawberry.enum(kind, name=name, description=f"{what}：{told}")


_shown(
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
_shown(
    terms.Route,
    "AgencyRoute",
    "项目审批方式 / How the project is approved",
    {
        terms.Route.APPROVAL: "审批制 / Approved (government investment)",
        terms.Route.RATIFICATION: "核准制 / Ratified",
        terms.Route.FILING: "备案制 / Filed",
    },
)
_shown(
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
_shown(
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
_shown(
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
_shown(
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
_shown(
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
strawberry.enum(terms.EntryKind, name="AgencyEntryKind", description="代办日志的种类 / What a line of the log tells")
