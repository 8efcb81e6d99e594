"""Issued review packs, with the source of every figure."""

from __future__ import annotations

from services.chassis.migrations import protect, run

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

REPORTS = """
create table assessment_reports (
  id uuid not null, division text not null, period_id uuid not null, year integer not null, quarter integer not null,
  ordinal integer not null, number text not null, title text not null, remarks text not null,
  period_version integer not null, period_digest text not null, figures integer not null, content_sm3 text not null,
  issued_on date not null, issued_at timestamptz not null, issued_by text not null,
  constraint pk_assessment_reports primary key (id),
  constraint uq_assessment_reports_period_id_ordinal unique (period_id, ordinal),
  constraint uq_assessment_reports_division_number unique (division, number),
  constraint fk_assessment_reports_period_id foreign key (period_id) references periods (id));
create index ix_assessment_reports_list on assessment_reports (issued_at, id) where division <> '';
create index ix_assessment_reports_year on assessment_reports (year, issued_at, id);
create index ix_assessment_reports_year_quarter on assessment_reports (year, quarter, issued_at, id);
create table assessment_report_figures (
  report_id uuid not null, position integer not null, division text not null, code text not null,
  scope varchar(40) not null, scope_key text not null, scope_name text not null, label text not null,
  value numeric(20, 4) not null, places integer not null, unit text not null, query text not null,
  computed_as text not null, row_count integer not null, rows_sm3 text not null,
  constraint pk_assessment_report_figures primary key (report_id, position),
  constraint fk_assessment_report_figures_report_id foreign key (report_id) references assessment_reports (id));
create index ix_assessment_report_figures_code on assessment_report_figures (report_id, code, position);
create index ix_assessment_report_figures_scope on assessment_report_figures (report_id, scope, position);
create index ix_assessment_report_figures_key on assessment_report_figures (report_id, scope_key, position);
create trigger rows_stay before update or delete on assessment_reports for each row execute function rows_stay();
create trigger rows_stay before update or delete on assessment_report_figures for each row execute function rows_stay();
"""


def upgrade() -> None:
    """Create the tables."""
    run(REPORTS)
    protect("assessment_reports", "assessment_report_figures")
