"""What lists are sought by: pieces of names, and what they are narrowed by in their own order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.searches import search_functions, searched

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NO_LONGER = {
    "nodes": ["ix_nodes_name", "ix_nodes_responsible_unit_id"],
    "progress_reports": ["ix_progress_reports_waiting"],
    "schedules": [
        "ix_schedules_industry_authority_id",
        "ix_schedules_owner_id",
        "ix_schedules_project_name",
        "ix_schedules_town_id",
    ],
}
INDEXES = {
    "nodes": {
        "ix_nodes_responsible_unit_id": ["responsible_unit_id", "due_on", "id"],
        "ix_nodes_unit_schedule": ["responsible_unit_id", "schedule_id"],
    },
    "progress_reports": {
        "ix_progress_reports_list": ["reported_on", "id"],
        "ix_progress_reports_status": ["status", "reported_on", "id"],
        "ix_progress_reports_project": ["project_id", "reported_on", "id"],
        "ix_progress_reports_year": ["year", "reported_on", "id"],
        "ix_progress_reports_month": ["year", "month", "reported_on", "id"],
    },
    "projects": {
        "ix_projects_category_level": ["category", "level"],
        "ix_projects_level_category": ["level", "category"],
    },
    "schedules": {
        f"ix_schedules_{by}": [by, "opened_on", "id"] for by in ("owner_id", "town_id", "industry_authority_id", "kind")
    },
}
OF_SOME = {
    "nodes": {
        "ix_nodes_due": (["due_on", "id"], "current"),
        "ix_nodes_stage": (["stage", "due_on", "id"], "current"),
        "ix_nodes_open_of_unit": (["responsible_unit_id", "due_on", "id"], "current and completed_on is null"),
        "ix_nodes_waiting": (["due_on", "id"], "current and completed_on is null and waits_for is not null"),
        "ix_nodes_done": (["due_on", "id"], "current and completed_on <= due_on"),
        "ix_nodes_done_late": (["due_on", "id"], "current and completed_on > due_on"),
    },
    "plan_items": {"ix_plan_items_year": (["year", "schedule_id"], "current")},
    "schedules": {"ix_schedules_unplanned": (["opened_on", "id"], "plan_version = 0")},
}


def upgrade() -> None:
    for table, names in NO_LONGER.items():
        for name in names:
            op.drop_index(name, table)
    for table, indexes in INDEXES.items():
        for name, columns in indexes.items():
            op.create_index(name, table, columns)
    for table, partial in OF_SOME.items():
        for name, (columns, which) in partial.items():
            op.create_index(name, table, columns, postgresql_where=sa.text(which))
    search_functions()
    searched("schedules", "project_name")
    searched("nodes", "name")
