from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from infra import runs
from infra.places import ROOT
from infra.trouble import Trouble

HOLDS = """
import sys, time
from pathlib import Path
from infra import runs
with runs.held(Path(sys.argv[1]), "./dev bench"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other(tmp_path):
    """Another process that holds the data folder."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_second_run_on_the_same_folder_is_refused_and_told_of_the_first(tmp_path, other):
    with pytest.raises(Trouble) as trouble, runs.held(tmp_path):
        pass
    assert f"./dev bench (pid {other.pid})" in trouble.value.chinese
    assert f"./dev down --data {tmp_path}" in trouble.value.english


def test_a_killed_run_holds_nothing(tmp_path, other):
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    assert runs.of(tmp_path) is None
    with runs.held(tmp_path):
        assert runs.of(tmp_path).pid == os.getpid()
    assert runs.of(tmp_path) is None


def test_a_run_is_stopped_by_its_id(tmp_path, other):
    runs.stop(runs.of(tmp_path))
    assert other.wait() == -signal.SIGTERM
