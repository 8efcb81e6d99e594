"""第二十二条: a project of a higher level keeps the higher level's rules, and enjoys the district's treatment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.article import Article
from services.law.catalogue import lookup
from services.law.dated import Dated, Entry
from services.reserve.domain.terms import Level

A22 = Article(22)
LEVEL_NAMES = {Level.DISTRICT: "区级", Level.CITY: "市级", Level.PROVINCE: "省级", Level.NATIONAL: "国家级"}

OWN_RULES = Dated(
    A22,
    "各级重点项目所执行的管理规定",
    Entry(
        date.min,
        {
            Level.DISTRICT: "《株洲高新区（天元区）重点项目管理办法》",
            Level.CITY: "《株洲市重点项目管理办法》",
            Level.PROVINCE: "《湖南省省重点建设项目管理规定》",
            Level.NATIONAL: "国家关于重点建设项目的管理规定",
        },
        "第一条、第二十二条",
    ),
)

DISTRICT_TREATMENT = Dated(
    A22,
    "区重点项目待遇（服务保障各条）",
    Entry(
        date.min,
        (
            Article(13),
            Article(14),
            Article(15),
            *(Article(16, n) for n in (1, 2, 3)),
            *(Article(17, n) for n in (1, 2, 3, 4, 5, 6)),
        ),
        "第四章“服务保障”、第二十二条",
    ),
)


@dataclass(frozen=True, slots=True)
class Applied:
    """One clause that a project enjoys."""

    article: Article
    summary: str


@dataclass(frozen=True, slots=True)
class Treatment:
    """By which rules a project is managed, and what it enjoys of the district's."""

    level: Level
    own_rules: str
    explanation: str
    applied: tuple[Applied, ...]


def treatment(level: Level, on: date) -> Treatment:
    """第二十二条: say which rules hold for a project of this level."""
    own = OWN_RULES.on(on)[level]
    name = LEVEL_NAMES[level]
    explanation = f"{name}重点项目执行{own}" + ("" if level is Level.DISTRICT else "，同时享受区重点项目待遇")
    enjoyed = tuple(Applied(a, lookup(a).summary) for a in DISTRICT_TREATMENT.on(on))
    return Treatment(level, own, explanation, enjoyed)
