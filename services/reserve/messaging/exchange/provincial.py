"""第三条（二）: the REST interface of the provincial service platform (省政务服务平台), signed and described by OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.openapi.utils import get_openapi

from services.chassis import signing
from services.chassis.beside import Beside
from services.chassis.callers import BUSINESS_DATE
from services.chassis.exchange.door import Door
from services.chassis.exchange.guarding import REFUSALS, guarded
from services.chassis.exchange.remembering import Memory
from services.reserve.messaging.exchange.desk import Desk
from services.reserve.messaging.exchange.papers import (
    NUMBER,
    Delivery,
    Receipt,
    Resubmission,
    Status,
    Submission,
    Withdrawal,
)
from services.reserve.messaging.exchange.settings import ExchangeSettings, Partners

PREFIX = "/provincial/v1"
TITLE, VERSION = "省政务服务平台接口 / Interface of the provincial service platform", "1.0.0"
OfNumber = Annotated[str, Path(pattern=NUMBER, description="申报号 / The province's number of the application")]


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
    router = APIRouter(prefix=PREFIX, route_class=guarded(door), responses=REFUSALS, tags=["provincial"])

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
