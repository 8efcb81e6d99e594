"""What every command asks first: who acts, and whether the project's schedule is there for that person to act on."""

from __future__ import annotations

from services.chassis.identity import Actor
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.schedule.domain.decision import Party


def party(actor: Actor) -> Party:
    """Say who acts, in the domain's words."""
    return Party(actor.subject, actor.name, actor.roles, actor.unit)


def no_schedule() -> Refusal:
    """第八条：a project that no issued plan has, or that the person cannot see, has no schedule to act on."""
    message = "没有找到该项目的进度计划：项目尚未列入已下达的年度重点项目计划，或不在您的查看范围内"
    return Refusal.of(Breach("SCHEDULE_UNKNOWN", message, Article(8), "projectId"))
