"""wrk, which costs so little that it measures servers and not itself: called with bodies from a folder, its output read."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from infra.trouble import Trouble
from tests.bench.wire import BadAnswer

SCRIPT = Path(__file__).with_name("wrk.lua")
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Round:
    """What one run of wrk found."""

    rate: float  # requests a second
    p50_ms: float
    count: int


def program() -> str:
    """Return where wrk is."""
    found = shutil.which("wrk")
    if found is None:
        raise Trouble(
            "未找到 wrk：测量 reads 需要它，请先安装（如 apt install wrk）。",
            "wrk was not found: reads are measured with it, so install it first (such as apt install wrk).",
        )
    return found


def prepare(folder: Path, bodies: Sequence[dict[str, Any]], tokens: Sequence[str]) -> None:
    """Write what shall be sent."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bodies.txt").write_bytes(b"".join(orjson.dumps(body) + b"\n" for body in bodies))
    (folder / "tokens.txt").write_text("".join(f"{token}\n" for token in tokens), encoding="utf-8")


def run(url: str, folder: Path, *, clients: int, seconds: int, start: int) -> Round:
    """Keep `clients` requests under way for a time, beginning with the body of a number."""
    options = ("-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "--timeout", "10s", "-s", str(SCRIPT))
    command = (program(), *options, url, "--", str(folder), str(start))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BadAnswer(f"wrk failed at {url}: {done.stdout}{done.stderr}")
    return read(done.stdout)


def read(output: str) -> Round:
    """Read what wrk says; a broken connection or an answer other than 2xx is no measurement."""
    if wrong := re.findall(r"^\s*((?:Socket errors|Non-2xx).*)$", output, re.MULTILINE):
        raise BadAnswer(f"wrk: {'; '.join(wrong)}")
    rate = re.search(r"^Requests/sec:\s+([\d.]+)", output, re.MULTILINE)
    median = re.search(r"^\s+50%\s+([\d.]+)(us|ms|s|m)\b", output, re.MULTILINE)
    count = re.search(r"^\s+(\d+) requests in ", output, re.MULTILINE)
    if not (rate and median and count) or count[1] == "0":
        raise BadAnswer(f"wrk says nothing that can be read:\n{output}")
    return Round(float(rate[1]), round(float(median[1]) * _UNITS[median[2]], 4), int(count[1]))
