"""The domain's enums under their names in the schema. Imported before every type that uses them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import strawberry

from services.support.domain.kinds.model import Outcome
from services.support.domain.quota import EntryKind
from services.support.domain.request import STATE_NAMES, Action, State

__all__ = ["Action", "EntryKind", "Outcome", "State"]


def _shown(kind: type[StrEnum], name: str, description: str, values: Mapping[StrEnum, str]) -> None:
    """Give an enum its name, and each of its values a description."""
    strawberry.enum(kind, name=name, description=description)
    for value in kind.__strawberry_definition__.values:  # type: ignore[attr-defined]  # set by strawberry.enum
        value.description = values[kind(value.value)]


_ENGLISH = {
    State.SUBMITTED: "Received, to be accepted or returned",
    State.RETURNED: "Returned for correction; the clock stands",
    State.ACCEPTED: "Accepted, to be claimed",
    State.CLAIMED: "Somebody has it in hand",
    State.GRANTED: "Granted",
    State.GRANTED_IN_PART: "Granted in part",
    State.REFUSED: "Refused",
    State.WITHDRAWN: "Withdrawn by the applicant",
}
_shown(
    State,
    "SupportRequestState",
    "申请状态 / Where a request stands",
    {state: f"{name} / {_ENGLISH[state]}" for state, name in STATE_NAMES.items()},
)
_shown(
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
    },
)
_shown(
    Outcome,
    "SupportRequestOutcome",
    "决定 / How a bureau decides",
    {
        Outcome.GRANTED: "准予 / Granted",
        Outcome.GRANTED_IN_PART: "部分准予 / Granted in part",
        Outcome.REFUSED: "不予 / Refused",
    },
)
_shown(
    EntryKind,
    "QuotaEntryKind",
    "指标记账种类 / Why a balance has changed",
    {
        EntryKind.ALLOCATED: "下达 / Allocated",
        EntryKind.REDUCED: "调减 / Taken back",
        EntryKind.RESERVED: "预留 / Set aside for an accepted request",
        EntryKind.RELEASED: "释放 / Given back",
        EntryKind.COMMITTED: "核销 / Used up by a grant",
    },
)
