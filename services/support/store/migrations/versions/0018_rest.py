"""Notices of land, money, incidents, joint matters and agencies; calendars; what the ledger says of follow-ups.

Also: limits of agency items that rest on an unpublished year, and decisions from before deliveries were on record.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect, run
from services.chassis.notices.migrating import calendar_addresses_v1

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
# The parts of a joint matter take these steps together, and one notice tells of it: `tell_joint_step`. The identity is
# cast before the join: under row-level security a join by a cast, which may fail, reads the whole table.
MARK = """
update requests r set before_deliveries = true where r.outcome is not null and r.delivered_on is null
and r.ended_on < coalesce((select min(d.delivered_on) from deliveries d where d.division = r.division), 'infinity'::date)
"""
TELL_REQUESTS = """
create or replace function tell_notices() returns trigger language plpgsql as $$
begin
  with told as materialized (
    select f.id as place, f.event_id, f.division, t.code, t.told, (f.event ->> 'time')::timestamptz as at,
      (t.told ->> 'requestId')::uuid as request_id
    from fresh f
    cross join lateral (
      select substring(f.type from '^zhongdian[.]support[.](.+)[.]v[0-9]+$') as code, (f.event -> 'data')::jsonb as told
    ) t
  )
  insert into notices (id, division, kind, unit_id, role, project_id, record_id, due_on, at, facts)
  select md5(t.event_id::text || coalesce(w.unit_id::text, '') || coalesce(w.role, ''))::uuid, t.division, t.code,
    w.unit_id, w.role, r.project_id, r.id, (t.told ->> 'dueOn')::date, t.at,
    (t.told || jsonb_build_object('projectName', p.name))::json
  from told t
  join requests r on r.id = t.request_id and (r.parent_id is null or t.code not in (
    'request.submitted', 'request.returned', 'request.resubmitted', 'request.withdrawn', 'request.decided',
    'request.not-accepted', 'request.suspended', 'request.resumed'))
  left join projects p on p.id = r.project_id
  cross join lateral (
    select r.bureau_id as unit_id, null::text as role where t.code in ('request.submitted', 'request.resubmitted',
      'request.withdrawn', 'request.reassigned', 'request.due-corrected', 'request.escalated', 'request.overdue')
    union select r.applicant_id, null where t.code in ('request.returned', 'request.decided', 'request.not-accepted',
      'request.suspended', 'request.resumed', 'request.review-decided', 'request.corrected', 'request.due-corrected',
      'request.reassigned', 'request.overdue')
    union select p.owner_id, null where p.owner_id is not null and t.code in ('request.returned', 'request.decided',
      'request.not-accepted', 'request.suspended', 'request.review-decided', 'request.corrected', 'request.overdue')
    union select null, told_role from jsonb_array_elements_text(t.told -> 'toldRoles') told_role
      where t.code = 'request.escalated'
  ) w
  order by t.place;
  return null;
end $$
"""
# One notice to a unit, a role or a person; to nobody, none. Whoever is named twice for one step is told once.
PUT = """
create function put_notice(step text, told_division text, told_kind text, told_unit uuid, told_role text, told_subject text,
  of_project uuid, of_record uuid, due date, happened timestamptz, said jsonb) returns void language sql as $$
  insert into notices (id, division, kind, unit_id, role, subject, project_id, record_id, due_on, at, facts)
  select md5(concat_ws('|', step, told_kind, told_unit, told_role, told_subject, of_record))::uuid, told_division, told_kind,
    told_unit, told_role, told_subject, of_project, of_record, due, happened,
    (said || jsonb_build_object('projectName', (select name from projects where id = of_project), 'dueOn', due))::json
  where num_nonnulls(told_unit, told_role, told_subject) = 1
  on conflict (id) do nothing
