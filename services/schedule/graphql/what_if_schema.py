"""The root fields of annual curves, scenarios, comparisons and the exchange of plans."""

from __future__ import annotations

import strawberry

from services.schedule.graphql.annual_commands import AnnualBatchQuery, AnnualTasksMutation
from services.schedule.graphql.annual_curves import AnnualCurvesQuery
from services.schedule.graphql.exchange import ExchangeMutation, ExchangeQuery
from services.schedule.graphql.scenario_commands import ScenarioMutation
from services.schedule.graphql.scenarios import ScenarioQuery


@strawberry.type
class WhatIfQuery(ExchangeQuery, ScenarioQuery, AnnualCurvesQuery, AnnualBatchQuery):
    """Queries of these areas."""


@strawberry.type
class WhatIfMutation(ExchangeMutation, ScenarioMutation, AnnualTasksMutation):
    """Commands of these areas."""
