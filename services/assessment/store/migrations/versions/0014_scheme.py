"""Schemes are drafted, tried, approved and frozen; what was done with each is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect, run

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WHOLE = "division <> ''"  # true of every row, but said only by lists that nothing else narrows

# Until now a scheme was in force from its adoption, the newest of its year; frozen once a period was published under it.
SCHEMES = (
    "alter table schemes rename column adopted_at to drafted_at",
    "alter table schemes rename column adopted_by to drafted_by",
    "alter table schemes add column revision integer not null default 1, add column status varchar(40), "
    "add column copied_from uuid, add column approved_at timestamptz, add column approved_by text, add column approver text, "
    "add column document text, add column frozen_at timestamptz, add column ended_at timestamptz, add column ended_reason text",
    "alter table schemes alter column revision drop default",
    "update schemes s set approved_at = drafted_at, approved_by = drafted_by, status = case when exists (select 1 from periods p "
    "where p.scheme_id = s.id and p.status = 'PUBLISHED') then 'FROZEN' when exists (select 1 from schemes o where "
    "o.division = s.division and o.year = s.year and o.version > s.version) then 'SUPERSEDED' else 'APPROVED' end",
    "update schemes s set frozen_at = (select min(p.published_at) from periods p where p.scheme_id = s.id) where status = 'FROZEN'",
    "update schemes s set status = 'SUPERSEDED' where status = 'APPROVED' and exists (select 1 from schemes o where "
    "o.division = s.division and o.year = s.year and o.status = 'FROZEN')",
    "alter table schemes alter column status set not null",
    "create unique index uq_schemes_in_force on schemes (division, year) where status in ('APPROVED', 'FROZEN')",
)
# What was approved says for good what it said then: not by a fault in the code, and not by hand.
GUARDS = (
    "create function schemes_approved_stand() returns trigger language plpgsql as $$ begin "
    "if old.status <> 'DRAFT' and (new.content::jsonb <> old.content::jsonb or new.title <> old.title or new.year <> old.year "
    "or new.version <> old.version) then raise exception 'a scheme that is no draft never changes what it says'; end if; "
    "return new; end $$",
    "create trigger schemes_approved_stand before update on schemes for each row execute function schemes_approved_stand()",
    "create function scheme_steps_append_only() returns trigger language plpgsql as $$ "
    "begin raise exception 'steps of a scheme are never changed or removed'; end $$",
    "create trigger scheme_steps_append_only before update or delete on scheme_steps "
    "for each row execute function scheme_steps_append_only()",
)


def upgrade() -> None:
    """Give schemes their life, and what is tried a place of its own."""
    for statement in SCHEMES:
        run(statement)
    _steps()
    _trials()
    _comparisons()
    protect("scheme_steps", "scheme_trials", "trial_results", "scheme_comparisons", "compared_units")
    for statement in GUARDS:
        run(statement)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _score(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Numeric(precision=20, scale=4), nullable=nullable)


def _steps() -> None:
    op.create_table(
        "scheme_steps",
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        _whole("revision"),
        _text("division"),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        _moment("at"),
        _text("by"),
        _text("by_name"),
        sa.ForeignKeyConstraint(["scheme_id"], ["schemes.id"], name=op.f("fk_scheme_steps_scheme_id")),
        sa.PrimaryKeyConstraint("scheme_id", "revision", name=op.f("pk_scheme_steps")),
    )


def _trials() -> None:
    op.create_table(
        "scheme_trials",
        sa.Column("id", sa.Uuid(), nullable=False),
        _text("division"),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        _whole("revision"),
        _whole("year"),
        _whole("quarter"),
        _text("digest"),
        sa.Column("through", sa.Date(), nullable=False),
        _whole("ranked"),
        sa.Column("idle", sa.JSON(), nullable=False),
        sa.Column("unplaced", sa.JSON(), nullable=False),
        _moment("at"),
        _text("by"),
        _text("by_name"),
        sa.ForeignKeyConstraint(["scheme_id"], ["schemes.id"], name=op.f("fk_scheme_trials_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_trials")),
    )
    op.create_index("ix_scheme_trials_scheme", "scheme_trials", ["scheme_id", "at", "id"])
    op.create_table(
        "trial_results",
        sa.Column("trial_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        _text("division"),
        _whole("position"),
        sa.Column("group", sa.String(40), nullable=False),
        _score("score", nullable=False),
        _whole("rank"),
        _whole("last", nullable=True),
        sa.Column("colour", sa.String(40), nullable=True),
        _text("words"),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["trial_id"], ["scheme_trials.id"], name=op.f("fk_trial_results_trial_id")),
        sa.PrimaryKeyConstraint("trial_id", "unit_id", name=op.f("pk_trial_results")),
    )
    op.create_index("ix_trial_results_list", "trial_results", ["trial_id", "position", "unit_id"])
    op.create_index("ix_trial_results_group", "trial_results", ["trial_id", "group", "position", "unit_id"])


def _comparisons() -> None:
    op.create_table(
        "scheme_comparisons",
        sa.Column("id", sa.Uuid(), nullable=False),
        _text("division"),
        _whole("year"),
        _whole("quarter"),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        _whole("units"),
        _whole("changed"),
        _moment("at"),
        _text("by"),
        _text("by_name"),
        sa.ForeignKeyConstraint(["first_id"], ["scheme_trials.id"], name=op.f("fk_scheme_comparisons_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["scheme_trials.id"], name=op.f("fk_scheme_comparisons_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_comparisons")),
    )
    op.create_index("ix_scheme_comparisons_list", "scheme_comparisons", ["at", "id"], postgresql_where=sa.text(WHOLE))
    op.create_index("ix_scheme_comparisons_year", "scheme_comparisons", ["year", "at", "id"])
    op.create_table(
        "compared_units",
        sa.Column("comparison_id", sa.Uuid(), nullable=False),
        _whole("position"),
        _text("division"),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("group", sa.String(40), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        *(
            column
            for side in ("first", "second")
            for column in (
                _score(f"{side}_score"),
                _whole(f"{side}_rank", nullable=True),
                sa.Column(f"{side}_colour", sa.String(40), nullable=True),
            )
        ),
        _score("score_change"),
        _whole("rank_change", nullable=True),
        sa.ForeignKeyConstraint(
            ["comparison_id"], ["scheme_comparisons.id"], name=op.f("fk_compared_units_comparison_id")
        ),
        sa.PrimaryKeyConstraint("comparison_id", "position", name=op.f("pk_compared_units")),
    )
    op.create_index("ix_compared_units_group", "compared_units", ["comparison_id", "group", "position"])
    op.create_index(
        "ix_compared_units_changed",
        "compared_units",
        ["comparison_id", "position"],
        postgresql_where=sa.text("changed"),
    )
