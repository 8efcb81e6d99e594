"""What a run says: a table for people, a file for later, a line for machines."""

from __future__ import annotations

import contextlib
import os
import platform
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import psutil
from rich import box
from rich.console import Console
from rich.table import Table

from infra import screen
from infra.processes import write_json
from infra.screen import console
from services.chassis.clock import SHANGHAI, system_now
from tests.bench.pairs import Pair, Side

TOLERABLE = 25.0
WIDTH = 96  # a figure that is cut off says nothing


def show(pairs: list[Pair]) -> None:
    """Print the table and what stood on each side."""
    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        caption="1.00 = 与极限相同；共享机器，噪声约 ±20 % / 1.00 would be the limit itself; noise is about ±20 %",
    )
    table.add_column("测量\nwhat", no_wrap=True)
    headings = ("本平台\nours/s", "极限\nlimit/s", "比值\nratio", "离散\nspread")
    for heading in (*headings, "p50 ms\nours : limit", "单个 ms\nours : limit"):
        table.add_column(heading, justify="right", no_wrap=True)
    for pair in pairs:
        low, high = pair.spread
        table.add_row(
            pair.key.removeprefix("reads."),
            _rate(pair, pair.ours),
            _rate(pair, pair.limit),
            f"[bold]{pair.ratio:.3f}[/]",
            f"{low:.3f}–{high:.3f}",
            f"{_short(pair.ours.p50_ms)} : {_short(pair.limit.p50_ms)}",
            f"{_short(pair.ours.alone_ms)} : {_short(pair.limit.alone_ms)}",
        )
    Console(highlight=False, width=max(console.width, WIDTH)).print(table)
    for pair in pairs:
        console.print(
            f"  [bold]{pair.key.removeprefix('reads.')}[/] {pair.title}，并发 {pair.clients} "
            f"[dim]{pair.ours.name} : {pair.limit.name}[/]"
        )


def at_rest(own: Iterable[int], seconds: float = 2.0) -> dict[str, float]:
    """Return what share of the machine the resting platform takes and what everybody else does, in per cent."""
    processes = [p for pid in own for p in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True))]
    before = _spent(processes)
    taken: float = psutil.cpu_percent(interval=seconds)
    ours = (_spent(processes) - before) / (seconds * (psutil.cpu_count() or 1)) * 100
    others = max(0.0, taken - ours)
    if others > TOLERABLE:
        screen.say(
            f"机器正忙：其他进程占用 {others:.0f} %，数值不可比，只可参考比值。",
            f"The machine is busy: others take {others:.0f} %. Trust no absolute figure.",
        )
    return {"platform": round(ours, 1), "others": round(others, 1)}


def _spent(processes: list[psutil.Process]) -> float:
    """Return the seconds of processor that processes have taken so far."""
    spent = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            spent += times.user + times.system
    return spent


def _rate(pair: Pair, side: Side) -> str:
    return _short(side.rate) if pair.kind == "rate" else "–"


def _short(figure: float) -> str:
    return f"{figure:,.{0 if figure >= 100 else 1}f}"


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
    return orjson.dumps(facts(pairs)).decode()


def facts(pairs: list[Pair]) -> dict[str, dict[str, float]]:
    """Return what the line says of each pair."""
    return {
        p.key: {
            "ratio": round(p.ratio, 4),
            "ours_p50_ms": round(p.ours.p50_ms, 2),
            "limit_p50_ms": round(p.limit.p50_ms, 2),
        }
        for p in pairs
    }
