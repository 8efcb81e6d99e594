"""`./dev status` and `./dev logs`."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
from rich.markup import escape
from rich.table import Table

from infra import runs
from infra.places import SERVICES, KeptPorts
from infra.ports import listening
from infra.processes import Record, Supervisor
from infra.screen import console, say
from infra.services import answers
from infra.trouble import Trouble


def show(data: Path) -> bool:
    """Print a table of the parts; True when all that was started is well."""
    records = Supervisor(data).all()
    run = runs.of(data)
    if not records and run is None:
        say("没有运行中的平台。", "Nothing runs.")
        return False
    table = Table(box=None, pad_edge=False)
    for title in ("部分 part", "状态 state", "pid", "端口 port", "内存 MB", "已运行 up"):
        table.add_column(title)
    ports = KeptPorts(data).known()
    well = True
    for record in reversed(records):
        healthy = _healthy(record, ports.get(record.name))
        well = well and healthy
        table.add_row(record.name, *_row(record, healthy, ports.get(record.name)))
    if records:
        console.print(table)
    if run and run.endpoint:
        say(
            f"入口 {run.endpoint}（{run.command} pid {run.pid}）",
            f"endpoint {run.endpoint} ({run.command} is pid {run.pid})",
        )
    elif run:
        say(f"{run.command} (pid {run.pid}) 正在进行。", f"{run.command} (pid {run.pid}) is under way.")
    else:
        say(
            "./dev up 已被强杀，以上为其遗留；再次 ./dev up 或 ./dev down 会清理。",
            "./dev up was killed; ./dev up or ./dev down will clean up.",
        )
    return well and bool(records) and run is not None


def _healthy(record: Record, port: int | None) -> bool:
    if record.name.partition("-")[0] in SERVICES:  # a process of some of a service's parts is "reserve-relay"
        return record.alive and port is not None and answers(port, "/readyz")
    return record.alive and (port is None or listening(port))


def _row(record: Record, healthy: bool, port: int | None) -> tuple[str, ...]:
    sign = "[green]正常 well[/]" if healthy else "[red]未就绪 not ready[/]" if record.alive else "[red]已退出 ended[/]"
    try:
        process = psutil.Process(record.pid)
        family = [process, *process.children(recursive=True)]
        memory = f"{sum(member.memory_info().rss for member in family) / 1e6:.0f}"
        age = f"{time.time() - process.create_time():.0f} s"
    except psutil.Error:
        memory = age = ""
    return sign, str(record.pid), str(port or ""), memory, age


def logs(data: Path, name: str | None, lines: int, follow: bool) -> None:
    """Print the last lines of one log or of all, and go on where asked."""
    supervisor = Supervisor(data)
    known = sorted(path.stem for path in supervisor.logs.glob("*.log"))
    if not known:
        raise Trouble(f"{data} 还没有日志，先 ./dev up。", f"There is no log in {data} yet; ./dev up first.")
    if name and name not in known:
        names = ", ".join(known)
        raise Trouble(f"没有 {name} 的日志。现有：{names}", f"There is no log of {name}. There are: {names}")
    chosen = [name] if name else known
    for each in chosen:
        for line in supervisor.tail(each, lines if name else min(lines, 10)):
            _print(each, line, bool(name))
    if follow:
        _follow(supervisor, chosen, bool(name))


def _follow(supervisor: Supervisor, names: list[str], alone: bool) -> None:
    files = {name: supervisor.log(name).open(encoding="utf-8", errors="replace") for name in names}
    for file in files.values():
        file.seek(0, 2)
    try:
        while True:
            told = False
            for name, file in files.items():
                while line := file.readline():
                    told = True
                    _print(name, line.rstrip("\n"), alone)
            if not told:
                time.sleep(0.2)
    except KeyboardInterrupt:
        return


def _print(name: str, line: str, alone: bool) -> None:
    console.print(escape(line) if alone else f"[dim]{name}[/] {escape(line)}")
