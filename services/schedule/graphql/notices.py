"""Notices in the API (第七条至第十三条): what happened that concerns the caller, read and unread."""

from __future__ import annotations

from typing import Any

import strawberry

from services.chassis.graphql.notices import notice_fields
from services.chassis.reads import refer
from services.schedule.graphql.references import Project
from services.schedule.store.notices import KEPT


def _project(notice: Any) -> Any:
    return refer(id=notice.project_id)


_FIELDS = notice_fields(KEPT, "", (Project, _project))
NOTICE_PERMISSIONS = _FIELDS.rules


@strawberry.type
class NoticeQuery:
    notices = _FIELDS.notices
    unread_notices = _FIELDS.unread
    notice_kinds = _FIELDS.kinds


@strawberry.type
class NoticeMutation:
    mark_notices_read = _FIELDS.mark_read
    mute_notices = _FIELDS.mute


@strawberry.type
class NoticeSubscription:
    notices_changed = _FIELDS.changed
