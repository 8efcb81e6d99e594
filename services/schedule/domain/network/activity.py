"""What the scheduler knows of a node: how long it takes, in which days, and what it has to wait for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DayUnit(StrEnum):
    """In which days a duration is counted."""

    WORKING_DAY = "WORKING_DAY"  # 工作日，按国务院办公厅放假安排（含调休上班日）
    CALENDAR_DAY = "CALENDAR_DAY"  # 自然日


class LinkKind(StrEnum):
    """How a node depends on another. Start-to-start, finish-to-finish and start-to-finish take their place here."""

    FINISH_TO_START = "FINISH_TO_START"  # 前一节点完成后，后一节点方可开始


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency on a predecessor, seen from the node that waits. A lag would be one more field of it."""

    predecessor: str
    kind: LinkKind = LinkKind.FINISH_TO_START


@dataclass(frozen=True, slots=True)
class Activity:
    """One node as the scheduler sees it. A node takes whole days, its first and its last included.

    done: it is completed. What is done needs no more days and holds nobody back. name: what people call it.
    """

    code: str
    duration: int
    unit: DayUnit = DayUnit.WORKING_DAY
    links: tuple[Link, ...] = ()
    done: bool = False
    name: str = ""

    @property
    def label(self) -> str:
        """Name it in a sentence.

        >>> Activity("A1", 5, name="用地报批").label, Activity("A1", 5).label
        ('“用地报批”（编号“A1”）', '“A1”')
        """
        return f"“{self.name}”（编号“{self.code}”）" if self.name else f"“{self.code}”"
