"""Running PostgreSQL, which refuses to be root, when we are root (containers, build machines).

The system user ``nobody`` runs it. Where a folder above its files lets only root pass (a clone below ``/root``), the
process also keeps one right of root: to pass through folders. Run as a program, this module takes on that user.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PR_SET_KEEPCAPS, _PR_CAPBSET_READ, _PR_CAP_AMBIENT, _RAISE = 8, 23, 47, 2
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2
_CAPABILITY_VERSION_3 = 0x20080522


@dataclass(frozen=True, slots=True)
class Unprivileged:
    """The user that runs a process instead of root."""

    uid: int
    gid: int
    passes_folders: bool  # the folders above its files let everybody pass

    def popen(self, argv: Sequence[str]) -> tuple[tuple[str, ...], dict[str, Any]]:
        """Return the command and the options that start `argv` as this user."""
        if self.passes_folders:
            return tuple(argv), {"user": self.uid, "group": self.gid, "extra_groups": []}
        launcher = (sys.executable, "-I", str(Path(__file__).resolve()), str(self.uid), str(self.gid))
        return (*launcher, *argv), {}

    def own(self, folder: Path) -> None:
        """Give `folder` and all in it to this user."""
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def instead_of_root(*files: Path) -> Unprivileged | None:
    """Return the user to run as so that it reaches `files`; None when we are not root."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    above = {parent for file in files for parent in file.resolve().parents}
    return Unprivileged(nobody.pw_uid, nobody.pw_gid, all(parent.stat().st_mode & 0o001 for parent in above))


def main(uid: int, gid: int, argv: list[str]) -> None:
    """Become the user, keep the one right, and become the program."""
    libc = ctypes.CDLL(None, use_errno=True)
    kept = next((c for c in (_CAP_DAC_READ_SEARCH, _CAP_DAC_OVERRIDE) if libc.prctl(_PR_CAPBSET_READ, c) == 1), None)
    libc.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if kept is not None:
        header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
        bit = 1 << kept
        rights = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)  # effective, permitted, inheritable, each in two words
        if libc.capset(header, rights) == 0:
            libc.prctl(_PR_CAP_AMBIENT, _RAISE, kept, 0, 0)
    os.execv(argv[0], argv)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
