"""Notices of a long plan in one pass; reviews of requests; issues out of land consultations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.searches import searched

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# As before, but what a node was told last is looked up once for all events of the statement. Looked up for each of them, the
# notices that the statement itself had written stood in the way: rows that it cannot see yet and has to pass by. The kind
# is compared so that no index of kinds serves, for those rows are found by their records whatever statistics say.
TELL = """
create or replace function tell_notices() returns trigger language plpgsql as $$
begin
  with told as materialized (
    select f.id as place, f.event_id, f.division, t.code, t.told, (f.event ->> 'time')::timestamptz as at, w.*
    from fresh f
    cross join lateral (
      select substring(f.type from '^zhongdian[.]schedule[.](.+)[.]v[0-9]+$') as code, (f.event -> 'data')::jsonb as told
    ) t
    cross join lateral (
      select
        case when t.code in ('list.published', 'bulletin.sent', 'bulletin.corrected', 'specialist.appointed') then null
          else coalesce(t.told ->> 'responsibleUnitId', t.told ->> 'unitId', t.told ->> 'serviceUnitId')::uuid end as unit_id,
        case when t.code = 'specialist.appointed' then t.told ->> 'subject' end as subject,
        coalesce(t.told ->> 'nodeId', t.told ->> 'reportId', t.told ->> 'issueId', t.told ->> 'listId', t.told ->> 'bulletinId',
          t.told ->> 'interviewId', t.told ->> 'specialistId', t.told ->> 'projectId')::uuid as record_id,
        case when t.code in ('node.planned', 'node.completion-returned', 'issue.assigned', 'issue.overdue', 'issue.reopened',
          'interview.held') then (t.told ->> 'dueOn')::date end as due_on
    ) w
    where t.code in ('node.planned', 'node.verified', 'node.completion-returned', 'progress.verified', 'annual-task.set',
        'annual-task.revalued', 'schedule.ended', 'schedule.resumed', 'specialist.appointed', 'issue.assigned', 'issue.overdue',
        'issue.supervised', 'issue.reopened', 'issue.closed', 'list.published', 'bulletin.sent', 'bulletin.corrected',
        'interview.invited', 'interview.held', 'interview.cancelled', 'leader.linked')
      and not (t.code = 'specialist.appointed' and coalesce((t.told ->> 'cancelled')::boolean, false))
  ), before as materialized (
    select distinct on (n.record_id) n.record_id, n.due_on, n.unit_id
    from notices n
    where n.record_id = any (array(select t.record_id from told t where t.code = 'node.planned'))
      and n.kind || '' = 'node.planned'
    order by n.record_id, n.at desc, n.id desc
  )
  insert into notices (id, division, kind, unit_id, subject, project_id, record_id, due_on, at, facts)
  select t.event_id, t.division, t.code, t.unit_id, t.subject, (t.told ->> 'projectId')::uuid, t.record_id, t.due_on, t.at,
    t.told::json
  from told t
  left join before b on t.code = 'node.planned' and b.record_id = t.record_id
  where b.record_id is null or b.due_on is distinct from t.due_on or b.unit_id is distinct from t.unit_id
  order by t.place;
  return null;
end $$
"""


WHOLE = "division <> ''"
BY_YEAR = [sa.text("year desc"), "position", "id"]
# name → table, columns, condition: what lists are narrowed by at 100,000 rows, in the order of the list
INDEXES: dict[str, tuple[str, list[str | sa.TextClause], str | None]] = {
    "ix_leader_links_leader": ("leader_links", ["leader_subject", *BY_YEAR], "current"),
    "ix_leader_links_unit": ("leader_links", ["service_unit_id", *BY_YEAR], "current"),
    "ix_leader_links_list": ("leader_links", BY_YEAR, f"current and {WHOLE}"),
    "ix_leader_links_serving": ("leader_links", ["service_unit_id", "project_id"], "issued"),
    "ix_driving_marks_list": ("driving_marks", ["marked_on", "id"], WHOLE),
    "ix_driving_marks_year": ("driving_marks", ["year", "marked_on", "id"], None),
    "ix_driving_marks_project": ("driving_marks", ["project_id"], None),
    "ix_leader_reports_list": ("leader_reports", ["submitted_on", "id"], WHOLE),
    "ix_leader_reports_year": ("leader_reports", ["year", "submitted_on", "id"], None),
    "ix_leader_reports_month": ("leader_reports", ["year", "month", "submitted_on", "id"], None),
    "ix_leader_problems_list": ("leader_problems", ["raised_on", "id"], WHOLE),
    "ix_leader_problems_year": ("leader_problems", ["year", "raised_on", "id"], None),
    "ix_leader_problems_waiting": ("leader_problems", ["raised_on", "id"], "answered_on is null"),
    "ix_dispatch_difficulties_list": ("dispatch_difficulties", ["noted_on", "id"], WHOLE),
    "ix_dispatch_difficulties_unit": ("dispatch_difficulties", ["unit_id", "noted_on", "id"], None),
    "ix_dispatch_difficulties_decision_unit": ("dispatch_difficulties", ["decision_unit_id", "noted_on", "id"], None),
    "ix_dispatch_difficulties_round": ("dispatch_difficulties", ["round_id", "outcome", "position", "id"], None),
    "ix_interviews_list": ("interviews", ["at", "id"], WHOLE),
    "ix_interviews_year": ("interviews", ["year", "at", "id"], None),
    "ix_interviews_quarter": ("interviews", ["year", "quarter", "at", "id"], None),
}
REPLACED = (
    "ix_leader_links_leader",
    "ix_leader_links_unit",
    "ix_leader_links_list",
    "ix_driving_marks_list",
    "ix_leader_reports_list",
    "ix_leader_problems_list",
    "ix_dispatch_difficulties_list",
    "ix_interviews_list",
)


def upgrade() -> None:
    """Replace the function that writes notices; take in what support tells of reviews and consultations; make long lists short."""
    for name in REPLACED:
        op.drop_index(name, INDEXES[name][0])
    for name, (table, columns, where) in INDEXES.items():
        op.create_index(name, table, columns, postgresql_where=None if where is None else sa.text(where))
    searched("dispatch_difficulties", "text")
    op.add_column("factor_requests", sa.Column("reviewed_on", sa.Date(), nullable=True))
    op.add_column("issues", sa.Column("consultation_id", sa.Uuid(), nullable=True))
    of_one = sa.text("consultation_id is not null")
    op.create_index("uq_issues_consultation", "issues", ["source_id"], unique=True, postgresql_where=of_one)
    op.execute(sa.text(TELL.replace(":", "\\:")))
