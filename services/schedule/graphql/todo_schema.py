"""What things to do, notices and calendars add to the schema."""

from __future__ import annotations

import strawberry

from services.schedule.graphql.calendar import CalendarMutation, CalendarQuery
from services.schedule.graphql.notices import NoticeMutation, NoticeQuery, NoticeSubscription


@strawberry.type
class TodoQueries(CalendarQuery, NoticeQuery):
    """Addresses and notices."""


@strawberry.type
class TodoMutations(CalendarMutation, NoticeMutation):
    """Commands on both."""


@strawberry.type
class TodoSubscriptions(NoticeSubscription):
    """What is told live."""
