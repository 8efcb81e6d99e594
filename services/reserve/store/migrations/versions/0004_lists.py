"""What lists are sought by: pieces of names, amounts in an order that indexes know, filters in the order of the list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.searches import search_functions, searched

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NO_LONGER = {
    "organizations": ["ix_organizations_name_search"],
    "plan_items": ["ix_plan_items_project_name_search"],
    "projects": [
        "ix_projects_name_search",
        "ix_projects_total",
        "ix_projects_town_id",
        "ix_projects_industry_authority_id",
    ],
}
INDEXES = {
    "organizations": {"ix_organizations_category": ["category", "sort_key", "id"]},
    "plan_items": {
        "ix_plan_items_kind": ["plan_id", "kind", "sort_key", "id"],
        "ix_plan_items_category": ["plan_id", "category", "sort_key", "id"],
    },
    "projects": {
        "ix_projects_total": ["total_order", "id"],
        "ix_projects_registered_by_unit": ["registered_by_unit"],
        "ix_projects_project_code": ["project_code"],
        "ix_projects_traits": ["category", "level", "library", "investment_mode"],
        **{f"ix_projects_{by}": [by, "sort_key", "id"] for by in ("level", "category", "investment_mode")},
        **{
            f"ix_projects_{of}_{by}": [f"{of}_id", by, "id"]
            for of in ("town", "industry_authority")
            for by in ("sort_key", "total_order", "registered_at", "changed_at")
        },
    },
}


def upgrade() -> None:
    for table, names in NO_LONGER.items():
        for name in names:
            op.drop_index(name, table)
    order = sa.Computed("lpad((total_investment * 10000)::numeric(24, 0)::text, 20, '0')", persisted=True)
    op.add_column("projects", sa.Column("total_order", sa.Text(), order, nullable=False))
    for table, indexes in INDEXES.items():
        for name, columns in indexes.items():
            op.create_index(name, table, columns)
    search_functions()
    searched("organizations", "name", "roles::text")
    searched("projects", "name")
    searched("plan_items", "project_name")
