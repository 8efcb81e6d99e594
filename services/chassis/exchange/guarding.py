"""Routes of a signed interface: who calls is identified first, and every refusal is JSON."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

import asyncpg
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from services.chassis.exchange.answers import Faults, Refused
from services.chassis.exchange.door import Door

log = logging.getLogger(__name__)

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Faults, "description": words}
    for status, words in {
        400: "正文不是JSON / Not JSON",
        401: "签名缺失、有误或过期 / Signature missing, wrong or out of time",
        404: "没有该申报号 / No such number",
        409: "申报号已用于其他内容，或版本已变 / Another content under the number, or another version",
        413: "正文过大 / Body too large",
        415: "正文类型不是JSON / Body is not declared as JSON",
        422: "内容不符合接口说明，或业务规则不予通过 / Not as described, or refused by the rules",
        429: "过于频繁 / Too many requests",
        503: "暂时不可用，请重发 / Temporarily unavailable, send again",
    }.items()
}


def guarded(door: Door | None) -> type[APIRoute]:
    """Make the class of routes behind a door; without one they can only be described."""

    class Guarded(APIRoute):
        """Who calls is identified before anything of the body is read into objects; every refusal is JSON."""

        def get_route_handler(self) -> Handler:
            handle = super().get_route_handler()

            async def answer(request: Request) -> Response:
                assert door is not None, "without a door there is nobody to answer"
                try:
                    request.state.partner = await door.admit(request)
                    _expect_json(request)
                    return await handle(request)
                except Refused as refused:
                    return refused.response()
                except RequestValidationError as fault:
                    return Refused.malformed(fault).response()
                except HTTPException:  # FastAPI's own, of a body that cannot be parsed
                    return Refused.of(400, "JSON_INVALID", "请求正文不是有效的JSON").response()
                except (SQLAlchemyError, OSError, asyncpg.PostgresError) as fault:
                    log.warning("a signed interface waits: %s", type(fault).__name__)
                    return Refused.of(
                        503, "TEMPORARILY_UNAVAILABLE", "暂时无法办理，请稍后重发", retry_after=5
                    ).response()

            return answer

    return Guarded


def _expect_json(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and kind != "application/json":
        raise Refused.of(415, "JSON_EXPECTED", "请求正文类型须为application/json", "content-type")
