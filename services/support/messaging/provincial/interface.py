"""第十四条（一网通办）: the REST interface of the provincial platform to support, signed and described by OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.openapi.utils import get_openapi

from services.chassis import signing
from services.chassis.beside import Beside, Job
from services.chassis.callers import BUSINESS_DATE
from services.chassis.exchange.door import Door
from services.chassis.exchange.guarding import REFUSALS, guarded
from services.chassis.exchange.remembering import Memory
from services.chassis.exchange.sender import CallbackSender
from services.chassis.exchange.settings import ProvincialSettings
from services.chassis.partners import Partners
from services.support.messaging.provincial.desk import Desk
from services.support.messaging.provincial.papers import (
    NUMBER,
    Delivery,
    Receipt,
    Resubmission,
    Status,
    Submission,
    Withdrawal,
)
from services.support.store.provincial import CHANNEL, DELIVERIES

PREFIX = "/provincial/v1"
TITLE, VERSION = "省政务服务平台接口（要素保障）/ Interface of the provincial platform to support", "1.0.0"
OfNumber = Annotated[str, Path(pattern=NUMBER, description="申报号 / The province's number of the request")]


def routes(beside: Beside) -> APIRouter:
    """Build the routes; end the start of the process when the file of clients is at fault."""
    told = ProvincialSettings()
    memory = Memory(beside.runtime.redis, "support:provincial")
    door = Door(Partners(told.provincial_clients), memory, told.provincial_window_seconds)
    return interface(door, lambda request: Desk(beside, request.state.partner, request.headers.get(BUSINESS_DATE)))


def callback_sender(beside: Beside) -> Job:
    """Make the job that tells the province what becomes of its requests."""
    return CallbackSender(beside, DELIVERIES, CHANNEL)


def interface(door: Door | None, desk: Callable[[Request], Desk]) -> APIRouter:
    """Declare the interface; without a door it can only be described."""
    router = APIRouter(prefix=PREFIX, route_class=guarded(door), responses=REFUSALS, tags=["provincial"])

    @router.post("/requests", status_code=201, summary="提交申请 / Submit a request (A14, A15, A17)")
    async def submit(paper: Submission, request: Request, response: Response) -> Receipt:
        """收件并给出本平台申请编号；缺项一次告知。同一内容重发得到同一回执（200）/ Received under our number."""
        return _answered(response, 201, *await desk(request).submit(paper))

    @router.post("/requests/{number}/resubmission", summary="补正重报 / Resubmit after a return")
    async def resubmit(number: OfNumber, paper: Resubmission, request: Request, response: Response) -> Receipt:
        """答复退回补正，时限继续计算 / Answers a return; the limit goes on."""
        return _answered(response, 200, *await desk(request).resubmit(number, paper))

    @router.post("/requests/{number}/withdrawal", summary="撤回 / Withdraw")
    async def withdraw(number: OfNumber, paper: Withdrawal, request: Request, response: Response) -> Receipt:
        """在决定之前撤回 / Before it is decided."""
        return _answered(response, 200, *await desk(request).withdraw(number, paper))

    @router.get("/requests/{number}", summary="查询状态 / Ask how a request stands")
    async def status(number: OfNumber, request: Request) -> Status:
        """状态、到期日、决定、文号和全部回执 / Everything known of it."""
        return await desk(request).status(number)

    whole = APIRouter()

    @whole.get(f"{PREFIX}/requests-openapi.json", include_in_schema=False)
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
        """按 deliveryId 去重；任何2xx视为送达，其余重试。同一申请按 sequence 依次送达 / Any 2xx means that it arrived."""

    found = get_openapi(
        title=TITLE,
        version=VERSION,
        description="签名、应答、回调同省政务服务平台接口，见 provincial.md。/ Signed, answered and called back as reserve's.",
        routes=interface(None, nobody).routes,
        webhooks=hooks.routes,
    )
    names = {n: {"type": "apiKey", "in": "header", "name": n} for n in signing.HEADERS}
    found["components"]["securitySchemes"] = names
    found["security"] = [{name: [] for name in names}]
    return found


def _answered(response: Response, fresh: int, receipt: Receipt, again: bool) -> Receipt:
    response.status_code = 200 if again else fresh
    return receipt
