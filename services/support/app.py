"""The composition of the support service."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from services.chassis.service import Service
from services.support.graphql.schema import schema
from services.support.messaging.consumers import inbox
from services.support.messaging.published import PUBLISHED
from services.support.store.tables import Base, Organization, Project

COPIES: dict[str, tuple[str, Any]] = {  # the columns that the owner offers, in its order
    "organizations": (
        "reserve",
        select(Organization.id, Organization.division, Organization.version, Organization.name),
    ),
    "projects": ("reserve", select(Project.id, Project.division, Project.version, Project.name, Project.owner_id)),
}

SERVICE = Service(
    name="support",
    title="要素保障与服务 / Factor guarantee and services (A14–A17)",
    schema=schema,
    metadata=Base.metadata,
    versions=Path(__file__).parent / "store" / "migrations" / "versions",
    published=PUBLISHED,
    inbox=inbox,
    copies=COPIES,
)
