"""The city's key-project system 市重点项目管理系统: hears signed pushes and keeps, of each thing, the newest that was said.

python -m infra.simulators.city_projects --client ID --keys clients.json --port 9803
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response

from infra.simulators.provincial import keys_of
from infra.simulators.serving import stay
from infra.simulators.signature import Key, genuine

KINDS = {
    "MONTH": {"year", "month", "verifiedInvestment", "cumulativeVerified", "physicalPercent", "verifiedOn"},
    "WEEK": {"weekOn", "reportedInvestment", "physicalPercent", "reportedOn"},
    "NODE": {"completedOn", "verifiedOn", "returnedReason"},
}
ALWAYS = {"pushId", "division", "projectId", "kind", "subjectId", "number"}


@dataclass
class City:
    """What the city knows and how it behaves.

    moods: what happens to the next pushes, one each: `fail` answers 500 and keeps nothing, `lose` keeps it and answers 500,
        `slow` keeps it and answers after `delay` seconds, `refuse` answers 422; none left, all is well.
    """

    client: str
    keys: dict[str, Key]
    moods: deque[str] = field(default_factory=deque)
    delay: float = 1.0
    known: dict[str, dict[str, Any]] = field(default_factory=dict)  # of each subject, the highest number
    heard: list[str] = field(default_factory=list)  # the id of every push, in the order of arrival
    older: int = 0
    forged: int = 0

    def hear(self, said: dict[str, Any]) -> None:
        """Keep a push unless a later one of the same subject is known; the same one again changes nothing."""
        self.heard.append(said["pushId"])
        before = self.known.get(said["subjectId"])
        if before is not None and before["number"] > said["number"]:
            self.older += 1
        else:
            self.known[said["subjectId"]] = said


def fault_of(said: Any, push_id: str) -> str | None:
    """Say what a push lacks; None where it is whole."""
    if not isinstance(said, dict) or not said.keys() >= ALWAYS or said["pushId"] != push_id:
        return "缺少必填字段"
    lacking = KINDS.get(said["kind"], {"kind"}) - said.keys()
    return f"缺少：{'、'.join(sorted(lacking))}" if lacking else None


def system(city: City) -> FastAPI:
    """Build the receiving side."""
    app = FastAPI(title="市重点项目管理系统（模拟）", docs_url=None, redoc_url=None, openapi_url=None)

    @app.put("/pushes/{push_id}")
    async def push(push_id: str, request: Request) -> Response:
        """Hear of a month, a week or a node."""
        body = await request.body()
        if not genuine(city.keys, city.client, "PUT", str(request.url), body, request.headers):
            city.forged += 1
            return Response("签名不正确", 401)
        said = json.loads(body)
        fault = fault_of(said, push_id)
        mood = city.moods.popleft() if city.moods else "well"
        if fault or mood in {"fail", "refuse"}:
            return Response(fault or "暂不可用", 500 if mood == "fail" else 422)
        city.hear(said)
        if mood == "slow":
            await asyncio.sleep(city.delay)
        return Response(status_code=500 if mood == "lose" else 204)

    @app.get("/known")
    async def known(project_id: str | None = None) -> list[dict[str, Any]]:
        """List the newest of every subject."""
        return [said for said in city.known.values() if project_id in {None, said["projectId"]}]

    @app.post("/moods")
    async def behave(request: Request) -> Response:
        """Set what happens to the next pushes: a JSON list of moods."""
        city.moods.extend(map(str, await request.json()))
        return Response(status_code=204)

    return app


def main() -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="infra.simulators.city_projects", description=__doc__)
    parser.add_argument("--client", required=True)
    parser.add_argument("--keys", required=True, type=Path)
    parser.add_argument("--port", type=int, default=9803)
    asked = parser.parse_args()
    asyncio.run(stay(system(City(asked.client, keys_of(asked.keys, asked.client))), asked.port))
    return 0


if __name__ == "__main__":
    sys.exit(main())