$$
"""
# 第十五条: the two departments hear of each other's steps, responsible units of what is planned for them and decided.
TELL_LAND = """
create function tell_land_step() returns trigger language plpgsql as $$
declare plan land_plans; meeting land_consultations; said jsonb; code text; told record;
begin
  select * into plan from land_plans where id = new.record_id;
  select * into meeting from land_consultations where id = new.record_id;
  said := jsonb_build_object('year', plan.year, 'month', to_char(meeting.month, 'YYYY-MM'), 'number', plan.number,
    'reason', new.reason, 'by', new.actor_name, 'heldOn', meeting.held_on);
  code := case new.action when 'confirmLandPlan' then 'land-plan.confirmed' when 'issueLandPlan' then 'land-plan.issued'
    when 'reviseLandPlan' then 'land-plan.revised' when 'openLandConsultation' then 'land-consultation.opened'
    when 'closeLandConsultation' then 'land-consultation.closed'
    when 'reportLandAgendaItem' then 'land-decision.done' end;
  if code is null then return null; end if;
  perform put_notice(new.id::text, new.division, code, null, r, null, null, new.record_id, null, new.at, said)
  from unnest(array['LAND', 'REQUISITION']) r
  where not exists (select from organizations o where o.id = new.unit_id and r = any (o.roles));
  if code = 'land-plan.issued' then
    perform put_notice(new.id::text, new.division, 'land-plan.carried-out', i.responsible_unit_id, null, null, null,
      new.record_id, null, new.at, said || jsonb_build_object('count', i.count))
    from (select responsible_unit_id, count(*) from land_plan_items where plan_id = new.record_id and removed_on is null
      group by responsible_unit_id) i where i.responsible_unit_id is distinct from new.unit_id;
  elsif code = 'land-consultation.closed' then
    for told in select * from consultation_items i where i.consultation_id = new.record_id and i.decision is not null loop
      perform put_notice(new.id::text, new.division, 'land-decision.made', told.responsible_unit_id, null, null,
        told.project_id, told.id, told.deadline, new.at, said || jsonb_build_object('what', told.decision));
    end loop;
  end if;
  return null;
end $$;
create trigger tell_notices after insert on land_steps for each row execute function tell_land_step();
create function tell_transfer() returns trigger language plpgsql as $$
declare said jsonb := jsonb_build_object('amount', trim_scale(new.amount)::text, 'by', new.asked_by_name, 'note', new.note,
  'outcome', case new.state when 'APPROVED' then '已批准' else '未获批准' end);
begin
  if tg_op = 'INSERT' then
    perform put_notice(new.id::text, new.division, 'quota-transfer.asked', null, 'LAND', null, null, new.id, null,
      new.asked_at, said);
  elsif new.state in ('APPROVED', 'REFUSED') and old.state = 'ASKED' then
    perform put_notice(new.id::text, new.division, 'quota-transfer.decided', null, null, new.asked_by, null, new.id, null,
      new.decided_at, said);
  end if;
  return null;
end $$;
create trigger tell_notices after insert or update of state on quota_transfers for each row execute function tell_transfer()
"""
# 第十六条: owners hear of their money, the departments of what waits for them.
TELL_MONEY = """
create function tell_fund_entry() returns trigger language plpgsql as $$
declare said_kind text := case new.kind when 'COMMITTED' then 'fund.committed' when 'PAID' then 'fund.paid'
  when 'PAYMENT_REVERSED' then 'fund.payment-reversed' when 'RELEASED' then 'fund.released' end;
begin
  if said_kind is not null then
    perform put_notice('fund/' || new.budget_id || '/' || new.seq, new.division, said_kind, p.owner_id, null, null,
      new.project_id, new.commitment_id, null, new.at, jsonb_build_object('amount', trim_scale(new.amount)::text,
        'document', new.document, 'reason', new.reason))
    from projects p where p.id = new.project_id;
  end if;
  return null;
end $$;
create trigger tell_notices after insert on fund_entries for each row execute function tell_fund_entry();
create function tell_financing_step() returns trigger language plpgsql as $$
declare step text := 'financing/' || new.demand_id || '/' || new.seq; owner uuid; code text; d financing_demands;
begin
  select * into d from financing_demands where id = new.demand_id;
  select owner_id into owner from projects where id = d.project_id;
  code := case when new.action in ('SUBMITTED', 'AMENDED') and new.state = 'SUBMITTED' then 'financing.submitted'
    when new.action = 'RETURNED' then 'financing.returned' when new.action = 'ACCEPTED' then 'financing.accepted'
    when new.action = 'INTRODUCED' then 'financing.introduced' when new.action = 'PUBLISHED' then 'financing.published'
    when new.action = 'TAKEN_BACK' then 'financing.taken-back' when new.action = 'MET' then 'financing.met' end;
  if code is not null then
    perform put_notice(step, new.division, code, case when code <> 'financing.submitted' then owner end,
      case when code = 'financing.submitted' then 'FINANCIAL_SERVICES' end, null, d.project_id, d.id, null, new.at,
      jsonb_build_object('number', d.number, 'reason', new.note, 'issue', new.document));
  end if;
  return null;
