"""Batches of annual tasks; what-if scenarios of node plans with their nodes and history."""

from __future__ import annotations

from alembic import op

from services.chassis.migrations import protect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

APPEND_ONLY = ("task_batches", "scenario_steps")

TASK_BATCHES = """
create table task_batches (
    id uuid not null,
    division text not null,
    by_subject text not null,
    by text not null,
    at timestamptz not null,
    year integer not null,
    accepted integer not null,
    refused integer not null,
    results json not null,
    constraint pk_task_batches primary key (id)
)
"""
SCENARIOS = """
create table scenarios (
    id uuid not null,
    division text not null,
    schedule_id uuid not null,
    project_id uuid not null,
    unit_id uuid,
    made_by_subject text not null,
    made_by text not null,
    made_at timestamptz not null,
    name text not null,
    source varchar(40) not null,
    state varchar(40) not null,
    version integer not null,
    base_version integer not null,
    base json not null,
    target_on date not null,
    computed_on date not null,
    slack integer,
    critical_path text[] not null,
    faults json not null,
    notes text[] not null,
    adopted_plan_id uuid,
    closed_at timestamptz,
    closed_by text,
    closed_reason text,
    constraint pk_scenarios primary key (id),
    constraint fk_scenarios_schedule_id_schedules foreign key (schedule_id) references schedules (id),
    constraint fk_scenarios_adopted_plan_id_node_plans foreign key (adopted_plan_id) references node_plans (id)
)
"""
SCENARIO_NODES = """
create table scenario_nodes (
    scenario_id uuid not null,
    position integer not null,
    division text not null,
    schedule_id uuid not null,
    unit_id uuid,
    made_by_subject text not null,
    code text not null,
    name text not null,
    stage text,
    key_link text not null,
    responsible_unit_id uuid not null,
    responsible_person text not null,
    duration integer not null,
    unit varchar(40) not null,
    links json not null,
    evidence text[] not null,
    waits_for text,
    constraint_kind varchar(40),
    constraint_on date,
    start_on date,
    due_on date,
    early_start_on date,
    early_due_on date,
    total_float integer,
    free_float integer,
    critical boolean,
    completed_on date,
    constraint pk_scenario_nodes primary key (scenario_id, position),
    constraint uq_scenario_nodes_scenario_id_code unique (scenario_id, code),
    constraint fk_scenario_nodes_scenario_id_scenarios foreign key (scenario_id) references scenarios (id)
)
"""
SCENARIO_STEPS = """
create table scenario_steps (
    scenario_id uuid not null,
    version integer not null,
    division text not null,
    schedule_id uuid not null,
    unit_id uuid,
    made_by_subject text not null,
    action varchar(40) not null,
    changes text[] not null,
    reason text,
    at timestamptz not null,
    by text not null,
    by_unit_id uuid,
    constraint pk_scenario_steps primary key (scenario_id, version),
    constraint fk_scenario_steps_scenario_id_scenarios foreign key (scenario_id) references scenarios (id)
)
"""


def upgrade() -> None:
    """Create them; batches and steps are only ever added to."""
    for statement in (TASK_BATCHES, SCENARIOS, SCENARIO_NODES, SCENARIO_STEPS):
        op.execute(statement)
    op.execute("create index ix_scenarios_schedule_id on scenarios (schedule_id, made_at, id)")
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    protect("task_batches", "scenarios", "scenario_nodes", "scenario_steps")
