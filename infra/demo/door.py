"""The one door: the GraphQL endpoint as front ends use it, with a person's token, a business date and idempotency keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

import httpx

from infra import issuer
from infra.issuer import Person
from infra.places import KeptPorts
from infra.ports import HOST
from infra.trouble import Trouble

KEYS = uuid5(NAMESPACE_URL, f"{issuer.ISSUER}/demo/1")  # another demo would need other keys
AT_ONCE = 8  # requests under way; the machine may have two cores
PATIENCE_SECONDS = 30.0  # for events to arrive, and for a service to come back
T = TypeVar("T")

_CHINA = timezone(timedelta(hours=8))
_OPENS = time(9, tzinfo=_CHINA)  # things of one day happen one after the other, in office hours
_PACE = timedelta(seconds=20)
_OFFICE_DAY = timedelta(hours=8)

_AGAIN = frozenset({"UNAVAILABLE", "TIMEOUT", "CONFLICT"})
_AWAY = frozenset({502, 503, 504})


class Refused(Trouble):
    """A step of the demo that was not accepted: which, and every reason with its clause."""

    def __init__(self, step: str, who: Person, reasons: Sequence[Mapping[str, Any]]) -> None:
        """Name the step and the person, who has to be allowed to do it."""
        told = "；".join(_reason(r) for r in reasons)
        codes = ", ".join(str(r.get("code")) for r in reasons)
        super().__init__(
            f"演示步骤“{step}”（{who.name}，{'、'.join(who.roles)}）未被接受：{told}",
            f"The demo's step {step} by {who.subject} was refused: {codes}.",
        )
        self.codes = frozenset(str(r.get("code")) for r in reasons)


def _reason(reason: Mapping[str, Any]) -> str:
    where = "，".join(str(reason[k]) for k in ("article", "field") if reason.get(k))
    return f"{reason.get('message')}（{reason.get('code')}{'，' + where if where else ''}）"


@dataclass
class Door:
    """Speaks with the endpoint; at most AT_ONCE requests are under way."""

    endpoint: str
    data: Path
    accepted: int = 0
    sent: int = 0
    http: httpx.AsyncClient = field(default_factory=lambda: httpx.AsyncClient(timeout=60, trust_env=False))
    _tokens: dict[Person, str] = field(default_factory=dict)
    _gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def __aenter__(self) -> Self:
        """Open nothing yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self.http.aclose()

    async def do(
        self,
        mutation: str,
        about: str,
        who: Person,
        on: date,
        selection: str,
        /,
        *,
        awaiting: Collection[str] = (),
        input_type: str | None = None,
        **given: Any,
    ) -> dict[str, Any]:
        """Have a mutation accepted; return its payload.

        about: what it is done to; with the mutation's name it names the step and gives the idempotency key, so that
        the same step of a later load is the same command.
        input_type: the type of the input, where it is not the mutation's name with `Input`.
        awaiting: codes of refusals that say that an event has not arrived yet: the command is sent again until it has.
        """
        step = f"{mutation} {about}"
        variables = {"input": {"idempotencyKey": str(uuid5(KEYS, step)), **written(given)}}
        name = mutation[0].upper() + mutation[1:]
        document = (
            f"mutation {name}($input: {input_type or f'{name}Input'}!) {{ {mutation}(input: $input) "
            f"{{ {selection} userErrors {{ code message field article }} }} }}"
        )

        self.sent += 1
        moment = datetime.combine(on, _OPENS) + self.sent * _PACE % _OFFICE_DAY
        last: list[Refused] = []

        async def once() -> dict[str, Any] | None:
            payload: dict[str, Any] = (await self._ask(step, document, variables, who, moment))[mutation]
            if not payload["userErrors"]:
                return payload
            last[:] = [Refused(step, who, payload["userErrors"])]
            if last[0].codes <= _AGAIN | frozenset(awaiting):
                return None
            raise last[0]

        payload = await self.until(step, once, last)
        self.accepted += 1
        return payload

    async def read(self, about: str, document: str, who: Person, on: date, **variables: Any) -> dict[str, Any]:
        """Run a query; return its data."""
        closing = datetime.combine(on, _OPENS) + _OFFICE_DAY
        return await self._ask(about, document, written(variables), who, closing)

    async def upload(self, service: str, name: str, content: bytes, who: Person, on: date) -> UUID:
        """Send a file to a service itself, which is where files go; return its id."""
        step = f"uploadFile {name}"
        url = f"http://{HOST}:{KeptPorts(self.data).known()[service]}/files"
        headers = {
            "authorization": f"Bearer {self._token(who)}",
            "x-business-date": datetime.combine(on, _OPENS).isoformat(),
            "idempotency-key": str(uuid5(KEYS, step)),
        }

        async def once() -> httpx.Response | None:
            try:
                answer = await self.http.post(url, params={"name": name}, content=content, headers=headers)
            except httpx.TransportError:
                return None
            return None if answer.status_code in _AWAY else answer

        answer = await self.until(step, once)
        if not answer.is_success:
            raise Trouble(
                f"演示步骤“{step}”未被接受（{answer.status_code}）：{answer.text[:500]}",
                f"The demo's step {step} was refused with {answer.status_code}.",
            )
        self.accepted += 1
        return UUID(answer.json()["id"])

    async def until(self, what: str, look: Callable[[], Awaitable[T | None]], why: Sequence[Trouble] = ()) -> T:
        """Look again and again, for PATIENCE_SECONDS at most, until there is something to see.

        why: filled by `look` with what has kept it from being seen.
        """
        last, pause = monotonic() + PATIENCE_SECONDS, 0.02
        while (seen := await look()) is None:
            if monotonic() > last:
                raise why[0] if why else _waited(what)
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 0.5)
        return seen

    async def _ask(
        self, step: str, document: str, variables: Mapping[str, Any], who: Person, moment: datetime
    ) -> dict[str, Any]:
        body = {"query": document, "variables": variables}
        headers = {"authorization": f"Bearer {self._token(who)}", "x-business-date": moment.isoformat()}

        last: list[Trouble] = []

        async def once() -> dict[str, Any] | None:
            try:
                async with self._gate:
                    answer = await self.http.post(self.endpoint, json=body, headers=headers)
            except httpx.TransportError as error:
                last[:] = [_unreachable(self.endpoint, step, error)]
                return None
            told = _read(answer)
            if not told.get("errors"):
                found: dict[str, Any] = told["data"]
                return found
            reasons = [{**e.get("extensions", {}), "message": e["message"]} for e in told["errors"]]
            refused = Refused(step, who, reasons)
            last[:] = [refused]
            if refused.codes <= _AGAIN:
                return None
            raise refused

        return await self.until(step, once, last)

    def _token(self, who: Person) -> str:
        if who not in self._tokens:
            self._tokens[who] = issuer.token(self.data, who)
        return self._tokens[who]


