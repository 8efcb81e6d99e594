"""Saved views, and initials of names among what searches find."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# Initials are sought by two letters and more, codes by four figures and more: single characters of them are no pieces.
# A code is found with its hyphens and without.
PIECES = {
    "projects": (
        "name, initials, project_code, division",
        "search_pieces(new.name, new.division) || search_split(new.initials, 2) || search_split(new.initials, 3)"
        " || search_split(new.project_code, 3) || search_split(replace(new.project_code, '-', ''), 3)",
    ),
    # names as they are: the text of an array would put quotes and backslashes among them
    "organizations": (
        "name, initials, roles, former_names, credit_code, division",
        "search_pieces(concat_ws(' ', new.name, new.roles::text, array_to_string(new.former_names, ' ')), new.division)"
        " || search_split(new.initials, 2) || search_split(new.initials, 3) || search_split(new.credit_code, 3)",
    ),
    **dict.fromkeys(
        ("plan_items", "applications"),
        (
            "project_name, initials, division",
            "search_pieces(new.project_name, new.division) || search_split(new.initials, 2) || search_split(new.initials, 3)",
        ),
    ),
}


# an application has its project's; what it follows is as in 0009, and the initials besides
FOLLOW = """
create or replace function applications_follow() returns trigger language plpgsql as $$ begin
  update applications set project_name = new.name, sort_key = new.sort_key, initials = new.initials, category = new.category,
    owner_id = new.owner_id, town_id = new.town_id, industry_authority_id = new.industry_authority_id,
    registered_by_unit = new.registered_by_unit
  where project_id = new.id;
  return null; end $$
"""
FOLLOWED = (
    "name",
    "sort_key",
    "initials",
    "category",
    "owner_id",
    "town_id",
    "industry_authority_id",
    "registered_by_unit",
)
OLD, NEW = (", ".join(f"{row}.{column}" for column in FOLLOWED) for row in ("old", "new"))
FOLLOWING = f"""
create trigger applications_follow after update of {", ".join(FOLLOWED)} on projects
for each row when (({OLD}) is distinct from ({NEW})) execute function applications_follow()
"""


def upgrade() -> None:
    for table, (columns, pieces) in PIECES.items():
        op.add_column(table, sa.Column("initials", sa.Text()))
        if table != "applications":  # few, and none once `migrate` has worked them out
            op.create_index(f"ix_{table}_no_initials", table, ["id"], postgresql_where=sa.text("initials is null"))
        op.execute(
            f"create or replace function {table}_search_keep() returns trigger language plpgsql as $$ begin "
            f"insert into {table}_search values (new.id, {pieces}) "
            "on conflict (id) do update set pieces = excluded.pieces; return null; end $$"
        )
        op.execute(f"drop trigger {table}_search_keep on {table}")
        op.execute(
            f"create trigger {table}_search_keep after insert or update of {columns} on {table} "
            f"for each row execute function {table}_search_keep()"
        )
    op.execute(FOLLOW)
    op.execute("drop trigger applications_follow on projects")
    op.execute(FOLLOWING)
    _saved_views()


def _saved_views() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("of_list", sa.String(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("sharing", sa.String(40), nullable=False),
        sa.Column("unit_id", sa.Uuid()),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
    )
    kept, default = sa.text("deleted_at is null"), sa.text("is_default and deleted_at is null")
    one = ["division", "owner", "of_list"]
    op.create_index("ix_saved_views_name_once", "saved_views", [*one, "name"], unique=True, postgresql_where=kept)
    op.create_index("ix_saved_views_default_once", "saved_views", one, unique=True, postgresql_where=default)
    op.create_index("ix_saved_views_owner", "saved_views", ["owner"])
    op.create_index("ix_saved_views_unit", "saved_views", ["unit_id"])
    op.create_index("ix_saved_views_sharing", "saved_views", ["sharing", "division"])
    op.create_index("ix_saved_views_sort", "saved_views", ["of_list", "sort_key", "id"])
    protect("saved_views")
