"""`./dev up` as a person runs it: started, killed, started again, interrupted. One platform after the other, in one folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from infra import ports, runs
from infra.places import ROOT, SERVICES, KeptPorts
from infra.processes import Supervisor

pytestmark = pytest.mark.timeout(400)
ALL = {"postgres", "valkey", "kafka", "gateway", *SERVICES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("up")


def command(*words: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "infra", *words, "--data", str(folder)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*words, folder=folder), capture_output=True, text=True, check=False, env=environment(), cwd=ROOT
    )


@contextmanager
def up(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Run `./dev up` until it is ready; give the process and the file of what it says."""
    told = folder.with_name("told")
    with told.open("wb") as output:
        process = subprocess.Popen(
            command("up", "--empty", *words, folder=folder),
            stdout=output,
            stderr=output,
            env=environment(),
            cwd=ROOT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + 180
        while not ((at := runs.of(folder)) and at.endpoint and at.pid == process.pid):
            assert process.poll() is None, told.read_text()
            assert time.monotonic() < deadline, told.read_text()
            time.sleep(0.1)
        yield process, told
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(120)


def alive(folder: Path) -> set[str]:
    return {record.name for record in Supervisor(folder).all() if record.alive}


def test_a_killed_run_is_recovered_and_an_interrupted_one_leaves_nothing(folder):
    with up(folder) as (process, _):
        endpoint = runs.of(folder).endpoint
        token = run("token", "INVESTMENT_AUTHORITY", folder=folder).stdout.strip()
        answer = httpx.post(
            endpoint,
            json={"query": "{ viewer { name } }"},
            headers={"authorization": f"Bearer {token}"},
            timeout=60,  # the first question of a platform that has just come up, on a machine that may be busy
        )
        assert answer.json()["data"]["viewer"]["name"]
        assert alive(folder) == ALL
        assert run("status", folder=folder).returncode == 0

        second = run("up", "--empty", folder=folder)
        assert second.returncode == 1
        assert f"./dev up (pid {process.pid}) 正在使用" in second.stderr

        process.kill()
        process.wait()
    assert alive(folder) == ALL  # nobody stopped them

    with up(folder) as (process, told):
        assert "上次运行未正常结束" in told.read_text()
        assert runs.of(folder).endpoint == endpoint
        assert alive(folder) == ALL

        reserve = Supervisor(folder).record("reserve")
        os.kill(reserve.pid, signal.SIGKILL)  # what dies is started again
        deadline = time.monotonic() + 60
        while Supervisor(folder).record("reserve").pid == reserve.pid or run("status", folder=folder).returncode:
            assert time.monotonic() < deadline
            time.sleep(0.2)

        agreed = run("reconcile", folder=folder)
        assert agreed.returncode == 0, agreed.stdout + agreed.stderr
        assert run("audit", "verify", folder=folder).returncode == 0

        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 0
        said = told.read_text()
    assert said.index("■ gateway") < said.index("■ reserve") < said.index("■ kafka") < said.index("■ postgres")
    assert alive(folder) == set()
    assert "没有运行中的平台" in run("down", folder=folder).stdout


def test_an_interrupted_start_leaves_nothing_and_is_no_success(folder):
    process = subprocess.Popen(
        command("up", "--empty", folder=folder), stdout=subprocess.DEVNULL, env=environment(), cwd=ROOT
    )
    deadline = time.monotonic() + 60
    while "postgres" not in alive(folder):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(120) == 130
    assert alive(folder) == set()


def test_a_port_that_was_asked_for_and_is_taken_is_a_refusal(folder):
    with socket.socket() as other:
        other.bind((ports.HOST, 0))
        other.listen()
        taken = other.getsockname()[1]
        refused = run("up", "--empty", "--port", str(taken), folder=folder)
    assert refused.returncode == 1
    assert f"端口 {taken}" in refused.stderr
    assert f"pid {os.getpid()}" in refused.stderr
    assert alive(folder) == set()


def test_what_runs_in_the_background_is_stopped_by_down_and_a_taken_port_is_replaced(folder):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind((ports.HOST, KeptPorts(folder).known()["gateway"]))
        other.listen()
        started = run("up", "--empty", "--detach", folder=folder)
    try:
        assert started.returncode == 0, started.stdout + started.stderr
        assert "已被占用" in started.stdout
        assert alive(folder) == ALL
    finally:
        stopped = run("down", folder=folder)
    assert "已停止" in stopped.stdout
    assert alive(folder) == set()


def test_where_nothing_ran_nothing_is_said_to_agree(tmp_path):
    for words in (("reconcile",), ("audit", "verify"), ("dead-letters",), ("logs",), ("token", "LAND")):
        refused = run(*words, folder=tmp_path)
        assert refused.returncode == 1
        assert "./dev up" in refused.stderr


def test_the_bench_tells_its_own_options(folder):
    assert "--rounds" in run("bench", "--help", folder=folder).stdout


def test_reset_leaves_other_folders_alone(folder, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    refused = run("reset", "--yes", folder=tmp_path)
    assert refused.returncode == 1
    assert (tmp_path / "letter.txt").exists()
    assert run("reset", "--yes", folder=folder).returncode == 0
    assert not folder.exists()
