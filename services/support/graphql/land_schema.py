"""The land area in the schema (第十五条)."""

from __future__ import annotations

import strawberry

from services.support.graphql.land_consultation import ConsultationQuery
from services.support.graphql.land_consultation_commands import ConsultationMutation
from services.support.graphql.land_plan import LandPlanQuery
from services.support.graphql.land_plan_commands import LandPlanMutation
from services.support.graphql.quota_statement import QuotaLedgerQuery
from services.support.graphql.quota_transfers import QuotaTransferMutation, QuotaTransferQuery


@strawberry.type
class LandQuery(QuotaTransferQuery, QuotaLedgerQuery, LandPlanQuery, ConsultationQuery):
    """All of land."""


@strawberry.type
class LandMutation(QuotaTransferMutation, LandPlanMutation, ConsultationMutation):
    """All of land."""
