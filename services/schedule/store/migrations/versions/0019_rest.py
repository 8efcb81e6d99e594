"""Which projects have a start and a completion is kept; the unit that serves a leader's project follows mergers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# as they counted when it began to be kept; whatever is planned or marked later keeps it by the rulebook
NAMES = {
    "start": (
        "项目开工",
        "改造开工",
        "开工",
        "正式开工",
        "开工建设",
        "建筑工程施工许可证",
        "施工许可证",
        "施工许可或开工登记",
    ),
    "completion": ("项目竣工", "改造竣工", "竣工", "竣工验收备案", "竣工验收", "联合验收"),
}
LACKS = "plan_version > 0 and ended_on is null and kind <> 'PRELIMINARY'"
HAS = """
update schedules s set has_{of} = true
where exists (
  select from nodes n where n.schedule_id = s.id and n.current
    and (n.name in ({names}) or n.id in (select m.node_id from list_marks m where m.schedule_id = s.id and m.role = '{role}'))
)
"""
# What was issued stays as it was; only who serves the project now follows, and an edition gives way to the next.
FROZEN = """
create or replace function leader_link_frozen() returns trigger language plpgsql as $$
begin
  if not old.issued then
    if tg_op = 'DELETE' then return old; end if;
    return new;
  end if;
  if tg_op = 'UPDATE' and (old.current or not new.current)
     and (to_jsonb(new) - 'current' - 'serving_unit_id') = (to_jsonb(old) - 'current' - 'serving_unit_id')
     and (new.serving_unit_id is null) = (old.service_unit_id is null) then return new; end if;
  raise exception '% is issued and frozen', tg_table_name;
end $$
"""
# along the mergers that were told before, as far as they were
SERVING = """
update leader_links l set serving_unit_id = (
  with recursive up as (
    select l.service_unit_id as id, 0 as step
    union all
    select o.merged_into, up.step + 1 from up join organizations o on o.id = up.id
    where o.merged_into is not null and up.step < 100
  )
  select up.id from up order by up.step desc limit 1
) where l.service_unit_id is not null
"""
BY_YEAR = [sa.text("year desc"), "position", "id"]
SERVED = (
    ("ix_leader_links_unit", ["serving_unit_id", *BY_YEAR], "current"),
    ("ix_leader_links_serving", ["serving_unit_id", "project_id"], "issued"),
    ("ix_leader_links_served", ["project_id", "serving_unit_id"], "issued"),
)


def upgrade() -> None:
    op.execute("select set_config('app.division', '*', true)")
    milestones()
    serving()
    raised_for = sa.text("request_id is not null")
    op.create_index("ix_issues_request", "issues", ["request_id", "due_order", "id"], postgresql_where=raised_for)


def milestones() -> None:
    for of, names in NAMES.items():
        op.add_column("schedules", sa.Column(f"has_{of}", sa.Boolean(), nullable=False, server_default=sa.false()))
        written = ", ".join(f"'{name}'" for name in names)
        op.execute(HAS.format(of=of, names=written, role=of.upper()))
        lacks = sa.text(f"not has_{of} and {LACKS}")
        op.create_index(f"ix_schedules_without_{of}", "schedules", ["opened_on", "id"], postgresql_where=lacks)


def serving() -> None:
    op.add_column("leader_links", sa.Column("serving_unit_id", sa.Uuid(), nullable=True))
    op.execute(sa.text(FROZEN.replace(":", "\\:")))
    op.execute(SERVING)
    for name, columns, which in SERVED:
        op.drop_index(name, "leader_links")
        op.create_index(name, "leader_links", columns, postgresql_where=sa.text(which))
