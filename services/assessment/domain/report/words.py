"""The words of packs and unit pages."""

from __future__ import annotations

from services.assessment.domain.card.model import Colour, DutyStatus
from services.assessment.domain.review.model import ObjectionStatus

COLOURS = {Colour.YELLOW: "黄牌", Colour.RED: "红牌"}
DUTY_STATUS = {
    DutyStatus.DUE: "待履行",
    DutyStatus.FULFILLED: "已履行，待确认",
    DutyStatus.RETURNED: "退回重做",
    DutyStatus.CONFIRMED: "已确认",
    DutyStatus.LAPSED: "已终止",
}
OBJECTION_STATUS = {
    ObjectionStatus.RAISED: "待决定",
    ObjectionStatus.WITHDRAWN: "已撤回",
    ObjectionStatus.ACCEPTED: "已采纳",
    ObjectionStatus.REFUSED: "不予采纳",
}
FROM_BOTTOM = {1: "倒数第一", 2: "倒数第二", 3: "倒数第三"}


def from_bottom(place: int) -> str:
    """Name a place from the bottom.

    >>> from_bottom(1), from_bottom(4)
    ('倒数第一', '倒数第4')
    """
    return FROM_BOTTOM.get(place, f"倒数第{place}")
