"""The route of calendars: GET /calendar/{token}.ics, for programs that can carry no bearer token."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.chassis.beside import Beside
from services.chassis.calendar_feed import MEDIA, Pace, digest_of, etag_of, feed
from services.chassis.database import ALL_DIVISIONS
from services.schedule.store import addresses
from services.schedule.usecases.todo.gather import asking_of, todos_of

NAME = "重点项目待办"
TIMES, SECONDS = 20, 60  # of one address, in one process
PRIVATE = {
    "Cache-Control": "private, max-age=900",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
LONGEST = 100  # characters of a token


def calendar_routes(beside: Beside) -> APIRouter:
    """Build the route. What is unknown, revoked or past its day is all the same to who asks: not found."""
    router, pace = APIRouter(), Pace(TIMES, SECONDS)

    @router.api_route("/calendar/{token}.ics", methods=["GET", "HEAD"])
    async def calendar(request: Request, token: str, tasks: bool = False) -> Response:
        """Hand out what the person of the address must do; `?tasks=true` as tasks instead of whole days."""
        context = await beside.context(request)
        digest = digest_of(token[:LONGEST])
        if wait := pace.wait(digest, context.now):
            return Response(status_code=HTTPStatus.TOO_MANY_REQUESTS, headers=PRIVATE | {"Retry-After": str(wait)})
        async with beside.runtime.database.session(ALL_DIVISIONS) as session:
            actor = await addresses.used(session, digest, context.today)
        if actor is None:
            return Response(status_code=HTTPStatus.NOT_FOUND, headers={"Cache-Control": "no-store"})
        asking = asking_of(actor, context.today)
        async with beside.runtime.database.session(actor.scope, read_only=True) as session:
            found = await todos_of(session, asking)
        content = feed(
            found.todos,
            name=NAME,
            service="schedule",
            today=asking.today,
            soon_until=asking.soon_until,
            tasks=tasks,
        )
        tag = etag_of(content)
        headers = PRIVATE | {"ETag": tag}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(content, media_type=MEDIA, headers=headers)

    return router
