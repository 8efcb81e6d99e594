"""第六条: an entry that nobody has touched for long is confirmed as still valid, or brought up to date."""

from __future__ import annotations

from dataclasses import replace

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.project.state import Project, changed

A6 = Article(6)


def confirm(project: Project, reason: str) -> Decided[Project] | Refusal:
    """第六条: say that an entry of a library is still valid and nothing of it has changed; the reason is kept."""
    breaches = []
    if not reason:
        breaches.append(Breach("REASON_MISSING", "确认须写明依据", A6, "reason"))
    if project.library is None:
        breaches.append(Breach("PROJECT_IN_NO_LIBRARY", "项目未入库，无须确认", A6))
    if breaches:
        return Refusal(tuple(breaches))
    after = replace(project, version=project.version + 1)
    return Decided(after, (changed(after),))
