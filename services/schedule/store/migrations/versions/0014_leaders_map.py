"""The war map with projects outside the plan, the leaders' arrangement, the organisation of sites."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _copies() -> None:
    for name, kind in (
        ("code", sa.Text()),
        ("longitude", sa.Numeric(10, 7)),
        ("latitude", sa.Numeric(10, 7)),
        ("coordinate_system", sa.Text()),
        ("total_investment", sa.Numeric(20, 4)),
        ("library", sa.Text()),
        ("package_id", sa.Uuid()),
    ):
        op.add_column("projects", sa.Column(name, kind, nullable=True))


def _outside() -> None:
    op.create_table(
        "outside_additions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removal_reason", sa.Text(), nullable=True),
        sa.Column("removed_by", sa.Text(), nullable=True),
        sa.Column("taken_up_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_additions")),
    )
    op.create_index("ix_outside_additions_project", "outside_additions", ["project_id", "added_on"])
    op.create_index("ix_outside_additions_list", "outside_additions", ["added_on", "id"])
    op.create_index(
        "uq_outside_additions_one_on_the_map",
        "outside_additions",
        ["project_id"],
        unique=True,
        postgresql_where=sa.text("removed_on is null and taken_up_on is null"),
    )
    protect("outside_additions")


def _create(name: str, columns: str, constraints: tuple[str, ...] = ()) -> None:
    """Create a table from lines of `name type`; what is not said to be null may not be."""
    lines = []
    for line in columns.strip().splitlines():
        column, kind, *rest = line.split()
        lines.append(f"{column} {kind}{'' if rest else ' not null'}")
    op.execute(f"create table {name} ({', '.join((*lines, f'constraint pk_{name} primary key (id)', *constraints))})")
    protect(name)


def _leaders() -> None:
    _create(
        "leader_arrangements",
        """
        id uuid
        division text
        year integer
        edition integer
        version integer
        state varchar(40)
        reason text null
        rule json
        drafted_on date
        drafted_at timestamptz
        drafted_by text
        document_number text null
        issued_on date null
        issued_at timestamptz null
        issued_by text null
        digest text null
        """,
    )
    _create(
        "leader_links",
        """
        id uuid
        division text
        arrangement_id uuid
        year integer
        position integer
        project_id uuid
        project_name text
        kind varchar(40)
        level text
        category text
        total_investment numeric(20,4)
        annual_investment numeric(20,4)
        grounds json
        choice varchar(40)
        issued boolean
        current boolean
        reason text null
        leader_subject text null
        leader_name text null
        leader_title text null
        service_unit_id uuid null
        linked_from date null
        """,
        (
            "constraint fk_leader_links_arrangement_id foreign key (arrangement_id) references leader_arrangements (id)",
            "constraint uq_leader_links_arrangement_id_project_id unique (arrangement_id, project_id)",
        ),
    )
    _create(
        "driving_marks",
        """
        id uuid
        division text
        project_id uuid
        year integer
        version integer
        reason text
        marked_on date
        marked_at timestamptz
        marked_by text
        withdrawn_on date null
        withdrawal_reason text null
        withdrawn_by text null
        """,
    )
    _create(
        "leader_reports",
        """
        id uuid
        division text
        project_id uuid
        project_name text
        year integer
        month integer
        version integer
        leader_subject text
        leader_name text
        unit_id uuid
        due_on date
        submitted_on date
        first_submitted_on date
        working_days_late integer
        progress text
        problems text null
        next_steps text null
        reason text null
        submitted_at timestamptz
        submitted_by text
        by_unit_id uuid null
        """,
        ("constraint uq_leader_reports_project_id_year_month_version unique (project_id, year, month, version)",),
    )
    _create(
        "leader_problems",
        """
        id uuid
        division text
        version integer
        year integer
        project_id uuid
        project_name text
        leader_subject text
        leader_name text
        severity varchar(40)
        kind text
        title text
        description text
        raised_on date
        raised_at timestamptz
        raised_by text
        raised_by_unit_id uuid null
        issue_id uuid
        answered_on date null
        """,
    )
    _create(
        "leader_answers",
        """
        id uuid
        division text
        problem_id uuid
        project_id uuid
        text text
        answered_on date
        answered_at timestamptz
        answered_by text
        """,
        ("constraint fk_leader_answers_problem_id foreign key (problem_id) references leader_problems (id)",),
    )


def _site() -> None:
    _create(
        "site_organizations",
        """
        id uuid
        division text
        schedule_id uuid
        project_id uuid
        version integer
        posts json
        reason text null
        set_on date
        set_at timestamptz
        set_by text
        set_by_unit_id uuid null
        """,
        (
            "constraint fk_site_organizations_schedule_id foreign key (schedule_id) references schedules (id)",
            "constraint uq_site_organizations_schedule_id_version unique (schedule_id, version)",
        ),
    )


UNIQUE = (
    ("uq_leader_arrangements_edition", "leader_arrangements", ["division", "year", "edition"], "state <> 'DISCARDED'"),
    ("uq_leader_arrangements_one_draft", "leader_arrangements", ["division", "year"], "state = 'DRAFT'"),
    ("uq_leader_arrangements_one_in_force", "leader_arrangements", ["division", "year"], "state = 'ISSUED'"),
    ("uq_leader_links_one_in_force", "leader_links", ["project_id", "year"], "current"),
    ("uq_driving_marks_one", "driving_marks", ["project_id", "year"], "withdrawn_on is null"),
)
INDEXES = (
    ("ix_leader_arrangements_list", "leader_arrangements", ["year", "edition", "id"], None),
    ("ix_leader_links_leader", "leader_links", ["leader_subject", "year", "project_id"], "current"),
    ("ix_leader_links_unit", "leader_links", ["service_unit_id", "year", "project_id"], "current"),
    ("ix_leader_links_list", "leader_links", ["year", "position", "id"], "current"),
    ("ix_leader_links_served", "leader_links", ["project_id", "service_unit_id"], "issued"),
    ("ix_driving_marks_list", "driving_marks", ["year", "marked_on", "id"], None),
    ("ix_leader_reports_list", "leader_reports", ["submitted_on", "id"], None),
    ("ix_leader_reports_leader", "leader_reports", ["leader_subject", "submitted_on", "id"], None),
    ("ix_leader_problems_list", "leader_problems", ["raised_on", "id"], None),
    ("ix_leader_problems_leader", "leader_problems", ["leader_subject", "raised_on", "id"], None),
    ("ix_leader_problems_project", "leader_problems", ["project_id", "raised_on", "id"], None),
    ("ix_leader_answers_problem", "leader_answers", ["problem_id", "answered_at", "id"], None),
)
# what was issued stays as it was, but that a later edition takes its place
FROZEN = """
create function leader_arrangement_frozen() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.state = 'ISSUED' and new.state = 'SUPERSEDED'
     and (to_jsonb(new) - 'state' - 'version') = (to_jsonb(old) - 'state' - 'version') then return new; end if;
  if old.state in ('ISSUED', 'SUPERSEDED', 'DISCARDED') then raise exception '% is issued and frozen', tg_table_name; end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$
"""
LINKS_FROZEN = """
create function leader_link_frozen() returns trigger language plpgsql as $$
begin
  if not old.issued then
    if tg_op = 'DELETE' then return old; end if;
    return new;
  end if;
  if tg_op = 'UPDATE' and old.current and not new.current
     and (to_jsonb(new) - 'current') = (to_jsonb(old) - 'current') then return new; end if;
  raise exception '% is issued and frozen', tg_table_name;
end $$
"""


def _guards() -> None:
    for name, table, columns, which in UNIQUE:
        op.create_index(name, table, columns, unique=True, postgresql_where=sa.text(which))
    for name, table, columns, some in INDEXES:
        op.create_index(name, table, columns, postgresql_where=None if some is None else sa.text(some))
    for table in ("leader_reports", "leader_answers", "site_organizations"):
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    for table, function, text in (
        ("leader_arrangements", "leader_arrangement_frozen", FROZEN),
        ("leader_links", "leader_link_frozen", LINKS_FROZEN),
    ):
        op.execute(sa.text(text.replace(":", "\\:")))
        op.execute(f"create trigger frozen before update or delete on {table} for each row execute function {function}()")


def upgrade() -> None:
    _copies()
    _outside()
    _leaders()
    _site()
    _guards()
