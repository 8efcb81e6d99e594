"""The composition of the support service."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from services.chassis.service import Service
from services.support.graphql.schema import schema
from services.support.messaging.consumers import inbox
from services.support.messaging.published import PUBLISHED
from services.support.store.tables import Base, Organization, Project

SERVICE = Service(
    name="support",
    title="要素保障与服务 / Factor guarantee and services (A14–A17)",
    schema=schema,
    metadata=Base.metadata,
    versions=Path(__file__).parent / "store" / "migrations" / "versions",
    published=PUBLISHED,
    inbox=inbox,
    copies={
        "organizations": ("reserve", select(Organization.id, Organization.name, Organization.roles)),
        "projects": ("reserve", select(Project.id, Project.name, Project.owner_id)),
    },
)
