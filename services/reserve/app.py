"""Composes reserve."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import APIRouter
from sqlalchemy import select

from services.chassis.attachments.clearing import ClearUploads
from services.chassis.attachments.routes import routes as file_routes
from services.chassis.beside import Beside, Job
from services.chassis.file_proofs import known_by
from services.chassis.inbox import Inbox
from services.chassis.notices.hints import NoticeHints
from services.chassis.service import Service
from services.chassis.tallies import Tallies
from services.reserve.graphql.schema import schema
from services.reserve.messaging.exchange import city, provincial
from services.reserve.messaging.exchange.sender import callback_sender
from services.reserve.messaging.import_routes import routes as import_routes
from services.reserve.messaging.published import PUBLISHED
from services.reserve.store import attachments, seeking, tables
from services.reserve.usecases.imports.job import ImportJob
from services.reserve.usecases.todo.addresses import KEPT as ADDRESSES

_organization, _project = tables.Organization, tables.Project
_evidence = tables.Evidence

REPLICAS: dict[str, Any] = {  # the columns that every service with a copy keeps
    "evidence": select(
        _evidence.id,
        _evidence.division,
        _evidence.project_id,
        _evidence.kind,
        _evidence.title,
        _evidence.document_number,
        _evidence.issuer,
        _evidence.issued_on,
        _evidence.withdrawn_at.is_not(None),
    ),
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
    router.include_router(file_routes(beside, attachments.KEPT))
    for area in (import_routes, provincial.routes, ADDRESSES.routes):
        router.include_router(area(beside))
    return router


def clear_uploads(beside: Beside) -> Job:
    """Clear away what was uploaded and never used."""
    return ClearUploads(beside, attachments.KEPT)


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
    jobs=(clear_uploads, ImportJob, callback_sender, city.CityExchange, NoticeHints, Tallies),
    files=known_by(tables.Attachment, tables.FileContent),
    settle=seeking.settle,
)
