"""Composes the service: what runs when `python -m services.schedule serve` is called."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from services.chassis.service import Copy, Service
from services.schedule.graphql.schema import schema
from services.schedule.messaging.consumers import inbox
from services.schedule.messaging.published import PUBLISHED
from services.schedule.store import tables
from services.schedule.usecases.plan.follow import follow_projects
from services.schedule.usecases.unit.follow import follow_mergers

_unit, _project, _node = tables.Organization, tables.Project, tables.Node

# the events that tell of a record as it is now, whole
_UNIT_TOLD = ("zhongdian.reserve.organization.registered.v1", "zhongdian.reserve.organization.changed.v1")
_PROJECT_TOLD = ("zhongdian.reserve.project.registered.v1", "zhongdian.reserve.project.changed.v1")

SERVICE = Service(
    name="schedule",
    title="重点项目进度计划 / Schedules of key projects (A8, A9)",
    schema=schema,
    metadata=tables.Base.metadata,
    versions=Path(__file__).parent / "store/migrations/versions",
    published=PUBLISHED,
    inbox=inbox,
    replicas={  # the columns that every service with a copy keeps
        "nodes": select(
            _node.id,
            _node.division,
            _node.plan_version,
            _node.project_id,
            _node.name,
            _node.responsible_unit_id,
            _node.waits_for.is_not(None),
        ),
    },
    copies={  # the columns that reserve offers, in its order
        "organizations": Copy(
            "reserve",
            select(_unit.id, _unit.division, _unit.version, _unit.name, _unit.active, _unit.merged_into),
            fed_by=_UNIT_TOLD,
            then=follow_mergers,
        ),
        "projects": Copy(
            "reserve",
            select(_project.id, _project.division, _project.version, _project.name, _project.owner_id),
            fed_by=_PROJECT_TOLD,
            then=follow_projects,
        ),
    },
)