end $$;
create trigger tell_notices after insert on financing_steps for each row execute function tell_financing_step();
create function tell_application_step() returns trigger language plpgsql as $$
declare step text := 'application/' || new.application_id || '/' || new.seq; code text; a fund_applications; owner uuid;
begin
  select * into a from fund_applications where id = new.application_id;
  select owner_id into owner from projects where id = a.project_id;
  code := case when new.action = 'RETURNED' then 'fund-application.returned'
    when new.action = 'REFUSED' then 'fund-application.refused' when new.action = 'ARRIVED' then 'fund-application.arrived'
    when new.action = 'ADVANCED' and new.stage = 'GRANTED' then 'fund-application.granted'
    when new.action = 'ADVANCED' and new.stage = 'ARRIVED' then 'fund-application.arrived'
    when new.action = 'ADVANCED' then 'fund-application.advanced' end;
  if code is not null then
    perform put_notice(step, new.division, code, w.unit, w.role, null, a.project_id, a.id, null, new.at,
      jsonb_build_object('title', a.title, 'document', new.document, 'reason', new.reason,
        'amount', trim_scale(coalesce(new.amount, case code when 'fund-application.granted' then new.granted end))::text))
    from (select owner as unit, null::text as role
      union all select null, 'FINANCE' where code = 'fund-application.returned') w;
  end if;
  return null;
end $$;
create trigger tell_notices after insert on fund_application_steps for each row execute function tell_application_step()
"""
# 第十七条（二）、（五）: one notice for all parts of a joint matter; of an incident where it stands, and nothing written of it.
TELL_SERVICES = """
create function tell_joint_step() returns trigger language plpgsql as $$
declare step text := 'joint/' || new.joint_id || '/' || new.version; code text; j joint_matters; owner uuid; due date;
begin
  select * into j from joint_matters where id = new.joint_id;
  select owner_id into owner from projects where id = j.project_id;
  select max(due_on) into due from requests where parent_id = j.id;
  code := case new.action when 'SUBMITTED' then 'joint.submitted' when 'RESUBMITTED' then 'joint.submitted'
    when 'WITHDRAWN' then 'joint.withdrawn' when 'RETURNED' then 'joint.returned' when 'CONSULTED' then 'joint.discussed'
    when 'SUSPENDED' then 'joint.suspended' when 'NOT_ACCEPTED' then 'joint.not-accepted'
    when 'DECIDED' then 'joint.decided' end;
  if code is not null then
    perform put_notice(step, new.division, code, w.unit, null, null, j.project_id, j.id,
      case code when 'joint.submitted' then due end, new.at,
      jsonb_build_object('reason', new.note, 'number', j.document_number))
    from (select j.bureau_id as unit where code in ('joint.submitted', 'joint.withdrawn')
      union select j.applicant_id where code not in ('joint.submitted', 'joint.withdrawn')
      union select owner where code not in ('joint.submitted', 'joint.withdrawn')) w
    where w.unit is distinct from new.unit_id;
  end if;
  return null;
