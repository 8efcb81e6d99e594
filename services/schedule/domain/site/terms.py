"""第八条：the parties of a building site."""

from __future__ import annotations

from enum import StrEnum


class SiteParty(StrEnum):
    """For whom somebody works at the site."""

    OWNER = "OWNER"  # 建设单位
    CONTRACTOR = "CONTRACTOR"  # 施工单位
    SUPERVISOR = "SUPERVISOR"  # 监理单位
    DESIGNER = "DESIGNER"  # 设计单位
    SURVEYOR = "SURVEYOR"  # 勘察单位
    OTHER = "OTHER"  # 其他单位
