"""The import contracts hold, and each can go red: a planted violation breaks the one it should break."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = {
    "the four services do not know each other": (
        "services/support/domain/planted.py",
        "import services.reserve.domain\n",
    ),
    "layers inside each service": ("services/reserve/domain/planted.py", "import services.reserve.store\n"),
    "the law is pure": ("services/law/planted.py", "import sqlalchemy\n"),
    "domains know only the law": ("services/assessment/domain/planted.py", "import pydantic\n"),
    "the chassis knows no business": ("services/chassis/planted.py", "import services.schedule.domain\n"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    env = {"PATH": os.environ["PATH"], "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ("services", "infra"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_contracts_hold():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_is_found(copy, contract):
    path, line = PLANTED[contract]
    (copy / path).write_text(line)
    done = lint(copy)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout.replace("\x1b", ""), done.stdout


def test_an_invented_folder_in_a_service_is_found(copy):
    (copy / "services/support/utils").mkdir()
    (copy / "services/support/utils/__init__.py").write_text("")
    assert lint(copy).returncode != 0
