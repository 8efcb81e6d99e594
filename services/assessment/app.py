"""The assessment service: facts, schemes, quarterly results, cards (A18, A19, A21)."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from sqlalchemy import select

from services.assessment.graphql.schema import schema
from services.assessment.messaging.consumers import inbox
from services.assessment.messaging.published import PUBLISHED
from services.assessment.store import tables
from services.assessment.store.attachments import KEPT as FILES
from services.assessment.store.base import Base
from services.assessment.usecases.period.job import ComputingJob
from services.assessment.usecases.todo.addresses import KEPT as ADDRESSES
from services.chassis.attachments.clearing import ClearUploads
from services.chassis.attachments.routes import routes as file_routes
from services.chassis.beside import Beside, Job
from services.chassis.file_proofs import known_by
from services.chassis.notices.hints import NoticeHints
from services.chassis.service import Copy, Service

_unit, _project = tables.Organization, tables.Project

# the events that tell of a record as it is now, whole
_UNIT_TOLD = ("zhongdian.reserve.organization.registered.v1", "zhongdian.reserve.organization.changed.v1")
_PROJECT_TOLD = ("zhongdian.reserve.project.registered.v1", "zhongdian.reserve.project.changed.v1")


def routes(beside: Beside) -> APIRouter:
    """Join what the assessment has beside GraphQL."""
    router = APIRouter()
    router.include_router(ADDRESSES.routes(beside))
    router.include_router(file_routes(beside, FILES))
    return router


def clear_uploads(beside: Beside) -> Job:
    """Clear away what was uploaded and never used."""
    return ClearUploads(beside, FILES)


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
    routes=routes,
    jobs=(ComputingJob, NoticeHints, clear_uploads),
    files=known_by(tables.Attachment, tables.FileContent),
)
