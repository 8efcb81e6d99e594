"""The GraphQL endpoint over HTTP and WebSocket: identity, business date, input that no database can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from services.chassis import telemetry
from services.chassis.callers import BUSINESS_DATE, context_of, moment
from services.chassis.config import Settings
from services.chassis.graphql.context import Context
from services.chassis.identity import NotIdentified
from services.chassis.runtime import Runtime
from services.chassis.service import Service

DATE_HEADER = BUSINESS_DATE.encode()
MAX_BODY = 8 * 1024 * 1024


class Endpoint(GraphQL[Context, None]):
    """One service's subgraph."""

    def __init__(self, service: Service, settings: Settings, runtime: Callable[[], Runtime]) -> None:
        super().__init__(
            service.schema(),
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
        )
        self._service = service
        self._settings = settings
        self._runtime = runtime

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what cannot be read, then go on in the caller's trace."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        headers = dict(reversed(scope["headers"]))  # by name, in lower case; the first of several counts
        try:
            body = await _body(receive, headers)
        except ClientDisconnect:
            return  # nobody is left to answer
        if body is None:
            await TOO_LARGE(scope, receive, send)
            return
        asked, fault = _read(body)
        if fault and (body or scope["method"] == "POST"):
            await fault(scope, receive, send)
            return
        parent = _text(headers, b"traceparent")
        if not telemetry.traced(parent):
            await self._answer(scope, headers, body, asked, send)
            return
        with telemetry.request(f"graphql {self._service.name}", parent):
            await self._answer(scope, headers, body, asked, send)

    async def _answer(self, scope: Scope, headers: dict[bytes, bytes], body: bytes, asked: Any, send: Send) -> None:
        answer = await self._quickly(scope["method"], headers, asked)
        if answer is not None:
            await _hand_through(answer, send)
        else:
            await super().__call__(scope, _again(body), send)

    async def _quickly(self, method: str, headers: dict[bytes, bytes], asked: Any) -> bytes | None:
        """Answer a query whose document was validated before for a caller in these roles; None for all else.

        Whatever is unusual (another content type, a batch, a part that has to be walked, a fault) goes the whole way.
        """
        accept = headers.get(b"accept", b"")
        if method != "POST" or b"multipart" in accept or b"event-stream" in accept:
            return None
        if not headers.get(b"content-type", b"").startswith(b"application/json") or not isinstance(asked, dict):
            return None
        query, name, variables = asked.get("query"), asked.get("operationName"), asked.get("variables")
        if not isinstance(query, str) or not isinstance(name, str | None) or not isinstance(variables, dict | None):
            return None
        if not isinstance(asked.get("extensions"), dict | None):
            return None
        reads = self._runtime().reads
        document = reads.document((query, name))
        if document is None or not document.is_query:
            return None
        context = await self._context(_text(headers, b"authorization"), _text(headers, DATE_HEADER))
        return await reads.text(document, variables, context) if document.permits(context.actor) else None

    def decode_json(self, data: str | bytes) -> object:
        """Read a request as it was read before: what is nested too deeply is refused, and not a fault."""
        return orjson.loads(data)

    def encode_json(self, data: object) -> str:
        """Write the answer as text, which WebSocket frames must be; what SQL has written is handed through as it is."""
        return orjson.dumps(data).decode()

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002
        """Identify the caller and set the business moment."""
        return await self._context(request.headers.get("authorization"), request.headers.get(BUSINESS_DATE))

    async def _context(self, authorization: str | None, business_date: str | None) -> Context:
        return await context_of(self._service, self._runtime(), authorization, business_date)

    async def on_ws_connect(self, context: Any) -> Any:
        """Take token and business date from the connection's parameters where a browser could set no headers."""
        parameters = context.connection_params if isinstance(context.connection_params, Mapping) else {}
        given = {str(k).lower(): v for k, v in parameters.items() if isinstance(v, str)}
        now, fault = moment(self._settings, given.get(BUSINESS_DATE))
        if fault:
            context.actor, context.refusal = None, fault
        elif BUSINESS_DATE in given:
            context.now = now
        if context.actor is None and not fault:
            try:
                context.actor = await context.runtime.verifier.actor(given.get("authorization"))
            except NotIdentified as refusal:
                context.refusal = str(refusal)
        return await super().on_ws_connect(context)


async def _body(receive: Receive, headers: Mapping[bytes, bytes]) -> bytes | None:
    """Take the whole body; None where it is beyond the limit (what is left of it is not read)."""
    said = headers.get(b"content-length", b"")
    if said.isdigit() and int(said) > MAX_BODY:
        return None
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        piece: bytes = message.get("body", b"")
        body += piece
        if len(body) > MAX_BODY:
            return None
        if not message.get("more_body"):
            return body


def _read(body: bytes) -> tuple[Any, Response | None]:
    """Read the JSON of a body: stricter than the standard library, no lone surrogates, no NaN, UTF-8 only.

    Neither JSON nor a text of PostgreSQL should carry NUL.
    """
    if b"\\u0000" in body or b"\x00" in body:
        return None, HAS_NUL
    try:
        return orjson.loads(body), None
    except orjson.JSONDecodeError:
        return None, NO_JSON


def _text(headers: Mapping[bytes, bytes], name: bytes) -> str | None:
    value = headers.get(name)
    return None if value is None else value.decode("latin-1")


def _fault(status: int, code: str, message: str) -> Response:
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status_code=status)


TOO_LARGE = _fault(413, "TOO_LARGE", f"请求不得超过 {MAX_BODY // 1024 // 1024} MB / the request is too large")
HAS_NUL = _fault(400, "BAD_INPUT", "文本不得含空字符（NUL）/ text must not contain NUL")
NO_JSON = _fault(400, "BAD_INPUT", "请求体须为合法的 UTF-8 JSON / the body must be valid JSON in UTF-8")


async def _hand_through(answer: bytes, send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


def _again(body: bytes) -> Receive:
    """Hand a body that was read already to the next reader."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
