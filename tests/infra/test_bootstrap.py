"""`./dev` before there is an environment: a small checkout of its own, with a lock of packages that need no network."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import subprocess
import sys
import zipfile

import pytest

from infra.places import ROOT

PACKAGE = "tiny-1.0-py3-none-any.whl"


@pytest.fixture
def checkout(tmp_path):
    """Lay out `dev`, an empty lock and an infra that says where it runs."""
    shutil.copy(ROOT / "dev", tmp_path / "dev")
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "__main__.py").write_text("import sys\nprint('runs', sys.prefix, *sys.argv[1:])\n")
    (tmp_path / "requirements.lock").write_text("# nothing\n")
    return tmp_path


def dev(checkout, *arguments: str, cwd: str = "/", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(checkout / "dev"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "PIP_NO_INDEX": "1", **environment},
    )


def wheel(folder) -> str:
    """Write a package of one empty module; return its line in a lock, without a digest."""
    with zipfile.ZipFile(folder / PACKAGE, "w") as archive:
        archive.writestr("tiny.py", "")
        archive.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(
            "tiny-1.0.dist-info/RECORD", "tiny.py,,\ntiny-1.0.dist-info/METADATA,,\ntiny-1.0.dist-info/WHEEL,,\n"
        )
    return f"tiny @ file://{folder / PACKAGE}"


def test_the_environment_is_made_once_a_lock_and_again_when_it_is_half_made_or_old(checkout):
    first = dev(checkout, "up", "--empty")
    assert "仅此一次" in first.stderr
    assert first.stdout.split() == ["runs", str(checkout / ".venv"), "up", "--empty"]
    assert dev(checkout).stderr == ""

    (checkout / ".venv" / ".installed-for").unlink()  # as a killed installation leaves it
    (checkout / "requirements.lock").write_text("# changed\n")
    again = dev(checkout)
    assert "清除未装完的或旧的环境" in again.stderr
    assert again.returncode == 0


def test_called_from_another_checkout_it_runs_its_own_code(checkout, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "infra").mkdir()
    (other / "infra" / "__main__.py").write_text("print('the other')\n")
    assert dev(checkout, cwd=str(other)).stdout.startswith("runs")


def test_it_waits_for_what_a_killed_one_left_at_work(checkout, tmp_path):
    """pip goes on when ./dev is killed, and holds the lock as long as it does."""
    (checkout / ".cache").mkdir()
    with (checkout / ".cache" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        pip = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.5)"], pass_fds=(lock.fileno(),))
    done = dev(checkout)
    assert pip.poll() == 0
    assert "等待其完成" in done.stderr
    assert done.stdout.startswith("runs")


def test_a_package_with_another_digest_is_not_installed(checkout):
    (checkout / "requirements.lock").write_text(f"{wheel(checkout)} --hash=sha256:{'0' * 64}\n")
    refused = dev(checkout)
    assert refused.returncode == 1
    assert "摘要与 requirements.lock 不符" in refused.stderr
    assert not (checkout / ".venv" / ".installed-for").exists()


def test_without_a_network_the_sentence_says_so(checkout):
    (checkout / "requirements.lock").write_text(f"nowhere==1.0 --hash=sha256:{'0' * 64}\n")
    refused = dev(checkout)
    assert refused.returncode == 1
    assert "请检查网络" in refused.stderr


def test_an_old_python_is_told_what_is_needed(checkout):
    """The same text with a version that no Python has yet, and no other Python on the path."""
    text = (checkout / "dev").read_text().replace("(3, 11), (3, 14)", "(3, 98), (3, 99)")
    (checkout / "dev").write_text(text)
    refused = dev(checkout, PATH="/nonexistent")
    assert refused.returncode == 1
    assert "Python 3.11 or newer is needed" in refused.stderr


def test_it_is_a_command():
    assert (ROOT / "dev").stat().st_mode & stat.S_IXUSR
