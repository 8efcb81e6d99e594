"""`./dev up`: start everything, load the demo once, watch, and stop everything in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TextIO

from infra import gateway, ports, runs
from infra.demo import DEMO_DAY
from infra.demo.whole import is_whole
from infra.parts import Given, learn_kafka
from infra.places import DEFAULT_DATA, ROOT, SERVICES, KeptPorts
from infra.platform import Options, Platform, Running
from infra.processes import Launch, Record, Supervisor
from infra.screen import console, report, say
from infra.trouble import Trouble, disk_full, is_full

DEFAULT_PORT = 4000
INTERRUPTED = 130  # as shells call what Ctrl-C ended
REVIVALS = 3  # within REVIVAL_SECONDS; what dies more often is left for a person
REVIVAL_SECONDS = 120.0


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a person asked of `./dev up`."""

    data: Path
    empty: bool = False
    gateway: str = "hive"
    port: int | None = None
    workers: int = 1
    traces: str = ""
    given: Given


def up(wish: Wish) -> None:
    """Run the platform until Ctrl-C, `./dev down` or the end of the session."""
    began = time.monotonic()
    with runs.held(wish.data):
        options = Options(
            given=wish.given,
            gateway=wish.gateway,
            port=_entrance(wish),
            workers=dict.fromkeys(SERVICES, wish.workers),
            traces=wish.traces,
            report=report(),
        )
        platform = Platform(wish.data, options)
        _speak_of_leftovers(platform)
        _on_interruption(_interrupt)
        ready = False
        try:
            _set_up(wish)
            running = platform.start()
            if not wish.empty:
                load_demo(wish.data, running.endpoint, platform.supervisor)
            _welcome(running, wish.data, time.monotonic() - began)
            runs.tell(wish.data, runs.mine(endpoint=running.endpoint))
            ready = True
            watch(platform)
        except KeyboardInterrupt:
            say("正在按顺序停止……", "Stopping in order…")
            if not ready:
                raise SystemExit(INTERRUPTED) from None
        finally:
            _on_interruption(signal.SIG_IGN)  # a second one shall not leave half of it running
            platform.stop(_stopping)


def _set_up(wish: Wish) -> None:
    """Fetch and prepare what is missing, before anything starts: it would only be in each other's way."""
    told = report()
    gateway.install(told.say)
    if wish.given.kafka is None:
        learn_kafka(told)


