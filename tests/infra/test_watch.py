"""What `./dev up` does with processes that die while it watches."""

from __future__ import annotations

import sys

import pytest

from infra import up
from infra.processes import Launch, Supervisor
from infra.trouble import Trouble


class Enough(Exception):
    """The watch has looked as often as the test wants."""


class Watched:
    """A platform of one part that has ended, and of which each start is counted."""

    def __init__(self, data, starts_well: bool) -> None:
        self.data = data
        self.supervisor = Supervisor(data)
        self.starts = 0
        self._starts_well = starts_well
        self.supervisor.start(Launch(name="part", argv=(sys.executable, "-c", ""), rank=1, cwd=data))
        while self.supervisor.alive("part"):
            pass

    def restart(self, _name: str) -> None:
        self.starts += 1
        if not self._starts_well:
            raise Trouble("起不来", "does not start")


@pytest.fixture
def looks(monkeypatch):
    """Let the watch look so many times."""

    def let(count: int) -> None:
        left = iter(range(count))

        def wait(_seconds: float) -> None:
            if next(left, None) is None:
                raise Enough

        monkeypatch.setattr(up.time, "sleep", wait)

    return let


def watched(platform: Watched) -> None:
    with pytest.raises(Enough):
        up.watch(platform)


def test_what_keeps_dying_is_started_a_few_times_and_then_left(tmp_path, looks, capsys):
    platform = Watched(tmp_path, starts_well=True)
    looks(10)
    watched(platform)
    assert platform.starts == up.REVIVALS
    assert "不再重启" in capsys.readouterr().out


def test_what_does_not_start_again_is_left_with_its_reason(tmp_path, looks, capsys):
    platform = Watched(tmp_path, starts_well=False)
    looks(10)
    watched(platform)
    assert platform.starts == 1
    assert "起不来" in capsys.readouterr().out


def test_what_a_full_disk_ended_is_started_when_there_is_room(tmp_path, looks, capsys, monkeypatch):
    full = iter([True, True, True, False])
    monkeypatch.setattr(up, "is_full", lambda _: next(full))
    platform = Watched(tmp_path, starts_well=True)
    looks(4)
    watched(platform)
    assert platform.starts == 1
    assert capsys.readouterr().out.count("磁盘空间不足") == 1
