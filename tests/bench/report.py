"""What a run says: a table for people, a file for later, a line for machines."""

from __future__ import annotations

import os
import platform
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from rich.table import Table

from infra.processes import write_json
from infra.screen import console
from services.chassis.clock import SHANGHAI, system_now
from tests.bench.pairs import Pair, Side


def show(pairs: list[Pair]) -> None:
    """Print the table."""
    table = Table(
        caption="比值 1.00 = 与极限相同；共享机器，噪声约 ±20 % / 1.00 would be the limit itself; noise ±20 %"
    )
    table.add_column("测量 what", overflow="fold")
    for heading in (
        "并发 clients",
        "本平台 ours/s",
        "极限 limit/s",
        "比值 ratio",
        "离散 spread",
        "p50 ms ours",
        "p50 ms limit",
    ):
        table.add_column(heading, justify="right")
    for pair in pairs:
        low, high = pair.spread
        table.add_row(
            f"{pair.title}\n[dim]{pair.ours.name} : {pair.limit.name}[/]",
            str(pair.clients),
            _rate(pair, pair.ours),
            _rate(pair, pair.limit),
            f"[bold]{pair.ratio:.3f}[/]",
            f"{low:.3f}–{high:.3f}",
            f"{pair.ours.p50_ms:.1f}",
            f"{pair.limit.p50_ms:.1f}",
        )
    console.print(table)


def _rate(pair: Pair, side: Side) -> str:
    return f"{side.rate:,.0f}" if pair.kind == "rate" else "–"


def keep(folder: Path, pairs: list[Pair], how: dict[str, Any]) -> Path:
    """Write everything that was measured, with what it was measured on."""
    now: datetime = system_now().astimezone(SHANGHAI)
    machine = {
        "system": platform.platform(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load": [round(x, 2) for x in os.getloadavg()],
        "python": platform.python_version(),
    }
    path = folder / f"{now:%Y%m%d-%H%M%S}.json"
    write_json(
        path, {"at": now.isoformat(), "machine": machine, "how": how, "pairs": {p.key: p.facts() for p in pairs}}
    )
    return path


def line(pairs: list[Pair]) -> str:
    """Return the ratios as one line of JSON."""
    facts = {
        p.key: {
            "ratio": round(p.ratio, 4),
            "ours_p50_ms": round(p.ours.p50_ms, 2),
            "limit_p50_ms": round(p.limit.p50_ms, 2),
        }
        for p in pairs
    }
    return orjson.dumps(facts).decode()
