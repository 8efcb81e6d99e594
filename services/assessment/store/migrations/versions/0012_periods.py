"""Quarters become periods: a period is a quarter, or the whole year (quarter 0)."""

from __future__ import annotations

from services.chassis.migrations import run

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

RENAME = (
    "alter table quarters rename to periods",
    "alter table unit_results rename column quarter_id to period_id",
    "alter table cards rename column quarter_id to period_id",
    "alter table corrections rename column quarter_id to period_id",
    "alter table corrections rename column quarter_version to period_version",
    "alter index ix_cards_quarter rename to ix_cards_period",
    "alter index pk_quarters rename to pk_periods",
    "alter table periods rename constraint uq_quarters_division_year_quarter to uq_periods_division_year_quarter",
    "alter table periods rename constraint fk_quarters_scheme_id to fk_periods_scheme_id",
    "alter table unit_results rename constraint fk_unit_results_quarter_id to fk_unit_results_period_id",
    "alter table unit_results rename constraint uq_unit_results_quarter_id_unit_id to uq_unit_results_period_id_unit_id",
    "alter table cards rename constraint fk_cards_quarter_id to fk_cards_period_id",
    "alter table corrections rename constraint fk_corrections_quarter_id to fk_corrections_period_id",
)


def upgrade() -> None:
    """Give tables and columns the names that fit both kinds of period."""
    for statement in RENAME:
        run(statement)
