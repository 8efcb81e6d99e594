"""The city's reserve library 市储备库: takes what a district exports, gives each project a code, and answers.

python -m infra.simulators.city_library --client ID --keys clients.json --port 9802
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import sys
from collections import deque
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response

from infra.simulators.provincial import keys_of
from infra.simulators.serving import stay
from infra.simulators.signature import Key, genuine

FORMAT = {"format": "zd-city-library", "version": 1}


class Damaged(ValueError):
    """A file whose digest is not that of its lines."""


@dataclass
class City:
    """What the city's library knows and how it behaves; moods as those of the provincial platform.

    decided_on: the day that its answers bear; returned: projects that it sends back, with the reason.
    """

    client: str = "city"
    keys: dict[str, Key] = field(default_factory=dict)
    decided_on: date = date(2026, 11, 24)
    moods: deque[str] = field(default_factory=deque)
    returned: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)  # project → the city's code, for good
    exports: dict[str, bytes] = field(default_factory=dict)
    answers: list[tuple[str, str]] = field(default_factory=list)
    forged: int = 0

    def take(self, content: bytes) -> str:
        """Take an export and answer it; the same export has the same answer. Return the answer's id."""
        head, projects = opened(content)
        export = str(head["exportId"])
        if export in self.exports:
            return f"a-{list(self.exports).index(export) + 1:04d}"
        self.exports[export] = content
        answer = f"a-{len(self.exports):04d}"
        entries = [self._entry(p["projectId"], str(head["division"])) for p in projects]
        said = FORMAT | {
            "kind": "ANSWER",
            "answerId": answer,
            "exportId": export,
            "division": head["division"],
            "entries": len(entries),
        }
        self.answers.append((answer, closed(said, entries).decode()))
        return answer

    def _entry(self, project: str, division: str) -> dict[str, Any]:
        if project in self.returned:
            said = {"status": "RETURNED", "cityCode": None, "remark": self.returned[project]}
        else:
            code = self.codes.setdefault(project, f"CS{division}-{len(self.codes) + 1:06d}")
            said = {"status": "ADMITTED", "cityCode": code, "remark": None}
        return {"projectId": project, "decidedOn": self.decided_on.isoformat()} | said

    def after(self, answer: str | None) -> list[dict[str, str]]:
        """List the answers after one."""
        ids = [a for a, _ in self.answers]
        start = ids.index(answer) + 1 if answer in ids else 0
        return [{"id": a, "content": content} for a, content in self.answers[start:]]


def opened(content: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Open an export; raise Damaged when it is not what its digest says."""
    body, _, last = content.rstrip(b"\n").rpartition(b"\n")
    end = json.loads(last)
    if end.get("kind") != "END" or end["sm3"] != hashlib.new("sm3", body + b"\n").hexdigest():
        raise Damaged("digest")
    head, *projects = map(json.loads, body.split(b"\n"))
    return head, projects


def closed(head: dict[str, Any], entries: list[dict[str, Any]]) -> bytes:
    """Write an answer with its digest."""
    lines = [json.dumps(line, ensure_ascii=False, sort_keys=True).encode() for line in (head, *entries)]
    body = b"\n".join(lines) + b"\n"
    end = {"kind": "END", "lines": len(lines), "sm3": hashlib.new("sm3", body).hexdigest()}
    return body + json.dumps(end).encode() + b"\n"


def library(city: City) -> FastAPI:
    """Build the live interface."""
    app = FastAPI(title="市储备库（模拟）", docs_url=None, redoc_url=None, openapi_url=None)

    async def refused(request: Request) -> Response | None:
        body = await request.body()
        if not genuine(city.keys, city.client, request.method, str(request.url), body, request.headers):
            city.forged += 1
            return Response("签名不正确", 401)
        mood = city.moods.popleft() if city.moods else "well"
        return Response("暂不可用", 500) if mood == "fail" else None

    @app.post("/exports/{export_id}")
    async def export(export_id: str, request: Request) -> Response:
        """Take an export."""
        if (no := await refused(request)) is not None:
            return no
        try:
            if str(opened(await request.body())[0]["exportId"]) != export_id:
                return Response("导出号不符", 422)
            city.take(await request.body())
        except (Damaged, ValueError, KeyError):
            return Response("文件损坏", 422)
        return Response(status_code=204)

    @app.get("/answers")
    async def answers(request: Request, after: str | None = None) -> Any:
        """Give the answers after one."""
        if (no := await refused(request)) is not None:
            return no
        return {"answers": city.after(after)}

    return app


def main() -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="infra.simulators.city_library", description=__doc__)
    parser.add_argument("--client", required=True)
    parser.add_argument("--keys", required=True, type=Path)
    parser.add_argument("--port", type=int, default=9802)
    asked = parser.parse_args()
    asyncio.run(stay(library(City(asked.client, keys_of(asked.keys, asked.client))), asked.port))
    return 0


if __name__ == "__main__":
    sys.exit(main())
