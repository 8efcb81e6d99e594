"""Which incidents and commendations are recorded, in which grades, and which of them bar awards of the city: dated, cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.assessment.domain.rulebook import SINCE
from services.law.article import Article
from services.law.dated import Dated, Entry

A20, A21 = Article(20), Article(21)


@dataclass(frozen=True, slots=True)
class Grade:
    """How grave an incident was, or on which level a commendation was given."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of incident or commendation, with its grades from the lowest to the highest."""

    code: str
    name: str
    grades: tuple[Grade, ...]

    def grade(self, code: str) -> Grade | None:
        """Return the grade of this code."""
        return next((grade for grade in self.grades if grade.code == code), None)

    def reaches(self, code: str, least: str) -> bool:
        """Whether a grade is the least one named, or above it."""
        order = [grade.code for grade in self.grades]
        return code in order and order.index(code) >= order.index(least)


_SEVERITY = (
    Grade("GENERAL", "一般"),
    Grade("CONSIDERABLE", "较大"),
    Grade("MAJOR", "重大"),
    Grade("EXTRAORDINARY", "特别重大"),
)
_LEVEL = (Grade("DISTRICT", "区级"), Grade("CITY", "市级"), Grade("PROVINCE", "省级"), Grade("NATION", "国家级"))

INCIDENTS: Dated[tuple[Matter, ...]] = Dated(
    A21,
    "记录在案的事件",
    Entry(
        SINCE,
        (
            Matter("QUALITY", "工程质量问题", _SEVERITY),
            Matter("SAFETY", "安全生产事故", _SEVERITY),
            Matter("PUBLIC_OPINION", "负面舆情", _SEVERITY),
        ),
        "第二十一条列举的三类；等级为平台口径，参照生产安全事故的四级",
    ),
)

COMMENDATIONS: Dated[tuple[Matter, ...]] = Dated(
    A20,
    "记录在案的表扬等加分事项",
    Entry(
        SINCE,
        (
            Matter("PRAISE", "通报表扬", _LEVEL),
            Matter("EXPERIENCE", "经验推广", _LEVEL),
            Matter("ACHIEVEMENT", "在上级排名评比中取得成绩", _LEVEL),
        ),
        "第二十条：结合项目建设在全市取得的成绩；事项和层级为平台口径",
    ),
)

# for each kind of incident, the least grade that bars awards of the city; a kind not named bars none
CITY_BARRED_FROM: Dated[Mapping[str, str]] = Dated(
    A21,
    "取消市级评先评优资格的事件及其最低等级",
    Entry(
        SINCE,
        {"QUALITY": "GENERAL", "SAFETY": "GENERAL", "PUBLIC_OPINION": "MAJOR"},
        "第二十一条：质量问题、安全事故不论等级，负面舆情限于重大的",
    ),
)
