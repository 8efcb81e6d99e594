"""Support with the provincial platform beside it, simulated, over real HTTP."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from infra.simulators.provincial import CALLBACKS, PREFIX, Province, keys_of, platform
from infra.simulators.serving import served
from services.law.parties import Role
from services.support.store import tables
from tests.conftest import ServiceApi
from tests.harness.api import Api
from tests.harness.people import person
from tests.harness.waiting import eventually
from tests.support.world import DAY, District

HOST = "http://service"
CLIENT = "hunan-platform"
OPERATOR = person(Role.OPERATOR)


@dataclass
class World:
    """What a test does."""

    api: Api
    simulator: Province
    district: District | None = None
    numbers: int = 0

    async def afresh(self) -> World:
        """Let a district of its own be told, with the codes that the province uses."""
        self.numbers += 1
        first = self.district
        same = {"bureau": first.bureau, "service": first.service} if first else {}
        district = await District(self.api, **same).told()
        self.district = first or district
        credit = f"91430211{self.numbers:010d}"
        await self.api.consume(
            "zhongdian.reserve.organization.registered.v1",
            {
                "organizationId": str(district.owner_unit),
                "name": "示例涂料有限公司",
                "roles": ["OWNER"],
                "version": 2,
                "division": district.division,
                "creditCode": credit,
            },
        )
        code = f"2111-430211-04-01-{self.numbers:06d}"
        await self.api.consume("zhongdian.reserve.project.registered.v1", district.project_event(version=2, code=code))
        return World(self.api, self.simulator, district, self.numbers)

    @property
    def here(self) -> District:
        assert self.district is not None
        return self.district

    def paper(self, **changes: Any) -> dict[str, Any]:
        """Write a request of the province."""
        return {
            "number": f"HNYS-{self.numbers:06d}",
            "owner": {"creditCode": f"91430211{self.numbers:010d}"},
            "project": f"2111-430211-04-01-{self.numbers:06d}",
            "kind": "LAND_QUOTA",
            "purpose": "一期厂房用地",
            "quantity": "80",
            "unit": "MU",
            "attachments": [{"name": "勘测定界图.pdf", "size": 1024, "sm3": "ab" * 32}],
        } | changes

    async def send(self, method: str, path: str, paper: Any = None) -> httpx.Response:
        """Send a signed request on the day."""
        url = f"{HOST}{PREFIX}{path}"
        body = b"" if paper is None else json.dumps(paper, ensure_ascii=False).encode()
        headers = self.simulator.sign(method, url, body)
        own = {"x-business-date": DAY.isoformat(), "content-type": "application/json"}
        return await self.api.http.request(method, url, content=body, headers=headers | own)

    async def submit(self, **changes: Any) -> httpx.Response:
        return await self.send("POST", "/requests", self.paper(**changes))

    async def heard(self, count: int) -> list[dict[str, Any]]:
        """Wait until the province has heard so much of the number."""
        number = self.paper()["number"]
        await eventually(lambda: len(self.simulator.of(number)) >= count)
        return self.simulator.of(number)

    async def gone(self, *statuses: str) -> list[dict[str, Any]]:
        """Wait until the callbacks of the number have these statuses, in their order."""
        callback, number = tables.ProvincialCallback, self.paper()["number"]
        its = select(callback.status).where(callback.number == number).order_by(callback.sequence)

        async def look() -> bool:
            return [r.status for r in await self.api.rows(its)] == list(statuses)

        await eventually(look)
        query = """query($n: String!) { provincialCallbacks(filter: {number: $n}) {
            edges { node { id version status attempts kind } } } }"""
        found = await self.api(query, {"n": number}, as_=OPERATOR)
        return [e["node"] for e in reversed(found["provincialCallbacks"]["edges"])]


@asynccontextmanager
async def world(service_api: ServiceApi, folder: Path) -> AsyncIterator[World]:
    """Start the simulator and the service, which is told of it by variables and a file, as in production."""
    file, province = folder / "clients.json", Province(CLIENT, {})
    async with served(platform(province)) as address:
        secret = base64.b64encode(bytes([7]) * 32).decode()
        client = {
            "id": CLIENT,
            "name": "省政务服务平台（示例）",
            "division": "430211",
            "callbackUrl": f"{address}{CALLBACKS}",
            "keys": [{"id": "k-sm3", "algorithm": "HMAC-SM3", "secret": secret}],
            "ratePerMinute": 60_000,
            "burst": 10_000,
        }
        file.write_text(json.dumps({"clients": [client]}), encoding="utf-8")
        province.keys = keys_of(file, CLIENT)
        told = {
            "ZD_PROVINCIAL_CLIENTS": str(file),
            "ZD_CALLBACK_FIRST_SECONDS": "0.05",
            "ZD_CALLBACK_LONGEST_SECONDS": "0.2",
            "ZD_CALLBACK_TRIES": "3",
        }
        with pytest.MonkeyPatch.context() as patch:
            for name, value in told.items():
                patch.setenv(name, value)
            api = await service_api("support", parts="web,jobs", pool_size=12)
        yield World(api, province)
