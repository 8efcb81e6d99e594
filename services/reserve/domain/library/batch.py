"""第六条: the conversion of many projects in one go; each is judged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach

MOST = 200  # rows of one command, as of one page: all are locked until it ends


def batch_breaches(project_ids: Sequence[UUID]) -> list[Breach]:
    """第六条: a batch names some projects, each of them once."""
    if not project_ids:
        return [Breach("CONVERSION_EMPTY", "请至少选择一个项目", Article(6), "projects")]
    breaches = []
    if len(project_ids) > MOST:
        message = f"一次最多转化{MOST}个项目，本次为{len(project_ids)}个，请分批办理"
        breaches.append(Breach("CONVERSION_TOO_MANY", message, Article(6), "projects"))
    seen: set[UUID] = set()
    for at, id_ in enumerate(project_ids):
        if id_ in seen:
            message = "同一项目在一批中只能出现一次"
            breaches.append(Breach("CONVERSION_DUPLICATE", message, Article(6), f"projects.{at}.projectId"))
        seen.add(id_)
    return breaches
