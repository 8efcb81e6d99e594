"""What an operator asks the running services: do copies agree with their owners, does the audit hold, what is parked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from infra.issuer import Person, token
from infra.places import SERVICES, KeptPorts
from infra.ports import HOST
from infra.trouble import Trouble

PATIENCE = 60.0  # seconds
READING = 600.0  # seconds; files are read whole to prove them, from a store that may be far away
FIRST_ID = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A read model beside its owner's records, or one's events beside those that the other applied."""

    consumer: str
    owner: str
    what: str
    count: int
    differing: tuple[str, ...]
    parked: int = 0

    @property
    def agrees(self) -> bool:
        """Tell whether nothing is missing, left over, different or parked."""
        return not self.differing and not self.parked


class Operations:
    """The /operations/* of the four services, asked in the role OPERATOR."""

    def __init__(self, addresses: Mapping[str, str], bearer: str) -> None:
        """Keep where the services are."""
        self._addresses = addresses
        self._client = httpx.Client(headers={"authorization": f"Bearer {bearer}"}, timeout=PATIENCE)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    @classmethod
    def of(cls, data: Path) -> Operations:
        """Ask the services of a data folder's run, with a token of its issuer."""
        ports = KeptPorts(data).known()
        if missing := [name for name in SERVICES if name not in ports]:
            names = ", ".join(missing)
            raise Trouble(
                f"{data} 没有运行过平台（{names}），先 ./dev up。", f"No {names} ever ran on {data}; ./dev up first."
            )
        addresses = {name: f"http://{HOST}:{ports[name]}" for name in SERVICES}
        return cls(addresses, token(data, Person(roles=("OPERATOR",), subject="dev-operator", name="平台运维")))

    @property
    def services(self) -> tuple[str, ...]:
        """Name the services that are asked."""
        return tuple(self._addresses)

    def get(self, service: str, path: str, **query: str | int) -> dict[str, Any]:
        """Ask one service."""
        patience = READING if path.startswith("files/") else PATIENCE
        return self._asked(service, "GET", path, params=query, timeout=patience)

    def post(self, service: str, path: str, body: dict[str, Any], seconds: float = PATIENCE) -> dict[str, Any]:
        """Tell one service."""
        return self._asked(service, "POST", path, json=body, timeout=seconds)

    def _asked(self, service: str, method: str, path: str, **more: Any) -> dict[str, Any]:
        try:
            answer = self._client.request(method, f"{self._addresses[service]}/operations/{path}", **more)
            answer.raise_for_status()
        except KeyError as error:
            raise Trouble(f"{service} 未运行，先 ./dev up。", f"{service} does not run; ./dev up first.") from error
        except httpx.HTTPStatusError as error:
            report = f"{error.response.status_code} {error.response.text[:300]}"
            raise Trouble(f"{service} 拒绝了请求：{report}", f"{service} refused: {report}") from error
        except httpx.HTTPError as error:
            raise Trouble(
                f"{service} 无应答，先 ./dev up。", f"{service} does not answer; ./dev up first ({error})."
            ) from error
        found: dict[str, Any] = answer.json()
        return found

    def reconcile(self) -> list[Compared]:
        """Compare every copy with its owner, by digest per key, and every event with those who must have it."""
        return [*self._copies(), *self._events()]

    def _copies(self) -> list[Compared]:
        results = []
        for consumer in self._addresses:
            for name, owner in self.get(consumer, "copies")["keeps"].items():
                kept = self.get(consumer, f"copies/{name}")["digests"]
                owned = self.get(owner, f"copies/{name}")["digests"]
                differing = tuple(sorted(key for key in kept.keys() | owned.keys() if kept.get(key) != owned.get(key)))
                results.append(
                    Compared(consumer=consumer, owner=owner, what=name, count=len(owned), differing=differing)
                )
        return results

    def _events(self) -> list[Compared]:
        results = []
        for consumer in self._addresses:
            handled = self.get(consumer, "inbox", source=consumer)["handles"]
            for owner in self._addresses:
                types = [kind for kind in handled if kind.startswith(f"zhongdian.{owner}.")]
                if types:
                    results.append(self._delivered(owner, consumer, types))
        return results

    def _delivered(self, owner: str, consumer: str, types: list[str]) -> Compared:
        published = self._published(owner, types)
        applied, parked = self._applied(owner, consumer)
        missing = tuple(sorted(published - applied - parked))
        waiting = len(published & parked)
        return Compared(
            consumer=consumer, owner=owner, what="events", count=len(published), differing=missing, parked=waiting
        )

    def _published(self, owner: str, types: list[str]) -> set[str]:
        ids: set[str] = set()
        after = 0
        while page := self.get(owner, "outbox", after=after, type=",".join(types))["events"]:
            ids |= {event_id for _, event_id, _, _ in page}
            after = page[-1][0]
        return ids

    def _applied(self, owner: str, consumer: str) -> tuple[set[str], set[str]]:
        """Return the events that need nothing more, being applied or given up for a reason, and those that wait."""
        ids: set[str] = set()
        parked: set[str] = set()
        after = FIRST_ID
        while True:
            page = self.get(consumer, "inbox", source=owner, after=after)
            parked |= set(page["parked"])
            ids |= set(page["set_aside"])
            if not page["applied"]:
                return ids, parked
            ids |= set(page["applied"])
            after = page["applied"][-1]

    def verify_audit(self) -> dict[str, dict[str, Any]]:
        """Let every service walk its audit chain."""
        return {service: self.get(service, "audit/verify") for service in self._addresses}

    def parked(self) -> list[dict[str, Any]]:
        """List the parked events of all services."""
        return [{"service": s, **letter} for s in self._addresses for letter in self.get(s, "parked")["parked"]]

    def resend(self, service: str, topic: str, key: str) -> int:
        """Apply the parked events of one key again, in order."""
        return int(self.post(service, "parked/resend", {"topic": topic, "key": key})["applied"])
