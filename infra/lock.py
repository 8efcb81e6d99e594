"""Writes requirements.lock and kafka-jars.sha256 anew; for whoever raises a version, and reads the difference."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from infra import kafka_jars
from infra.places import ROOT
from infra.trouble import Trouble

TOOL = "pip-tools==7.6.2"
# Any Python from 3.11 on installs from the same lock: it has the digests of all files of a version.
# No addresses: where packages come from is the person's own setting.
OPTIONS = ("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host")
STYLE = ("--strip-extras", "--allow-unsafe", "--no-header", "--quiet", "--resolver=backtracking")


def python_packages(upgrade: bool) -> None:
    """Resolve requirements.in in an environment of its own; versions that are locked stay unless `upgrade`."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        _run(sys.executable, "-m", "venv", folder)
        _run(str(python), "-m", "pip", "install", "--quiet", TOOL)
        upgrading = ("--upgrade",) if upgrade else ()
        files = ("--output-file", "requirements.lock", "requirements.in")
        _run(str(python), "-m", "piptools", "compile", *OPTIONS, *STYLE, *upgrading, *files)


def kafka() -> None:
    """Resolve Kafka and what it needs from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        kafka_jars.LIST.write_text(kafka_jars.relist(Path(folder)), encoding="utf-8")


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        report = done.stderr[-3000:]
        raise Trouble(f"更新依赖锁定失败：{report}", f"The lock could not be written: {report}")
