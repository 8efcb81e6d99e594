"""`./dev check`: lint, types, architecture, and that what is generated and committed is what the code says today."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.markup import escape

from infra import gateway
from infra.places import ROOT, SERVICES
from infra.processes import environment
from infra.screen import console, say
from infra.wheels import node

SHOWN = 60  # lines of what is wrong in one step
TOOLS = Path(sys.executable).parent
EVENTS = ROOT / "docs" / "events"
PROVINCIAL = "services.reserve.messaging.exchange.describe"
PROVINCIAL_SUPPORT = "services.support.messaging.provincial.describe"
PROVINCIAL_API = ROOT / "docs" / "integration" / "provincial.openapi.json"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to check: it returns what is wrong, or nothing."""

    name: str
    run: Callable[[], str]
    mend: Callable[[], str] | None = None


def check(mend: bool) -> bool:
    """Run every step, each with its time; True when nothing is wrong. `mend` first writes what can be written.

    Steps run side by side, as each is a process of its own; mending goes in order, as later steps read what earlier ones write.
    """
    found = steps()
    with ThreadPoolExecutor(1 if mend else os.cpu_count()) as pool:
        passed = pool.map(lambda step: _passes(step, mend), found)
        wrong = [step.name for step, good in zip(found, passed, strict=True) if not good]
    if wrong:
        say(
            f"未通过：{'、'.join(wrong)}。可自动修正的：./dev check --fix",
            f"Not passed: {', '.join(wrong)}. What can be mended by itself: ./dev check --fix",
        )
    return not wrong


def steps() -> list[Step]:
    """List the steps, quick ones first."""
    found = [
        Step(name="lint · ruff", run=_ruff("check", "."), mend=_ruff("check", "--fix", "--quiet", ".")),
        Step(name="format · ruff", run=_ruff("format", "--check", "."), mend=_ruff("format", "--quiet", ".")),
        Step(name="types · mypy --strict", run=lambda: _run(sys.executable, "-m", "mypy")),
        Step(name="architecture · import-linter", run=lambda: _run(str(TOOLS / "lint-imports"))),
    ]
    for service in SERVICES:
        if (ROOT / "services" / service / "__main__.py").exists():
            found += [
                _of_service(service, "sdl", schema_file(service)),
                _of_service(service, "events", events_file(service)),
                _of_service(service, "permissions", permissions_file(service)),
                _of_service(service, "walked", walked_file(service)),
            ]
    found += [
        _generated(f"contract · {what} of all events", ("services.chassis.contracts", what, *SERVICES), file)
        for what, file in (("asyncapi", EVENTS / "asyncapi.json"), ("page", EVENTS / "README.md"))
    ]
    found.append(_generated("contract · provincial openapi", (PROVINCIAL,), PROVINCIAL_API))
    of_support = PROVINCIAL_API.with_name("provincial-support.openapi.json")
    found.append(_generated("contract · provincial openapi of support", (PROVINCIAL_SUPPORT,), of_support))
    if (gateway.FOLDER / "compose.mjs").exists():
        found.append(Step(name="gateway · supergraph", run=lambda: compose("--check"), mend=compose))
    return found


def schema_file(service: str) -> Path:
    """Return where a subgraph's schema is committed."""
    return ROOT / "services" / service / "schema.graphql"


def events_file(service: str) -> Path:
    """Return where a service's published events are committed."""
    return EVENTS / f"{service}.json"


def permissions_file(service: str) -> Path:
    """Return where the roles that may call each operation are committed."""
    return ROOT / "docs" / "permissions" / f"{service}.json"


def walked_file(service: str) -> Path:
    """Return where the fields of queries that are not compiled to SQL are committed."""
    return ROOT / "docs" / "walked" / f"{service}.json"


def compose(*options: str) -> str:
    """Compose the supergraph from the committed schemas, or compare it with the committed one."""
    gateway.install(say)
    return _run(str(node()), "compose.mjs", *options, cwd=gateway.FOLDER)


def _passes(step: Step, mend: bool) -> bool:
    began = time.monotonic()
    if mend and step.mend:
        step.mend()
    wrong = step.run()
    sign = "[red]✗[/]" if wrong else "[green]✓[/]"
    console.print(f"  {sign} {escape(step.name)} [dim]{time.monotonic() - began:.1f} s[/]")
    if wrong:
        lines = wrong.rstrip().splitlines()
        console.print(escape("\n".join(lines[:SHOWN])))
        if len(lines) > SHOWN:
            console.print(f"  … +{len(lines) - SHOWN}")
    return not wrong


def _of_service(service: str, what: str, file: Path) -> Step:
    return _generated(f"contract · {service} {what}", (f"services.{service}", what), file)


def _generated(name: str, command: tuple[str, ...], file: Path) -> Step:
    def made() -> tuple[str, str]:
        done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
        return (done.stdout, "") if done.returncode == 0 else ("", done.stderr or "no output")

    def run() -> str:
        text, fault = made()
        if fault:
            return fault
        committed = file.read_text(encoding="utf-8") if file.exists() else None
        return "" if committed == text else f"{file.relative_to(ROOT)} 与代码不一致 / is not what the code says"

    def write() -> str:
        text, fault = made()
        if not fault:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return fault

    return Step(name=name, run=run, mend=write)


def _ruff(*arguments: str) -> Callable[[], str]:
    return lambda: _run(str(TOOLS / "ruff"), *arguments)


def _run(*command: str, cwd: Path = ROOT) -> str:
    """Run a command; return what it says when it fails, and nothing when it does not."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment({**gateway.FOREIGN_OPTIONS, "PYTHONPATH": str(ROOT)}),
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"exit {done.returncode}"
