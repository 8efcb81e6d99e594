"""Agencies: applications, authorisations, items, their log, joint supervisions (第十四条)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.chassis.migrations import protect
from services.chassis.reads.finding import WHOLE

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("agency_cases", "agency_authorisations", "agency_items", "agency_entries", "agency_supervisions")


def upgrade() -> None:
    """Make the tables of the agency."""
    _cases()
    _authorisations()
    _items()
    _entries()
    _supervisions()
    op.execute(
        "create trigger append_only before update or delete on agency_entries "
        "for each row execute function append_only()"
    )
    protect(*TABLES)


def _t(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _e(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(40), nullable=null)


def _n(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _d(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=null)


def _m(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _u(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=null)


def _many(name: str) -> sa.Column[object]:
    return sa.Column(name, ARRAY(sa.Text()), nullable=False)


def _key(table: str, name: str, to: str) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(f"{to}.id", name=f"fk_{table}_{name}"), nullable=False)


def _cases() -> None:
    op.create_table(
        "agency_cases",
        _u("id"),
        _n("version"),
        _t("division"),
        _u("project_id"),
        _u("owner_id"),
        _e("route"),
        _many("stages"),
        _many("item_codes"),
        _d("from_on"),
        _d("until_on"),
        _t("note"),
        _e("state"),
        _d("applied_on"),
        _u("service_unit_id", null=True),
        _t("agent_subject", null=True),
        _t("agent_name", null=True),
        _d("answered_on", null=True),
        _t("answer", null=True),
        _d("ended_on", null=True),
        _t("ended_reason", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_agency_cases"),
        sa.CheckConstraint("until_on >= from_on", name="ck_agency_cases_term_in_order"),
        sa.CheckConstraint(
            "(state in ('DECLINED', 'CANCELLED', 'FINISHED')) = (ended_on is not null)", name="ck_agency_cases_ends"
        ),
    )
    _index(
        "agency_cases",
        ("uq_agency_cases_one_open", ["project_id"], "ended_on is null"),
        ("ix_agency_cases_list", ["id"], WHOLE),
        ("ix_agency_cases_project", ["project_id", "id"], None),
        ("ix_agency_cases_state", ["state", "id"], None),
        ("ix_agency_cases_agent", ["agent_subject", "id"], None),
    )


def _authorisations() -> None:
    op.create_table(
        "agency_authorisations",
        _u("id"),
        _t("division"),
        _key("agency_authorisations", "case_id", "agency_cases"),
        _u("project_id"),
        _n("seq"),
        _many("stages"),
        _many("item_codes"),
        _d("from_on"),
        _d("until_on"),
        _m("granted_at"),
        _t("granted_by"),
        _t("granted_by_name"),
        _m("revoked_at", null=True),
        _t("revoked_by", null=True),
        _t("revoked_by_name", null=True),
        _t("revoked_reason", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_agency_authorisations"),
        sa.CheckConstraint("until_on >= from_on", name="ck_agency_authorisations_term_in_order"),
        sa.CheckConstraint(
            "(revoked_at is null) = (revoked_reason is null)", name="ck_agency_authorisations_revoked_with_reason"
        ),
    )
    _index("agency_authorisations", ("uq_agency_authorisations_seq", ["case_id", "seq"], None))


def _items() -> None:
    op.create_table(
        "agency_items",
        _u("id"),
        _n("version"),
        _t("division"),
        _key("agency_items", "case_id", "agency_cases"),
        _u("project_id"),
        _n("position"),
        _t("code"),
        _t("name"),
        _e("stage"),
        _e("level"),
        _t("role"),
        _u("bureau_id", null=True),
        _n("working_days"),
        _many("materials"),
        _many("after"),
        _t("request_kind", null=True),
        _e("state"),
        sa.Column("added", sa.Boolean(), nullable=False),
        _n("promised_days", null=True),
        _d("submitted_on", null=True),
        sa.Column("stops", JSONB(), nullable=False),
        _d("due_on", null=True),
        _d("ended_on", null=True),
        _n("working_days_taken", null=True),
        _t("reason", null=True),
        _t("document_number", null=True),
        _u("request_id", null=True),
        _t("follower_subject", null=True),
        _t("follower_name", null=True),
        _d("followed_on", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_agency_items"),
        sa.CheckConstraint(
            "working_days > 0 and (promised_days is null or promised_days > 0)", name="ck_agency_items_limit_positive"
        ),
        sa.CheckConstraint("promised_days < working_days", name="ck_agency_items_promise_is_faster"),
    )
    _index(
        "agency_items",
        ("uq_agency_items_code", ["case_id", "code"], None),
        ("ix_agency_items_list", ["case_id", "position", "id"], WHOLE),
        ("ix_agency_items_state", ["state", "case_id", "position", "id"], None),
        ("ix_agency_items_bureau", ["bureau_id", "case_id", "position", "id"], None),
        ("ix_agency_items_project", ["project_id", "case_id", "position", "id"], None),
        ("ix_agency_items_request", ["request_id"], "request_id is not null"),
        ("ix_agency_items_due", ["due_on", "id"], "state in ('SUBMITTED', 'CORRECTING')"),
    )


def _entries() -> None:
    op.create_table(
        "agency_entries",
        _u("id"),
        _t("division"),
        _key("agency_entries", "case_id", "agency_cases"),
        _u("project_id"),
        _u("item_id", null=True),
        _u("bureau_id", null=True),
        _e("kind"),
        _t("text"),
        _m("at"),
        _d("on_day"),
        _t("actor"),
        _t("actor_name"),
        _u("unit_id", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_agency_entries"),
    )
    _index(
        "agency_entries",
        ("ix_agency_entries_case", ["case_id", "id"], None),
        ("ix_agency_entries_item", ["item_id", "id"], None),
    )


def _supervisions() -> None:
    op.create_table(
        "agency_supervisions",
        _u("id"),
        _n("version"),
        _t("division"),
        _key("agency_supervisions", "case_id", "agency_cases"),
        _u("project_id"),
        _key("agency_supervisions", "item_id", "agency_items"),
        _u("bureau_id", null=True),
        _d("opened_on"),
        _t("opened_by"),
        _t("opened_by_name"),
        _n("days_late"),
        _t("reason"),
        _many("handled"),
        _d("closed_on", null=True),
        _t("closed_by", null=True),
        _t("closed_by_name", null=True),
        _t("result", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_agency_supervisions"),
        sa.CheckConstraint("(closed_on is null) = (result is null)", name="ck_agency_supervisions_closed_with_result"),
    )
    _index(
        "agency_supervisions",
        ("uq_agency_supervisions_open", ["item_id"], "closed_on is null"),
        ("ix_agency_supervisions_list", ["id"], WHOLE),
        ("ix_agency_supervisions_item", ["item_id", "id"], None),
    )


def _index(table: str, *indexes: tuple[str, list[str], str | None]) -> None:
    for name, columns, where in indexes:
        unique = name.startswith("uq_")
        op.create_index(name, table, columns, unique=unique, postgresql_where=sa.text(where) if where else None)
