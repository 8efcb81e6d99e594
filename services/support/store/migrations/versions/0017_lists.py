"""What the lists of land, funds, joint matters, incidents and agency are sought and ordered by, at volume."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.searches import searched

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WHOLE = "division <> ''"  # true of every row, but said only by lists that nothing else narrows
LAST = "'9999-01-01'::date"
UNDER_WAY = "state in ('SUBMITTED', 'CORRECTING')"
NO_LONGER = {
    "requests": ["ix_requests_applicant_id", "ix_requests_queue", "ix_requests_state"],
    "joint_matters": ["ix_joint_matters_order", "ix_joint_matters_bureau_id"],
    "site_incidents": ["ix_site_incidents_order"],
}
# by table: what an index is called after it, its columns, and which rows it holds
INDEXES: dict[str, list[tuple[str, list[str], str | None]]] = {
    "requests": [
        ("applicant_id", ["applicant_id", "received_on", "id"], None),
        ("queue", ["bureau_id", "due_order", "id"], f"ended_on is null and {WHOLE}"),
        ("running", ["bureau_id", "due_order", "id"], "ended_on is null and state not in ('RETURNED', 'SUSPENDED')"),
        ("state", ["bureau_id", "state", "due_order", "id"], None),
        ("list", ["received_on", "id"], WHOLE),
        ("list_open", ["received_on", "id"], f"ended_on is null and {WHOLE}"),
        ("list_state", ["state", "received_on", "id"], None),
        ("list_kind", ["kind", "received_on", "id"], None),
        ("list_ended", ["received_on", "id"], f"ended_on is not null and {WHOLE}"),
        ("list_due", ["due_order", "id"], f"ended_on is null and {WHOLE}"),
        ("of_kind", ["kind", "due_order", "id"], "ended_on is null"),
        ("ended", ["bureau_id", "ended_on"], "ended_on is not null"),
    ],
    "absences": [("until", ["unit_id", "until_on", "id"], "cancelled_on is null")],
    "quota_transfers": [("kind", ["kind", "id"], None)],
    "land_plans": [("state", ["state", "year", "id"], None)],
    "land_consultations": [("state", ["state", "month", "id"], None)],
    "consultation_items": [
        ("to_do", ["responsible_unit_id", "id"], "done_on is null"),
        ("undecided", ["consultation_id"], "decision is null and dropped_reason is null"),
    ],
    "fund_budgets": [("category", ["category", "year", "division", "id"], None)],
    "fund_commitments": [("unpaid", ["unpaid", "id"], None)],
    "fund_applications": [
        ("asked", ["asked_order", "id"], WHOLE),
        ("stepped_on", ["stepped_on", "id"], WHOLE),
    ],
    "financing_demands": [("amount", ["amount_order", "id"], WHOLE), ("needed", ["needed_order", "id"], WHOLE)],
    "financing_issues": [("year", ["year", "published_on", "id"], None)],
    "joint_matters": [
        ("order", ["received_on", "id"], WHOLE),
        ("open", ["received_on", "id"], "ended_on is null"),
        ("state", ["state", "received_on", "id"], None),
        ("bureau", ["bureau_id", "received_on", "id"], None),
    ],
    "site_incidents": [
        ("order", ["reported_at", "id"], WHOLE),
        ("open", ["reported_at", "id"], "ended_on is null"),
        ("severity", ["severity", "reported_at", "id"], None),
        ("kind", ["kind", "reported_at", "id"], None),
        ("handler_unit_id", ["handler_unit_id", "reported_at", "id"], None),
        ("late", ["reported_at", "id"], "coalesce(taken_up_at, ended_at) > due_at"),
    ],
    "agency_items": [
        ("case_due", ["case_id", "due_on"], UNDER_WAY),
        ("due_order", ["due_order", "id"], WHOLE),
        ("stage", ["stage", "case_id", "position", "id"], None),
        ("level", ["level", "case_id", "position", "id"], None),
        ("follower", ["follower_subject", "case_id", "position", "id"], "follower_subject is not null"),
        ("followed", ["coalesce(followed_on, submitted_on)", "id"], f"{UNDER_WAY} and level <> 'DISTRICT'"),
    ],
    "agency_supervisions": [("bureau", ["bureau_id", "id"], None), ("project", ["project_id", "id"], None)],
    "provincial_callbacks": [("kind", ["kind", "id"], None)],
}
# so that an index says by itself whether few or many are found
INCLUDED = {
    "ix_requests_applicant_id": ["division"],
    "ix_requests_queue": ["division"],
    "ix_requests_running": ["division", "warn_on"],
    "ix_requests_state": ["division"],
}
# what follows from a row and is kept beside it: row-level security lets no index serve a comparison of amounts
KEPT: list[tuple[str, str, sa.types.TypeEngine[object], str]] = [
    ("fund_commitments", "unpaid", sa.Boolean(), "paid < amount"),
    ("fund_applications", "asked_order", sa.Double(), "asked::double precision"),
    ("financing_demands", "amount_order", sa.Double(), "amount::double precision"),
    ("agency_items", "due_order", sa.Date(), f"case when state = 'SUBMITTED' then coalesce(due_on, {LAST}) else {LAST} end"),
    ("financing_demands", "needed_order", sa.Date(), f"coalesce(needed_by, {LAST})"),
]
SEARCHED = {
    "fund_commitments": ("basis_number", "document", "purpose", "payee"),
    "financing_demands": ("number", "purpose"),
    "joint_matters": ("purpose", "document_number"),
    "site_incidents": ("number", "title", "description", "place"),
    "agency_items": ("name", "document_number"),
}


def upgrade() -> None:
    """Make what keeps every list's reading in proportion to what it shows."""
    for table, name, kind, kept in KEPT:
        op.add_column(table, sa.Column(name, kind, sa.Computed(kept, persisted=True), nullable=False))
    for table, names in NO_LONGER.items():
        for name in names:
            op.drop_index(name, table)
    for table, indexes in INDEXES.items():
        for name, columns, where in indexes:
            keys = [sa.text(c) if "(" in c else c for c in columns]
            op.create_index(
                f"ix_{table}_{name}",
                table,
                keys,
                postgresql_include=INCLUDED.get(f"ix_{table}_{name}"),
                postgresql_where=None if where is None else sa.text(where),
            )
    for table, columns in SEARCHED.items():
        searched(table, *columns)
