"""Notices and calendars of the assessment in the API (第十九条、第二十一条): what concerns the caller."""

from __future__ import annotations

from typing import Any

import strawberry

from services.assessment.graphql.entities import Project
from services.assessment.store.notices import KEPT
from services.assessment.usecases.todo.addresses import KEPT as ADDRESSES
from services.chassis.graphql import Rules
from services.chassis.graphql.calendar_addresses import address_fields
from services.chassis.graphql.notices import notice_fields
from services.chassis.reads import refer


def _project(notice: Any) -> Any:
    return refer(id=notice.project_id)


_NOTICES = notice_fields(KEPT, "Assessment", (Project, _project))
_ADDRESSES = address_fields(ADDRESSES, "Assessment")
RULES: Rules = {**_NOTICES.rules, **_ADDRESSES.rules}


@strawberry.type
class NoticeQueries:
    assessment_notices = _NOTICES.notices
    unread_assessment_notices = _NOTICES.unread
    assessment_notice_kinds = _NOTICES.kinds
    assessment_calendar_addresses = _ADDRESSES.addresses


@strawberry.type
class NoticeMutations:
    mark_assessment_notices_read = _NOTICES.mark_read
    mute_assessment_notices = _NOTICES.mute
    create_assessment_calendar_address = _ADDRESSES.create
    renew_assessment_calendar_address = _ADDRESSES.renew
    revoke_assessment_calendar_address = _ADDRESSES.revoke


@strawberry.type(description="订阅 / Subscriptions")
class NoticeSubscription:
    assessment_notices_changed = _NOTICES.changed
