"""things without constraints, secrets"""

from alembic import op

from services.chassis.migrations import chassis_v1, chassis_v2, protect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    chassis_v1()
    chassis_v2()
    op.execute(
        "create table things (id uuid constraint pk_things primary key, division text not null, parent_id uuid, "
        "name text, trusted text, colour text, amount numeric, big bigint, day date, at timestamptz, "
        "words text[], numbers numeric[], counts integer[], days date[], colours text[], roles text[], content json)"
    )
    op.execute(
        "create table secrets (id uuid constraint pk_secrets primary key, division text not null, thing_id uuid not null, text text not null)"
    )
    protect("things", "secrets")
