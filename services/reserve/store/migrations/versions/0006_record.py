"""The project record: coordinate system and cell, packages, project codes shared by exception, likeness of names."""

# ruff: noqa: E501 - SQL reads better in whole lines

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CELL = "(floor(latitude * 100) * 100000 + floor(longitude * 100))::int"
# pg_trgm takes characters apart by the database's locale, which is C: of Chinese names it leaves nothing
TRIGRAMS = """
create function name_trigrams(name text) returns text[] language sql immutable strict parallel safe as $$
  select array(select distinct substr(s, i, 3) from (select '  ' || lower(name) || ' ' s) t, generate_series(1, length(s) - 2) i) $$
"""
SIMILARITY = """
create function name_similarity(a text[], b text[]) returns double precision language sql immutable strict parallel safe as $$
  select common / (cardinality(a) + cardinality(b) - common)::double precision from (select count(*) common from unnest(a) x where x = any(b)) c $$
"""
TEXTS = ("coordinate_system", "code_exception_reason", "code_exception_approver")


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("projects", sa.Column(name, sa.String(40) if name == TEXTS[0] else sa.Text(), nullable=True))
    op.add_column("projects", sa.Column("cell", sa.Integer(), sa.Computed(CELL, persisted=True), nullable=True))
    op.add_column("projects", sa.Column("package_id", sa.Uuid(), nullable=True))
    op.create_foreign_key("fk_projects_package_id", "projects", "projects", ["package_id"], ["id"])
    op.execute("select set_config('app.division', '*', true)")
    op.execute("update projects set coordinate_system = 'CGCS2000' where longitude is not null")
    op.drop_constraint("uq_projects_division_project_code", "projects")
    once = sa.text("code_exception_reason IS NULL")
    op.create_index(
        "ix_projects_code_once", "projects", ["division", "project_code"], unique=True, postgresql_where=once
    )
    op.create_index("ix_projects_package", "projects", ["package_id", "sort_key", "id"])
    op.create_index("ix_projects_cell", "projects", ["cell"])
    op.execute(TRIGRAMS)
    op.execute(SIMILARITY)
