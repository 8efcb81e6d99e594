"""The assessment service: facts, schemes, quarterly results, cards (A18, A19, A21)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from services.assessment.graphql.schema import schema
from services.assessment.messaging.consumers import inbox
from services.assessment.messaging.published import PUBLISHED
from services.assessment.store import tables
from services.assessment.store.base import Base
from services.assessment.usecases.todo.addresses import KEPT as ADDRESSES
from services.chassis.notices.hints import NoticeHints
from services.chassis.service import Copy, Service

_unit, _project = tables.Organization, tables.Project

# the events that tell of a record as it is now, whole
_UNIT_TOLD = ("zhongdian.reserve.organization.registered.v1", "zhongdian.reserve.organization.changed.v1")
_PROJECT_TOLD = ("zhongdian.reserve.project.registered.v1", "zhongdian.reserve.project.changed.v1")

SERVICE = Service(
    name="assessment",
    title="考核激励 / Assessment",
    schema=schema,
    metadata=Base.metadata,
    versions=Path(__file__).parent / "store/migrations/versions",
    published=PUBLISHED,
    inbox=inbox,
    copies={  # the columns that reserve shows for comparison, in its order
        "organizations": Copy(
            "reserve",
            select(_unit.id, _unit.division, _unit.version, _unit.name, _unit.active, _unit.merged_into),
            fed_by=_UNIT_TOLD,
        ),
        "projects": Copy(
            "reserve",
            select(_project.id, _project.division, _project.version, _project.name, _project.owner_id),
            fed_by=_PROJECT_TOLD,
        ),
    },
    routes=ADDRESSES.routes,
    jobs=(NoticeHints,),
)
