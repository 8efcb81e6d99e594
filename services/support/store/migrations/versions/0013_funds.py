"""Special funds, financing demands and applications for money (第十六条)."""

# ruff: noqa: E501, Q000 - written by Alembic

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect
from services.chassis.searches import searched

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

APPEND_ONLY = ("fund_entries", "financing_appraisals", "financing_papers", "financing_steps", "financing_issues",
               "financing_issue_items", "financing_withdrawals", "fund_application_steps")


def upgrade() -> None:
    op.create_table('fund_budgets',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('category', sa.Text(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('approved', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('carried_in', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('carried_in_again', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('carried_out', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('carried_out_again', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('committed', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('paid', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('last_entry', sa.Integer(), nullable=False),
    sa.CheckConstraint('carried_in_again <= carried_in and carried_out_again <= carried_out', name=op.f('ck_fund_budgets_again_within_carried')),
    sa.CheckConstraint('committed <= approved + carried_in - carried_out', name=op.f('ck_fund_budgets_not_overcommitted')),
    sa.CheckConstraint('least(approved, carried_in_again, carried_out_again, committed, paid) >= 0', name=op.f('ck_fund_budgets_not_negative')),
    sa.CheckConstraint('paid <= committed', name=op.f('ck_fund_budgets_not_overpaid')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fund_budgets')),
    sa.UniqueConstraint('division', 'category', 'year', name=op.f('uq_fund_budgets_division_category_year'))
    )
    op.create_index('ix_fund_budgets_order', 'fund_budgets', ['year', 'category', 'division', 'id'], unique=False)
    op.create_table('fund_entries',
    sa.Column('budget_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('APPROVED', 'INCREASED', 'DECREASED', 'CARRIED_IN', 'CARRIED_OUT', 'CARRY_IN_REVERSED', 'CARRY_OUT_REVERSED', 'COMMITTED', 'RELEASED', 'PAID', 'PAYMENT_REVERSED', name='fundentrykind', native_enum=False, length=40), nullable=False),
    sa.Column('amount', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('again', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('posted_on', sa.Date(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=True),
    sa.Column('commitment_id', sa.Uuid(), nullable=True),
    sa.Column('payment_id', sa.Uuid(), nullable=True),
    sa.Column('other_budget_id', sa.Uuid(), nullable=True),
    sa.Column('document', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('reverses', sa.Integer(), nullable=True),
    sa.Column('approved', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('carried_in', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('carried_in_again', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('carried_out', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('carried_out_again', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('committed', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('paid', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('actor_name', sa.Text(), nullable=False),
    sa.CheckConstraint('amount > 0 and again between 0 and amount', name=op.f('ck_fund_entries_amount_positive')),
    sa.ForeignKeyConstraint(['budget_id'], ['fund_budgets.id'], name=op.f('fk_fund_entries_budget_id')),
    sa.PrimaryKeyConstraint('budget_id', 'seq', name=op.f('pk_fund_entries'))
    )
    op.create_index('uq_fund_entries_reverses', 'fund_entries', ['budget_id', 'reverses'], unique=True)
    op.create_table('fund_commitments',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('budget_id', sa.Uuid(), nullable=False),
    sa.Column('category', sa.Text(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('amount', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('paid', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('basis', sa.Enum('CONTRACT', 'PLAN', name='commitmentbasis', native_enum=False, length=40), nullable=False),
    sa.Column('basis_number', sa.Text(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('payee', sa.Text(), nullable=True),
    sa.Column('committed_on', sa.Date(), nullable=False),
    sa.CheckConstraint('paid between 0 and amount', name=op.f('ck_fund_commitments_not_overpaid')),
    sa.ForeignKeyConstraint(['budget_id'], ['fund_budgets.id'], name=op.f('fk_fund_commitments_budget_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fund_commitments'))
    )
    op.create_index('ix_fund_commitments_budget_id', 'fund_commitments', ['budget_id', 'id'], unique=False)
    op.create_index('ix_fund_commitments_category', 'fund_commitments', ['category', 'id'], unique=False)
    op.create_index('ix_fund_commitments_project_id', 'fund_commitments', ['project_id', 'id'], unique=False)
    op.create_index('ix_fund_commitments_whole', 'fund_commitments', ['id'], unique=False, postgresql_include=['division'], postgresql_where=sa.text("division <> ''"))
    op.create_index('ix_fund_commitments_year', 'fund_commitments', ['year', 'id'], unique=False)
    op.create_table('fund_payments',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('budget_id', sa.Uuid(), nullable=False),
    sa.Column('commitment_id', sa.Uuid(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('amount', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('voucher_number', sa.Text(), nullable=False),
    sa.Column('voucher_year', sa.Integer(), nullable=False),
    sa.Column('paid_on', sa.Date(), nullable=False),
    sa.Column('paid_by_name', sa.Text(), nullable=False),
    sa.Column('reversed_on', sa.Date(), nullable=True),
    sa.Column('reversal_reason', sa.Text(), nullable=True),
    sa.CheckConstraint('(reversed_on is null) = (reversal_reason is null)', name=op.f('ck_fund_payments_reversed_with_reason')),
    sa.CheckConstraint('amount > 0', name=op.f('ck_fund_payments_amount_positive')),
    sa.ForeignKeyConstraint(['budget_id'], ['fund_budgets.id'], name=op.f('fk_fund_payments_budget_id')),
    sa.ForeignKeyConstraint(['commitment_id'], ['fund_commitments.id'], name=op.f('fk_fund_payments_commitment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fund_payments'))
    )
    op.create_index('ix_fund_payments_commitment_id', 'fund_payments', ['commitment_id', 'id'], unique=False)
    op.create_index('uq_fund_payments_voucher', 'fund_payments', ['division', 'voucher_year', 'voucher_number'], unique=True, postgresql_where=sa.text('reversed_on is null'))
    op.create_table('financing_demands',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('SUBMITTED', 'RETURNED', 'ACCEPTED', 'MET', 'WITHDRAWN', name='demandstate', native_enum=False, length=40), nullable=False),
    sa.Column('amount', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('term_months', sa.Integer(), nullable=False),
    sa.Column('form', sa.Enum('BANK_LOAN', 'SYNDICATED_LOAN', 'BOND', 'EQUITY', 'LEASING', 'OTHER', name='financingform', native_enum=False, length=40), nullable=False),
    sa.Column('collateral', sa.Text(), nullable=True),
    sa.Column('needed_by', sa.Date(), nullable=True),
    sa.Column('contact_name', sa.Text(), nullable=True),
    sa.Column('contact_phone', sa.Text(), nullable=True),
    sa.Column('internal_note', sa.Text(), nullable=True),
    sa.Column('submitted_on', sa.Date(), nullable=False),
    sa.Column('drawn', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.CheckConstraint('amount > 0 and drawn >= 0 and term_months > 0', name=op.f('ck_financing_demands_amounts_positive')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_financing_demands')),
    sa.UniqueConstraint('division', 'number', name=op.f('uq_financing_demands_division_number'))
    )
    op.create_index('ix_financing_demands_form', 'financing_demands', ['form', 'id'], unique=False)
    op.create_index('ix_financing_demands_project_id', 'financing_demands', ['project_id', 'id'], unique=False)
    op.create_index('ix_financing_demands_state', 'financing_demands', ['state', 'id'], unique=False)
    op.create_index('ix_financing_demands_whole', 'financing_demands', ['id'], unique=False, postgresql_include=['division'], postgresql_where=sa.text("division <> ''"))
    op.create_table('financing_appraisals',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('demand_id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('appraiser', sa.Text(), nullable=False),
    sa.Column('asset', sa.Text(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('value', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('appraised_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['demand_id'], ['financing_demands.id'], name=op.f('fk_financing_appraisals_demand_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_financing_appraisals'))
    )
    op.create_index('ix_financing_appraisals_demand_id', 'financing_appraisals', ['demand_id', 'id'], unique=False)
    op.create_table('financing_papers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('demand_id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('ANALYSIS', 'PLAN', name='paperkind', native_enum=False, length=40), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('kept_on', sa.Date(), nullable=False),
    sa.Column('kept_by_name', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['demand_id'], ['financing_demands.id'], name=op.f('fk_financing_papers_demand_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_financing_papers')),
    sa.UniqueConstraint('demand_id', 'kind', 'edition', name=op.f('uq_financing_papers_demand_id_kind_edition'))
    )
    op.create_table('financial_institutions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('BANK', 'POLICY_BANK', 'SECURITIES', 'TRUST', 'INSURER', 'GUARANTOR', 'LEASING', 'FUND', 'OTHER', name='institutionkind', native_enum=False, length=40), nullable=False),
    sa.Column('products', sa.Text(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_financial_institutions')),
    sa.UniqueConstraint('division', 'name', name=op.f('uq_financial_institutions_division_name'))
    )
    op.create_table('financing_matches',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('demand_id', sa.Uuid(), nullable=False),
    sa.Column('institution_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('INTRODUCED', 'TALKING', 'AGREED', 'SIGNED', 'DRAWN_DOWN', 'REFUSED', name='matchstate', native_enum=False, length=40), nullable=False),
    sa.Column('introduced_on', sa.Date(), nullable=False),
    sa.Column('moved_on', sa.Date(), nullable=False),
    sa.Column('agreed', sa.Numeric(precision=20, scale=4), nullable=True),
    sa.Column('signed', sa.Numeric(precision=20, scale=4), nullable=True),
    sa.Column('drawn', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.CheckConstraint('drawn >= 0 and drawn <= coalesce(signed, 0)', name=op.f('ck_financing_matches_drawn_within_signed')),
    sa.ForeignKeyConstraint(['demand_id'], ['financing_demands.id'], name=op.f('fk_financing_matches_demand_id')),
    sa.ForeignKeyConstraint(['institution_id'], ['financial_institutions.id'], name=op.f('fk_financing_matches_institution_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_financing_matches'))
    )
    op.create_index('ix_financing_matches_demand_id', 'financing_matches', ['demand_id', 'id'], unique=False)
    op.create_index('ix_financing_matches_institution_id', 'financing_matches', ['institution_id', 'id'], unique=False)
    op.create_index('uq_financing_matches_one', 'financing_matches', ['demand_id', 'institution_id'], unique=True, postgresql_where=sa.text("state <> 'REFUSED'"))
    op.create_table('financing_steps',
    sa.Column('demand_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('action', sa.Enum('SUBMITTED', 'RETURNED', 'ACCEPTED', 'AMENDED', 'APPRAISED', 'PAPER_KEPT', 'INTRODUCED', 'MATCH_MOVED', 'DRAWN', 'DRAW_CORRECTED', 'TRACKED', 'PUBLISHED', 'TAKEN_BACK', 'MET', 'WITHDRAWN', name='demandaction', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('SUBMITTED', 'RETURNED', 'ACCEPTED', 'MET', 'WITHDRAWN', name='demandstate', native_enum=False, length=40), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('match_id', sa.Uuid(), nullable=True),
    sa.Column('match_state', sa.Enum('INTRODUCED', 'TALKING', 'AGREED', 'SIGNED', 'DRAWN_DOWN', 'REFUSED', name='matchstate', native_enum=False, length=40), nullable=True),
    sa.Column('amount', sa.Numeric(precision=20, scale=4), nullable=True),
    sa.Column('document', sa.Text(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('actor_name', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['demand_id'], ['financing_demands.id'], name=op.f('fk_financing_steps_demand_id')),
    sa.PrimaryKeyConstraint('demand_id', 'seq', name=op.f('pk_financing_steps'))
    )
    op.create_table('financing_issues',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('period_from', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.Column('published_by_name', sa.Text(), nullable=False),
    sa.Column('demands', sa.Integer(), nullable=False),
    sa.Column('total', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('content_sm3', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_financing_issues')),
    sa.UniqueConstraint('division', 'published_on', name=op.f('uq_financing_issues_division_published_on')),
    sa.UniqueConstraint('division', 'year', 'ordinal', name=op.f('uq_financing_issues_division_year_ordinal'))
    )
    op.create_index('ix_financing_issues_order', 'financing_issues', ['published_on', 'id'], unique=False)
    op.create_table('financing_issue_items',
    sa.Column('issue_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('demand_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['demand_id'], ['financing_demands.id'], name=op.f('fk_financing_issue_items_demand_id')),
    sa.ForeignKeyConstraint(['issue_id'], ['financing_issues.id'], name=op.f('fk_financing_issue_items_issue_id')),
    sa.PrimaryKeyConstraint('issue_id', 'position', name=op.f('pk_financing_issue_items')),
    sa.UniqueConstraint('issue_id', 'demand_id', name=op.f('uq_financing_issue_items_issue_id_demand_id'))
    )
    op.create_index('ix_financing_issue_items_demand_id', 'financing_issue_items', ['demand_id', 'issue_id'], unique=False)
    op.create_table('financing_withdrawals',
    sa.Column('issue_id', sa.Uuid(), nullable=False),
    sa.Column('demand_id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('withdrawn_by_name', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['demand_id'], ['financing_demands.id'], name=op.f('fk_financing_withdrawals_demand_id')),
    sa.ForeignKeyConstraint(['issue_id'], ['financing_issues.id'], name=op.f('fk_financing_withdrawals_issue_id')),
    sa.PrimaryKeyConstraint('issue_id', 'demand_id', name=op.f('pk_financing_withdrawals'))
    )
    op.create_table('fund_applications',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('CENTRAL_BUDGET', 'PROVINCIAL_BUDGET', 'SPECIAL_BOND', 'ENTERPRISE_BOND', name='applicationkind', native_enum=False, length=40), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('authority', sa.Text(), nullable=False),
    sa.Column('stage', sa.Enum('PREPARING', 'SUBMITTED', 'REVIEWED', 'LISTED', 'GRANTED', 'ARRIVED', 'CLOSED', name='stage', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('OPEN', 'RETURNED', 'CLOSED', 'REFUSED', 'WITHDRAWN', name='applicationstate', native_enum=False, length=40), nullable=False),
    sa.Column('asked', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('granted', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('arrived', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('paid', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('grant_document', sa.Text(), nullable=True),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('stepped_on', sa.Date(), nullable=False),
    sa.Column('returned_times', sa.Integer(), nullable=False),
    sa.CheckConstraint('asked > 0 and paid >= 0', name=op.f('ck_fund_applications_amounts_positive')),
    sa.CheckConstraint('paid <= arrived and arrived <= granted and granted <= asked', name=op.f('ck_fund_applications_amounts_in_order')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fund_applications'))
    )
    op.create_index('ix_fund_applications_kind', 'fund_applications', ['kind', 'id'], unique=False)
    op.create_index('ix_fund_applications_project_id', 'fund_applications', ['project_id', 'id'], unique=False)
    op.create_index('ix_fund_applications_stage', 'fund_applications', ['stage', 'id'], unique=False)
    op.create_index('ix_fund_applications_state', 'fund_applications', ['state', 'id'], unique=False)
    op.create_index('ix_fund_applications_whole', 'fund_applications', ['id'], unique=False, postgresql_include=['division'], postgresql_where=sa.text("division <> ''"))
    op.create_index('ix_fund_applications_year', 'fund_applications', ['year', 'id'], unique=False)
    op.create_table('fund_application_steps',
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('action', sa.Enum('OPENED', 'ADVANCED', 'RAISED', 'ARRIVED', 'PAID', 'CORRECTED', 'RETURNED', 'REFUSED', 'WITHDRAWN', 'CLOSED', name='applicationaction', native_enum=False, length=40), nullable=False),
    sa.Column('stage', sa.Enum('PREPARING', 'SUBMITTED', 'REVIEWED', 'LISTED', 'GRANTED', 'ARRIVED', 'CLOSED', name='stage', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('OPEN', 'RETURNED', 'CLOSED', 'REFUSED', 'WITHDRAWN', name='applicationstate', native_enum=False, length=40), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('amount', sa.Numeric(precision=20, scale=4), nullable=True),
    sa.Column('document', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('asked', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('granted', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('arrived', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('paid', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('actor_name', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['fund_applications.id'], name=op.f('fk_fund_application_steps_application_id')),
    sa.PrimaryKeyConstraint('application_id', 'seq', name=op.f('pk_fund_application_steps'))
    )
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    protect(
        "fund_budgets",
        "fund_entries",
        "fund_commitments",
        "fund_payments",
        "financing_demands",
        "financing_appraisals",
        "financing_papers",
        "financial_institutions",
        "financing_matches",
        "financing_steps",
        "financing_issues",
        "financing_issue_items",
        "financing_withdrawals",
        "fund_applications",
        "fund_application_steps",
    )
    searched("fund_applications", "title", "authority", "grant_document")
