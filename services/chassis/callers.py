"""Who calls, and at which business moment: the same for GraphQL and for the REST beside it."""

from __future__ import annotations

from datetime import datetime

from services.chassis import clock
from services.chassis.config import Settings
from services.chassis.graphql.context import Context
from services.chassis.identity import NotIdentified
from services.chassis.runtime import Runtime
from services.chassis.service import Service

BUSINESS_DATE = "x-business-date"


async def context_of(
    service: Service, runtime: Runtime, authorization: str | None, business_date: str | None
) -> Context:
    """Identify the caller and set the business moment; without an identity the context says why (`refusal`)."""
    now, fault = moment(runtime.settings, business_date)
    actor = None
    try:
        actor = await runtime.verifier.actor(authorization) if not fault else None
    except NotIdentified as refusal:
        fault = str(refusal)
    return Context(runtime, service.translate, now, actor, fault or "")


def moment(settings: Settings, text: str | None) -> tuple[datetime, str | None]:
    """Return the business moment that a caller set, else the present one; with the fault of what cannot be set."""
    now = clock.system_now()
    if not text:
        return now, None
    if not settings.development:
        return now, "生产环境不接受业务日期 / the business date cannot be set in production"
    try:
        return clock.business_moment(text, now), None
    except ValueError as fault:
        return now, f"业务日期无效 / {fault}"