def _on_interruption(do: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    """Say what Ctrl-C, `./dev down` and a closed terminal bring about."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, do)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stopping(record: Record) -> None:
    console.print(f"  [yellow]■[/] {record.name} [dim]pid {record.pid}[/]")


def _entrance(wish: Wish) -> int:
    """Choose the endpoint's port: the one asked for or a refusal; else last time's, else 4000, else a free one."""
    if wish.port is not None:
        return KeptPorts(wish.data).keep("gateway", ports.claim(wish.port, "入口 / endpoint"))
    kept = KeptPorts(wish.data)
    wanted = kept.known().get("gateway", DEFAULT_PORT)
    if not _ours(wish.data, wanted) and not ports.is_free(wanted):
        holder = ports.holder(wanted) or "?"
        port = ports.free()
        say(
            f"端口 {wanted} 已被占用（{holder}），改用 {port}；可用 --port 指定。",
            f"Port {wanted} is in use by {holder}; using {port} instead, or choose with --port.",
        )
        return kept.keep("gateway", port)
    return kept.keep("gateway", wanted)


def _ours(data: Path, port: int) -> bool:
    """Tell whether a killed run's gateway, which will be stopped first, holds the port."""
    record = Platform(data).supervisor.record("gateway")
    return record is not None and record.alive and KeptPorts(data).known().get("gateway") == port


def _speak_of_leftovers(platform: Platform) -> None:
    left = [record.name for record in platform.supervisor.all() if record.alive]
    if left:
        names = ", ".join(left)
        say(
            f"上次运行未正常结束，先停止其遗留进程：{names}",
            f"The last run was killed; stopping first what it left: {names}",
        )


def load_demo(data: Path, endpoint: str, supervisor: Supervisor) -> None:
    """See that the demo district is loaded through the endpoint; what an interrupted load has done is known again."""
    if is_whole(endpoint, data):
        return
    say("载入演示数据（经由入口，如同用户操作）……", "Loading the demo district through the endpoint, as users would…")
    command = (sys.executable, "-m", "infra.demo", "--endpoint", endpoint, "--data", str(data))
    stopped_first = Launch(
        name="demo", argv=command, rank=-1, cwd=ROOT, stop_signal=signal.SIGINT, on_screen=True, patience=5.0
    )
    if supervisor.run(stopped_first):
        raise Trouble(
            "演示数据载入失败，见上；./dev up --empty 可不载入。",
            "The demo could not be loaded; see above. ./dev up --empty goes without.",
        )


def _welcome(running: Running, data: Path, seconds: float) -> None:
    say(f"平台就绪，用时 {seconds:.1f} 秒", f"The platform is up after {seconds:.1f} s")
    query = '{"query":"{ projects(first: 3) { edges { node { name library } } } }"}'
    here = "" if data == DEFAULT_DATA else f" --data {data}"
    lines = (
        f"入口 endpoint     {running.endpoint}   浏览器打开即 GraphiQL / open it in a browser",
        f"令牌 token        ./dev token INVESTMENT_AUTHORITY{here}   角色 roles: ./dev token --help",
        f"状态 status       ./dev status{here} · ./dev logs reserve -f{here} · ./dev audit verify{here} · ./dev reconcile{here}",
        "试试 try",
        f"  curl -s {running.endpoint} -H 'content-type: application/json' \\",
        f'    -H "authorization: Bearer $(./dev token INVESTMENT_AUTHORITY{here})" -H "x-business-date: {DEMO_DAY}" \\',
        f"    -d '{query}'",
        f"停止 stop         Ctrl-C 或 ./dev down{here}",
    )
    console.print("\n".join(f"  {line}" for line in lines), markup=False)


def watch(platform: Platform) -> None:
    """Start again what dies, a few times; what a full disk ended, when there is room again."""
    names = [record.name for record in platform.supervisor.all()]
    deaths: dict[str, list[float]] = defaultdict(list)
    waiting = False
    while True:
        time.sleep(0.5)
        dead = [name for name in names if not platform.supervisor.alive(name)]
        if dead and is_full(platform.data):
            if not waiting:
                _wait_for_room(platform.data, dead)
            waiting = True
            continue
        waiting = False
        for name in dead:
            now = time.monotonic()
            deaths[name] = [*(moment for moment in deaths[name] if now - moment < REVIVAL_SECONDS), now]
            if len(deaths[name]) > REVIVALS or not _revive(platform, name):
                names.remove(name)
                log = platform.supervisor.log(name)
                say(
                    f"{name} 无法保持运行，不再重启，日志：{log}",
                    f"{name} does not stay up and is left so; its log is {log}",
                )


def _wait_for_room(data: Path, dead: list[str]) -> None:
    full, names = disk_full(data), ", ".join(dead)
    say(
        f"{full.chinese}已退出：{names}；腾出空间后自动重启。",
        f"{full.english} Ended: {names}; started again when there is room.",
    )


def _revive(platform: Platform, name: str) -> bool:
    say(f"{name} 意外退出，正在重启。", f"{name} ended unexpectedly; starting it again.")
    try:
        platform.restart(name)
    except Trouble as trouble:
        say(trouble.chinese, trouble.english)
        return False
    return True


def detached(wish: Wish, arguments: list[str]) -> None:
    """Run `./dev up` in the background; show what it says until it is ready or has failed."""
    with runs.held(wish.data):
        pass  # says who runs, if somebody does
    log = wish.data / "logs" / "up.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "infra", "up", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
    with log.open(encoding="utf-8", errors="replace") as told:
        ready = False
        while not ready:
            try:
                time.sleep(0.1)
                ready = _shown(wish.data, process, told)
            except KeyboardInterrupt:
                process.terminate()  # it is not wanted any more: show how it stops


def _shown(data: Path, process: subprocess.Popen[bytes], told: TextIO) -> bool:
    """Pass on what a run in the background says; True when it is ready."""
    ended = process.poll()
    run = runs.of(data)
    ready = run is not None and run.pid == process.pid and run.endpoint is not None
    sys.stdout.write(told.read())
    sys.stdout.flush()
    if ended is not None:
        raise SystemExit(ended)
    return ready
