"""Only the clock asks the system for time or identity; the linter finds whoever else does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import date\nX = date.today()\n",
        "from uuid import uuid4\nX = uuid4()\n",
        "import datetime\nX = datetime.datetime.now()\n",
    ],
)
def test_asking_the_system_elsewhere_is_found(line):
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--select",
        "TID251",
        "--stdin-filename",
        "services/reserve/planted.py",
        "-",
    ]
    done = subprocess.run(command, cwd=ROOT, input=line, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout
    assert "TID251" in done.stdout
