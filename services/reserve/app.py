"""Composes reserve."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from services.chassis.inbox import Inbox
from services.chassis.service import Service
from services.reserve.graphql.schema import schema
from services.reserve.messaging.published import PUBLISHED
from services.reserve.store import assessments, tables

_organization, _project = tables.Organization, tables.Project

REPLICAS: dict[str, Any] = {  # the columns that every service with a copy keeps
    "organizations": select(
        _organization.id,
        _organization.division,
        _organization.version,
        _organization.name,
        _organization.active,
        _organization.merged_into,
    ),
    "projects": select(_project.id, _project.division, _project.version, _project.name, _project.owner_id),
}

SERVICE = Service(
    name="reserve",
    title="储备库与年度计划 / Reserve library and yearly plan",
    schema=schema,
    metadata=tables.Base.metadata,
    versions=Path(__file__).parent / "store" / "migrations" / "versions",
    published=PUBLISHED,
    inbox=Inbox("reserve"),
    replicas=REPLICAS,
    settle=assessments.settle,
)