end $$;
create constraint trigger tell_notices after insert on joint_steps deferrable initially deferred
for each row execute function tell_joint_step();
create function tell_incident_step() returns trigger language plpgsql as $$
declare step text := 'incident/' || new.incident_id || '/' || new.version; code text; i site_incidents; owner uuid; said jsonb;
begin
  select * into i from site_incidents where id = new.incident_id;
  select owner_id into owner from projects where id = i.project_id;
  code := case new.action when 'REPORTED' then 'incident.reported' when 'REOPENED' then 'incident.reported'
    when 'WITHDRAWN' then 'incident.withdrawn' when 'TAKEN_UP' then 'incident.taken-up' when 'CLOSED' then 'incident.closed'
    when 'TRANSFERRED' then 'incident.transferred' end;
  said := jsonb_build_object('number', i.number,
    'until', to_char(i.due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'));
  if code in ('incident.reported', 'incident.withdrawn') then
    perform put_notice(step, new.division, code, null, 'PUBLIC_SECURITY', null, i.project_id, i.id,
      case code when 'incident.reported' then (i.due_at at time zone 'Asia/Shanghai')::date end, new.at, said);
  end if;
  if code in ('incident.reported', 'incident.taken-up', 'incident.closed', 'incident.transferred') then
    perform put_notice(step, new.division, case code when 'incident.reported' then 'incident.known' else code end,
      w.unit, null, null, i.project_id, i.id, null, new.at, said)
    from (select owner as unit union select i.reported_by_unit_id where code <> 'incident.reported') w
    where w.unit is distinct from new.unit_id;
    perform put_notice(step, new.division, code, null, null, i.reported_by, i.project_id, i.id, null, new.at, said)
    where i.reported_by_unit_id is null and code <> 'incident.reported';
  end if;
  return null;
end $$;
create trigger tell_notices after insert on incident_steps for each row execute function tell_incident_step()
"""
# 第十四条: owner, agent's department and the bureau of an item hear of what the others did; nobody of the own steps.
TELL_AGENCY = """
create function tell_agency_entry() returns trigger language plpgsql as $$
declare c agency_cases; i agency_items; owner uuid; code text; item_due date; said jsonb;
begin
  select * into c from agency_cases where id = new.case_id;
  select * into i from agency_items where id = new.item_id;
  select owner_id into owner from projects where id = new.project_id;
  if new.kind = 'ITEM_SUBMITTED' and i.request_id is not null then return null; end if; -- its request tells the bureau
  code := case when new.kind in ('APPLIED', 'ACCEPTED', 'DECLINED', 'AUTHORISED', 'REVOKED', 'HANDED_OVER', 'CANCELLED',
    'FINISHED', 'ITEM_SUBMITTED', 'ITEM_RETURNED', 'ITEM_DONE', 'ITEM_REFUSED', 'FOLLOWED_UP', 'FASTER_PROMISED',
    'SUPERVISION_OPENED', 'SUPERVISION_CLOSED', 'DUE_CORRECTED') then 'agency.' || replace(lower(new.kind), '_', '-') end;
  if code is null then return null; end if;
  item_due := case when new.kind in ('ITEM_SUBMITTED', 'SUPERVISION_OPENED', 'DUE_CORRECTED') then i.due_on end;
  said := jsonb_build_object('item', i.name, 'reason', new.text, 'agent', c.agent_name);
  perform put_notice(new.id::text, new.division, code, w.unit, w.role, null, new.project_id, coalesce(i.id, c.id), item_due,
    new.at, said)
  from (
    select null::uuid as unit, 'PROJECT_SERVICE' as role where new.kind = 'APPLIED'
    union select c.service_unit_id, null where new.kind in ('AUTHORISED', 'REVOKED', 'CANCELLED', 'FINISHED', 'ITEM_RETURNED',
      'ITEM_REFUSED', 'FASTER_PROMISED', 'DUE_CORRECTED')
    union select owner, null where new.kind in ('ACCEPTED', 'DECLINED', 'HANDED_OVER', 'CANCELLED', 'FINISHED', 'ITEM_RETURNED',
      'ITEM_DONE', 'ITEM_REFUSED', 'FOLLOWED_UP', 'FASTER_PROMISED', 'SUPERVISION_OPENED', 'SUPERVISION_CLOSED',
      'DUE_CORRECTED')
    union select i.bureau_id, null where new.kind in ('ITEM_SUBMITTED', 'SUPERVISION_OPENED', 'SUPERVISION_CLOSED',
      'DUE_CORRECTED')
    union select null, 'INSPECTOR' where new.kind = 'SUPERVISION_OPENED'
  ) w where w.unit is null or w.unit is distinct from new.unit_id;
  return null;
end $$;
create trigger tell_notices after insert on agency_entries for each row execute function tell_agency_entry()
"""


def upgrade() -> None:
    _before_deliveries()
    _agency_limits()
    _follow_ups()
    for tell in (TELL_REQUESTS, PUT, TELL_LAND, TELL_MONEY, TELL_SERVICES, TELL_AGENCY):
        run(tell)
    calendar_addresses_v1()


def _mark(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.text("false"))


def _before_deliveries() -> None:
    """Mark decisions that nobody had to record the delivery of: made before the first delivery of their division."""
    op.add_column("requests", _mark("before_deliveries"))
    op.execute("select set_config('app.division', '*', true)")
    op.execute(MARK)


def _agency_limits() -> None:
    op.add_column("agency_items", _mark("due_provisional"))
    # whether a limit rests on an unpublished year is not known to the database: all that run are looked at once
    op.execute("update agency_items set due_provisional = true where due_on is not null and ended_on is null")
    provisional = sa.text("due_provisional and ended_on is null")
    op.create_index("ix_agency_items_provisional", "agency_items", ["case_id", "id"], postgresql_where=provisional)


def _follow_ups() -> None:
    op.create_table(
        "follow_up_issues",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("issue_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("into_id", sa.Uuid(), nullable=True),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.CheckConstraint("(state = 'CLOSED') = (closed_on is not null)", name="ck_follow_up_issues_closed_on"),
        sa.PrimaryKeyConstraint("item_id", name="pk_follow_up_issues"),
        sa.UniqueConstraint("issue_id", name="uq_follow_up_issues_issue_id"),
    )
    protect("follow_up_issues")
    pending = sa.text("decision is not null and done_on is null")
    op.create_index("ix_consultation_items_pending", "consultation_items", ["deadline", "id"], postgresql_where=pending)
