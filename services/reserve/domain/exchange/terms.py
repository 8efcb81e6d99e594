"""The words of the exchange with the provincial platform and the city's library."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """第三条（二）: what the provincial platform does to an application; each act has a receipt."""

    SUBMIT = "SUBMIT"  # 申报
    RESUBMIT = "RESUBMIT"  # 补正后重新申报
    WITHDRAW = "WITHDRAW"  # 撤回


class CallbackKind(StrEnum):
    """第三条（二）（四）: what the provincial platform is told of an application."""

    ACCEPTED = "ACCEPTED"  # 已受理，待初审
    RETURNED = "RETURNED"  # 退回补正
    PASSED = "PASSED"  # 初审通过
    REFUSED = "REFUSED"  # 初审不通过
    WITHDRAWN = "WITHDRAWN"  # 已撤回
    LISTED = "LISTED"  # 已列入下达的年度计划


class CityStatus(StrEnum):
    """第五条、第六条: where a project stands in the city's reserve library."""

    RECEIVED = "RECEIVED"  # 市库已接收
    ADMITTED = "ADMITTED"  # 已入市库
    RETURNED = "RETURNED"  # 市库退回
    REMOVED = "REMOVED"  # 已出市库


class CityOutcome(StrEnum):
    """What became of one entry of the city's answer."""

    TAKEN = "TAKEN"  # 已（将）更新
    SAME = "SAME"  # 与现有一致
    CONFLICT = "CONFLICT"  # 与现有冲突
    FAULTY = "FAULTY"  # 内容有误


KIND_NAMES = {
    CallbackKind.ACCEPTED: "已受理，待初审",
    CallbackKind.RETURNED: "退回补正",
    CallbackKind.PASSED: "初审通过",
    CallbackKind.REFUSED: "初审不通过",
    CallbackKind.WITHDRAWN: "已撤回",
    CallbackKind.LISTED: "已列入年度计划",
}
CITY_STATUS_NAMES = {
    CityStatus.RECEIVED: "市库已接收",
    CityStatus.ADMITTED: "已入市库",
    CityStatus.RETURNED: "市库退回",
    CityStatus.REMOVED: "已出市库",
}
