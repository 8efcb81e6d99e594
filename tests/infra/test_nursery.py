"""Processes that are forked where their imports are already made: each lives as if it had been started by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from infra.nursery import Nursery
from infra.places import ROOT
from infra.processes import Launch, Supervisor, environment

BORN = """
import os, sys, time
from pathlib import Path
from services.chassis.clock import new_id
print(__name__, sys.argv[1:], os.environ["MINE"], os.getcwd(), os.getpgid(0) == os.getpid(), "HOME" in os.environ)
print(Path("/proc/self/cmdline").read_bytes().split(b"\\0")[1:4])
print(new_id(), flush=True)
time.sleep(60)
"""
SHARED = ("services.chassis.clock",)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder with a module to run, which the nursery finds."""
    (tmp_path / "born.py").write_text(BORN)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), str(tmp_path))))
    return tmp_path


@pytest.fixture
def nursery(home):
    made = Nursery(ROOT, SHARED)
    yield made
    made.close()


@pytest.fixture
def supervisor(tmp_path):
    made = Supervisor(tmp_path / "data")
    yield made
    made.stop_all()


def launch(home: Path, name: str, nursery: Nursery, *words: str) -> Launch:
    argv = (sys.executable, "-m", "born", *words)
    return Launch(
        name=name, argv=argv, rank=1, cwd=home, env={"MINE": name, "HOME": None}, patience=5.0, nursery=nursery
    )


def told(supervisor: Supervisor, name: str) -> list[str]:
    supervisor.wait_until(name, lambda: len(supervisor.tail(name, 9)) == 3, 30)
    return supervisor.tail(name, 9)


def test_a_forked_process_has_its_own_words_environment_folder_group_and_log(home, nursery, supervisor):
    supervisor.start(launch(home, "one", nursery, "serve", "me"))
    words, shown, _ = told(supervisor, "one")
    assert words == f"__main__ ['serve', 'me'] one {home} True False"
    assert shown == "[b'-m', b'born', b'serve']"
    assert supervisor.stop_all() == ["one"]


def test_two_forked_processes_never_make_the_same_id(home, nursery, supervisor):
    for name in ("one", "two"):
        supervisor.start(launch(home, name, nursery))
    assert told(supervisor, "one")[-1] != told(supervisor, "two")[-1]


def test_whom_it_bore_outlives_it_and_is_killed_by_its_id(home, nursery, supervisor):
    supervisor.start(launch(home, "one", nursery))
    nursery.close()
    told(supervisor, "one")
    assert supervisor.alive("one")
    supervisor.kill("one")
    assert not supervisor.alive("one")


def test_where_the_imports_fail_or_it_is_gone_a_process_is_started_by_itself(home, supervisor):
    failing = Nursery(ROOT, ("services.no_such_module",))
    assert not failing.ready()
    failing.close()
    gone = Nursery(ROOT, SHARED)
    gone.close()
    for name, nursery in (("one", failing), ("two", gone)):
        assert nursery.fork((sys.executable, "-m", "born"), home, environment({}), home / "log") is None
        supervisor.start(launch(home, name, nursery))
        assert told(supervisor, name)[0].startswith("__main__")


def test_a_killed_asker_leaves_no_nursery(home):
    script = "import time\nfrom pathlib import Path\nfrom infra.nursery import Nursery\n"
    script += f"made = Nursery(Path({str(ROOT)!r}), {SHARED!r})\nmade.ready()\n"
    script += "print(made._process.pid, flush=True)\ntime.sleep(60)\n"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=ROOT) as asker:
        pid = int(asker.stdout.readline())
        asker.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while _runs_python(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _runs_python(pid: int) -> bool:
    try:
        return b"infra.nursery" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return False
