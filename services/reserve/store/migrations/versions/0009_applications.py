"""Yearly guides, applications with steps and comments, assessments of influence; what an item of a plan is listed by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.chassis.migrations import protect
from services.chassis.searches import searched

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("guides", "applications", "application_steps", "application_comments", "influence_assessments")
APPEND_ONLY = ("application_steps", "application_comments", "influence_assessments")
INDEXES = {
    "applications": {
        "ix_applications_project_id": ["project_id"],
        "ix_applications_sort": ["sort_key", "id"],
        "ix_applications_annual": ["annual_order", "id"],
        "ix_applications_created": ["created_at", "id"],
        "ix_applications_changed": ["changed_at", "id"],
        "ix_applications_year": ["year", "status", "sort_key", "id"],
        "ix_applications_status": ["status", "sort_key", "id"],
        "ix_applications_category": ["category", "sort_key", "id"],
        "ix_applications_owner_id": ["owner_id", "sort_key", "id"],
        "ix_applications_registered_by_unit": ["registered_by_unit", "sort_key", "id"],
        "ix_applications_town_id": ["town_id", "sort_key", "id"],
        "ix_applications_industry_authority_id": ["industry_authority_id", "sort_key", "id"],
    },
    "guides": {"ix_guides_year": ["year", "number", "id"]},
    "application_steps": {"ix_application_steps_application": ["application_id", "id"]},
    "application_comments": {"ix_application_comments_application": ["application_id", "id"]},
    "influence_assessments": {
        "ix_influence_assessments_project": ["project_id", "year", "id"],
        "ix_influence_assessments_year": ["year", "id"],
    },
    "plan_items": {
        "ix_plan_items_application_id": ["application_id"],
        "ix_plan_items_influence_assessment_id": ["influence_assessment_id"],
    },
}
# what an application has of its project is for lists and for who may see it: it follows the project, whoever changes that
FOLLOW = """
create function applications_follow() returns trigger language plpgsql as $$ begin
  update applications set project_name = new.name, sort_key = new.sort_key, category = new.category, owner_id = new.owner_id,
    town_id = new.town_id, industry_authority_id = new.industry_authority_id, registered_by_unit = new.registered_by_unit
  where project_id = new.id;
  return null; end $$
"""
FOLLOWED = ("name", "sort_key", "category", "owner_id", "town_id", "industry_authority_id", "registered_by_unit")
OLD, NEW = (", ".join(f"{row}.{column}" for column in FOLLOWED) for row in ("old", "new"))
FOLLOWING = f"""
create trigger applications_follow after update of {", ".join(FOLLOWED)} on projects
for each row when (({OLD}) is distinct from ({NEW})) execute function applications_follow()
"""


def upgrade() -> None:
    _guides()
    _applications()
    _parts()
    _influence()
    _links()
    for table, indexes in INDEXES.items():
        for name, columns in indexes.items():
            op.create_index(name, table, columns)
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    op.execute(FOLLOW)
    op.execute(FOLLOWING)
    searched("applications", "project_name")
    protect(*TABLES)


def _texts(name: str) -> sa.Column[list[str]]:
    return sa.Column(name, postgresql.ARRAY(sa.Text()), nullable=False)


def _guides() -> None:
    op.create_table(
        "guides",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        _texts("support_areas"),
        _texts("selection_standards"),
        _texts("conditions"),
        sa.Column("minimum_total_investment", sa.Numeric(20, 4), nullable=True),
        _texts("categories"),
        _texts("required_elements"),
        _texts("libraries"),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_by", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guides")),
        sa.UniqueConstraint("division", "year", "number", name=op.f("uq_guides_division_year_number")),
    )
    for name, status in (("uq_guides_in_force", "PUBLISHED"), ("uq_guides_drafted", "DRAFT")):
        only = sa.text(f"status = '{status}'")
        op.create_index(name, "guides", ["division", "year"], unique=True, postgresql_where=only)


def _applications() -> None:
    order = sa.Computed("lpad((annual_investment * 10000)::numeric(24, 0)::text, 20, '0')", persisted=True)
    op.create_table(
        "applications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("annual_investment", sa.Numeric(20, 4), nullable=False),
        sa.Column("annual_order", sa.Text(), order, nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("guide_id", sa.Uuid(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("correction_due_on", sa.Date(), nullable=True),
        sa.Column("corrected_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("review_reason", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("town_id", sa.Uuid(), nullable=True),
        sa.Column("industry_authority_id", sa.Uuid(), nullable=True),
        sa.Column("registered_by_unit", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_applications_project_id")),
        sa.ForeignKeyConstraint(["guide_id"], ["guides.id"], name=op.f("fk_applications_guide_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
    )
    is_open = sa.text("status in ('DRAFT', 'SUBMITTED', 'RETURNED', 'PASSED')")
    op.create_index(
        "uq_applications_open", "applications", ["project_id", "year"], unique=True, postgresql_where=is_open
    )


def _parts() -> None:
    op.create_table(
        "application_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("from_status", sa.String(40), nullable=True),
        sa.Column("to_status", sa.String(40), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        _texts("roles"),
        sa.Column("unit", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("annual_investment", sa.Numeric(20, 4), nullable=False),
        sa.Column("total_investment", sa.Numeric(20, 4), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_application_steps_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_steps")),
    )
    op.create_table(
        "application_comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("party", sa.String(40), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_application_comments_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_comments")),
    )


def _influence() -> None:
    op.create_table(
        "influence_assessments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.String(40), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("assessed_by", sa.Text(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_influence_assessments_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_influence_assessments")),
    )


def _links() -> None:
    """What an item of a plan is listed by (第三条（二）（三）)."""
    for column, to in (("application_id", "applications"), ("influence_assessment_id", "influence_assessments")):
        op.add_column("plan_items", sa.Column(column, sa.Uuid(), nullable=True))
        op.create_foreign_key(op.f(f"fk_plan_items_{column}"), "plan_items", to, [column], ["id"])
