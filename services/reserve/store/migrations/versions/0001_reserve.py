"""The directory, projects with documents and history, yearly plans, imports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from services.chassis.migrations import chassis_v1, protect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


HISTORY = """
create function append_only() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name; end $$
"""
PROTECTED = (
    "organizations", "projects", "fund_sources", "evidence", "project_changes", "plans", "plan_items", "opinions",
    "deliberations", "decision_steps", "imports",
)
SEARCHED = (("organizations", "name"), ("projects", "name"), ("plan_items", "project_name"))


def upgrade() -> None:
    chassis_v1()
    op.create_table('imports',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('file_name', sa.Text(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('complete', sa.Boolean(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('imported_by', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports')),
    sa.UniqueConstraint('division', 'digest', name=op.f('uq_imports_division_digest'))
    )
    op.create_table('organizations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('sort_key', sa.Text(), nullable=False),
    sa.Column('category', sa.Enum('TOWN', 'DEPARTMENT', 'STATE_PLATFORM', 'CITY_STATIONED', 'OWNER', name='unitcategory', native_enum=False, length=40), nullable=False),
    sa.Column('credit_code', sa.Text(), nullable=False),
    sa.Column('exception_reason', sa.Text(), nullable=True),
    sa.Column('exception_approver', sa.Text(), nullable=True),
    sa.Column('parent_id', sa.Uuid(), nullable=True),
    sa.Column('roles', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('registered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['organizations.id'], name=op.f('fk_organizations_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organizations')),
    sa.UniqueConstraint('division', 'credit_code', name=op.f('uq_organizations_division_credit_code')),
    sa.UniqueConstraint('division', 'name', name=op.f('uq_organizations_division_name'))
    )
    op.create_index('ix_organizations_parent_id', 'organizations', ['parent_id'], unique=False)
    op.create_index('ix_organizations_sort', 'organizations', ['sort_key', 'id'], unique=False)
    op.create_table('plans',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('DRAFT', 'SUGGESTED', 'APPROVED', 'ISSUED', name='planstatus', native_enum=False, length=40), nullable=False),
    sa.Column('drafted_on', sa.Date(), nullable=False),
    sa.Column('support_areas', sa.Text(), nullable=True),
    sa.Column('selection_standard', sa.Text(), nullable=True),
    sa.Column('conditions', sa.Text(), nullable=True),
    sa.Column('minimum_total_investment', sa.Numeric(precision=20, scale=4), nullable=True),
    sa.Column('major_decision', sa.Boolean(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('suggested_on', sa.Date(), nullable=True),
    sa.Column('document_number', sa.Text(), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plans')),
    sa.UniqueConstraint('division', 'document_number', name=op.f('uq_plans_division_document_number')),
    sa.UniqueConstraint('division', 'year', name=op.f('uq_plans_division_year'))
    )
    op.create_table('decision_steps',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('step', sa.Text(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_decision_steps_plan_id')),
    sa.PrimaryKeyConstraint('plan_id', 'step', name=op.f('pk_decision_steps'))
    )
    op.create_table('deliberations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Enum('PASSED', 'RETURNED', name='deliberationoutcome', native_enum=False, length=40), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('meeting', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_deliberations_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliberations')),
    sa.UniqueConstraint('plan_id', 'round', 'body', name=op.f('uq_deliberations_plan_id_round_body'))
    )
    op.create_table('projects',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('library', sa.Enum('FIVE_YEAR', 'THREE_YEAR', 'ONE_YEAR', 'CONSTRUCTION', name='library', native_enum=False, length=40), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('sort_key', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('town_id', sa.Uuid(), nullable=True),
    sa.Column('industry_authority_id', sa.Uuid(), nullable=True),
    sa.Column('cooperating_ids', postgresql.ARRAY(sa.Uuid()), nullable=False),
    sa.Column('level', sa.Enum('DISTRICT', 'CITY', 'PROVINCE', 'NATIONAL', name='level', native_enum=False, length=40), nullable=False),
    sa.Column('category', sa.Enum('INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL', 'ECOLOGY', name='category', native_enum=False, length=40), nullable=False),
    sa.Column('industry_code', sa.Text(), nullable=True),
    sa.Column('investment_mode', sa.Enum('GOVERNMENT', 'ENTERPRISE', name='investmentmode', native_enum=False, length=40), nullable=False),
    sa.Column('approval_route', sa.Enum('APPROVAL', 'CONFIRMATION', 'FILING', name='approvalroute', native_enum=False, length=40), nullable=True),
    sa.Column('project_code', sa.Text(), nullable=True),
    sa.Column('total_investment', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('function', sa.Text(), nullable=True),
    sa.Column('scale', sa.Text(), nullable=True),
    sa.Column('content', sa.Text(), nullable=True),
    sa.Column('construction_mode', sa.Text(), nullable=True),
    sa.Column('start_on', sa.Date(), nullable=True),
    sa.Column('finish_on', sa.Date(), nullable=True),
    sa.Column('fund_use', sa.Text(), nullable=True),
    sa.Column('benefit', sa.Text(), nullable=True),
    sa.Column('longitude', sa.Numeric(precision=10, scale=7), nullable=True),
    sa.Column('latitude', sa.Numeric(precision=10, scale=7), nullable=True),
    sa.Column('registered_by_unit', sa.Uuid(), nullable=True),
    sa.Column('registered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['industry_authority_id'], ['organizations.id'], name=op.f('fk_projects_industry_authority_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['organizations.id'], name=op.f('fk_projects_owner_id')),
    sa.ForeignKeyConstraint(['town_id'], ['organizations.id'], name=op.f('fk_projects_town_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_projects')),
    sa.UniqueConstraint('division', 'owner_id', 'name', name=op.f('uq_projects_division_owner_id_name')),
    sa.UniqueConstraint('division', 'project_code', name=op.f('uq_projects_division_project_code'))
    )
    op.create_index('ix_projects_changed', 'projects', ['changed_at', 'id'], unique=False)
    op.create_index('ix_projects_industry_authority_id', 'projects', ['industry_authority_id'], unique=False)
    op.create_index('ix_projects_library', 'projects', ['library', 'sort_key', 'id'], unique=False)
    op.create_index('ix_projects_owner_id', 'projects', ['owner_id'], unique=False)
    op.create_index('ix_projects_registered', 'projects', ['registered_at', 'id'], unique=False)
    op.create_index('ix_projects_sort', 'projects', ['sort_key', 'id'], unique=False)
    op.create_index('ix_projects_total', 'projects', ['total_investment', 'id'], unique=False)
    op.create_index('ix_projects_town_id', 'projects', ['town_id'], unique=False)
    op.create_table('evidence',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('issuer', sa.Text(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('document_number', sa.Text(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.Text(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_evidence_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence'))
    )
    op.create_index('ix_evidence_project', 'evidence', ['project_id', 'recorded_at', 'id'], unique=False)
    op.create_table('fund_sources',
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('amount', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_fund_sources_project_id')),
    sa.PrimaryKeyConstraint('project_id', 'position', name=op.f('pk_fund_sources'))
    )
    op.create_table('plan_items',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('project_name', sa.Text(), nullable=False),
    sa.Column('sort_key', sa.Text(), nullable=False),
    sa.Column('category', sa.Enum('INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL', 'ECOLOGY', name='category', native_enum=False, length=40), nullable=False),
    sa.Column('kind', sa.Enum('NEW_START', 'CONTINUING', 'PRELIMINARY', name='itemkind', native_enum=False, length=40), nullable=False),
    sa.Column('basis', sa.Enum('APPLICATION', 'ASSESSMENT', name='itembasis', native_enum=False, length=40), nullable=False),
    sa.Column('assessment', sa.Text(), nullable=True),
    sa.Column('total_investment', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('annual_investment', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('town_id', sa.Uuid(), nullable=True),
    sa.Column('industry_authority_id', sa.Uuid(), nullable=True),
    sa.Column('exception_reason', sa.Text(), nullable=True),
    sa.Column('exception_approver', sa.Text(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_items_plan_id')),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_plan_items_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_items')),
    sa.UniqueConstraint('plan_id', 'project_id', name=op.f('uq_plan_items_plan_id_project_id'))
    )
    op.create_index('ix_plan_items_project_id', 'plan_items', ['project_id'], unique=False)
    op.create_index('ix_plan_items_sort', 'plan_items', ['plan_id', 'sort_key', 'id'], unique=False)
    op.create_table('project_changes',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('actor_name', sa.Text(), nullable=False),
    sa.Column('roles', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('approver', sa.Text(), nullable=True),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_project_changes_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_changes'))
    )
    op.create_index('ix_project_changes_project', 'project_changes', ['project_id', 'id'], unique=False)
    op.create_table('opinions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Enum('SUPPORT', 'CONDITIONAL', 'OPPOSE', name='opinionoutcome', native_enum=False, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_by', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['plan_items.id'], name=op.f('fk_opinions_item_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opinions'))
    )
    op.create_index('ix_opinions_item', 'opinions', ['item_id', 'id'], unique=False)
    for table, column in SEARCHED:
        op.execute(f"create index ix_{table}_{column}_search on {table} using gin ({column} gin_trgm_ops)")
    op.execute(HISTORY)
    op.execute(
        "create trigger append_only before update or delete on project_changes "
        "for each row execute function append_only()"
    )
    protect(*PROTECTED)
