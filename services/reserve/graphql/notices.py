"""Notices and calendars of the reserve in the API (第三条至第六条、第十一条): what concerns the caller."""

from __future__ import annotations

from typing import Any

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Rules
from services.chassis.graphql.calendar_addresses import address_fields
from services.chassis.graphql.notices import notice_fields
from services.chassis.reads import answer
from services.reserve.graphql.project import Project
from services.reserve.store import tables
from services.reserve.store.notices import KEPT
from services.reserve.usecases.todo.addresses import KEPT as ADDRESSES


def _project(notice: Any) -> Any:
    return answer(select(tables.Project).where(tables.Project.id == notice.project_id))


_NOTICES = notice_fields(KEPT, "Reserve", (Project, _project))
_ADDRESSES = address_fields(ADDRESSES, "Reserve")
RULES: Rules = {**_NOTICES.rules, **_ADDRESSES.rules}


@strawberry.type
class NoticeQueries:
    reserve_notices = _NOTICES.notices
    unread_reserve_notices = _NOTICES.unread
    reserve_notice_kinds = _NOTICES.kinds
    reserve_calendar_addresses = _ADDRESSES.addresses


@strawberry.type
class NoticeMutations:
    mark_reserve_notices_read = _NOTICES.mark_read
    mute_reserve_notices = _NOTICES.mute
    create_reserve_calendar_address = _ADDRESSES.create
    renew_reserve_calendar_address = _ADDRESSES.renew
    revoke_reserve_calendar_address = _ADDRESSES.revoke


@strawberry.type(description="订阅 / Subscriptions")
class NoticeSubscription:
    reserve_notices_changed = _NOTICES.changed
