"""What goes wrong on a person's machine, said so that the person can mend it."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

LEAST_FREE_BYTES = 600_000_000  # a new PostgreSQL with its log and a new Kafka take about 250 MB
LEAST_FREE_AGAIN_BYTES = 200_000_000  # where both are already there
FULL_BYTES = 64_000_000  # below it PostgreSQL's next log segments do not fit


class Trouble(Exception):
    """Something that a person can mend: the sentence in Chinese first, in English after."""

    def __init__(self, chinese: str, english: str) -> None:
        """Keep both sentences."""
        super().__init__(f"{chinese}\n{english}")
        self.chinese = chinese
        self.english = english


def disk_full(where: Path) -> Trouble:
    """Say that there is no room left at `where`."""
    free = shutil.disk_usage(_existing(where)).free // 1_000_000
    return Trouble(
        f"磁盘空间不足：{where} 所在磁盘只剩 {free} MB，请清理后重试（./dev reset 可清空本平台的数据）。",
        f"Disk full: {free} MB are left where {where} lies. Make room and try again (./dev reset empties this platform's data).",
    )


def require_space(where: Path, least: int) -> None:
    """Refuse to begin what would stop half way for want of room."""
    if shutil.disk_usage(_existing(where)).free < least:
        raise disk_full(where)


def is_full(where: Path) -> bool:
    """Tell whether so little room is left that whatever fails fails for it."""
    return shutil.disk_usage(_existing(where)).free < FULL_BYTES


def explain(error: OSError, where: Path) -> Trouble | None:
    """Translate the operating system's refusals that a person can mend; None for the others."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(where)
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        place = error.filename or where
        return Trouble(f"没有写入权限：{place}。", f"Not allowed to write: {place}.")
    return None


def _existing(path: Path) -> Path:
    """Return `path` or its nearest parent that exists."""
    path = path.absolute()
    return next(p for p in (path, *path.parents) if p.exists())
