"""Dispatch: weekly rounds, bulletins with their figures, reviews and interviews; which bureau has a factor request."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.chassis.migrations import protect

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# what was sent is what it is: only an erratum, a row of its own, comes after it
FROZEN = """
create function frozen_when_sent() returns trigger language plpgsql as $$
begin
  if old.sent_on is not null then raise exception '% never changes once it was sent', tg_table_name; end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$
"""


def upgrade() -> None:
    op.create_table('dispatch_rounds',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('week_on', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('OPEN', 'CLOSED', name='roundstate', native_enum=False, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('agenda', sa.JSON(), nullable=False),
    sa.Column('attendance', sa.JSON(), nullable=False),
    sa.Column('minutes', sa.Text(), nullable=True),
    sa.Column('place', sa.Text(), nullable=True),
    sa.Column('chaired_by', sa.Text(), nullable=True),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.Text(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dispatch_rounds')),
    sa.UniqueConstraint('division', 'week_on', name=op.f('uq_dispatch_rounds_division_week_on'))
    )
    op.create_index('ix_dispatch_rounds_state', 'dispatch_rounds', ['state', 'week_on', 'id'], unique=False)
    op.create_index('ix_dispatch_rounds_week', 'dispatch_rounds', ['week_on', 'id'], unique=False)
    op.create_table('dispatch_difficulties',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=True),
    sa.Column('node_id', sa.Uuid(), nullable=True),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('grade', sa.Enum('DIFFICULTY', 'BLOCKAGE', 'JAM', name='difficultygrade', native_enum=False, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('source', sa.Enum('WEEKLY_UPDATE', 'PROGRESS_REPORT', 'ADDED', 'CARRIED', name='difficultysource', native_enum=False, length=40), nullable=False),
    sa.Column('source_id', sa.Uuid(), nullable=True),
    sa.Column('noted_on', sa.Date(), nullable=False),
    sa.Column('outcome', sa.Enum('OPEN', 'ISSUE', 'DECISION', 'SET_ASIDE', 'CARRIED', name='difficultyoutcome', native_enum=False, length=40), nullable=False),
    sa.Column('carried_from_id', sa.Uuid(), nullable=True),
    sa.Column('issue_id', sa.Uuid(), nullable=True),
    sa.Column('decision', sa.Text(), nullable=True),
    sa.Column('decision_unit_id', sa.Uuid(), nullable=True),
    sa.Column('decision_person', sa.Text(), nullable=True),
    sa.Column('decision_until', sa.Date(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_text', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('treated_on', sa.Date(), nullable=True),
    sa.Column('treated_by', sa.Text(), nullable=True),
    sa.CheckConstraint("(outcome = 'ISSUE') = (issue_id is not null)", name=op.f('ck_dispatch_difficulties_issue_has_its_number')),
    sa.CheckConstraint("outcome <> 'DECISION' or decision_until is not null", name=op.f('ck_dispatch_difficulties_decision_has_a_limit')),
    sa.ForeignKeyConstraint(['carried_from_id'], ['dispatch_difficulties.id'], name=op.f('fk_dispatch_difficulties_carried_from_id')),
    sa.ForeignKeyConstraint(['round_id'], ['dispatch_rounds.id'], name=op.f('fk_dispatch_difficulties_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dispatch_difficulties')),
    sa.UniqueConstraint('carried_from_id', name=op.f('uq_dispatch_difficulties_carried_from_id')),
    sa.UniqueConstraint('round_id', 'position', name=op.f('uq_dispatch_difficulties_round_id_position'))
    )
    op.create_index('ix_dispatch_difficulties_list', 'dispatch_difficulties', ['noted_on', 'id'], unique=False)
    op.create_index('ix_dispatch_difficulties_outcome', 'dispatch_difficulties', ['outcome', 'noted_on', 'id'], unique=False)
    op.create_index('ix_dispatch_difficulties_project', 'dispatch_difficulties', ['project_id', 'noted_on', 'id'], unique=False)
    op.create_index('ix_dispatch_difficulties_source', 'dispatch_difficulties', ['source_id'], unique=False)
    op.create_table('dispatch_steps',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=True),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('by_unit_id', sa.Uuid(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dispatch_steps'))
    )
    op.create_index('ix_dispatch_steps_record', 'dispatch_steps', ['record_id', 'at', 'id'], unique=False)
    op.create_table('dispatch_bulletins',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('MONTHLY', 'ANNUAL', name='bulletinkind', native_enum=False, length=40), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('DRAFT', 'SENT', name='bulletinstate', native_enum=False, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('projects', sa.JSON(), nullable=False),
    sa.Column('recipients', sa.JSON(), nullable=False),
    sa.Column('signatures', sa.JSON(), nullable=False),
    sa.Column('drafted_on', sa.Date(), nullable=False),
    sa.Column('drafted_by', sa.Text(), nullable=False),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('sent_by', sa.Text(), nullable=True),
    sa.Column('content_sm3', sa.Text(), nullable=True),
    sa.Column('docx_sm3', sa.Text(), nullable=True),
    sa.Column('docx_size', sa.Integer(), nullable=True),
    sa.Column('pdf_sm3', sa.Text(), nullable=True),
    sa.Column('pdf_size', sa.Integer(), nullable=True),
    sa.CheckConstraint("(state = 'SENT') = (sent_on is not null and docx_sm3 is not null)", name=op.f('ck_dispatch_bulletins_sent_has_its_bytes')),
    sa.CheckConstraint('month between 1 and 12', name=op.f('ck_dispatch_bulletins_month_of_a_year')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dispatch_bulletins')),
    sa.UniqueConstraint('division', 'kind', 'year', 'month', name=op.f('uq_dispatch_bulletins_division_kind_year_month')),
    sa.UniqueConstraint('division', 'number', name=op.f('uq_dispatch_bulletins_division_number'))
    )
    op.create_index('ix_dispatch_bulletins_kind', 'dispatch_bulletins', ['kind', 'year', 'month', 'id'], unique=False)
    op.create_index('ix_dispatch_bulletins_list', 'dispatch_bulletins', ['year', 'month', 'id'], unique=False)
    op.create_table('bulletin_figures',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('bulletin_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('scope', sa.Enum('ALL', 'TOWN', 'CATEGORY', 'AUTHORITY', 'OWNER', 'UNIT', 'BUREAU', name='figurescope', native_enum=False, length=40), nullable=False),
    sa.Column('scope_key', sa.Text(), nullable=False),
    sa.Column('scope_name', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('value', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('computed_as', sa.Text(), nullable=False),
    sa.Column('inputs', sa.JSON(), nullable=False),
    sa.Column('row_count', sa.Integer(), nullable=False),
    sa.Column('rows_sm3', sa.Text(), nullable=False),
    sa.Column('row_ids', postgresql.ARRAY(sa.Uuid()), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['bulletin_id'], ['dispatch_bulletins.id'], name=op.f('fk_bulletin_figures_bulletin_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bulletin_figures')),
    sa.UniqueConstraint('bulletin_id', 'code', 'scope', 'scope_key', name=op.f('uq_bulletin_figures_bulletin_id_code_scope_scope_key'))
    )
    op.create_index('ix_bulletin_figures_bulletin', 'bulletin_figures', ['bulletin_id', 'position', 'id'], unique=False)
    op.create_table('bulletin_errata',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('bulletin_id', sa.Uuid(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('was', sa.Text(), nullable=False),
    sa.Column('now', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('issued_by', sa.Text(), nullable=False),
    sa.Column('docx_sm3', sa.Text(), nullable=False),
    sa.Column('docx_size', sa.Integer(), nullable=False),
    sa.Column('pdf_sm3', sa.Text(), nullable=False),
    sa.Column('pdf_size', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['bulletin_id'], ['dispatch_bulletins.id'], name=op.f('fk_bulletin_errata_bulletin_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bulletin_errata')),
    sa.UniqueConstraint('bulletin_id', 'ordinal', name=op.f('uq_bulletin_errata_bulletin_id_ordinal')),
    sa.UniqueConstraint('division', 'number', name=op.f('uq_bulletin_errata_division_number'))
    )
    op.create_table('dispatch_reviews',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('quarter', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('OPEN', 'CLOSED', name='reviewstate', native_enum=False, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('opened_by', sa.Text(), nullable=False),
    sa.Column('joined_on', sa.Date(), nullable=True),
    sa.Column('joined_by', sa.Text(), nullable=True),
    sa.Column('joined_office', sa.Text(), nullable=True),
    sa.Column('findings', sa.Text(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('closed_by', sa.Text(), nullable=True),
    sa.CheckConstraint('quarter between 1 and 4', name=op.f('ck_dispatch_reviews_quarter_of_a_year')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dispatch_reviews')),
    sa.UniqueConstraint('division', 'year', 'quarter', name=op.f('uq_dispatch_reviews_division_year_quarter'))
    )
    op.create_index('ix_dispatch_reviews_list', 'dispatch_reviews', ['year', 'quarter', 'id'], unique=False)
    op.create_table('interview_candidates',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('review_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('grounds', sa.JSON(), nullable=False),
    sa.Column('decision', sa.Enum('PENDING', 'INTERVIEW', 'SPARED', name='candidatedecision', native_enum=False, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('decided_by', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['review_id'], ['dispatch_reviews.id'], name=op.f('fk_interview_candidates_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interview_candidates')),
    sa.UniqueConstraint('review_id', 'unit_id', name=op.f('uq_interview_candidates_review_id_unit_id'))
    )
    op.create_table('interviews',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('division', sa.Text(), nullable=False),
    sa.Column('review_id', sa.Uuid(), nullable=False),
    sa.Column('candidate_id', sa.Uuid(), nullable=False),
    sa.Column('unit_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('INVITED', 'HELD', 'FOLLOWED_UP', 'CANCELLED', name='interviewstate', native_enum=False, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('quarter', sa.Integer(), nullable=False),
    sa.Column('grounds', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('interviewer', sa.Text(), nullable=False),
    sa.Column('invited_on', sa.Date(), nullable=False),
    sa.Column('invited_by', sa.Text(), nullable=False),
    sa.Column('promises', sa.JSON(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('attended', sa.Text(), nullable=True),
    sa.Column('record', sa.Text(), nullable=True),
    sa.Column('cancelled_reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['candidate_id'], ['interview_candidates.id'], name=op.f('fk_interviews_candidate_id')),
    sa.ForeignKeyConstraint(['review_id'], ['dispatch_reviews.id'], name=op.f('fk_interviews_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interviews'))
    )
    op.create_index('ix_interviews_list', 'interviews', ['at', 'id'], unique=False)
    op.create_index('ix_interviews_state', 'interviews', ['state', 'at', 'id'], unique=False)
    op.create_index('ix_interviews_unit', 'interviews', ['unit_id', 'at', 'id'], unique=False)
    op.create_index('uq_interviews_one_a_candidate', 'interviews', ['candidate_id'], unique=True, postgresql_where="state <> 'CANCELLED'")
    op.add_column("factor_requests", sa.Column("bureau_id", sa.Uuid(), nullable=True))
    for table in ("dispatch_steps", "bulletin_errata"):
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    op.execute(FROZEN)
    for table in ("dispatch_bulletins", "bulletin_figures"):
        op.execute(
            f"create trigger frozen before update or delete on {table} for each row execute function frozen_when_sent()"
        )
    protect(
        "dispatch_rounds",
        "dispatch_difficulties",
        "dispatch_steps",
        "dispatch_bulletins",
        "bulletin_figures",
        "bulletin_errata",
        "dispatch_reviews",
        "interview_candidates",
        "interviews",
    )
