"""`./dev bench`: a platform of its own, filled, measured against its limits, and stopped."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from types import FrameType

import httpx
import uvloop

from infra import runs, screen
from infra.places import ROOT
from infra.platform import Options, Platform
from infra.trouble import Trouble
from tests.bench import life, listing, mutation, report, seed, visible
from tests.bench.ground import Ground
from tests.bench.pairs import Pace, Pair
from tests.e2e.chapters import tell
from tests.e2e.story import Story
from tests.harness.live import Live

Measure = Callable[[Ground, Pace], Awaitable[list[Pair]]]
MEASURES: dict[str, Measure] = {
    "list": listing.measure,
    "life": life.life,
    "gateway": life.alone,
    "mutation": mutation.measure,
    "visible": visible.measure,
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"what to measure, all by default: {', '.join(MEASURES)}"
    )
    parser.add_argument("--quick", action="store_true", help="shorter rounds, 500 projects: under three minutes")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    parser.add_argument("--projects", type=int, help="how many are seeded (2000; with --quick 500)")
    parser.add_argument("--clients", type=int, default=8, help="requests under way at a time (8)")
    parser.add_argument("--rounds", type=int, help="alternating rounds a side (7; with --quick 5)")
    parser.add_argument("--seconds", type=float, help="length of a round (4; with --quick 1.5)")
    parser.add_argument("--gateway", choices=("hive", "router"), default="hive")
    parser.add_argument("--data", type=Path, default=ROOT / ".data", help="results go to its folder bench/")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(MEASURES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    asked.projects = asked.projects or (500 if asked.quick else 2000)
    asked.rounds = asked.rounds or (5 if asked.quick else 7)
    asked.seconds = asked.seconds or (1.5 if asked.quick else 4.0)
    return asked


def main() -> None:
    asked = arguments()
    folder = asked.data.absolute() / "bench"
    own = folder / "platform"
    signal.signal(signal.SIGTERM, _interrupt)
    with runs.held(own, "./dev bench"):
        platform = Platform(own, Options(gateway=asked.gateway, report=screen.report()))
        _emptied(platform)
        try:
            pairs, taken = uvloop.run(_run(platform, asked))
        finally:
            platform.stop()
    shutil.rmtree(own, ignore_errors=True)
    how = {k: v for k, v in vars(asked).items() if k not in {"data", "json"}} | {"at_rest_percent": taken}
    report.show(pairs)
    kept = report.keep(folder, pairs, how)
    screen.say(f"结果存于 {kept}", f"kept in {kept}")
    if asked.json:
        sys.stdout.write(report.line(pairs) + "\n")


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
        ground = Ground(live, Story(live), opened)
        await _fill(ground, asked.projects)
        pace = Pace(rounds=asked.rounds, seconds=asked.seconds, clients=asked.clients)
        for name in asked.names or MEASURES:
            screen.say(f"测量 {name}……", f"measuring {name}: {pace.rounds} rounds a side of {pace.seconds} s")
            await ground.settle()
            pids = [record.pid for record in platform.supervisor.all()]
            taken[name] = await asyncio.to_thread(report.at_rest, pids)
            pairs += await MEASURES[name](ground, pace)
    return pairs, taken


async def _fill(ground: Ground, projects: int) -> None:
    """Let one project live its whole life through the endpoint, and add volume beside it."""
    began = time.monotonic()
    await tell(ground.story)
    await seed.fill_reserve(await ground.database("reserve"), projects)
    await seed.fill_schedule(await ground.database("schedule"), projects)
    seconds = time.monotonic() - began
    screen.say(
        f"已载入：经入口走完一生的项目 1 个，另 {projects} 个（{seconds:.1f} 秒）",
        f"filled in {seconds:.1f} s: one life through the endpoint, {projects} projects beside it",
    )


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        screen.trouble(trouble)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
