"""What an operator of the platform can see and do in one service (role OPERATOR): events, parked events, proofs, rebuilds."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from services.chassis.inbox import Applier
from services.chassis.operations import events, files, letters, proofs, rebuilds
from services.chassis.operations.desk import Desk
from services.chassis.runtime import Runtime
from services.chassis.service import Service


def operations(service: Service, runtime: Runtime, applier: Applier) -> APIRouter:
    """Build the routes under /operations; what changes something is audited."""
    desk = Desk(service, runtime, applier)
    router = APIRouter(prefix="/operations", dependencies=[Depends(desk.only_operators)])
    for area in (events, files, letters, proofs, rebuilds):
        router.include_router(area.routes(desk))
    return router
