"""第三条（二）: the REST interface of the provincial service platform (省政务服务平台), signed and described by OpenAPI."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

import asyncpg
from fastapi import APIRouter, Path, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from services.chassis import signing
from services.chassis.beside import Beside
from services.chassis.callers import BUSINESS_DATE
from services.reserve.messaging.exchange.answers import Faults, Refused
from services.reserve.messaging.exchange.desk import Desk
from services.reserve.messaging.exchange.door import Door
from services.reserve.messaging.exchange.papers import (
    NUMBER,
    Delivery,
    Receipt,
    Resubmission,
    Status,
    Submission,
    Withdrawal,
)
from services.reserve.messaging.exchange.remembering import Memory
from services.reserve.messaging.exchange.settings import ExchangeSettings, Partners

log = logging.getLogger(__name__)

PREFIX = "/provincial/v1"
TITLE, VERSION = "省政务服务平台接口 / Interface of the provincial service platform", "1.0.0"
Handler = Callable[[Request], Coroutine[Any, Any, Response]]
OfNumber = Annotated[str, Path(pattern=NUMBER, description="申报号 / The province's number of the application")]
_REFUSALS: dict[int | str, dict[str, Any]] = {
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


def routes(beside: Beside) -> APIRouter:
    """Build the routes; end the start of the process when the file of clients is at fault."""
    told = ExchangeSettings()
    memory = Memory(beside.runtime.redis, "reserve:provincial")
    door = Door(Partners(told.provincial_clients), memory, told.provincial_window_seconds)
    return interface(door, lambda request: _desk(beside, request))


def _desk(beside: Beside, request: Request) -> Desk:
    return Desk(beside, request.state.partner, request.headers.get(BUSINESS_DATE))


def interface(door: Door | None, desk: Callable[[Request], Desk]) -> APIRouter:
    """Declare the interface; without a door it can only be described."""
    router = APIRouter(prefix=PREFIX, route_class=_guarded(door), responses=_REFUSALS, tags=["provincial"])

    @router.post("/applications", status_code=201, summary="申报 / Submit an application (A3.2)")
    async def submit(paper: Submission, request: Request, response: Response) -> Receipt:
        """登记未登记的项目、建立并提交申报，一次完成；缺项一次告知。同一内容重发得到同一回执（200）/ All in one transaction."""
        return _answered(response, 201, *await desk(request).submit(paper))

    @router.post("/applications/{number}/resubmission", summary="补正重报 / Resubmit after a return (A3.2)")
    async def resubmit(number: OfNumber, paper: Resubmission, request: Request, response: Response) -> Receipt:
        """更正项目和申报内容并重新提交；只写需要更正的字段 / Only what is corrected is given."""
        return _answered(response, 200, *await desk(request).resubmit(number, paper))

    @router.post("/applications/{number}/withdrawal", summary="撤回 / Withdraw (A3.2)")
    async def withdraw(number: OfNumber, paper: Withdrawal, request: Request, response: Response) -> Receipt:
        """撤回申报；项目已据此列入计划的不能撤回 / Not once a plan lists the project."""
        return _answered(response, 200, *await desk(request).withdraw(number, paper))

    @router.get("/applications/{number}", summary="查询状态 / Ask how an application stands")
    async def status(number: OfNumber, request: Request) -> Status:
        """状态、补正内容、仍缺少的各项、列入的计划和全部回执 / Everything known of it."""
        return await desk(request).status(number)

    whole = APIRouter()

    @whole.get(f"{PREFIX}/openapi.json", include_in_schema=False)
    async def description() -> dict[str, Any]:
        return described()

    whole.include_router(router)
    return whole


def described() -> dict[str, Any]:
    """Describe the interface, callbacks included, as OpenAPI 3.1."""

    def nobody(_: Request) -> Desk:
        raise AssertionError("a description carries nothing out")

    hooks = APIRouter()

    @hooks.post("callback", summary="状态回调 / What we call back, signed the same way", status_code=204)
    async def callback(delivery: Delivery) -> None:
        """按 deliveryId 去重；任何2xx视为送达，其余重试。同一申报按 sequence 依次送达 / Any 2xx means that it arrived."""

    found = get_openapi(
        title=TITLE,
        version=VERSION,
        description=_SIGNED,
        routes=interface(None, nobody).routes,
        webhooks=hooks.routes,
    )
    names = {n: {"type": "apiKey", "in": "header", "name": n} for n in signing.HEADERS}
    found["components"]["securitySchemes"] = names
    found["security"] = [{name: [] for name in names}]
    return found


_SIGNED = (
    "每个请求以 HMAC-SHA256 或 HMAC-SM3 签名，见 provincial.md。/ Every request is signed; see provincial.md. "
    "时间戳须在本平台时间前后300秒内，随机串只用一次。"
)


def _answered(response: Response, fresh: int, receipt: Receipt, again: bool) -> Receipt:
    response.status_code = 200 if again else fresh
    return receipt


def _guarded(door: Door | None) -> type[APIRoute]:
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
                    log.warning("the provincial interface waits: %s", type(fault).__name__)
                    return Refused.of(
                        503, "TEMPORARILY_UNAVAILABLE", "暂时无法办理，请稍后重发", retry_after=5
                    ).response()

            return answer

    return Guarded


def _expect_json(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and kind != "application/json":
        raise Refused.of(415, "JSON_EXPECTED", "请求正文类型须为application/json", "content-type")
