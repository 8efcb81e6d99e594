"""What the scheduler knows of a node: how long it takes, in which days, what it waits for, which day it is bound to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class DayUnit(StrEnum):
    """In which days a duration or a lag is counted."""

    WORKING_DAY = "WORKING_DAY"  # 工作日，按国务院办公厅放假安排（含调休上班日）
    CALENDAR_DAY = "CALENDAR_DAY"  # 自然日


class LinkKind(StrEnum):
    """How a node depends on another: which end of the other bounds which end of its own."""

    FINISH_TO_START = "FINISH_TO_START"  # 完成—开始：前一节点完成后，本节点方可开始
    START_TO_START = "START_TO_START"  # 开始—开始：前一节点开始后，本节点方可开始
    FINISH_TO_FINISH = "FINISH_TO_FINISH"  # 完成—完成：前一节点完成后，本节点方可完成
    START_TO_FINISH = "START_TO_FINISH"  # 开始—完成：前一节点开始后，本节点方可完成


class Ends(NamedTuple):
    """The ends that a kind of dependency ties together."""

    from_finish: bool
    to_start: bool


ENDS: dict[LinkKind, Ends] = {
    LinkKind.FINISH_TO_START: Ends(from_finish=True, to_start=True),
    LinkKind.START_TO_START: Ends(from_finish=False, to_start=True),
    LinkKind.FINISH_TO_FINISH: Ends(from_finish=True, to_start=False),
    LinkKind.START_TO_FINISH: Ends(from_finish=False, to_start=False),
}


class ConstraintKind(StrEnum):
    """To which day a node is bound, whatever the network would allow."""

    START_NO_EARLIER_THAN = "START_NO_EARLIER_THAN"  # 不早于该日开始
    START_NO_LATER_THAN = "START_NO_LATER_THAN"  # 不晚于该日开始
    FINISH_NO_EARLIER_THAN = "FINISH_NO_EARLIER_THAN"  # 不早于该日完成
    FINISH_NO_LATER_THAN = "FINISH_NO_LATER_THAN"  # 不晚于该日完成：节点自己的目标日期
    MUST_START_ON = "MUST_START_ON"  # 必须于该日开始
    MUST_FINISH_ON = "MUST_FINISH_ON"  # 必须于该日完成


class Binding(NamedTuple):
    """What a kind of constraint binds: which end, and from which side."""

    start: bool
    not_earlier: bool
    not_later: bool
    says: str


BINDINGS: dict[ConstraintKind, Binding] = {
    ConstraintKind.START_NO_EARLIER_THAN: Binding(True, True, False, "不早于{}开始"),
    ConstraintKind.START_NO_LATER_THAN: Binding(True, False, True, "不晚于{}开始"),
    ConstraintKind.FINISH_NO_EARLIER_THAN: Binding(False, True, False, "不早于{}完成"),
    ConstraintKind.FINISH_NO_LATER_THAN: Binding(False, False, True, "不晚于{}完成"),
    ConstraintKind.MUST_START_ON: Binding(True, True, True, "必须于{}开始"),
    ConstraintKind.MUST_FINISH_ON: Binding(False, True, True, "必须于{}完成"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency on a predecessor, seen from the node that waits.

    lag: days, of its own unit, that must pass between the two ends; negative (a lead) when they may overlap.
    """

    predecessor: str
    kind: LinkKind = LinkKind.FINISH_TO_START
    lag: int = 0
    lag_unit: DayUnit = DayUnit.WORKING_DAY


@dataclass(frozen=True, slots=True)
class Activity:
    """One node as the scheduler sees it. A node takes whole days, its first and its last included.

    duration 0: a milestone 里程碑. It lies at the end of one day, which is both its first and its last, and takes
    nothing of it: it may lie on the last day of what it follows, and what follows it begins on a later day.
    done: it is completed, on done_on where that is known. What is done needs no more days and holds nobody back, but
    for a lag that still runs. name: what people call it.
    """

    code: str
    duration: int
    unit: DayUnit = DayUnit.WORKING_DAY
    links: tuple[Link, ...] = ()
    done: bool = False
    name: str = ""
    constraint: ConstraintKind | None = None
    constraint_on: date | None = None
    done_on: date | None = None

    @property
    def label(self) -> str:
        """Name it in a sentence.

        >>> Activity("A1", 5, name="用地报批").label, Activity("A1", 5).label
        ('“用地报批”（编号“A1”）', '“A1”')
        """
        return f"“{self.name}”（编号“{self.code}”）" if self.name else f"“{self.code}”"

    @property
    def binding(self) -> tuple[Binding, date] | None:
        """What its constraint binds, and to which day."""
        if self.constraint is None or self.constraint_on is None:
            return None
        return BINDINGS[self.constraint], self.constraint_on
