"""The provincial service platform 省政务服务平台: files applications and requests, signed, and hears what becomes of them.

python -m infra.simulators.provincial --client ID --keys clients.json serve --port 9801
python -m infra.simulators.provincial --client ID --keys clients.json submit --target http://… application.json
python -m infra.simulators.provincial --client ID --keys clients.json submit --to requests --target http://… request.json
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import sys
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI, Request, Response

from infra.simulators.serving import stay
from infra.simulators.signature import Key, genuine, signed

PREFIX = "/provincial/v1"
CALLBACKS = "/callbacks"


@dataclass
class Province:
    """What the platform knows and how it behaves.

    moods: what happens to the next callbacks, one each: `fail` answers 500 and keeps nothing, `lose` keeps it and answers
        500, `slow` keeps it and answers after `delay` seconds, `refuse` answers 422; none left, all is well.
    """

    client: str
    keys: dict[str, Key]
    moods: deque[str] = field(default_factory=deque)
    delay: float = 1.0
    heard: list[dict[str, Any]] = field(default_factory=list)  # every delivery once, in the order of arrival
    repeats: int = 0
    forged: int = 0
    calls: int = 0

    def sign(self, method: str, url: str, body: bytes, key: str | None = None) -> dict[str, str]:
        """Sign with a key, the last one of those known when none is named."""
        named = self.keys[key] if key else list(self.keys.values())[-1]
        return signed(self.client, named, method, url, body)

    async def send(
        self, http: httpx.AsyncClient, method: str, url: str, paper: Any = None, key: str | None = None
    ) -> httpx.Response:
        """Send a signed request."""
        body = b"" if paper is None else json.dumps(paper, ensure_ascii=False).encode()
        headers = self.sign(method, url, body, key)
        if paper is not None:
            headers["content-type"] = "application/json"
        return await http.request(method, url, content=body, headers=headers)

    def of(self, number: str) -> list[dict[str, Any]]:
        """Return what was heard of a number, in the order of arrival."""
        return [told for told in self.heard if told["number"] == number]

    def hear(self, told: dict[str, Any]) -> None:
        """Keep a delivery, told apart by its id."""
        if any(known["deliveryId"] == told["deliveryId"] for known in self.heard):
            self.repeats += 1
        else:
            self.heard.append(told)


def platform(province: Province) -> FastAPI:
    """Build the receiving side."""
    app = FastAPI(title="省政务服务平台（模拟）", docs_url=None, redoc_url=None, openapi_url=None)

    @app.post(CALLBACKS)
    async def callback(request: Request) -> Response:
        """Hear what became of an application."""
        province.calls += 1
        body = await request.body()
        if not genuine(province.keys, province.client, "POST", str(request.url), body, request.headers):
            province.forged += 1
            return Response("签名不正确", 401)
        mood = province.moods.popleft() if province.moods else "well"
        if mood in {"fail", "refuse"}:
            return Response("暂不可用", 500 if mood == "fail" else 422)
        province.hear(json.loads(body))
        if mood == "slow":
            await asyncio.sleep(province.delay)
        return Response(status_code=500 if mood == "lose" else 204)

    @app.get("/heard")
    async def heard(number: str | None = None) -> list[dict[str, Any]]:
        """List what was heard."""
        return province.of(number) if number else province.heard

    @app.post("/moods")
    async def behave(request: Request) -> Response:
        """Set what happens to the next callbacks: a JSON list of moods."""
        province.moods.extend(map(str, await request.json()))
        return Response(status_code=204)

    return app


def keys_of(path: Path, client: str) -> dict[str, Key]:
    """Read a client's keys from the file that the district has too."""
    found = json.loads(path.read_text(encoding="utf-8"))["clients"]
    (its,) = (c for c in found if c["id"] == client)
    return {
        k["id"]: Key(id=k["id"], algorithm=k["algorithm"], secret=base64.b64decode(k["secret"])) for k in its["keys"]
    }


async def _submit(province: Province, target: str, to: str, paper: Any) -> int:
    async with httpx.AsyncClient(timeout=30, trust_env=False) as http:
        try:
            answer = await province.send(http, "POST", f"{target.rstrip('/')}{PREFIX}/{to}", paper)
        except httpx.HTTPError as fault:
            print(f"没有应答 / no answer from {target}: {type(fault).__name__}")
            return 1
    print(answer.status_code, answer.text)
    return 0 if answer.is_success else 1


def main() -> int:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="infra.simulators.provincial", description=__doc__)
    parser.add_argument("--client", required=True)
    parser.add_argument("--keys", required=True, type=Path)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve").add_argument("--port", type=int, default=9801)
    submit = commands.add_parser("submit")
    submit.add_argument("--target", required=True)
    submit.add_argument(
        "--to", choices=("applications", "requests"), default="applications", help="reserve, or support"
    )
    submit.add_argument("paper", type=Path)
    asked = parser.parse_args()
    province = Province(asked.client, keys_of(asked.keys, asked.client))
    if asked.command == "serve":
        asyncio.run(stay(platform(province), asked.port))
        return 0
    return asyncio.run(_submit(province, asked.target, asked.to, json.loads(asked.paper.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    sys.exit(main())
