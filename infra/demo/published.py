"""The published projects: facts as the press reported them (published_projects.csv, with sources), completed for the demo.

What the press did not report is invented and says so; the owners are invented. All days are moved three years on, so
that the Songjing project, begun in 2024, is one of the plan of 2027.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from infra.demo.project import DemoProject, Stage, funds_of
from infra.demo.projects import invented
from services.law.money import wan_from_yi

FACTS = Path(__file__).with_name("published_projects.csv")
SONGJING = "攸县松井汽车涂料建设项目"
MOVED_YEARS = 3


@dataclass(frozen=True)
class _Completion:
    """What the demo adds to the reported facts."""

    key: str
    stage: Stage
    annual: int
    start: date
    finish: date
    owner: str
    town: str
    authority: str
    industry_code: str
    level: str
    place: tuple[str, str]


_C = Stage.CONTINUING
_COMPLETED: dict[str, _Completion] = {
    SONGJING: _Completion(
        "songjing", Stage.NEW_START, 80_000, date(2027, 3, 1), date(2030, 12, 31),
        "songjing", "tongwan", "industry", "C2641", "CITY", ("113.0921", "27.8163"),
    ),
    "株洲铁路综合物流基地建设项目（株洲北站至喻家坪走行线及货运站改造）": _Completion(
        "logistics", Stage.NEW_START, 25_000, date(2027, 1, 1), date(2029, 12, 31),
        "published", "zhanglin", "transport", "E4811", "CITY", ("113.1205", "27.8841"),
    ),
    "枫溪湿地修复工程": _Completion(
        "wetland", Stage.NEW_START, 16_500, date(2027, 1, 1), date(2028, 12, 31),
        "published", "boxi", "water", "N7719", "DISTRICT", ("113.1377", "27.7712"),
    ),
    "建宁大桥西桥头南北辅道": _Completion(
        "ramps", _C, 3_800, date(2025, 9, 1), date(2027, 1, 31),
        "published", "guiyuan", "transport", "E4813", "DISTRICT", ("113.1089", "27.8295"),
    ),
    "湖南清水塘老工业区产业新城整体开发PPP项目": _Completion(
        "newtown", _C, 120_000, date(2022, 9, 1), date(2028, 12, 31),
        "published", "zhanglin", "housing", "E4790", "CITY", ("113.0713", "27.8922"),
    ),
    "长株潭先进硬质材料产业园": _Completion(
        "carbide", _C, 150_000, date(2024, 6, 1), date(2029, 10, 31),
        "published", "zhuting", "industry", "C3240", "PROVINCE", ("113.1468", "27.7988"),
    ),
    "韶山至井冈山红色旅游铁路（株洲段）": _Completion(
        "railway", Stage.COMPLETED, 0, date(2022, 3, 1), date(2024, 6, 30),
        "published", "boxi", "transport", "E4811", "CITY", ("113.1544", "27.7406"),
    ),
}  # fmt: skip


def published() -> tuple[DemoProject, ...]:
    """Read the facts and complete them."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        return tuple(_completed(row) for row in csv.DictReader(file))


def _completed(row: dict[str, str]) -> DemoProject:
    more = _COMPLETED[row["name"]]
    total = wan_from_yi(Decimal(row["total_investment_yi"]))
    government = row["category"] != "industry"
    annual = row["annual_investment_yi"]
    longitude, latitude = more.place
    return DemoProject(
        key=more.key,
        name=row["name"],
        owner=more.owner,
        town=more.town,
        authority=more.authority,
        category=row["category"].upper(),
        level=more.level,
        industry_code=more.industry_code,
        government=government,
        route="APPROVAL" if government else "FILING",
        stage=more.stage,
        total=total,
        annual=wan_from_yi(Decimal(annual)) if annual else Decimal(more.annual),
        funds=funds_of(total, 0.5, government=government),
        start=_moved(row["start"], end=False) or more.start,
        finish=_moved(row["completion"], end=True) or more.finish,
        function="公开报道的重点项目（演示）",
        scale=row["content"],
        content="；".join(_said(row)),
        construction_mode="新建",
        fund_use="建筑安装工程、设备购置及工程建设其他费用",
        benefit="公开报道未载明，演示从略",
        longitude=Decimal(longitude),
        latitude=Decimal(latitude),
    )


def _said(row: dict[str, str]) -> Iterator[str]:
    """Say what is fact, from where, and what is invented."""
    yield row["content"]
    yield f"事实来源：{row['source']}"
    lacking = [
        label
        for column, label in (("annual_investment_yi", "年度投资"), ("start", "开工时间"), ("completion", "完工时间"))
        if not row[column]
    ]
    if lacking:
        yield f"{'、'.join(lacking)}公开报道未载明，为演示虚构"
    yield f"业主、资金来源、位置为虚构占位；时间按公开报道后移{MOVED_YEARS}年"


def _moved(written: str, *, end: bool) -> date | None:
    """Read a year or a month, three years later; of a span its last day where an end is meant."""
    if not written:
        return None
    year, _, month = written.partition("-")
    number = int(month) if month else (12 if end else 1)
    first = date(int(year) + MOVED_YEARS, number, 1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if end else first


def all_projects() -> tuple[DemoProject, ...]:
    """Return every project of the demo, the Songjing project first."""
    return (*published(), *invented())
