"""Schedules, tasks, node plans, progress reports and the copies of others' facts."""

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
    op.create_table('factor_requests',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('node_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('document_number', sa.Text(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_factor_requests'))
    )
    op.create_index('ix_factor_requests_node_id', 'factor_requests', ['node_id'], unique=False)
    op.create_table('organizations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('category', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organizations'))
    )
    op.create_table('projects',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('town_id', sa.Uuid(), nullable=True),
    sa.Column('industry_authority_id', sa.Uuid(), nullable=True),
    sa.Column('level', sa.Text(), nullable=False),
    sa.Column('category', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_projects'))
    )
    op.create_table('schedules',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('project_name', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('town_id', sa.Uuid(), nullable=True),
    sa.Column('industry_authority_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.Enum('NEW_START', 'CONTINUING', 'PRELIMINARY', name='itemkind', native_enum=False, length=40), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('plan_version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schedules')),
    sa.UniqueConstraint('project_id', name=op.f('uq_schedules_project_id'))
    )
    op.create_index('ix_schedules_industry_authority_id', 'schedules', ['industry_authority_id'], unique=False)
    op.create_index('ix_schedules_opened_on_id', 'schedules', ['opened_on', 'id'], unique=False)
    op.create_index('ix_schedules_owner_id', 'schedules', ['owner_id'], unique=False)
    op.create_index('ix_schedules_project_name', 'schedules', ['project_name'], unique=False, postgresql_using='gin', postgresql_ops={'project_name': 'gin_trgm_ops'})
    op.create_index('ix_schedules_town_id', 'schedules', ['town_id'], unique=False)
    op.create_table('annual_tasks',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('schedule_id', sa.Uuid(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('annual_investment', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('months', postgresql.ARRAY(sa.Numeric(precision=20, scale=4)), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('set_by', sa.Text(), nullable=False),
    sa.CheckConstraint('cardinality(months) = 12', name=op.f('ck_annual_tasks_twelve_months')),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedules.id'], name=op.f('fk_annual_tasks_schedule_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_annual_tasks')),
    sa.UniqueConstraint('schedule_id', 'year', 'version', name=op.f('uq_annual_tasks_schedule_id_year_version'))
    )
    op.create_table('node_plans',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('schedule_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('target_on', sa.Date(), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('slack', sa.Integer(), nullable=False),
    sa.Column('critical_path', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('planned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('planned_by', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedules.id'], name=op.f('fk_node_plans_schedule_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_node_plans')),
    sa.UniqueConstraint('schedule_id', 'version', name=op.f('uq_node_plans_schedule_id_version'))
    )
    op.create_table('nodes',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('schedule_id', sa.Uuid(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('stage', sa.Text(), nullable=True),
    sa.Column('key_link', sa.Text(), nullable=False),
    sa.Column('responsible_unit_id', sa.Uuid(), nullable=False),
    sa.Column('responsible_person', sa.Text(), nullable=False),
    sa.Column('duration', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Enum('WORKING_DAY', 'CALENDAR_DAY', name='dayunit', native_enum=False, length=40), nullable=False),
    sa.Column('links', sa.JSON(), nullable=False),
    sa.Column('evidence', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('waits_for', sa.Text(), nullable=True),
    sa.Column('plan_version', sa.Integer(), nullable=False),
    sa.Column('current', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('start_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('early_start_on', sa.Date(), nullable=False),
    sa.Column('early_due_on', sa.Date(), nullable=False),
    sa.Column('total_float', sa.Integer(), nullable=False),
    sa.Column('critical', sa.Boolean(), nullable=False),
    sa.Column('baseline_start_on', sa.Date(), nullable=True),
    sa.Column('baseline_due_on', sa.Date(), nullable=True),
    sa.Column('completed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('start_on <= due_on', name=op.f('ck_nodes_starts_before_due')),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedules.id'], name=op.f('fk_nodes_schedule_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nodes')),
    sa.UniqueConstraint('schedule_id', 'code', name=op.f('uq_nodes_schedule_id_code'))
    )
    op.create_index('ix_nodes_name', 'nodes', ['name'], unique=False, postgresql_using='gin', postgresql_ops={'name': 'gin_trgm_ops'})
    op.create_index('ix_nodes_open', 'nodes', ['due_on', 'id'], unique=False, postgresql_where='current and completed_on is null')
    op.create_index('ix_nodes_responsible_unit_id', 'nodes', ['responsible_unit_id', 'due_on'], unique=False)
    op.create_index('ix_nodes_schedule_id_position_id', 'nodes', ['schedule_id', 'position', 'id'], unique=False, postgresql_where='current')
    op.create_table('plan_items',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('schedule_id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('plan_version', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('document_number', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('NEW_START', 'CONTINUING', 'PRELIMINARY', name='itemkind', native_enum=False, length=40), nullable=False),
    sa.Column('total_investment', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('annual_investment', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('current', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedules.id'], name=op.f('fk_plan_items_schedule_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_items')),
    sa.UniqueConstraint('schedule_id', 'plan_id', 'plan_version', name=op.f('uq_plan_items_schedule_id_plan_id_plan_version'))
    )
    op.create_index('uq_plan_items_one_current_a_year', 'plan_items', ['schedule_id', 'year'], unique=True, postgresql_where='current')
    op.create_table('progress_reports',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('schedule_id', sa.Uuid(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('REPORTED', 'RETURNED', 'VERIFIED', name='reportstatus', native_enum=False, length=40), nullable=False),
    sa.Column('done_investment', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('physical_percent', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('physical_text', sa.Text(), nullable=False),
    sa.Column('difficulties', sa.Text(), nullable=True),
    sa.Column('reporters', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=False),
    sa.Column('return_reason', sa.Text(), nullable=True),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('verified_investment', sa.Numeric(precision=20, scale=4), nullable=True),
    sa.CheckConstraint('month between 1 and 12', name=op.f('ck_progress_reports_month_of_a_year')),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedules.id'], name=op.f('fk_progress_reports_schedule_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress_reports')),
    sa.UniqueConstraint('schedule_id', 'year', 'month', name=op.f('uq_progress_reports_schedule_id_year_month'))
    )
    op.create_index('ix_progress_reports_waiting', 'progress_reports', ['reported_on', 'id'], unique=False, postgresql_where="status = 'REPORTED'")
    op.create_table('evidence',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('schedule_id', sa.Uuid(), nullable=False),
    sa.Column('node_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('proves', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('dated_on', sa.Date(), nullable=False),
    sa.Column('kept_at', sa.Text(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['node_id'], ['nodes.id'], name=op.f('fk_evidence_node_id')),
    sa.ForeignKeyConstraint(['schedule_id'], ['schedules.id'], name=op.f('fk_evidence_schedule_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence'))
    )
    op.create_index('ix_evidence_node_id', 'evidence', ['node_id', 'position'], unique=False)
    op.create_table('planned_nodes',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('node_id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('schedule_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('responsible_unit_id', sa.Uuid(), nullable=False),
    sa.Column('responsible_person', sa.Text(), nullable=False),
    sa.Column('duration', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Enum('WORKING_DAY', 'CALENDAR_DAY', name='dayunit', native_enum=False, length=40), nullable=False),
    sa.Column('links', sa.JSON(), nullable=False),
    sa.Column('start_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('critical', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['node_id'], ['nodes.id'], name=op.f('fk_planned_nodes_node_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['node_plans.id'], name=op.f('fk_planned_nodes_plan_id')),
    sa.PrimaryKeyConstraint('plan_id', 'node_id', name=op.f('pk_planned_nodes'))
    )
    op.create_table('progress_steps',
    sa.Column('report_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('schedule_id', sa.Uuid(), nullable=False),
    sa.Column('status', sa.Enum('REPORTED', 'RETURNED', 'VERIFIED', name='reportstatus', native_enum=False, length=40), nullable=False),
    sa.Column('done_investment', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('physical_percent', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('physical_text', sa.Text(), nullable=False),
    sa.Column('difficulties', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('by_unit_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['report_id'], ['progress_reports.id'], name=op.f('fk_progress_steps_report_id')),
    sa.PrimaryKeyConstraint('report_id', 'version', name=op.f('pk_progress_steps'))
    )
    op.execute(APPEND_ONLY)
    for table in ("annual_tasks", "node_plans", "planned_nodes", "evidence", "progress_steps"):
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    protect(
        "annual_tasks",
        "evidence",
        "factor_requests",
        "node_plans",
        "nodes",
        "organizations",
        "plan_items",
        "planned_nodes",
        "progress_reports",
        "progress_steps",
        "projects",
        "schedules",
    )
