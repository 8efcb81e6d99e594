"""Requests, quota accounts, document sequences and the copies of others' facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.chassis.migrations import chassis_v1, protect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = """
create function append_only() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name; end $$
"""


def upgrade() -> None:
    chassis_v1()
    op.create_table('document_sequences',
    sa.Column('bureau_id', sa.Uuid(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('series', sa.Text(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.CheckConstraint('last >= 0', name=op.f('ck_document_sequences_last_not_negative')),
    sa.PrimaryKeyConstraint('bureau_id', 'year', 'series', name=op.f('pk_document_sequences'))
    )
    op.create_table('nodes',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('plan_version', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('responsible_unit_id', sa.Uuid(), nullable=False),
    sa.Column('waits_for_request', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nodes'))
    )
    op.create_index('ix_nodes_project_id_plan_version', 'nodes', ['project_id', 'plan_version'], unique=False)
    op.create_index('ix_nodes_responsible_unit_id', 'nodes', ['responsible_unit_id'], unique=False)
    op.create_table('organizations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('roles', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organizations'))
    )
    op.create_index('ix_organizations_roles', 'organizations', ['roles'], unique=False, postgresql_using='gin')
    op.create_table('projects',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_projects'))
    )
    op.create_index('ix_projects_name', 'projects', ['name'], unique=False, postgresql_using='gin', postgresql_ops={'name': 'gin_trgm_ops'})
    op.create_index('ix_projects_owner_id', 'projects', ['owner_id'], unique=False)
    op.create_table('quota_accounts',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('allocated', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('reserved', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('committed', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('last_entry', sa.Integer(), nullable=False),
    sa.CheckConstraint('reserved + committed <= allocated', name=op.f('ck_quota_accounts_not_overdrawn')),
    sa.CheckConstraint('reserved >= 0 and committed >= 0', name=op.f('ck_quota_accounts_not_negative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quota_accounts')),
    sa.UniqueConstraint('division', 'kind', 'year', name=op.f('uq_quota_accounts_division_kind_year'))
    )
    op.create_index('ix_quota_accounts_order', 'quota_accounts', ['year', 'kind', 'division', 'id'], unique=False)
    op.create_table('quota_entries',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('ALLOCATED', 'REDUCED', 'RESERVED', 'RELEASED', 'COMMITTED', name='entrykind', native_enum=False, length=40), nullable=False),
    sa.Column('amount', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('request_id', sa.Uuid(), nullable=True),
    sa.Column('basis', sa.Text(), nullable=True),
    sa.Column('allocated', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('reserved', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('committed', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('actor_name', sa.Text(), nullable=False),
    sa.CheckConstraint('amount > 0', name=op.f('ck_quota_entries_amount_positive')),
    sa.ForeignKeyConstraint(['account_id'], ['quota_accounts.id'], name=op.f('fk_quota_entries_account_id')),
    sa.PrimaryKeyConstraint('account_id', 'seq', name=op.f('pk_quota_entries'))
    )
    op.create_index('ix_quota_entries_request_id', 'quota_entries', ['request_id'], unique=False)
    op.create_table('requests',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('node_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('bureau_id', sa.Uuid(), nullable=False),
    sa.Column('applicant_id', sa.Uuid(), nullable=False),
    sa.Column('quantity', sa.Numeric(precision=20, scale=4), nullable=True),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('SUBMITTED', 'RETURNED', 'ACCEPTED', 'CLAIMED', 'GRANTED', 'GRANTED_IN_PART', 'REFUSED', 'WITHDRAWN', name='state', native_enum=False, length=40), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('working_days', sa.Integer(), nullable=False),
    sa.Column('warning_days', sa.Integer(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('stepped_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('warn_on', sa.Date(), nullable=True),
    sa.Column('due_provisional', sa.Boolean(), nullable=False),
    sa.Column('claimant', sa.Text(), nullable=True),
    sa.Column('claimant_name', sa.Text(), nullable=True),
    sa.Column('held_account_id', sa.Uuid(), nullable=True),
    sa.Column('held_amount', sa.Numeric(precision=20, scale=4), nullable=True),
    sa.Column('outcome', sa.Enum('GRANTED', 'GRANTED_IN_PART', 'REFUSED', name='outcome', native_enum=False, length=40), nullable=True),
    sa.Column('granted', sa.Numeric(precision=20, scale=4), nullable=True),
    sa.Column('decision_reason', sa.Text(), nullable=True),
    sa.Column('document_number', sa.Text(), nullable=True),
    sa.CheckConstraint('(held_account_id is null) = (held_amount is null)', name=op.f('ck_requests_held_in_an_account')),
    sa.CheckConstraint('(outcome is null) = (document_number is null)', name=op.f('ck_requests_decided_by_document')),
    sa.CheckConstraint('granted between 0 and quantity', name=op.f('ck_requests_granted_within_quantity')),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_requests_quantity_positive')),
    sa.ForeignKeyConstraint(['held_account_id'], ['quota_accounts.id'], name=op.f('fk_requests_held_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_requests'))
    )
    op.create_index('ix_requests_applicant_id', 'requests', ['applicant_id'], unique=False)
    op.create_index('ix_requests_bureau_id_state', 'requests', ['bureau_id', 'state'], unique=False)
    op.create_index('ix_requests_held_account_id', 'requests', ['held_account_id'], unique=False)
    op.create_index('ix_requests_project_id', 'requests', ['project_id'], unique=False)
    op.create_index('ix_requests_provisional', 'requests', ['id'], unique=False, postgresql_where=sa.text('due_provisional and ended_on is null'))
    op.create_index('ix_requests_purpose', 'requests', ['purpose'], unique=False, postgresql_using='gin', postgresql_ops={'purpose': 'gin_trgm_ops'})
    op.create_index('ix_requests_queue', 'requests', ['bureau_id', sa.literal_column("coalesce(due_on, '9999-01-01'::date)"), 'id'], unique=False, postgresql_where=sa.text("ended_on is null"))
    op.create_index('uq_requests_document', 'requests', ['bureau_id', 'document_number'], unique=True)
    op.create_index('uq_requests_one_open', 'requests', ['node_id', 'kind'], unique=True, postgresql_where=sa.text("ended_on is null"))
    op.create_table('pauses',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['requests.id'], name=op.f('fk_pauses_request_id')),
    sa.PrimaryKeyConstraint('request_id', 'seq', name=op.f('pk_pauses'))
    )
    op.create_table('steps',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('action', sa.Enum('SUBMITTED', 'RETURNED', 'RESUBMITTED', 'ACCEPTED', 'CLAIMED', 'DECIDED', 'WITHDRAWN', 'RECOMPUTED', name='action', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('SUBMITTED', 'RETURNED', 'ACCEPTED', 'CLAIMED', 'GRANTED', 'GRANTED_IN_PART', 'REFUSED', 'WITHDRAWN', name='state', native_enum=False, length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('actor_name', sa.Text(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['requests.id'], name=op.f('fk_steps_request_id')),
    sa.PrimaryKeyConstraint('request_id', 'seq', name=op.f('pk_steps'))
    )
    op.execute(APPEND_ONLY)
    for table in ("steps", "quota_entries"):
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    protect(
        "document_sequences",
        "nodes",
        "organizations",
        "pauses",
        "projects",
        "quota_accounts",
        "quota_entries",
        "requests",
        "steps",
    )
