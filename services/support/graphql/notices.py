"""Notices and calendars of support in the API (第八条、第十四条至第十七条): what concerns the caller, the unit or the role."""

from __future__ import annotations

from typing import Any

import strawberry

from services.chassis.graphql.calendar_addresses import address_fields
from services.chassis.graphql.notices import notice_fields
from services.chassis.reads import refer
from services.support.graphql.references import Project
from services.support.store.notices import KEPT
from services.support.usecases.todo.addresses import KEPT as ADDRESSES


def _project(notice: Any) -> Any:
    return refer(id=notice.project_id)


_FIELDS = notice_fields(KEPT, "Support", (Project, _project))
_ADDRESSES = address_fields(ADDRESSES, "Support")
NOTICE_PERMISSIONS = {**_FIELDS.rules, **_ADDRESSES.rules}


@strawberry.type
class NoticeQuery:
    support_notices = _FIELDS.notices
    unread_support_notices = _FIELDS.unread
    support_notice_kinds = _FIELDS.kinds
    support_calendar_addresses = _ADDRESSES.addresses


@strawberry.type
class NoticeMutation:
    mark_support_notices_read = _FIELDS.mark_read
    mute_support_notices = _FIELDS.mute
    create_support_calendar_address = _ADDRESSES.create
    renew_support_calendar_address = _ADDRESSES.renew
    revoke_support_calendar_address = _ADDRESSES.revoke


@strawberry.type
class NoticeSubscription:
    support_notices_changed = _FIELDS.changed
