"""Units: history, former names, whether they are active, what they were merged into. The people who act for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.chassis.migrations import protect
from services.chassis.searches import searched

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEXES = {
    "organizations": {
        "ix_organizations_active": ["active", "sort_key", "id"],
        "ix_organizations_category_active": ["category", "active", "sort_key", "id"],
    },
    "organization_changes": {"ix_organization_changes_organization": ["organization_id", "id"]},
    "members": {
        "ix_members_sort": ["sort_key", "id"],
        "ix_members_organization": ["organization_id", "sort_key", "id"],
        "ix_members_person": ["person", "sort_key", "id"],
        "ix_members_from": ["from_on"],
        "ix_members_until": ["until_on"],
    },
}
# names as they are: the text of an array would put quotes and backslashes among them
SEARCH = """
create or replace function organizations_search_keep() returns trigger language plpgsql as $$ begin
insert into organizations_search values (new.id, search_pieces(
  concat_ws(' ', new.name, new.roles::text, array_to_string(new.former_names, ' ')), new.division))
on conflict (id) do update set pieces = excluded.pieces;
return null; end $$
"""


def upgrade() -> None:
    names = sa.Column("former_names", postgresql.ARRAY(sa.Text()), nullable=False, server_default=sa.text("'{}'"))
    op.add_column("organizations", names)
    op.add_column("organizations", sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.text("true")))
    op.add_column("organizations", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_organizations_merged_into"), "organizations", "organizations", ["merged_into"], ["id"]
    )
    op.execute(SEARCH)
    op.execute("drop trigger organizations_search_keep on organizations")
    op.execute(
        "create trigger organizations_search_keep after insert or update of name, roles, former_names, division "
        "on organizations for each row execute function organizations_search_keep()"
    )
    _history()
    _members()
    for table, indexes in INDEXES.items():
        for name, columns in indexes.items():
            op.create_index(name, table, columns)
    protect("organization_changes", "members")


def _history() -> None:
    op.create_table(
        "organization_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("approver", sa.Text(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_organization_changes_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization_changes")),
    )
    op.execute(
        "create trigger append_only before update or delete on organization_changes "
        "for each row execute function append_only()"
    )


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_members_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    searched("members", "name", "roles::text")
