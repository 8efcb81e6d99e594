"""What commands on arrangements answer alike."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from services.law.breach import Breach, Refusal
from services.schedule.domain.leaders.arrangement import Link
from services.schedule.domain.leaders.terms import A13


def no_arrangement() -> Refusal:
    """An arrangement that is not there, or not for the person to see."""
    message = "没有找到该区领导联系重点项目安排，或不在您的查看范围内"
    return Refusal.of(Breach("ARRANGEMENT_UNKNOWN", message, A13, "arrangementId"))


def no_link() -> Refusal:
    """第十三条：reports and problems go to the leader of a project that an issued arrangement links."""
    message = "该项目没有现行的区领导联系安排，或不在您的查看范围内"
    return Refusal.of(Breach("NO_LEADER_LINK", message, A13, "projectId"))


def facts(link: Link | None) -> dict[str, Any] | None:
    """Say what a link holds, for the audit trail."""
    return None if link is None else asdict(link)
