"""Notices of support in the API (第十四条、第十七条): what happened that concerns the caller, the unit or the role."""

from __future__ import annotations

from typing import Any

import strawberry

from services.chassis.graphql.notices import notice_fields
from services.chassis.reads import refer
from services.support.graphql.references import Project
from services.support.store.notices import KEPT


def _project(notice: Any) -> Any:
    return refer(id=notice.project_id)


_FIELDS = notice_fields(KEPT, "Support", (Project, _project))
NOTICE_PERMISSIONS = _FIELDS.rules


@strawberry.type
class NoticeQuery:
    support_notices = _FIELDS.notices
    unread_support_notices = _FIELDS.unread
    support_notice_kinds = _FIELDS.kinds


@strawberry.type
class NoticeMutation:
    mark_support_notices_read = _FIELDS.mark_read
    mute_support_notices = _FIELDS.mute


@strawberry.type
class NoticeSubscription:
    support_notices_changed = _FIELDS.changed
