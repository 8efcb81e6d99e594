"""`./dev bench`: a platform of its own, filled, measured against its limits, and stopped."""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import shutil
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from types import FrameType

import httpx
import orjson
import uvloop

from infra import runs, screen
from infra.places import ROOT
from infra.platform import Options, Platform
from infra.trouble import Trouble
from tests.bench import bulletin, compute, life, mutation, plan, queue, report, scheduling, sheets, visible, war_map
from tests.bench.ground import Ground
from tests.bench.pairs import Pace, Pair
from tests.bench.reads import measure as reads
from tests.bench.reads import wrk
from tests.e2e.chapters import tell
from tests.e2e.story import Story
from tests.harness.live import Live

READS, READS_PROJECTS = "reads", 100_000
TRACED = "0.1"  # the share of requests that leave a trace, unless the environment says another
Measure = Callable[[Ground, Pace], Awaitable[list[Pair]]]
MEASURES: dict[str, Measure] = {
    READS: reads.measure,  # the first, for it begins with few projects
    "life": life.life,
    "gateway": life.alone,
    "mutation": mutation.measure,
    "visible": visible.measure,
    "plan": plan.measure,
    "sheets": sheets.measure,
    "map": war_map.measure,
    "schedule": scheduling.measure,
    "bulletin": bulletin.measure,
    "queue": queue.measure,
    "compute": compute.measure,
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"what to measure, all by default: {', '.join(MEASURES)}"
    )
    parser.add_argument(
        "--quick", action="store_true", help="shorter rounds; 500 projects where reads are not measured"
    )
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    parser.add_argument("--projects", type=int, help="how many are seeded (100000 for reads; else 2000, --quick 500)")
    parser.add_argument("--clients", type=int, help=f"requests under way at a time (reads {reads.CLIENTS}, others 8)")
    parser.add_argument("--rounds", type=int, help="alternating rounds a side (7; with --quick 5)")
    parser.add_argument("--seconds", type=float, help="length of a round (4; with --quick 1.5, for reads 2)")
    parser.add_argument(
        "--gateway", choices=("hive", "router"), default="hive", help="the platform's own, not for reads"
    )
    parser.add_argument("--data", type=Path, default=ROOT / ".data", help="results go to its folder bench/")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(MEASURES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    asked.names = [name for name in MEASURES if name in asked.names or not asked.names]
    asked.projects = asked.projects or (READS_PROJECTS if READS in asked.names else 500 if asked.quick else 2000)
    asked.rounds = asked.rounds or (5 if asked.quick else 7)
    asked.seconds = asked.seconds or (1.5 if asked.quick else 4.0)
    return asked


def main() -> None:
    asked = arguments()
    if READS in asked.names:
        wrk.program()  # better missed now than after the start
    folder = asked.data.absolute() / "bench"
    own = folder / "platform"
    signal.signal(signal.SIGTERM, _interrupt)
    with runs.held(own, "./dev bench"):
        platform = Platform(own, _options(asked, own))
        _emptied(platform)
        try:
            pairs, taken = uvloop.run(_run(platform, asked))
        finally:
            platform.stop()
    shutil.rmtree(own, ignore_errors=True)
    how = {k: v for k, v in vars(asked).items() if k not in {"data", "json"}}
    how |= {"at_rest_percent": taken, "workers": _workers(platform)}
    report.show(pairs)
    kept = report.keep(folder, pairs, how)
    screen.say(f"结果存于 {kept}", f"kept in {kept}")
    if asked.json:
        sys.stdout.write(_line(pairs) + "\n")


def _options(asked: argparse.Namespace, own: Path) -> Options:
    """Let reads be measured with all cores, as whatever they are compared with, and traced as in operation."""
    options = Options(gateway=asked.gateway, report=screen.report())
    if READS not in asked.names:
        return options
    os.environ.setdefault("ZD_TRACE_RATIO", TRACED)
    workers = dict.fromkeys(reads.SERVICES, os.cpu_count() or 1)
    return replace(options, traces=str(own / "traces.jsonl"), workers=workers)


def _workers(platform: Platform) -> int:
    """Return how many processes answer the reads of a service."""
    return platform.options.workers.get(reads.SERVICES[0], 1)


def _line(pairs: list[Pair]) -> str:
    """Return the line for machines; that of reads alone has their own form."""
    others = [pair for pair in pairs if not pair.key.startswith("reads.")]
    if len(others) == len(pairs):
        return report.line(pairs)
    told = reads.told(pairs)
    return orjson.dumps({**report.facts(others), READS: told} if others else told).decode()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _emptied(platform: Platform) -> None:
    """Begin with nothing: a killed run may have left processes and data."""
    platform.supervisor.stop_all()
    for path in platform.data.iterdir():
        if path.name not in {"lock", "up.json"}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


async def _run(platform: Platform, asked: argparse.Namespace) -> tuple[list[Pair], dict[str, dict[str, float]]]:
    running = await asyncio.to_thread(platform.start)
    pairs: list[Pair] = []
    taken: dict[str, dict[str, float]] = {}
    async with AsyncExitStack() as opened:
        http = await opened.enter_async_context(httpx.AsyncClient(timeout=60))
        live = Live(platform, running, http)
        ground = Ground(live, Story(live), opened, volume=asked.projects, workers=_workers(platform))
        await _fill(ground, asked)
        for name in asked.names:
            pace = _pace(asked, name)
            screen.say(f"测量 {name}……", f"measuring {name}: {pace.rounds} rounds a side of {pace.seconds} s")
            await ground.settle()
            pids = [record.pid for record in platform.supervisor.all()]
            taken[name] = await asyncio.to_thread(report.at_rest, pids)
            pairs += await MEASURES[name](ground, pace)
    return pairs, taken


def _pace(asked: argparse.Namespace, name: str) -> Pace:
    """Return how long and how hard; wrk counts whole seconds."""
    if name == READS:
        seconds = max(1, math.ceil(asked.seconds))
        return Pace(rounds=asked.rounds, seconds=seconds, clients=asked.clients or reads.CLIENTS)
    return Pace(rounds=asked.rounds, seconds=asked.seconds, clients=asked.clients or 8)


async def _fill(ground: Ground, asked: argparse.Namespace) -> None:
    """Let one project live its whole life through the endpoint where that is measured, and add volume beside it."""
    began = time.monotonic()
    alone = asked.names == [READS]
    if not alone:
        await tell(ground.story)
    await ground.fill(reads.FEW if READS in asked.names else ground.volume)
    seconds = time.monotonic() - began
    screen.say(
        f"已载入 {ground.filled} 个项目{'' if alone else '，另有 1 个经入口走完一生'}（{seconds:.1f} 秒）",
        f"filled in {seconds:.1f} s: {ground.filled} projects{'' if alone else ', and one life through the endpoint'}",
    )


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        screen.trouble(trouble)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