def _read(answer: httpx.Response) -> dict[str, Any]:
    """Read an answer; what is no GraphQL reads as an error of the endpoint."""
    try:
        told = answer.json()
    except ValueError:
        told = None
    if isinstance(told, dict) and ("data" in told or "errors" in told):
        return told
    code = "UNAVAILABLE" if answer.status_code in _AWAY else f"HTTP_{answer.status_code}"
    return {"errors": [{"message": answer.text[:200], "extensions": {"code": code}}]}


def _unreachable(endpoint: str, step: str, error: Exception) -> Trouble:
    return Trouble(
        f"演示步骤“{step}”：无法连接入口 {endpoint}（{type(error).__name__}）。",
        f"The demo's step {step}: {endpoint} cannot be reached.",
    )


def _waited(what: str) -> Trouble:
    return Trouble(
        f"演示步骤“{what}”等待 {PATIENCE_SECONDS:.0f} 秒仍未就绪；请查看 ./dev logs 与 ./dev dead-letters。",
        f"The demo's step {what} still waits after {PATIENCE_SECONDS:.0f} s; see ./dev logs and ./dev dead-letters.",
    )


def written(value: Any) -> Any:
    """Write values as GraphQL takes them: amounts and days as strings."""
    if isinstance(value, Mapping):
        return {name: written(v) for name, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [written(v) for v in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, (UUID, date)) else value
