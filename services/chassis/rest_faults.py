"""What REST answers where a framework would speak for us: an address that there is not, a value that no route can read.

In the shape of all REST refusals: `{"errors": [{code, message, field, article}]}`. Whoever refuses on purpose says so itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

_ROUTING = {
    HTTPStatus.NOT_FOUND: ("NOT_FOUND", "没有这个地址，请核对 / there is nothing under this address"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("METHOD_NOT_ALLOWED", "该地址不接受这种请求方法 / the method is not allowed here"),
}


def answer_for_the_framework(app: FastAPI) -> None:
    """Have the app say these things in its own words."""
    app.add_exception_handler(HTTPException, _unrouted)
    app.add_exception_handler(RequestValidationError, _unread)


async def _unrouted(request: Request, fault: Any) -> Response:
    status = HTTPStatus(fault.status_code)
    if status not in _ROUTING or fault.detail != status.phrase:  # a route's own words stay
        return await http_exception_handler(request, fault)
    code, message = _ROUTING[status]
    return _refusal(status, [(code, message, None)], fault.headers)


async def _unread(_: Request, fault: Any) -> Response:
    wrong = [str(error["loc"][-1]) for error in fault.errors()]
    said = [("BAD_INPUT", f"{name}的格式不正确 / {name} cannot be read", name) for name in dict.fromkeys(wrong)]
    return _refusal(HTTPStatus.UNPROCESSABLE_ENTITY, said)


def _refusal(status: HTTPStatus, said: Sequence[tuple[str, str, str | None]], headers: Any = None) -> Response:
    errors = [{"code": code, "message": message, "field": field, "article": None} for code, message, field in said]
    return JSONResponse({"errors": errors}, status_code=status, headers=headers)
