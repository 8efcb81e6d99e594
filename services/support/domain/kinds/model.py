"""The shape of a kind of request: what is asked for, by whom, of whom, how long it may take and how it may end.

Everything here is data of a rulebook. No code knows a kind by its name; a request keeps the rule of its day of receipt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from services.law.article import Article
from services.law.parties import Role


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure."""

    code: str
    name: str


MU = Unit("MU", "亩")
HECTARE = Unit("HECTARE", "公顷")
CUBIC_METRE = Unit("CUBIC_METRE", "立方米")


@dataclass(frozen=True, slots=True)
class AccountKind:
    """A quota that a division receives for a year and that can be used up."""

    code: str
    name: str
    unit: Unit
    bureau: Role
    article: Article


ACCOUNT_KINDS: Mapping[str, AccountKind] = {
    kind.code: kind
    for kind in (
        AccountKind("NEW_CONSTRUCTION_LAND", "新增建设用地计划指标", MU, Role.LAND, Article(15)),
        AccountKind("CULTIVATED_LAND_BALANCE", "耕地占补平衡指标", MU, Role.LAND, Article(15)),
        AccountKind("FOREST_LAND_QUOTA", "占用征收林地定额", HECTARE, Role.LAND, Article(17, 1)),
        AccountKind("LOGGING_QUOTA", "林木采伐指标", CUBIC_METRE, Role.LAND, Article(17, 1)),
    )
}


class FieldType(StrEnum):
    """What a field of a form takes."""

    TEXT = "TEXT"  # 文字
    NUMBER = "NUMBER"  # 数值
    MONEY = "MONEY"  # 金额（万元）
    DATE = "DATE"  # 日期
    BOOLEAN = "BOOLEAN"  # 是否
    CHOICE = "CHOICE"  # 选项
    FILE = "FILE"  # 附件


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a form.

    at_least, at_most: bounds of a number or an amount, both allowed; places: its decimal places. longest: of a text, in
    characters. choices: code → name. unit: of a number, as shown. help: what to write, and where it is found.
    not_before: the code of a date field that this date must not precede.
    """

    code: str
    name: str
    type: FieldType
    required: bool = True
    help: str = ""
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    places: int = 4
    longest: int = 500
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    not_before: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a field that nobody could fill in."""
        if (self.type is FieldType.CHOICE) != bool(self.choices):
            raise ValueError(f"{self.code}: a choice, and nothing else, has choices")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"{self.code}: its bounds exclude every value")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialProcedure:
    """特殊程序: what may stop a bureau's clock besides a correction, and on which legal ground.

    longest: how many working days it may take by its own rule; None where its rule sets no limit. The stop shows when it
    has lasted longer; the clock does not go on by itself.
    """

    code: str
    name: str
    basis: str
    longest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """One rung of the ladder: who is told when the limit comes near (days < 0), ends (0) or is over (> 0), in working days.

    told: roles of the division that are told; the bureau itself is told by its own rung like everybody else.
    """

    days: int
    told: frozenset[Role]
    name: str


class Outcome(StrEnum):
    """How a bureau decides."""

    GRANTED = "GRANTED"
    GRANTED_IN_PART = "GRANTED_IN_PART"
    REFUSED = "REFUSED"


class Requirement(StrEnum):
    """What must be on record before a bureau decides."""

    SURVEY = "SURVEY"  # 现场踏勘
    CONSULTATION = "CONSULTATION"  # 征求意见（会商）


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """A unit that the bureau asks for an opinion: its role, and the working days that it has from the day after it was asked."""

    role: Role
    working_days: int
    required: bool = False


ALL_OUTCOMES = frozenset(Outcome)
APPLICANTS = frozenset({Role.OWNER, Role.PROJECT_SERVICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKind:
    """One matter that can be asked for.

    bureau: the role of the bureau that decides it. applicants: who may ask (an owner for its own projects only).
    working_days: the limit, counted from the day after receipt; warning_days: how many before its end the warning begins.
    series: the document series of its decisions (发文字号的机关代字).
    account: the quota that a grant uses up; None for a matter that is not measured.
    measured: the unit of a matter that is measured without an account; of_node: whether only a node that waits for it may ask.
    form: what must be filled in besides the purpose. stops: the special procedures that may stop its clock.
    requires: what must be on record before it is decided. consulted: whom the bureau may ask for an opinion.
    ladder: who is told when, in order of days. outcomes: how it may end.
    review_days: working days from the day after delivery in which one review (复核) may be asked for; 0 for none.
    document: the title of the formal document. joint: the code of the joint matter that it may be part of (第十七条（二）).
    """

    code: str
    name: str
    bureau: Role
    working_days: int
    warning_days: int
    series: str
    article: Article
    account: str | None = None
    measured: Unit | None = None
    of_node: bool = False
    applicants: frozenset[Role] = APPLICANTS
    form: tuple[FormField, ...] = ()
    stops: tuple[SpecialProcedure, ...] = ()
    requires: frozenset[Requirement] = frozenset()
    consulted: tuple[Consulted, ...] = ()
    ladder: tuple[Escalation, ...] = ()
    outcomes: frozenset[Outcome] = ALL_OUTCOMES
    review_days: int = 0
    document: str = ""
    joint: str | None = None
    help: str = ""
    codes: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        """Raise ValueError for a rule that could not be followed."""
        if not 0 <= self.warning_days < self.working_days:
            raise ValueError(f"{self.code}: the warning must begin within the limit")
        if self.account is not None and self.account not in ACCOUNT_KINDS:
            raise ValueError(f"{self.code}: no such quota account: {self.account}")
        if not self.outcomes:
            raise ValueError(f"{self.code}: it could never be decided")
        codes = [f.code for f in self.form]
        if len(set(codes)) != len(codes):
            raise ValueError(f"{self.code}: two fields of the form have one code")
        days = [rung.days for rung in self.ladder]
        if days != sorted(set(days)):
            raise ValueError(f"{self.code}: the ladder must be in order, a rung a day")
        object.__setattr__(self, "codes", frozenset(codes))

    @property
    def unit(self) -> Unit | None:
        """The unit in which the matter is measured; None when it is not."""
        return ACCOUNT_KINDS[self.account].unit if self.account else self.measured
