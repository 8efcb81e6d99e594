"""Reserve with the provincial platform and the city's library beside it, both simulated, both over real HTTP."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from infra.simulators.city_library import City, library
from infra.simulators.provincial import CALLBACKS, PREFIX, Province, keys_of, platform
from infra.simulators.serving import served
from services.law.parties import Role
from services.reserve.store import tables
from tests.conftest import ServiceApi
from tests.harness.people import person
from tests.harness.waiting import eventually
from tests.reserve.filing import Season
from tests.reserve.life import Reserve, credit_code

HOST = "http://service"
OPERATOR = person(Role.OPERATOR)
CLIENT = "hunan-platform"


def secret(number: int) -> str:
    return base64.b64encode(bytes([number]) * 32).decode()


def key(id: str, algorithm: str, number: int, **validity: str) -> dict[str, str]:
    return {"id": id, "algorithm": algorithm, "secret": secret(number), **validity}


SM3 = key("k-sm3", "HMAC-SM3", 1)
SHA = key("k-sha", "HMAC-SHA256", 2)
OLD = key("k-old", "HMAC-SM3", 3, until="2020-01-01T00:00:00+08:00")
NEXT = key("k-next", "HMAC-SM3", 4, **{"from": "2099-01-01T00:00:00+08:00"})


def client(id: str = CLIENT, *keys: dict[str, str], **changes: Any) -> dict[str, Any]:
    return {
        "id": id,
        "name": "省政务服务平台（示例）",
        "division": "430211",
        "keys": list(keys or (SHA, SM3)),
        "ratePerMinute": 60_000,
        "burst": 10_000,
    } | changes


@dataclass
class World:
    """What a test does."""

    reserve: Reserve
    province: Province
    file: Path
    clients: list[dict[str, Any]]
    season: Season
    numbers: int = 0
    address: str = ""
    city: City = field(default_factory=City)

    def number(self) -> str:
        self.numbers += 1
        return f"HN430211-{self.numbers:06d}"

    def write(self, *more: dict[str, Any]) -> None:
        """Tell the service which clients there are."""
        self.file.write_text(json.dumps({"clients": [*self.clients, *more]}), encoding="utf-8")

    def paper(self, name: str, **changes: Any) -> dict[str, Any]:
        """Write an application for a project of this name."""
        project = {
            "name": name,
            "category": "INDUSTRY",
            "investmentMode": "ENTERPRISE",
            "totalInvestment": "189000",
            "town": "某某街道办事处",
            "industryAuthority": "区工业和信息化局",
            "fundSources": [{"source": "企业自筹", "amount": 189000}],
            "startOn": "2027-03-01",
            "finishOn": "2027-12-31",
        }
        own = {
            "number": self.number(),
            "year": self.season.year,
            "kind": "NEW_START",
            "annualInvestment": "80000",
            "statement": "补齐产业链",
            "owner": {"creditCode": credit_code(1)},
        }
        return own | {"project": project | changes.pop("project", {})} | changes

    def headers(self) -> dict[str, str]:
        return {"x-business-date": self.season.today.isoformat(), "content-type": "application/json"}

    async def send(
        self, method: str, path: str, paper: Any = None, *, as_: Province | None = None, key: str | None = None
    ) -> httpx.Response:
        """Send a signed request on the season's day."""
        url, sender = f"{HOST}{PREFIX}{path}", as_ or self.province
        body = b"" if paper is None else json.dumps(paper, ensure_ascii=False).encode()
        return await self.raw(method, url, body, sender.sign(method, url, body, key))

    async def raw(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        return await self.reserve.api.http.request(method, url, content=body, headers=headers | self.headers())

    async def submit(self, paper: dict[str, Any], **how: Any) -> httpx.Response:
        return await self.send("POST", "/applications", paper, **how)

    async def submitted(self, name: str, **changes: Any) -> dict[str, Any]:
        """File an application that must be taken; return the receipt."""
        answer = await self.submit(self.paper(name, **changes))
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def status(self, number: str) -> dict[str, Any]:
        answer = await self.send("GET", f"/applications/{number}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def heard(self, number: str, count: int) -> list[dict[str, Any]]:
        """Wait until the province has heard so much of a number."""
        await eventually(lambda: len(self.province.of(number)) >= count)
        return self.province.of(number)

    async def callbacks(self, number: str, selection: str) -> list[dict[str, Any]]:
        """List the callbacks of a number, the oldest first, as an operator."""
        query = f"query($n: String!) {{ callbacks(filter: {{number: $n}}) {{ edges {{ node {{ {selection} }} }} }} }}"
        found = await self.reserve.api(query, {"n": number}, as_=OPERATOR)
        return [e["node"] for e in reversed(found["callbacks"]["edges"])]

    async def gone(self, number: str, *statuses: str) -> list[dict[str, Any]]:
        """Wait until the callbacks of a number have these statuses, in their order."""
        callback = tables.Callback
        its = select(callback.status).where(callback.number == number).order_by(callback.sequence)

        async def look() -> bool:
            # the database itself is looked at: what is under way would be told differently by two readers
            return [r.status for r in await self.reserve.api.rows(its)] == list(statuses)

        await eventually(look)
        return await self.callbacks(number, "id version status attempts kind")


def as_seen(receipt: dict[str, Any]) -> dict[str, Any]:
    """Say which application, as the receipt has it."""
    return {"applicationId": receipt["applicationId"], "expectedVersion": receipt["version"]}


@asynccontextmanager
async def world(service_api: ServiceApi, folder: Path, **settings: str) -> AsyncIterator[World]:
    """Start the simulators and the service, which is told of them as it is in production: by variables and files."""
    file, province = folder / "clients.json", Province(CLIENT, {})
    async with served(platform(province)) as address:
        clients = [client(callbackUrl=f"{address}{CALLBACKS}")]
        file.write_text(json.dumps({"clients": clients}), encoding="utf-8")
        province.keys = keys_of(file, CLIENT)
        told = {
            "ZD_PROVINCIAL_CLIENTS": str(file),
            "ZD_CALLBACK_FIRST_SECONDS": "0.05",
            "ZD_CALLBACK_LONGEST_SECONDS": "0.2",
            "ZD_CALLBACK_TRIES": "3",
        } | settings
        with pytest.MonkeyPatch.context() as patch:
            for name, value in told.items():
                patch.setenv(name, value)
            reserve = Reserve(await service_api("reserve", parts="web,jobs", pool_size=12))
        reserve.owner_id = await reserve.unit("松井新材料科技有限公司", "OWNER", Role.OWNER, number=1)
        reserve.town_id = await reserve.unit("某某街道办事处", "TOWN", Role.PLANNING_PARTY, number=2)
        reserve.authority_id = await reserve.unit("区工业和信息化局", "DEPARTMENT", Role.INDUSTRY_AUTHORITY, number=3)
        season = Season(reserve, 2027)
        await season.published()
        yield World(reserve, province, file, clients, season, address=address)


@asynccontextmanager
async def city_beside(folder: Path) -> AsyncIterator[tuple[City, dict[str, str]]]:
    """Start the city's library; yield it with what a service is told of it."""
    file = folder / "city.json"
    file.write_text(json.dumps({"clients": [client("city", SM3, name="市储备库（示例）")]}), encoding="utf-8")
    city = City("city", keys_of(file, "city"))
    async with served(library(city)) as address:
        yield (
            city,
            {
                "ZD_CITY_LIBRARY_URL": address,
                "ZD_CITY_LIBRARY_CLIENT": str(file),
                "ZD_CITY_LIBRARY_PULL_SECONDS": "0.2",
            },
        )
