"""Cards: what they ask of their units becomes rows, with limits, evidence and confirmation."""

from __future__ import annotations

from services.chassis.migrations import protect, run

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# What cards asked before is due as it was shown then: by the end of the quarter in which the card was issued.
DUTIES = """
alter table periods add column review_on date;
create table card_duties (
  id uuid not null, division text not null, card_id uuid not null, period_id uuid not null,
  year integer not null, quarter integer not null, unit_id uuid not null, position integer not null,
  kind varchar(40) not null, by text not null, occasion text not null, bodies json not null, due_on date not null,
  status varchar(40) not null, fulfilled_on date, confirmed_on date, version integer not null,
  constraint fk_card_duties_card_id foreign key (card_id) references cards (id),
  constraint fk_card_duties_period_id foreign key (period_id) references periods (id),
  constraint pk_card_duties primary key (id));
create index ix_card_duties_card on card_duties (card_id, position);
create index ix_card_duties_period on card_duties (period_id, status);
create index ix_card_duties_list on card_duties (due_on, id) where division <> '';
create index ix_card_duties_unit on card_duties (unit_id, due_on, id);
create index ix_card_duties_status on card_duties (status, due_on, id);
create index ix_card_duties_year on card_duties (year, due_on, id);
create index ix_card_duties_year_quarter on card_duties (year, quarter, due_on, id);
create index ix_card_duties_kind on card_duties (kind, due_on, id);
create index ix_card_duties_open on card_duties (due_on, id) where status in ('DUE', 'RETURNED');
create table duty_fulfilments (
  id uuid not null, division text not null, duty_id uuid not null, unit_id uuid not null,
  person text not null, text text not null, at timestamptz not null, days_late integer not null,
  fulfilled_by text not null, fulfilled_by_name text not null,
  judged_at timestamptz, judged_by_name text, returned_reason text,
  constraint fk_duty_fulfilments_duty_id foreign key (duty_id) references card_duties (id),
  constraint pk_duty_fulfilments primary key (id));
create index ix_duty_fulfilments_duty on duty_fulfilments (duty_id, at, id);
insert into card_duties
select gen_random_uuid(), c.division, c.id, c.period_id, c.year, c.quarter, c.unit_id, d.position - 1,
  d.duty ->> 'kind', d.duty ->> 'by', d.duty ->> 'occasion', d.duty -> 'bodies',
  (date_trunc('quarter', c.issued_on) + interval '3 months - 1 day')::date,
  case when c.withdrawn_on is null then 'DUE' else 'LAPSED' end, null, null, 1
from cards c cross join lateral json_array_elements(c.duties) with ordinality as d (duty, position);
alter table cards drop column duties;
"""


def upgrade() -> None:
    """Turn what cards ask into rows."""
    run("select set_config('app.division', '*', true)")  # rows of all divisions are taken over
    run(DUTIES)
    protect("card_duties", "duty_fulfilments")
