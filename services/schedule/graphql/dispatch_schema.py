"""All that dispatch puts into the schema (第十条)."""

from __future__ import annotations

import strawberry

from services.schedule.graphql import dispatch_terms, ledger_terms  # noqa: F401 - they name the enums before they are used
from services.schedule.graphql.bulletin import BulletinQuery
from services.schedule.graphql.bulletin_commands import BulletinMutation
from services.schedule.graphql.dispatch_commands import DispatchMutation
from services.schedule.graphql.dispatch_lists import DispatchQuery
from services.schedule.graphql.dispatch_papers import DispatchPaperQuery
from services.schedule.graphql.dispatch_treating import TreatingMutation
from services.schedule.graphql.interview_commands import InterviewMutation
from services.schedule.graphql.review import ReviewQuery
from services.schedule.graphql.review_commands import ReviewMutation


@strawberry.type
class DispatchQueries(DispatchQuery, BulletinQuery, DispatchPaperQuery, ReviewQuery):
    """Every query of dispatch."""


@strawberry.type
class DispatchMutations(DispatchMutation, TreatingMutation, BulletinMutation, ReviewMutation, InterviewMutation):
    """Every command of dispatch."""
