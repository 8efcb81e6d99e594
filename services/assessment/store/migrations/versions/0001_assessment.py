"""Facts, schemes, quarters with their results, cards, and copies of units and projects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import chassis_v1, protect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    chassis_v1()
    op.create_table(
        "facts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column(
            "received_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("days_late", sa.Integer(), nullable=True),
        sa.Column("plan_version", sa.Integer(), nullable=True),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("done", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("planned", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("done_so_far", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("planned_so_far", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
    )
    op.create_index(
        "ix_facts_due",
        "facts",
        ["division", "kind", "due_on"],
        unique=False,
        postgresql_where=sa.text("due_on is not null"),
    )
    op.create_index("ix_facts_happened", "facts", ["division", "kind", "happened_on"], unique=False)
    op.create_index("ix_facts_list", "facts", ["division", "happened_on", "id"], unique=False)
    op.create_index("ix_facts_project", "facts", ["project_id", "happened_on", "id"], unique=False)
    op.create_index("ix_facts_record", "facts", ["record_id"], unique=False)
    op.create_index("ix_facts_unit", "facts", ["unit_id", "happened_on", "id"], unique=False)
    op.create_table(
        "organizations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
    )
    op.create_table(
        "projects",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
    )
    op.create_table(
        "schemes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schemes")),
        sa.UniqueConstraint("division", "year", "version", name=op.f("uq_schemes_division_year_version")),
    )
    op.create_table(
        "quarters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("through", sa.Date(), nullable=False),
        sa.Column("idle", sa.JSON(), nullable=False),
        sa.Column("unplaced", sa.JSON(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["schemes.id"], name=op.f("fk_quarters_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarters")),
        sa.UniqueConstraint("division", "year", "quarter", name=op.f("uq_quarters_division_year_quarter")),
    )
    op.create_table(
        "cards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("quarter_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("group", sa.String(40), nullable=False),
        sa.Column("colour", sa.String(40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("duties", sa.JSON(), nullable=False),
        sa.Column("bars_advanced_unit", sa.Boolean(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["quarter_id"], ["quarters.id"], name=op.f("fk_cards_quarter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
    )
    op.create_index("ix_cards_list", "cards", ["division", "issued_on", "id"], unique=False)
    op.create_index("ix_cards_quarter", "cards", ["quarter_id"], unique=False)
    op.create_index("ix_cards_unit", "cards", ["unit_id", "issued_on", "id"], unique=False)
    op.create_index(
        "uq_cards_in_force",
        "cards",
        ["division", "year", "quarter", "unit_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_on is null"),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("quarter_id", sa.Uuid(), nullable=False),
        sa.Column("quarter_version", sa.Integer(), nullable=False),
        sa.Column("after_publication", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("score_before", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("score_after", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("rank_before", sa.Integer(), nullable=False),
        sa.Column("rank_after", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_by_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["quarter_id"], ["quarters.id"], name=op.f("fk_corrections_quarter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_unit", "corrections", ["quarter_id", "unit_id", "at"], unique=False)
    op.create_table(
        "unit_results",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("quarter_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(40), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("computed_score", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("parted_by", sa.JSON(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["quarter_id"], ["quarters.id"], name=op.f("fk_unit_results_quarter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_results")),
        sa.UniqueConstraint("quarter_id", "unit_id", name=op.f("uq_unit_results_quarter_id_unit_id")),
    )
    op.create_index("ix_unit_results_group", "unit_results", ["quarter_id", "group", "rank", "unit_id"], unique=False)
    op.create_index("ix_unit_results_unit", "unit_results", ["unit_id", "year", "quarter"], unique=False)
    op.create_table(
        "indicator_results",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(40), nullable=False),
        sa.Column("formula", sa.String(40), nullable=False),
        sa.Column("weight", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("value", sa.Numeric(precision=20, scale=6), nullable=True),
        sa.Column("points", sa.Numeric(precision=20, scale=6), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["unit_results.id"], name=op.f("fk_indicator_results_result_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_results")),
        sa.UniqueConstraint("result_id", "code", name=op.f("uq_indicator_results_result_id_code")),
    )
    op.create_table(
        "counted",
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["fact_id"], ["facts.id"], name=op.f("fk_counted_fact_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator_results.id"], name=op.f("fk_counted_indicator_id")),
        sa.PrimaryKeyConstraint("indicator_id", "fact_id", name=op.f("pk_counted")),
    )
    op.create_index("ix_counted_fact", "counted", ["fact_id"], unique=False)
    protect(
        "facts",
        "organizations",
        "projects",
        "schemes",
        "quarters",
        "unit_results",
        "indicator_results",
        "counted",
        "corrections",
        "cards",
    )
    # facts never change: not by a fault in the code, and not by hand
    op.execute(
        "create function facts_append_only() returns trigger language plpgsql as $$ "
        "begin raise exception 'facts are never changed or removed'; end $$"
    )
    op.execute(
        "create trigger facts_append_only before update or delete on facts "
        "for each row execute function facts_append_only()"
    )
    # the inbox notes each event before its handler runs; a fact has the identity of its event
    op.execute(
        "create function event_being_applied() returns trigger language plpgsql as $$ "
        "begin perform set_config('app.event_id', new.event_id::text, true); return null; end $$"
    )
    op.execute(
        "create trigger event_being_applied after insert on inbox for each row execute function event_being_applied()"
    )
