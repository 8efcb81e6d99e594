"""What is set for money, dated and cited: categories of special funds, carrying over, publication, stages of applications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.law.dated import Dated, Entry
from services.support.domain.funds.terms import APPLICATIONS, DEMANDS, SPECIAL, ApplicationKind, Stage
from services.support.domain.kinds.since import FIRST_DAY

_DISTRICT = "本区执行口径（第十六条未定，区财政部门可另行规定）"


@dataclass(frozen=True, slots=True)
class FundCategory:
    """A category of special funds."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CarryOver:
    """How money that is left over goes to the next year.

    times: in how many following years it may still be used. opens, closes: from which day (month, day) of its own year
    until which day of the next one it is carried over.
    """

    times: int
    opens: tuple[int, int]
    closes: tuple[int, int]

    def __post_init__(self) -> None:
        """Raise ValueError for a number of years that the balances do not tell apart."""
        if self.times != 2:  # noqa: PLR2004 - what was carried once, and what was carried again
            raise ValueError(f"a balance keeps money carried over once and again, not {self.times} times")


@dataclass(frozen=True, slots=True)
class Publication:
    """How often the list of financing demands is published: months of a period, working days from its start."""

    months: int
    working_days: int


@dataclass(frozen=True, slots=True)
class StageRule:
    """A stage as it is called for a kind of application; with_amount: reaching it needs the amount of this stage."""

    stage: Stage
    name: str
    with_amount: bool = False
    with_document: bool = True


CATEGORIES: Dated[tuple[FundCategory, ...]] = Dated(
    SPECIAL,
    "专项资金类别",
    Entry(
        FIRST_DAY,
        (FundCategory("CONSTRUCTION", "重点项目建设资金"), FundCategory("PRELIMINARY", "储备项目前期工作资金")),
        "第十六条（一）",
    ),
)

# 结转资金连续两年未用完的作为结余资金管理：so money may be used in two years after its own
CARRY_OVER: Dated[CarryOver] = Dated(
    SPECIAL,
    "专项资金结转",
    Entry(FIRST_DAY, CarryOver(2, (12, 1), (3, 31)), "《中华人民共和国预算法》第四十二条；办理时段为" + _DISTRICT),
)

PUBLICATION: Dated[Publication] = Dated(
    DEMANDS, "融资需求清单发布周期", Entry(FIRST_DAY, Publication(3, 10), "第十六条（二）；周期为" + _DISTRICT)
)

_PREPARING = StageRule(Stage.PREPARING, "准备", with_document=False)
_ENDS = (StageRule(Stage.ARRIVED, "资金到位", with_amount=True), StageRule(Stage.CLOSED, "办结", with_document=False))
_BUDGET = (
    _PREPARING,
    StageRule(Stage.SUBMITTED, "申报"),
    StageRule(Stage.REVIEWED, "评审"),
    StageRule(Stage.LISTED, "纳入计划"),
    StageRule(Stage.GRANTED, "下达", with_amount=True),
    *_ENDS,
)

STAGES: Dated[Mapping[ApplicationKind, tuple[StageRule, ...]]] = Dated(
    APPLICATIONS,
    "申报环节",
    Entry(
        FIRST_DAY,
        {
            ApplicationKind.CENTRAL_BUDGET: _BUDGET,
            ApplicationKind.PROVINCIAL_BUDGET: _BUDGET,
            ApplicationKind.SPECIAL_BOND: (
                _PREPARING,
                StageRule(Stage.SUBMITTED, "申报"),
                StageRule(Stage.REVIEWED, "审核"),
                StageRule(Stage.LISTED, "入库"),
                StageRule(Stage.GRANTED, "额度下达", with_amount=True),
                *_ENDS,
            ),
            ApplicationKind.ENTERPRISE_BOND: (
                _PREPARING,
                StageRule(Stage.SUBMITTED, "申报"),
                StageRule(Stage.REVIEWED, "审核"),
                StageRule(Stage.GRANTED, "注册", with_amount=True),
                *_ENDS,
            ),
        },
        "第十六条（三）；环节为" + _DISTRICT,
    ),
)


def category_on(code: str, day: date) -> FundCategory | None:
    """Return a category as it is on the day, or None."""
    return next((c for c in CATEGORIES.on(day) if c.code == code), None)


def category_name(code: str) -> str:
    """Name a category, also one that is used no more; the code itself where nobody ever named it."""
    named = {c.code: c.name for entry in CATEGORIES.entries for c in entry.value}
    return named.get(code, code)


def stages_on(kind: ApplicationKind, day: date) -> tuple[StageRule, ...]:
    """Return the stages of a kind in their order, as they are on the day."""
    return STAGES.on(day)[kind]


def stage_name(kind: ApplicationKind, stage: Stage, day: date) -> str:
    """Name a stage for a kind, as on the day; the bare stage where the kind has it no more."""
    return next((s.name for s in stages_on(kind, day) if s.stage is stage), stage.value)
