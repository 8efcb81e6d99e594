"""What the four lists and statistics add to the schema (第七条、第十二条)."""

from __future__ import annotations

import strawberry

from services.schedule.graphql.list_commands import ListMutation
from services.schedule.graphql.list_nodes import ListNodeQuery
from services.schedule.graphql.list_period import ListPeriodQuery
from services.schedule.graphql.list_rules import ListRuleQuery
from services.schedule.graphql.lists import ListQuery
from services.schedule.graphql.statistics import StatisticsQuery
from services.schedule.graphql.statistics_commands import StatisticsMutation
from services.schedule.graphql.statistics_exchange import StatisticsExchangeQuery


@strawberry.type
class ListQueries(ListQuery, ListRuleQuery, ListNodeQuery, ListPeriodQuery, StatisticsQuery, StatisticsExchangeQuery):
    """Lists, their sums, and statistics."""


@strawberry.type
class ListMutations(ListMutation, StatisticsMutation):
    """Commands on lists and statistics."""
