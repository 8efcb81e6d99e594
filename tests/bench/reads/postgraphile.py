"""PostGraphile for comparison: installed by npm from a committed lock, once; started before a service's database."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from infra import screen
from infra.gateway import FOREIGN_OPTIONS, RETRIES
from infra.processes import environment
from infra.trouble import Trouble
from infra.wheels import node, npm_script

VERSION = "5.1.5"
FILES = Path(__file__).parent / "postgraphile"


def install(folder: Path) -> None:
    """Install it into a folder that is kept from run to run."""
    lock = FILES / "package-lock.json"
    digest, marker = hashlib.sha256(lock.read_bytes()).hexdigest(), folder / "node_modules" / ".installed-for"
    folder.mkdir(parents=True, exist_ok=True)
    for file in FILES.iterdir():
        shutil.copy(file, folder)
    if marker.exists() and marker.read_text(encoding="utf-8") == digest:
        return
    screen.say(
        f"安装 PostGraphile {VERSION}（仅供比较，装后约 300 MB，仅此一次）",
        f"installing PostGraphile {VERSION} (for comparison only, 300 MB on disk, once)",
    )
    command = [str(node()), str(npm_script()), "ci", "--omit=dev", *RETRIES]
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    told = environment({**FOREIGN_OPTIONS, "PATH": path})
    done = subprocess.run(command, cwd=folder, env=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(
            f"PostGraphile 安装失败：\n{done.stderr[-1000:]}",
            f"PostGraphile could not be installed:\n{done.stderr[-1000:]}",
        )
    marker.write_text(digest, encoding="utf-8")
