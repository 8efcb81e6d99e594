"""What a file on a request is for."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """What a file on a request is for."""

    FORM = "FORM"  # 申请材料
    SURVEY = "SURVEY"  # 踏勘照片
    OPINION = "OPINION"  # 意见附件
    DECISION = "DECISION"  # 决定文书
    DELIVERY = "DELIVERY"  # 送达凭证
    REVIEW = "REVIEW"  # 复核材料
