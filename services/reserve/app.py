"""Composes reserve."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import APIRouter
from sqlalchemy import select

from services.chassis.beside import Beside
from services.chassis.inbox import Inbox
from services.chassis.service import Service
from services.reserve.graphql.schema import schema
from services.reserve.messaging.exchange import city, provincial
from services.reserve.messaging.exchange.sender import CallbackSender
from services.reserve.messaging.files.clearing import ClearUploads
from services.reserve.messaging.files.routes import routes as file_routes
from services.reserve.messaging.import_routes import routes as import_routes
from services.reserve.messaging.published import PUBLISHED
from services.reserve.store import seeking, tables
from services.reserve.usecases.imports.job import ImportJob

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


def routes(beside: Beside) -> APIRouter:
    """Join what reserve has beside GraphQL."""
    router = APIRouter()
    for area in (file_routes, import_routes, provincial.routes):
        router.include_router(area(beside))
    return router


SERVICE = Service(
    name="reserve",
    title="储备库与年度计划 / Reserve library and yearly plan",
    schema=schema,
    metadata=tables.Base.metadata,
    versions=Path(__file__).parent / "store" / "migrations" / "versions",
    published=PUBLISHED,
    inbox=Inbox("reserve"),
    replicas=REPLICAS,
    routes=routes,
    jobs=(ClearUploads, ImportJob, CallbackSender, city.CityExchange),
    settle=seeking.settle,
)
