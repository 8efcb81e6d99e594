"""What a card is, and what it asks of the unit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """The colour of a card. Here red is the graver; what the colours mean is written in each scheme."""

    YELLOW = "YELLOW"
    RED = "RED"


class DutyKind(StrEnum):
    """What a carded unit has to do."""

    STATEMENT_IN_PERSON = "STATEMENT_IN_PERSON"  # 现场表态发言
    STATEMENT_IN_WRITING = "STATEMENT_IN_WRITING"  # 书面表态发言
    REPORT_IN_WRITING = "REPORT_IN_WRITING"  # 主要负责人书面情况汇报


class DutyStatus(StrEnum):
    """How far a duty has come."""

    DUE = "DUE"  # 待履行
    FULFILLED = "FULFILLED"  # 已履行，待确认
    RETURNED = "RETURNED"  # 退回重做
    CONFIRMED = "CONFIRMED"  # 已确认
    LAPSED = "LAPSED"  # 因红黄牌撤回而终止


OPEN_DUTY = (DutyStatus.DUE, DutyStatus.RETURNED)  # something is to be done by the unit


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: what, by whom, where, and to which bodies."""

    kind: DutyKind
    by: str
    occasion: str
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DueCard:
    """The card that the rule asks for: its colour, and the place from the bottom that brought it (1 is the last)."""

    colour: Colour
    place: int
