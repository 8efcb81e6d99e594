"""All that the ledger puts into the schema (第十条)."""

from __future__ import annotations

import strawberry

from services.schedule.graphql import ledger_terms  # noqa: F401 - names the enums before they are used
from services.schedule.graphql.ledger_commands import LedgerMutation
from services.schedule.graphql.ledger_counts import LedgerCountQuery
from services.schedule.graphql.ledger_export import LedgerExportQuery
from services.schedule.graphql.ledger_lists import LedgerQuery
from services.schedule.graphql.ledger_settling import SettlingMutation
from services.schedule.graphql.ledger_sheets import LedgerSheetMutation
from services.schedule.graphql.ledger_watching import LedgerSubscription

__all__ = ["LedgerMutations", "LedgerQueries", "LedgerSubscription"]


@strawberry.type
class LedgerQueries(LedgerQuery, LedgerCountQuery, LedgerExportQuery):
    """Every query of the ledger."""


@strawberry.type
class LedgerMutations(LedgerMutation, SettlingMutation, LedgerSheetMutation):
    """Every command on the ledger."""
