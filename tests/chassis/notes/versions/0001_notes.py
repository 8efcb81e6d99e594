"""notes and echoes"""

from alembic import op

from services.chassis.migrations import chassis_v1, protect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    chassis_v1()
    op.execute(
        "create table notes (id uuid constraint pk_notes primary key, division text not null, text text not null, version integer not null)"
    )
    op.execute(
        "create table echoes (id uuid constraint pk_echoes primary key, division text not null, text text not null, times integer not null)"
    )
    protect("notes", "echoes")
