"""Everything about money in the schema (第十六条)."""

from __future__ import annotations

import strawberry

from services.support.graphql.financing import FinancingQuery
from services.support.graphql.financing_commands import FinancingMutation
from services.support.graphql.financing_lists import FinancingListQuery
from services.support.graphql.fund_application_commands import FundApplicationMutation
from services.support.graphql.fund_applications import FundApplicationQuery
from services.support.graphql.fund_commands import FundMutation
from services.support.graphql.fund_statement import FundStatementQuery
from services.support.graphql.funds import FundQuery


@strawberry.type
class FundsQuery(FundQuery, FundStatementQuery, FinancingQuery, FinancingListQuery, FundApplicationQuery):
    """What is asked about money."""


@strawberry.type
class FundsMutation(FundMutation, FinancingMutation, FundApplicationMutation):
    """What is done with money."""
