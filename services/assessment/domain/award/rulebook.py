"""Who approves the awards in which order, what they bring, and what bars them: dated, cited (A20, A21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.assessment.domain.award.model import A20, A21, Level, Recipient
from services.assessment.domain.rulebook import SINCE
from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import UnitCategory


@dataclass(frozen=True, slots=True)
class Body:
    """A body that deliberates."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of approval: any one of its bodies takes it."""

    bodies: tuple[Body, ...]

    @property
    def name(self) -> str:
        """The bodies, written as officials write them."""
        return "或".join(body.name for body in self.bodies)

    def body(self, code: str) -> Body | None:
        """Return the body of this code."""
        return next((body for body in self.bodies if body.code == code), None)


_HQ = Body("HEADQUARTERS", "区打造“三个高地”指挥部")
APPROVAL: Dated[Mapping[Level, tuple[Step, ...]]] = Dated(
    A20,
    "表彰方案和推荐名单的审定次序",
    Entry(
        SINCE,
        {
            Level.DISTRICT: (
                Step((_HQ, Body("GOVERNMENT_EXECUTIVE", "区政府常务会"))),
                Step((Body("WORKING_COMMITTEE", "工委委员会"),)),
                Step((Body("PARTY_STANDING_COMMITTEE", "区委常委会"),)),
            ),
            Level.CITY: (Step((Body("HEADQUARTERS_LEADERS", "区打造“三个高地”指挥部领导"),)),),
        },
        "第二十条：区级由指挥部或区政府常务会、工委委员会、区委常委会审定；市级由指挥部领导审议",
    ),
)

REPORTED_BY: Dated[str] = Dated(
    A20,
    "市级推荐名单由谁上报",
    Entry(SINCE, "区打造“三个高地”指挥部办公室", "第二十条"),
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What an award brings, and the clause.

    groups: to whose units it comes, or to whose persons. levels: for awards of which levels.
    outstanding: only to individuals of outstanding contribution.
    """

    code: str
    recipient: Recipient
    text: str
    groups: frozenset[UnitCategory]
    levels: frozenset[Level] = frozenset(Level)
    outstanding: bool = False


_ALL = frozenset(UnitCategory)
_IN_PERFORMANCE = frozenset({UnitCategory.TOWN, UnitCategory.DEPARTMENT, UnitCategory.STATE_PLATFORM})
_DISTRICT = frozenset({Level.DISTRICT})
_BASIS = "作为推荐市级先进的重要依据"
_ENTERPRISES = frozenset({UnitCategory.STATE_PLATFORM, UnitCategory.OWNER})
EFFECTS: Dated[tuple[Effect, ...]] = Dated(
    A20,
    "获评先进的激励",
    Entry(
        SINCE,
        (
            Effect("PERFORMANCE_BONUS", Recipient.UNIT, "年度绩效考核中酌情加分", _IN_PERFORMANCE),
            Effect("RECOMMENDATION_BASIS", Recipient.UNIT, _BASIS, _ALL - _IN_PERFORMANCE, _DISTRICT),
            Effect("INTEGRITY_ENTERPRISE", Recipient.UNIT, "优先推荐申报诚信企业", _ENTERPRISES),
            Effect("EXCELLENT_GRADE", Recipient.INDIVIDUAL, "年度考核中优先评定优秀等次", _IN_PERFORMANCE),
            Effect("RECOMMENDATION_BASIS", Recipient.INDIVIDUAL, _BASIS, _ALL - _IN_PERFORMANCE, _DISTRICT),
            Effect("LABOUR_MEDAL", Recipient.INDIVIDUAL, "优先推荐“五一劳动奖章”表彰人选", _ALL, outstanding=True),
            Effect("MERIT", Recipient.INDIVIDUAL, "提请给予相应记功奖励", _ALL, outstanding=True),
        ),
        "第二十条；诚信企业只对企业类单位适用，为平台口径",
    ),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """What a ground keeps a unit or a person from."""

    name: str
    article: Article
    awards: frozenset[tuple[Level, Recipient]]


_UNITS = frozenset({(Level.DISTRICT, Recipient.UNIT), (Level.CITY, Recipient.UNIT)})
_EVERY = frozenset((level, recipient) for level in Level for recipient in Recipient)
BARS: Dated[Mapping[str, Bar]] = Dated(
    A21,
    "不得评先评优的情形",
    Entry(
        SINCE,
        {
            "CARD": Bar("当年被红牌预警", A21, _UNITS),
            "INCIDENT": Bar("当年出现取消市级资格的事件", A21, frozenset({(Level.CITY, Recipient.UNIT)})),
            "DISCIPLINE": Bar("纪检监察机关提出不宜", A21, _EVERY),
        },
        "第二十一条：红牌单位不得获评市、区两级先进单位，出现事件的取消市级资格；纪检监察意见为平台口径",
    ),
)
