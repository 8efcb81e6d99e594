"""Goes through the examples of a guide, one after another, with what earlier answers gave."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import httpx
from openpyxl import Workbook

from services.chassis.clock import new_id
from services.law.parties import Role
from services.reserve.usecases.exchange.city_file import close
from tests.harness.guide import Example, Guide
from tests.harness.people import Person, person
from tests.harness.waiting import eventually

Ask = Callable[..., Awaitable[dict[str, Any]]]
PLACE = re.compile(r"\{\{([^{}]+)\}\}")
FRESH, ANY = "key", "…"
NEW = "new:"  # the id of something that another service has made, kept as `name.id` from then on


@dataclass
class Door:
    """Where files are sent: the service's REST side, and how a person is vouched for there."""

    http: httpx.AsyncClient
    address: str
    headers: Callable[[Person], dict[str, str]]

    async def send(self, name: str, as_: Person, day: str) -> Any:
        """Send a small file as `POST /files`; return its answer."""
        headers = {**self.headers(as_), "idempotency-key": str(new_id()), "x-business-date": day}
        body = f"%PDF-1.7\n{name}\n%%EOF".encode()
        answer = await self.http.post(f"{self.address}/files", params={"name": name}, content=body, headers=headers)
        return answer.json()


@dataclass
class Walk:
    """`ask` runs an operation; `look` does, too, of what changes meanwhile, where `ask` compares two answers."""

    ask: Ask
    guide: Guide
    kept: dict[str, Any] = field(default_factory=dict)
    look: Ask | None = None
    tell: Callable[[str, Any], Awaitable[None]] | None = None  # an event of another service
    tell_on: Callable[[str, Any, date], Awaitable[None]] | None = None  # the same, where its day matters
    door: Door | None = None

    async def through(self) -> None:
        """Run every example in order; raise GuideFault at the first that answers otherwise."""
        self.kept |= {name: workbook(rows) for name, rows in self.guide.sheets.items()}
        for example in self.guide.examples:
            await self.run(example)

    async def run(self, example: Example) -> dict[str, Any]:
        """Tell what was told before it, run one example, compare its answer, keep what it says to keep."""
        for event in example.before:
            data = self.filled(event.data, example)
            if self.tell_on:
                await self.tell_on(event.type, data, event.day or example.day)
            else:
                assert self.tell, "this walk has no way to tell events"
                await self.tell(event.type, data)
        told = await self.asked(example)
        answer = told["data"] if "data" in told and "errors" not in told else told
        if different := differences(self.filled(example.answer, example), answer):
            raise example.fault(f"{different}\n{json.dumps(told, ensure_ascii=False, indent=1)}")
        self.nothing_unsaid(example, answer)
        for name, path in example.keeps.items():
            self.kept[name] = self.at(answer, path, example)
        return told

    async def asked(self, example: Example) -> dict[str, Any]:
        """Ask, and where the guide says until when, ask before until it is so."""
        who = self.who(example)
        if example.upload:
            assert self.door, "this walk has no way to send files"
            sent: dict[str, Any] = await self.door.send(example.upload, who, str(example.day))
            return sent
        variables = self.filled(example.variables, example)
        if example.until:
            path, value = example.until

            async def reached() -> bool:
                seen = await (self.look or self.ask)(example.document, variables, as_=who, on=example.day)
                return bool(self.at(seen["data"], path, example) == value)

            await eventually(reached, 60)
        told: dict[str, Any] = await self.ask(example.document, variables, as_=who, on=example.day)
        return told

    def nothing_unsaid(self, example: Example, answer: Any) -> None:
        """Raise GuideFault for a refusal that the guide does not show."""
        for name, payload in answer.items():
            refused = payload.get("userErrors") if isinstance(payload, dict) else None
            shown = example.answer.get(name)
            if refused and not (isinstance(shown, dict) and "userErrors" in shown):
                raise example.fault(f"refused, and the guide does not say so: {refused}")

    def who(self, example: Example) -> Person:
        """Give somebody of the role, of the unit that is named: its first person, or another one."""
        unit = self.filled(example.unit, example) if example.unit else None
        first = person(Role(example.role), unit=UUID(unit) if unit else None)
        return first.but(subject=f"{first.subject}-another", name="另一人") if example.another else first

    def filled(self, value: Any, example: Example) -> Any:
        """Put what was kept, or a fresh key, in place of each placeholder."""
        if isinstance(value, Mapping):
            return {k: self.filled(v, example) for k, v in value.items()}
        if isinstance(value, list):
            return [self.filled(v, example) for v in value]
        if not isinstance(value, str) or "{{" not in value:
            return value
        if not (found := PLACE.fullmatch(value)):
            raise example.fault(f"a placeholder stands alone in its string, not as in {value}")
        return self.placed(found[1], example)

    def placed(self, name: str, example: Example) -> Any:
        """Give what a placeholder stands for."""
        if name == FRESH:
            return str(new_id())
        if name.startswith(NEW):
            return self.kept.setdefault(name.removeprefix(NEW), {"id": str(new_id())})["id"]
        if name in self.guide.answers:
            head, *entries = self.filled(self.guide.answers[name], example)
            return base64.b64encode(close(head, entries)).decode()
        return self.kept[name] if name in self.kept else self.at(self.kept, name, example)

    def at(self, value: Any, path: str, example: Example) -> Any:
        """Follow a path of names and positions."""
        for step in path.split("."):
            try:
                value = value[int(step)] if isinstance(value, list) else value[step]
            except (KeyError, IndexError, TypeError, ValueError):
                raise example.fault(f"unknown: {path}") from None
        return value


def workbook(rows: list[list[str]]) -> str:
    """Write a sheet as a file of Excel; return it in base64."""
    book = Workbook()
    for row in rows:
        book.active.append([c or None for c in row])
    kept = BytesIO()
    book.save(kept)
    return base64.b64encode(kept.getvalue()).decode()


def differences(expected: Any, answer: Any, at: str = "") -> str:
    """Say where an answer lacks what is expected; empty when it has all of it.

    An object may have more fields; a list has as many items unless the guide ends it with "…"; "…" is any value but null.

    >>> differences({"a": ["…"], "b": 1}, {"a": [1, 2], "b": 2, "c": 3})
    '.b: expected 1, answered 2'
    """
    if expected == ANY and answer is not None:
        return ""
    if isinstance(expected, dict) and isinstance(answer, dict):
        found = (differences(v, answer.get(k), f"{at}.{k}") for k, v in expected.items())
    elif isinstance(expected, list) and isinstance(answer, list):
        more = expected[-1:] == [ANY]
        wanted = expected[:-1] if more else expected
        if len(answer) < len(wanted) or (not more and len(answer) > len(wanted)):
            return f"{at}: expected {len(wanted)} items, answered {len(answer)}"
        found = (differences(v, a, f"{at}[{n}]") for n, (v, a) in enumerate(zip(wanted, answer, strict=False)))
    else:
        return "" if expected == answer else f"{at}: expected {expected!r}, answered {answer!r}"
    return next((f for f in found if f), "")
