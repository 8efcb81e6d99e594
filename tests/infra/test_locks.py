from __future__ import annotations

import subprocess
import sys

from infra import kafka_aot, locks
from infra.processes import Launch, Supervisor


def test_only_one_holds_a_lock(tmp_path):
    path = tmp_path / "folder" / "lock"
    with locks.tried(path) as first, locks.tried(path) as second:
        assert (first, second) == (True, False)
    with locks.tried(path) as again:
        assert again


def test_a_child_that_outlives_us_is_waited_for(tmp_path):
    waited = []
    with locks.held(tmp_path / "lock", lambda: waited.append("alone")) as lock:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.5)"], pass_fds=(lock,))
    with locks.held(tmp_path / "lock", lambda: waited.append("for the child")):
        assert waited == ["for the child"]
        assert child.wait() == 0


def test_what_was_learning_when_it_was_killed_is_stopped_and_removed(tmp_path):
    left = tmp_path / ".learning-1"
    left.mkdir()
    sleeps = (sys.executable, "-c", "import time; time.sleep(60)")
    killed = Supervisor(left)
    killed.start(Launch(name="kafka", argv=sleeps, rank=2, cwd=tmp_path))
    with locks.tried(tmp_path / kafka_aot.LOCK):
        kafka_aot.clear_away(tmp_path)
    assert killed.alive("kafka")  # somebody learns
    kafka_aot.clear_away(tmp_path)
    assert not killed.alive("kafka")
    assert not left.exists()
