"""The words of imports."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """What happens to the good rows of a file with faults."""

    ALL_OR_NOTHING = "ALL_OR_NOTHING"
    GOOD_ROWS = "GOOD_ROWS"


class RunState(StrEnum):
    """Where a long import stands."""

    WAITING = "WAITING"  # 排队
    READING = "READING"  # 读取文件
    JUDGING = "JUDGING"  # 逐行检查
    WRITING = "WRITING"  # 写入
    DONE = "DONE"  # 完成
    REFUSED = "REFUSED"  # 有问题，未写入
    FAILED = "FAILED"  # 处理失败
    CANCELLED = "CANCELLED"  # 已取消


OPEN = frozenset({RunState.WAITING, RunState.READING, RunState.JUDGING, RunState.WRITING})
