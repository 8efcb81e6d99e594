"""Composes the service: what runs when `python -m services.schedule serve` is called."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from services.chassis.service import Service
from services.schedule.graphql.schema import schema
from services.schedule.messaging.consumers import inbox
from services.schedule.messaging.published import PUBLISHED
from services.schedule.store import tables

_unit, _project = tables.Organization, tables.Project

SERVICE = Service(
    name="schedule",
    title="重点项目进度计划 / Schedules of key projects (A8, A9)",
    schema=schema,
    metadata=tables.Base.metadata,
    versions=Path(__file__).parent / "store/migrations/versions",
    published=PUBLISHED,
    inbox=inbox,
    copies={
        "organizations": ("reserve", select(_unit.id, _unit.division, _unit.version, _unit.name)),
        "projects": (
            "reserve",
            select(_project.id, _project.division, _project.version, _project.name, _project.owner_id),
        ),
    },
)
