"""Services of 第十七条: joint matters, site incidents, refunds, contacts with the city, permitted periods."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.chassis.migrations import protect

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
CODE = sa.String(length=40)
APPEND_ONLY = (
    "joint_steps",
    "joint_meetings",
    "incident_steps",
    "refund_payments",
    "city_contacts",
    "permitted_periods",
)


def upgrade() -> None:
    _documents()
    _joint()
    _joint_history()
    _incidents()
    _incident_history()
    _outcomes()
    protect("joint_matters", "site_incidents", "incident_sequences", *APPEND_ONLY)
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )


def _columns(*columns: tuple[str, Any], nullable: bool = False) -> tuple[Any, ...]:
    return tuple(sa.Column(name, kind, nullable=nullable) for name, kind in columns)


def _by() -> tuple[Any, ...]:
    return _columns(("at", MOMENT), ("actor", sa.Text()), ("actor_name", sa.Text()))


def _documents() -> None:
    """The parts of a joint matter bear its one number."""
    op.drop_index("uq_requests_document", "requests")
    alone = sa.text("parent_id is null")
    op.create_index(
        "uq_requests_document", "requests", ["bureau_id", "document_number"], unique=True, postgresql_where=alone
    )


def _joint() -> None:
    op.create_table(
        "joint_matters",
        *_columns(
            ("id", sa.Uuid()),
            ("division", sa.Text()),
            ("version", sa.Integer()),
            ("kind", sa.Text()),
            ("project_id", sa.Uuid()),
            ("bureau_id", sa.Uuid()),
            ("applicant_id", sa.Uuid()),
            ("purpose", sa.Text()),
            ("state", CODE),
            ("received_on", sa.Date()),
            ("stepped_on", sa.Date()),
            ("meetings", sa.Integer()),
        ),
        *_columns(
            ("node_id", sa.Uuid()),
            ("ended_on", sa.Date()),
            ("claimant", sa.Text()),
            ("claimant_name", sa.Text()),
            ("outcome", CODE),
            ("reason", sa.Text()),
            ("document_number", sa.Text()),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(outcome is null) = (document_number is null)", name=op.f("ck_joint_matters_decided_by_document")
        ),
        sa.CheckConstraint("outcome is null or meetings > 0", name=op.f("ck_joint_matters_decided_after_a_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_matters")),
    )
    still_open = sa.text("ended_on is null")
    op.create_index(
        "uq_joint_matters_one_open", "joint_matters", ["project_id", "kind"], unique=True, postgresql_where=still_open
    )
    op.create_index("uq_joint_matters_document", "joint_matters", ["bureau_id", "document_number"], unique=True)
    for column in ("project_id", "bureau_id", "applicant_id"):
        op.create_index(f"ix_joint_matters_{column}", "joint_matters", [column, "id"])
    op.create_index("ix_joint_matters_order", "joint_matters", ["received_on", "id"])


def _joint_history() -> None:
    op.create_table(
        "joint_steps",
        *_columns(
            ("joint_id", sa.Uuid()),
            ("version", sa.Integer()),
            ("division", sa.Text()),
            ("action", CODE),
            ("state", CODE),
        ),
        *_by(),
        *_columns(("unit_id", sa.Uuid()), nullable=True),
        *_columns(("note", sa.Text())),
        sa.ForeignKeyConstraint(["joint_id"], ["joint_matters.id"], name=op.f("fk_joint_steps_joint_id")),
        sa.PrimaryKeyConstraint("joint_id", "version", name=op.f("pk_joint_steps")),
    )
    op.create_table(
        "joint_meetings",
        *_columns(
            ("joint_id", sa.Uuid()),
            ("number", sa.Integer()),
            ("division", sa.Text()),
            ("held_on", sa.Date()),
            ("place", sa.Text()),
            ("conclusion", sa.Text()),
            ("attending", postgresql.JSONB()),
        ),
        *_by(),
        sa.ForeignKeyConstraint(["joint_id"], ["joint_matters.id"], name=op.f("fk_joint_meetings_joint_id")),
        sa.PrimaryKeyConstraint("joint_id", "number", name=op.f("pk_joint_meetings")),
    )


def _incidents() -> None:
    op.create_table(
        "site_incidents",
        *_columns(
            ("id", sa.Uuid()),
            ("division", sa.Text()),
            ("version", sa.Integer()),
            ("number", sa.Text()),
            ("project_id", sa.Uuid()),
            ("kind", sa.Text()),
            ("severity", CODE),
            ("title", sa.Text()),
            ("description", sa.Text()),
            ("place", sa.Text()),
            ("occurred_on", sa.Date()),
            ("reported_at", MOMENT),
            ("reported_on", sa.Date()),
            ("reported_by", sa.Text()),
            ("reported_by_name", sa.Text()),
            ("due_at", MOMENT),
            ("state", CODE),
            ("reopened_times", sa.Integer()),
        ),
        *_columns(
            ("reported_by_unit_id", sa.Uuid()),
            ("handler", sa.Text()),
            ("handler_name", sa.Text()),
            ("handler_unit_id", sa.Uuid()),
            ("taken_up_at", MOMENT),
            ("ended_at", MOMENT),
            ("ended_on", sa.Date()),
            ("result", sa.Text()),
            ("transferred_to", sa.Text()),
            ("transfer_document", sa.Text()),
            nullable=True,
        ),
        sa.CheckConstraint("(ended_at is null) = (ended_on is null)", name=op.f("ck_site_incidents_ended_on_its_day")),
        sa.CheckConstraint(
            "taken_up_at is null or handler is not null", name=op.f("ck_site_incidents_taken_up_by_somebody")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_incidents")),
        sa.UniqueConstraint("division", "number", name=op.f("uq_site_incidents_division_number")),
    )
    for name, columns in {
        "order": ["reported_at", "id"],
        "project_id": ["project_id", "reported_at", "id"],
        "state": ["state", "reported_at", "id"],
        "reported_by": ["reported_by", "reported_at", "id"],
        "reported_by_unit_id": ["reported_by_unit_id", "reported_at", "id"],
    }.items():
        op.create_index(f"ix_site_incidents_{name}", "site_incidents", columns)
    waiting = sa.text("taken_up_at is null")
    op.create_index("ix_site_incidents_waiting", "site_incidents", ["due_at", "id"], postgresql_where=waiting)


def _incident_history() -> None:
    op.create_table(
        "incident_steps",
        *_columns(
            ("incident_id", sa.Uuid()),
            ("version", sa.Integer()),
            ("division", sa.Text()),
            ("action", CODE),
            ("state", CODE),
        ),
        *_by(),
        *_columns(("unit_id", sa.Uuid()), nullable=True),
        *_columns(("note", sa.Text())),
        sa.ForeignKeyConstraint(["incident_id"], ["site_incidents.id"], name=op.f("fk_incident_steps_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", "version", name=op.f("pk_incident_steps")),
    )
    op.create_table(
        "incident_sequences",
        *_columns(("division", sa.Text()), ("year", sa.Integer()), ("last", sa.Integer())),
        sa.PrimaryKeyConstraint("division", "year", name=op.f("pk_incident_sequences")),
    )


def _outcomes() -> None:
    _of_request(
        "refund_payments",
        *_columns(("amount", sa.Numeric(20, 6)), ("paid_on", sa.Date()), ("voucher", sa.Text()), ("note", sa.Text())),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_refund_payments_amount_not_zero")),
    )
    _of_request(
        "city_contacts",
        *_columns(("contacted_on", sa.Date()), ("contacted", sa.Text()), ("said", sa.Text())),
        *_columns(("next_on", sa.Date()), nullable=True),
    )
    _of_request(
        "permitted_periods",
        *_columns(("since", sa.Date()), ("until", sa.Date()), ("note", sa.Text())),
        sa.CheckConstraint("since <= until", name=op.f("ck_permitted_periods_in_order")),
    )


def _of_request(table: str, *its: Any) -> None:
    op.create_table(
        table,
        *_columns(("request_id", sa.Uuid()), ("seq", sa.Integer()), ("division", sa.Text())),
        *its,
        *_by(),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f(f"fk_{table}_request_id")),
        sa.PrimaryKeyConstraint("request_id", "seq", name=op.f(f"pk_{table}")),
    )
