"""The words of the agency (第十四条)."""

from __future__ import annotations

from enum import StrEnum

from services.law.article import Article

A14 = Article(14)


class Stage(StrEnum):
    """The four stages of the approval of a construction project, in their order."""

    LAND_AND_PLANNING = "LAND_AND_PLANNING"
    PROJECT_PERMIT = "PROJECT_PERMIT"
    CONSTRUCTION_PERMIT = "CONSTRUCTION_PERMIT"
    COMPLETION = "COMPLETION"


STAGE_NAMES = {
    Stage.LAND_AND_PLANNING: "立项用地规划许可",
    Stage.PROJECT_PERMIT: "工程建设许可",
    Stage.CONSTRUCTION_PERMIT: "施工许可",
    Stage.COMPLETION: "竣工验收",
}


class Route(StrEnum):
    """How a project is approved by the investment authorities."""

    APPROVAL = "APPROVAL"  # 审批制（政府投资）
    RATIFICATION = "RATIFICATION"  # 核准制
    FILING = "FILING"  # 备案制


class Level(StrEnum):
    """Whose authority decides an item."""

    DISTRICT = "DISTRICT"  # 区
    CITY = "CITY"  # 市
    PROVINCE = "PROVINCE"  # 省
    NATIONAL = "NATIONAL"  # 国家


class CaseState(StrEnum):
    """Where an agency stands."""

    APPLIED = "APPLIED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    CANCELLED = "CANCELLED"
    FINISHED = "FINISHED"


CASE_NAMES = {
    CaseState.APPLIED: "已申请，待项目服务部门答复",
    CaseState.ACCEPTED: "代办中",
    CaseState.DECLINED: "不予代办",
    CaseState.CANCELLED: "已终止",
    CaseState.FINISHED: "已办结",
}


class AuthorisationState(StrEnum):
    """Whether an authorisation holds, on a day."""

    NOT_YET = "NOT_YET"  # 尚未生效
    IN_FORCE = "IN_FORCE"  # 有效
    OVER = "OVER"  # 已到期
    REVOKED = "REVOKED"  # 已撤销


class ItemState(StrEnum):
    """Where an item stands."""

    WAITING = "WAITING"
    READY = "READY"
    SUBMITTED = "SUBMITTED"
    CORRECTING = "CORRECTING"
    DONE = "DONE"
    REFUSED = "REFUSED"
    SKIPPED = "SKIPPED"


ITEM_NAMES = {
    ItemState.WAITING: "等待前置事项",
    ItemState.READY: "可以申报",
    ItemState.SUBMITTED: "办理中",
    ItemState.CORRECTING: "补正或停钟中",
    ItemState.DONE: "已办结",
    ItemState.REFUSED: "不予许可",
    ItemState.SKIPPED: "不需办理",
}
SETTLED = frozenset({ItemState.DONE, ItemState.SKIPPED})
UNDER_WAY = frozenset({ItemState.SUBMITTED, ItemState.CORRECTING})


class EntryKind(StrEnum):
    """A step in the log of an agency or of one of its items."""

    APPLIED = "APPLIED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    AUTHORISED = "AUTHORISED"
    REVOKED = "REVOKED"
    HANDED_OVER = "HANDED_OVER"
    CANCELLED = "CANCELLED"
    FINISHED = "FINISHED"
    ITEM_ADDED = "ITEM_ADDED"
    ITEM_SKIPPED = "ITEM_SKIPPED"
    ITEM_RESTORED = "ITEM_RESTORED"
    ITEM_SUBMITTED = "ITEM_SUBMITTED"
    ITEM_RETURNED = "ITEM_RETURNED"
    ITEM_CORRECTED = "ITEM_CORRECTED"
    ITEM_DONE = "ITEM_DONE"
    ITEM_REFUSED = "ITEM_REFUSED"
    ITEM_WITHDRAWN = "ITEM_WITHDRAWN"
    FASTER_PROMISED = "FASTER_PROMISED"
    FOLLOWER_NAMED = "FOLLOWER_NAMED"
    FOLLOWED_UP = "FOLLOWED_UP"
    SUPERVISION_OPENED = "SUPERVISION_OPENED"
    SUPERVISION_HANDLED = "SUPERVISION_HANDLED"
    SUPERVISION_CLOSED = "SUPERVISION_CLOSED"
    DUE_CORRECTED = "DUE_CORRECTED"


class NextActor(StrEnum):
    """Who must do the next thing about an item."""

    AGENT = "AGENT"  # 代办员
    OWNER = "OWNER"  # 业主
    BUREAU = "BUREAU"  # 审批部门
    NOBODY = "NOBODY"  # 无
