"""What clocks, queues and their people add to the schema."""

from __future__ import annotations

import strawberry

from services.support.graphql.bulk import BulkMutation
from services.support.graphql.notices import NoticeMutation, NoticeQuery, NoticeSubscription
from services.support.graphql.officers import OfficerMutation, OfficerQuery
from services.support.graphql.queue import Subscription as QueueSubscription
from services.support.graphql.queue_views import QueueViewMutation, QueueViewQuery
from services.support.graphql.request_lists import RequestListQuery
from services.support.graphql.workload import WorkloadQuery


@strawberry.type
class WatchQuery(NoticeQuery, OfficerQuery, QueueViewQuery, RequestListQuery, WorkloadQuery):
    """Notices, officers, views, all requests, workload."""


@strawberry.type
class WatchMutation(BulkMutation, NoticeMutation, OfficerMutation, QueueViewMutation):
    """Bulk commands, notices, absences, views."""


@strawberry.type(description="订阅 / Subscriptions")
class Subscription(QueueSubscription, NoticeSubscription):
    """The queue and notices, live."""
