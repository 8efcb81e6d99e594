"""Composes the service: what runs when `python -m services.schedule serve` is called."""

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
from services.schedule.graphql.schema import schema
from services.schedule.messaging.city import CityProjects
from services.schedule.messaging.consumers import inbox
from services.schedule.messaging.ledger_watch import LedgerWatch
from services.schedule.messaging.published import PUBLISHED
from services.schedule.store import tables
from services.schedule.store.attachments import KEPT
from services.schedule.usecases.plan.follow import follow_projects
from services.schedule.usecases.todo.addresses import KEPT as ADDRESSES
from services.schedule.usecases.unit.follow import follow_mergers

_unit, _project, _node, _schedule = tables.Organization, tables.Project, tables.Node, tables.Schedule
_evidence = tables.ProjectEvidence

# the events that tell of a record as it is now, whole
_UNIT_TOLD = ("zhongdian.reserve.organization.registered.v1", "zhongdian.reserve.organization.changed.v1")
_EVIDENCE_TOLD = ("zhongdian.reserve.evidence.recorded.v1", "zhongdian.reserve.evidence.withdrawn.v1")
_PROJECT_TOLD = ("zhongdian.reserve.project.registered.v1", "zhongdian.reserve.project.changed.v1")


def routes(beside: Beside) -> APIRouter:
    """Join what the schedule has beside GraphQL."""
    router = APIRouter()
    router.include_router(file_routes(beside, KEPT))
    router.include_router(ADDRESSES.routes(beside))
    return router


def clear_uploads(beside: Beside) -> Job:
    """Clear away what was uploaded and never used."""
    return ClearUploads(beside, KEPT)


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
        "schedules": select(  # those of which it was ever told that they ended
            _schedule.project_id,
            _schedule.division,
            _schedule.standing_version,
            _schedule.ended_on,
            _schedule.ended_document_number,
        ).where(_schedule.standing_version > 0),
    },
    copies={  # the columns that reserve offers, in its order
        "evidence": Copy(
            "reserve",
            select(
                _evidence.id,
                _evidence.division,
                _evidence.project_id,
                _evidence.kind,
                _evidence.title,
                _evidence.number,
                _evidence.issuing_body,
                _evidence.dated_on,
                _evidence.withdrawn,
            ),
            fed_by=_EVIDENCE_TOLD,
        ),
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
    routes=routes,
    jobs=(LedgerWatch, CityProjects, NoticeHints, clear_uploads, Tallies),
    files=known_by(tables.Attachment, tables.FileContent),
)
