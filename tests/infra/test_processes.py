from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict

import pytest

from infra import processes
from infra.processes import Launch, Supervisor, birth
from infra.trouble import Trouble

SLEEPS = (sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)")
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
)


def launch(tmp_path, name="one", argv=SLEEPS, **more) -> Launch:
    return Launch(name=name, argv=argv, rank=more.pop("rank", 1), cwd=tmp_path, **more)


def started(supervisor: Supervisor, wanted: Launch):
    record = supervisor.start(wanted)
    supervisor.wait_until(wanted.name, lambda: supervisor.tail(wanted.name, 1) == ["up"], 20)
    return record


def test_what_was_started_is_stopped_in_order(tmp_path):
    supervisor = Supervisor(tmp_path)
    started(supervisor, launch(tmp_path, "database", rank=3))
    started(supervisor, launch(tmp_path, "gateway", rank=0))
    order = []
    supervisor.stop_all(lambda record: order.append(record.name))
    assert order == ["gateway", "database"]
    assert supervisor.all() == []


def test_what_does_not_listen_is_killed_after_its_patience(tmp_path):
    supervisor = Supervisor(tmp_path)
    record = started(supervisor, launch(tmp_path, argv=STUBBORN, patience=0.3))
    began = time.monotonic()
    supervisor.stop(["one"])
    assert not record.alive
    assert time.monotonic() - began >= 0.3


def test_a_later_run_finds_what_a_killed_one_left(tmp_path):
    killed = Supervisor(tmp_path)
    started(killed, launch(tmp_path))
    assert Supervisor(tmp_path).stop_all() == ["one"]
    assert not killed.alive("one")


def test_a_process_that_only_has_the_same_id_is_left_alone(tmp_path):
    stranger = subprocess.Popen(SLEEPS, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        time.sleep(0.05)  # births are told apart by clock ticks
        supervisor = Supervisor(tmp_path)
        record = started(supervisor, launch(tmp_path))
        path = supervisor.records / "one.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"pid": stranger.pid}))
        assert Supervisor(tmp_path).stop_all() == []
        assert stranger.poll() is None
        path.write_text(json.dumps(asdict(record)))
        supervisor.stop_all()
    finally:
        stranger.kill()
        stranger.wait()


def test_a_zombie_is_not_alive():
    child = subprocess.Popen([sys.executable, "-c", ""])
    deadline = time.monotonic() + 20
    while birth(child.pid) is not None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert birth(child.pid) is None
    child.wait()


def test_what_ends_while_we_wait_is_told_with_its_last_words(tmp_path):
    supervisor = Supervisor(tmp_path)
    supervisor.start(launch(tmp_path, argv=(sys.executable, "-c", "raise SystemExit('no licence')")))
    with pytest.raises(Trouble, match="no licence"):
        supervisor.wait_until("one", lambda: False, 20)


def test_after_the_end_nothing_starts(tmp_path):
    supervisor = Supervisor(tmp_path)
    supervisor.close()
    with pytest.raises(Trouble, match="Stopping"):
        supervisor.start(launch(tmp_path))


def test_while_a_process_is_started_again_others_find_it(tmp_path, monkeypatch):
    supervisor = Supervisor(tmp_path)
    first = started(supervisor, launch(tmp_path))
    found = []
    spawn = processes._spawn
    monkeypatch.setattr(
        processes, "_spawn", lambda *how: (found.append(Supervisor(tmp_path).record("one")), spawn(*how))[1]
    )
    second = supervisor.start(launch(tmp_path))
    assert found == [first]
    assert not first.alive
    assert supervisor.all() == [second]
    supervisor.stop_all()


def test_a_half_written_record_is_no_record(tmp_path):
    supervisor = Supervisor(tmp_path)
    supervisor.records.mkdir()
    (supervisor.records / "one.json").write_text('{"name": "one"')
    assert supervisor.all() == []
