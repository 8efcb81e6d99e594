"""What the provincial platform does to a request of support, and what it is told of it (第十四条、第十七条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.law.article import Article
from services.law.breach import Breach
from services.support.domain import request as requests
from services.support.domain.kinds.model import FieldType, RequestKind
from services.support.domain.request import STATE_NAMES, Change

A14 = Article(14)


class Action(StrEnum):
    """What the province does; each act has a receipt."""

    SUBMIT = "SUBMIT"  # 提交
    RESUBMIT = "RESUBMIT"  # 补正后重报
    WITHDRAW = "WITHDRAW"  # 撤回


class CallbackKind(StrEnum):
    """What the province is told of a request."""

    RECEIVED = "RECEIVED"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    SUSPENDED = "SUSPENDED"
    RESUMED = "RESUMED"
    DECIDED = "DECIDED"
    DELIVERED = "DELIVERED"
    REVIEWED = "REVIEWED"
    CORRECTED = "CORRECTED"
    WITHDRAWN = "WITHDRAWN"


KIND_NAMES = {
    CallbackKind.RECEIVED: "已收件",
    CallbackKind.RETURNED: "退回补正",
    CallbackKind.ACCEPTED: "已受理",
    CallbackKind.NOT_ACCEPTED: "不予受理",
    CallbackKind.SUSPENDED: "进入特殊程序",
    CallbackKind.RESUMED: "特殊程序结束",
    CallbackKind.DECIDED: "已作出决定",
    CallbackKind.DELIVERED: "已送达",
    CallbackKind.REVIEWED: "复核已决定",
    CallbackKind.CORRECTED: "文书已更正",
    CallbackKind.WITHDRAWN: "已撤回",
}
_DONE = requests.Action
TOLD = {
    _DONE.SUBMITTED: CallbackKind.RECEIVED,
    _DONE.RESUBMITTED: CallbackKind.RECEIVED,
    _DONE.RETURNED: CallbackKind.RETURNED,
    _DONE.ACCEPTED: CallbackKind.ACCEPTED,
    _DONE.NOT_ACCEPTED: CallbackKind.NOT_ACCEPTED,
    _DONE.SUSPENDED: CallbackKind.SUSPENDED,
    _DONE.RESUMED: CallbackKind.RESUMED,
    _DONE.DECIDED: CallbackKind.DECIDED,
    _DONE.DELIVERED: CallbackKind.DELIVERED,
    _DONE.REVIEW_DECIDED: CallbackKind.REVIEWED,
    _DONE.CORRECTED: CallbackKind.CORRECTED,
    _DONE.WITHDRAWN: CallbackKind.WITHDRAWN,
}


def misplaced(attachments: Sequence[Mapping[str, Any]], rule: RequestKind | None) -> tuple[Breach, ...]:
    """Name the facts of files that say they belong to a field of the form which takes none. rule: None: told elsewhere."""
    if rule is None:
        return ()
    fields = {f.code for f in rule.form if f.type is FieldType.FILE}
    known = "、".join(sorted(fields)) or "无"
    return tuple(
        Breach(
            "FIELD_UNKNOWN",
            f"“{rule.name}”的表单没有附件类字段 {fact['field']}；可填：{known}",
            A14,
            f"attachments.{at}.field",
        )
        for at, fact in enumerate(attachments)
        if fact.get("field") is not None and fact["field"] not in fields
    )


def says(change: Change, kind: CallbackKind, due_on: date | None, at: datetime) -> dict[str, Any]:
    """Write what happened to a request, as the province reads it."""
    request = change.request
    decided = request.decision
    return {
        "kind": kind.value,
        "kindName": KIND_NAMES[kind],
        "state": request.state.value,
        "stateName": STATE_NAMES[request.state],
        "requestId": str(request.id),
        "version": request.version,
        "at": at.isoformat(),
        "dueOn": due_on.isoformat() if due_on else None,
        "reason": change.note or None,
        "outcome": decided.outcome.value if decided else None,
        "documentNumber": decided.document_number if decided else None,
        "grantedQuantity": f"{decided.granted.normalize():f}" if decided and decided.granted is not None else None,
    }
