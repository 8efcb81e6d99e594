"""Notices and addresses of calendars; documents that were recorded before others were told of them are told once."""

from __future__ import annotations

import json
import uuid
import zlib

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import run
from services.chassis.notices.migrating import calendar_addresses_v1, notices_v1

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

LANES, BATCH = 16, 1_000
NAMESPACE = uuid.UUID("5f0d2c1e-6a37-5b1c-9d55-3e1f0c9a7b20")  # the same event for the same document, however often it is told
TOLD = "zhongdian.reserve.evidence.{}.v1"

# An event is told to the unit or the person that it names; what names only a project, to its owner; a guide and an adjusted
# plan to everybody. All events of a statement at once: a plan may have some thousand items.
TELL = """
create function tell_notices() returns trigger language plpgsql as $$
begin
  insert into notices (id, division, kind, unit_id, subject, project_id, record_id, due_on, at, facts)
  select f.event_id, f.division,
    case t.code when 'application.reviewed' then
      case when (t.told ->> 'passed')::boolean then 'application.passed' else 'application.failed' end
      else t.code end,
    case
      when t.code in ('guide.published', 'plan.adjusted') or t.code like 'member.%' then null
      when t.code in ('plan-item.removed', 'plan-item.revalued', 'project.converted') then p.owner_id
      else coalesce(t.told ->> 'ownerId', t.told ->> 'unitId')::uuid
    end,
    case when t.code like 'member.%' then t.told ->> 'person' end,
    (t.told ->> 'projectId')::uuid,
    coalesce(t.told ->> 'applicationId', t.told ->> 'guideId', t.told ->> 'reportId', t.told ->> 'memberId',
      t.told ->> 'projectId', t.told ->> 'planId', t.told ->> 'unitId')::uuid,
    case when t.code in ('application.returned', 'planned-report.reminded') then (t.told ->> 'dueOn')::date
      when t.code = 'guide.published' then (t.told ->> 'closesOn')::date end,
    (f.event ->> 'time')::timestamptz, t.told::json
  from fresh f
  cross join lateral (
    select substring(f.type from '^zhongdian[.]reserve[.](.+)[.]v[0-9]+$') as code, (f.event -> 'data')::jsonb as told
  ) t
  left join projects p on t.code in ('plan-item.removed', 'plan-item.revalued', 'project.converted')
    and p.id = (t.told ->> 'projectId')::uuid
  where t.code in ('guide.published', 'application.returned', 'application.reviewed', 'plan-item.issued', 'plan-item.removed',
    'plan-item.revalued', 'plan-item.converted', 'plan.adjusted', 'project.converted', 'planned-report.returned',
    'planned-report.accepted', 'planned-report.reminded', 'member.added', 'member.ended')
  order by f.id;
  return null;
end $$;
create trigger tell_notices after insert on outbox referencing new table as fresh
for each statement execute function tell_notices()
"""
# Only what no event has told, as it stands now: `version` is the project's, so that whatever is told later holds.
UNTOLD = sa.text("""
select e.id, e.division, e.project_id, e.kind, e.title, e.document_number, e.issuer, e.issued_on, e.valid_until,
  e.recorded_at, e.withdrawn_at, p.version
from evidence e join projects p on p.id = e.project_id
where e.id > :after and not exists (select from told_documents t where t.id = e.id::text)
order by e.id limit :batch
""")
PUT = sa.text("""
insert into outbox (event_id, topic, key, lane, type, division, event)
values (:event_id, 'reserve.events', :key, :lane, :type, :division, cast(:event as json))
on conflict (event_id) do nothing
""")


def upgrade() -> None:
    """Tell of documents before notices are written: nobody is to be told today of what is long done."""
    tell_of_documents(op.get_bind())
    notices_v1()
    run(TELL)
    calendar_addresses_v1()


def tell_of_documents(connection: sa.Connection) -> int:
    """Write the events of documents of which none is on record; return how many. Doing it again tells nothing more."""
    # What events have told is looked for once, in a table of this transaction: the outbox has no index by document.
    connection.execute(sa.text("select set_config('app.division', '*', true)"))
    names = {"recorded": TOLD.format("recorded"), "withdrawn": TOLD.format("withdrawn")}
    connection.execute(sa.text("create temporary table told_documents (id text primary key) on commit drop"))
    connection.execute(
        sa.text(
            "insert into told_documents select distinct event -> 'data' ->> 'evidenceId' from outbox"
            " where type in (:recorded, :withdrawn)"
        ),
        names,
    )
    after, count = uuid.UUID(int=0), 0
    while rows := connection.execute(UNTOLD, {"after": after, "batch": BATCH}).all():
        connection.execute(PUT, [_event(row) for row in rows])
        after, count = rows[-1].id, count + len(rows)
    connection.execute(sa.text("drop table told_documents"))
    return count


def _event(row: sa.Row) -> dict[str, object]:
    type_, key = TOLD.format("withdrawn" if row.withdrawn_at else "recorded"), str(row.project_id)
    id_ = uuid.uuid5(NAMESPACE, str(row.id))
    event = {
        "specversion": "1.0",
        "id": str(id_),
        "source": "/zhongdian/reserve",
        "type": type_,
        "subject": key,
        "time": (row.withdrawn_at or row.recorded_at).isoformat(),
        "datacontenttype": "application/json",
        "division": row.division,
        "data": {
            "division": row.division,
            "evidenceId": str(row.id),
            "projectId": key,
            "kind": row.kind,
            "title": row.title,
            "documentNumber": row.document_number,
            "issuingBody": row.issuer,
            "datedOn": row.issued_on.isoformat(),
            "validUntil": row.valid_until.isoformat() if row.valid_until else None,
            "version": row.version,
        },
    }
    lane = zlib.crc32(key.encode()) % LANES
    written = json.dumps(event, ensure_ascii=False)
    return {"event_id": id_, "key": key, "lane": lane, "type": type_, "division": row.division, "event": written}
