"""The composition of the support service."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from sqlalchemy import select

from services.chassis.attachments.clearing import ClearUploads
from services.chassis.attachments.routes import routes as file_routes
from services.chassis.beside import Beside, Job
from services.chassis.file_proofs import known_by
from services.chassis.notices.hints import NoticeHints
from services.chassis.service import Copy, Service
from services.chassis.tallies import Tallies
from services.support.graphql.schema import schema
from services.support.messaging.consumers import inbox
from services.support.messaging.provincial import interface as provincial
from services.support.messaging.public_financing import public_routes
from services.support.messaging.published import PUBLISHED
from services.support.store.attachments import KEPT
from services.support.store.tables import Attachment, Base, FileContent, Node, Organization, Project, Schedule
from services.support.usecases.clock.watch import EscalationWatch
from services.support.usecases.requests.follow_merger import follow_mergers
from services.support.usecases.todo.addresses import KEPT as ADDRESSES

# the events that tell of a record as it is now, whole
_UNIT_TOLD = ("zhongdian.reserve.organization.registered.v1", "zhongdian.reserve.organization.changed.v1")
_PROJECT_TOLD = ("zhongdian.reserve.project.registered.v1", "zhongdian.reserve.project.changed.v1")
_NODE_TOLD = ("zhongdian.schedule.node.planned.v1",)
_SCHEDULE_TOLD = ("zhongdian.schedule.schedule.ended.v1", "zhongdian.schedule.schedule.resumed.v1")

COPIES = {  # the columns that the owners offer, in their order
    "organizations": Copy(
        "reserve",
        select(
            Organization.id,
            Organization.division,
            Organization.version,
            Organization.name,
            Organization.active,
            Organization.merged_into,
        ),
        fed_by=_UNIT_TOLD,
        then=follow_mergers,
    ),
    "projects": Copy(
        "reserve",
        select(Project.id, Project.division, Project.version, Project.name, Project.owner_id),
        fed_by=_PROJECT_TOLD,
    ),
    "nodes": Copy(
        "schedule",
        select(
            Node.id,
            Node.division,
            Node.plan_version,
            Node.project_id,
            Node.name,
            Node.responsible_unit_id,
            Node.waits_for_request,
        ),
        fed_by=_NODE_TOLD,
    ),
    "schedules": Copy(
        "schedule",
        select(Schedule.project_id, Schedule.division, Schedule.version, Schedule.ended_on, Schedule.document_number),
        fed_by=_SCHEDULE_TOLD,
    ),
}


def routes(beside: Beside) -> APIRouter:
    """Join what support has beside GraphQL."""
    router = APIRouter()
    router.include_router(file_routes(beside, KEPT))
    router.include_router(public_routes(beside))
    router.include_router(provincial.routes(beside))
    router.include_router(ADDRESSES.routes(beside))
    return router


def clear_uploads(beside: Beside) -> Job:
    """Clear away what was uploaded and never used."""
    return ClearUploads(beside, KEPT)


SERVICE = Service(
    name="support",
    title="要素保障与服务 / Factor guarantee and services (A14–A17)",
    schema=schema,
    metadata=Base.metadata,
    versions=Path(__file__).parent / "store" / "migrations" / "versions",
    published=PUBLISHED,
    inbox=inbox,
    copies=COPIES,
    routes=routes,
    jobs=(provincial.callback_sender, EscalationWatch, NoticeHints, clear_uploads, Tallies),
    files=known_by(Attachment, FileContent),
)
