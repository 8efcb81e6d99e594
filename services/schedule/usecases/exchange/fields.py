"""How MS Project XML (MSPDI) writes what a plan says: codes of links, constraints, formats; our own text fields.

Facts of the format: Microsoft's Project 2007 XML Data Interchange Schema. Lags are in tenths of minutes, durations in
hours and minutes; which of them run through nights and weekends is told by their format.
"""

from __future__ import annotations

from services.schedule.domain.network.activity import ConstraintKind, LinkKind

NAMESPACE = "http://schemas.microsoft.com/project"
MINUTES_A_DAY = 480  # a working day of eight hours, as every tool has it unless told otherwise
MINUTES_OF_24_HOURS = 1440
DAYS, ELAPSED_DAYS = 7, 8  # formats of durations and lags
ELAPSED = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})
PERCENT = frozenset({19, 20, 51, 52})
LINKS = {
    LinkKind.FINISH_TO_FINISH: 0,
    LinkKind.FINISH_TO_START: 1,
    LinkKind.START_TO_FINISH: 2,
    LinkKind.START_TO_START: 3,
}
AS_SOON, AS_LATE = 0, 1
CONSTRAINTS = {
    ConstraintKind.MUST_START_ON: 2,
    ConstraintKind.MUST_FINISH_ON: 3,
    ConstraintKind.START_NO_EARLIER_THAN: 4,
    ConstraintKind.START_NO_LATER_THAN: 5,
    ConstraintKind.FINISH_NO_EARLIER_THAN: 6,
    ConstraintKind.FINISH_NO_LATER_THAN: 7,
}
# text fields of a task that carry what the format has no place for; known again by their aliases
CODE, UNIT, PERSON, KEY_LINK, WAITS, UNIT_ID = (
    "节点编号",
    "责任单位",
    "责任人",
    "关键环节",
    "等待的要素保障",
    "责任单位标识",
)
TEXTS = {
    CODE: (188743731, "Text1"),
    UNIT: (188743734, "Text2"),
    PERSON: (188743737, "Text3"),
    KEY_LINK: (188743740, "Text4"),
    WAITS: (188743743, "Text5"),
    UNIT_ID: (188743746, "Text6"),
}
PROOF = "佐证材料："  # how a line of a task's notes begins that names a document; text fields are too short for all
