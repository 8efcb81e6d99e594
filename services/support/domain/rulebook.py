"""What the bureaus guarantee: kinds of requests and quota accounts, as dated and cited data.

A new kind (A17.3's road occupation within five working days, say) is one more `Dated` in a division's rules; a limit that
changes is one more `Entry` in its kind. No code knows a kind by name. Requests keep the values of their day of receipt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role

FIRST_DAY = date(2004, 1, 1)  # the first year of the official calendar: every day that can be asked for has an answer


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKind:
    """One matter that can be asked for.

    bureau: the role of the bureau that decides it.
    working_days: the limit, counted from the day after receipt; warning_days: how many before its end the warning begins.
    series: the document series of its decisions (发文字号的机关代字).
    account: the quota that a grant uses up; None for a matter that is not measured.
    of_node: whether only a node that waits for it may ask.
    """

    code: str
    name: str
    bureau: Role
    working_days: int
    warning_days: int
    series: str
    account: str | None
    of_node: bool
    article: Article

    def __post_init__(self) -> None:
        """Raise ValueError for a rule that could not be followed."""
        if not 0 <= self.warning_days < self.working_days:
            raise ValueError(f"{self.code}: the warning must begin within the limit")
        if self.account is not None and self.account not in ACCOUNT_KINDS:
            raise ValueError(f"{self.code}: no such quota account: {self.account}")

    @property
    def unit(self) -> Unit | None:
        """The unit in which the matter is measured; None when it is not."""
        return ACCOUNT_KINDS[self.account].unit if self.account else None


A15, A17_1 = Article(15), Article(17, 1)
_SOURCES = {
    A15: "第十五条；时限第十五条未定，比照第十七条（一）15个工作日；提前3个工作日预警为本区默认",
    A17_1: "第十七条（一）；提前3个工作日预警为本区默认",
}


def _land(article: Article, code: str, name: str, series: str, account: str) -> Dated[RequestKind]:
    kind = RequestKind(
        code=code,
        name=name,
        bureau=Role.LAND,
        working_days=15,
        warning_days=3,
        series=series,
        account=account,
        of_node=True,
        article=article,
    )
    return Dated(article, name, Entry(FIRST_DAY, kind, _SOURCES[article]))


TIANYUAN: tuple[Dated[RequestKind], ...] = (
    _land(A15, "LAND_QUOTA", "新增建设用地计划指标", "株天自然资函", "NEW_CONSTRUCTION_LAND"),
    _land(A15, "CULTIVATED_LAND", "耕地占补平衡指标", "株天自然资函", "CULTIVATED_LAND_BALANCE"),
    _land(A17_1, "FOREST_LAND", "占用、征收林地定额", "株天林函", "FOREST_LAND_QUOTA"),
    _land(A17_1, "LOGGING", "林木采伐指标", "株天林函", "LOGGING_QUOTA"),
)

RULES: Mapping[str, tuple[Dated[RequestKind], ...]] = {"430211": TIANYUAN}


def kinds_on(division: str, day: date) -> tuple[RequestKind, ...]:
    """Return what can be asked for in a division on a day; nothing where no rules were set for the division.

    >>> [kind.code for kind in kinds_on("430211", date(2027, 3, 1))][:2]
    ['LAND_QUOTA', 'CULTIVATED_LAND']
    """
    return tuple(kind.on(day) for kind in RULES.get(division, ()) if kind.entries[0].since <= day)


def kind_on(division: str, code: str, day: date) -> RequestKind | None:
    """Return the rule of one matter as it is on the day, or None when it cannot be asked for."""
    return next((kind for kind in kinds_on(division, day) if kind.code == code), None)


def kinds_of(account: str) -> frozenset[str]:
    """Return the codes of all matters, in any division and at any time, whose grants use up a kind of quota.

    >>> sorted(kinds_of("NEW_CONSTRUCTION_LAND"))
    ['LAND_QUOTA']
    """
    entries = (entry for rules in RULES.values() for kind in rules for entry in kind.entries)
    return frozenset(entry.value.code for entry in entries if entry.value.account == account)


def bureau_roles() -> frozenset[Role]:
    """Return every role that decides some matter or keeps some quota in some division."""
    ruled = {entry.value.bureau for rules in RULES.values() for kind in rules for entry in kind.entries}
    return frozenset(ruled | {kind.bureau for kind in ACCOUNT_KINDS.values()})
