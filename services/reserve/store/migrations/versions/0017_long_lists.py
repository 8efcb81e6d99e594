"""What long lists are sought by: indexes that say alone whether few or many rows match, and one for a whole list only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WHOLE = "division <> ''"  # true of every row, but said only by lists that nothing else narrows
WHOLE_LISTS = {
    "import_runs": {"asked": "asked_at"},
    "applications": {"sort": "sort_key", "annual": "annual_order", "created": "created_at", "changed": "changed_at"},
}
# columns, and what is read beside them
SOUGHT = {
    "applications": {
        "year": (["year", "status", "sort_key", "id"], []),
        **{
            by: ([by, "sort_key", "id"], [])
            for by in ("status", "category", "owner_id", "registered_by_unit", "town_id", "industry_authority_id")
        },
    },
    "assessments": {
        "town_id": (["town_id", "category", "aim", "ready", "stale", "id"], ["owner_id", "industry_authority_id"]),
        "industry_authority_id": (
            ["industry_authority_id", "category", "aim", "ready", "stale", "id"],
            ["owner_id", "town_id"],
        ),
        "owner_id": (["owner_id", "category", "aim", "ready", "stale", "id"], ["town_id", "industry_authority_id"]),
        "registered_by_unit": (["registered_by_unit", "sort_key", "id"], []),
        "category": (["category", "aim", "ready", "stale", "id"], []),
        "aim": (["aim", "ready", "stale", "id"], []),
        "ready": (["ready", "stale", "id"], []),
        "stale": (["stale", "since", "id"], []),
    },
    "assessment_gaps": {"criterion": (["criterion", "verdict", "assessment_id"], [])},
    "callbacks": {"status": (["status", "created_at", "id"], [])},
    "saved_views": {"owner": (["owner", "sort_key", "id"], []), "unit": (["unit_id", "sort_key", "id"], [])},
}
ALSO_SOUGHT = {
    "callbacks": {"kind": ["kind", "created_at", "id"]},
    "import_runs": {by: [by, "asked_at", "id"] for by in ("asked_by", "unit_id", "plan_id", "state")},
    "heading_mappings": {by: [by, "remembered_at", "id"] for by in ("asked_by", "unit_id", "subject")},
}
# a planning party is listed by its unit's name, whoever changes that
NAMED = """
create function planning_parties_named() returns trigger language plpgsql as $$ begin
  new.sort_key := coalesce((select sort_key from organizations where id = new.unit_id), '');
  return new; end $$
"""
FOLLOW = """
create function planning_parties_follow() returns trigger language plpgsql as $$ begin
  update planning_parties set sort_key = new.sort_key where unit_id = new.id;
  return null; end $$
"""


def upgrade() -> None:
    for table, lists in WHOLE_LISTS.items():
        for name, column in lists.items():
            op.drop_index(f"ix_{table}_{name}", table)
            op.create_index(f"ix_{table}_{name}", table, [column, "id"], postgresql_where=sa.text(WHOLE))
    for table, indexes in SOUGHT.items():
        for name, (columns, beside) in indexes.items():
            op.drop_index(f"ix_{table}_{name}", table)
            op.create_index(f"ix_{table}_{name}", table, columns, postgresql_include=["division", *beside])
    for table, more in ALSO_SOUGHT.items():
        for name, columns in more.items():
            op.create_index(f"ix_{table}_{name}", table, columns, postgresql_include=["division"])
    op.drop_index("ix_saved_views_sharing", "saved_views")
    op.create_index("ix_saved_views_sharing", "saved_views", ["sharing", "division", "sort_key", "id"])
    changed = ["changed_at", "project_id"]
    op.create_index("ix_city_records_changed", "city_records", changed, postgresql_where=sa.text(WHOLE))
    _stale()
    _parties()


def _stale() -> None:
    stale = sa.text("stale")
    op.create_index("ix_assessments_stale_updated", "assessments", ["updated_on", "project_id"], postgresql_where=stale)
    for unit in ("town_id", "industry_authority_id"):
        beside = ["id", "division", "category", "aim", "ready"]
        op.create_index(
            f"ix_assessments_{unit}_stale",
            "assessments",
            [unit, "since"],
            postgresql_where=stale,
            postgresql_include=beside,
        )


def _parties() -> None:
    op.add_column("planning_parties", sa.Column("sort_key", sa.Text(), nullable=False, server_default=""))
    op.execute("select set_config('app.division', '*', true)")
    op.execute("update planning_parties p set sort_key = o.sort_key from organizations o where o.id = p.unit_id")
    op.create_index(
        "ix_planning_parties_sort",
        "planning_parties",
        ["sort_key", "unit_id"],
        postgresql_include=["division", "since", "until"],
    )
    op.execute(NAMED)
    op.execute(FOLLOW)
    op.execute(
        "create trigger planning_parties_named before insert or update of unit_id on planning_parties "
        "for each row execute function planning_parties_named()"
    )
    op.execute(
        "create trigger planning_parties_follow after update of sort_key on organizations "
        "for each row when (old.sort_key is distinct from new.sort_key) execute function planning_parties_follow()"
    )
