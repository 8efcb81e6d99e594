"""The invented projects of the demo district, from a fixed seed.

With the published ones they are 60, mixed as Zhuzhou's plan of 2024 (industry 358, infrastructure 123, social 65,
ecology 24 of 570).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import exp, log
from random import Random

from infra.demo import ideas
from infra.demo.ideas import Idea
from infra.demo.project import STEP, DemoProject, Stage, funds_of, whole
from infra.demo.units import TOWNS

SEED = 430211
CITY_LEVEL_FROM = Decimal(100_000)
CONFIRMED_SHARE = 0.1  # of enterprise projects; the others are filed
_S = Stage


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One category: what is built, for how much, the year's share of it, how far it goes, and what the sheet holds."""

    category: str
    named: tuple[tuple[Idea, str], ...]
    government: bool
    range: tuple[int, int]
    yearly: Decimal
    stages: tuple[tuple[Stage, int], ...]
    in_sheet: tuple[tuple[Stage, int], ...] = ()


def _plain(of: tuple[Idea, ...]) -> tuple[tuple[Idea, str], ...]:
    return tuple((idea, "") for idea in of)


KINDS = (
    Kind(
        category="INDUSTRY",
        named=tuple((idea, plan) for plan in ideas.MAKER_PLANS for idea in ideas.MAKERS),
        government=False,
        range=(6_000, 300_000),
        yearly=Decimal("0.256"),
        stages=(
            (_S.CONTINUING, 6),
            (_S.NEW_START, 7),
            (_S.ONE_YEAR, 2),
            (_S.PRELIMINARY, 4),
            (_S.THREE_YEAR, 5),
            (_S.FIVE_YEAR, 7),
            (_S.REGISTERED, 5),
        ),
        in_sheet=((_S.ONE_YEAR, 2), (_S.THREE_YEAR, 5), (_S.FIVE_YEAR, 3), (_S.REGISTERED, 3)),
    ),
    Kind(
        category="INFRASTRUCTURE",
        named=_plain(ideas.WORKS),
        government=True,
        range=(8_000, 200_000),
        yearly=Decimal("0.188"),
        stages=((_S.CONTINUING, 2), (_S.NEW_START, 2), (_S.PRELIMINARY, 2), (_S.FIVE_YEAR, 2), (_S.REGISTERED, 1)),
        in_sheet=((_S.FIVE_YEAR, 2), (_S.REGISTERED, 1)),
    ),
    Kind(
        category="SOCIAL",
        named=_plain(ideas.SOCIAL),
        government=True,
        range=(6_000, 90_000),
        yearly=Decimal("0.179"),
        stages=(
            (_S.CONTINUING, 1),
            (_S.NEW_START, 2),
            (_S.PRELIMINARY, 1),
            (_S.THREE_YEAR, 1),
            (_S.FIVE_YEAR, 1),
            (_S.REGISTERED, 1),
        ),
        in_sheet=((_S.NEW_START, 1), (_S.THREE_YEAR, 1), (_S.FIVE_YEAR, 1), (_S.REGISTERED, 1)),
    ),
    Kind(
        category="ECOLOGY",
        named=_plain(ideas.ECOLOGY),
        government=True,
        range=(8_000, 60_000),
        yearly=Decimal("0.447"),
        stages=((_S.CONTINUING, 1),),
    ),
)


def invented(seed: int = SEED) -> tuple[DemoProject, ...]:
    """Make the invented projects; the same seed makes the same ones."""
    rng = Random(seed)  # noqa: S311 - nothing here is secret
    made: list[DemoProject] = []
    for kind in KINDS:
        left = dict(kind.in_sheet)
        stages = [stage for stage, count in kind.stages for _ in range(count)]
        for (idea, plan), stage in zip(kind.named, stages, strict=True):
            left[stage] = left.get(stage, 0) - 1
            made.append(_project(rng, len(made) + 1, idea, plan, kind, stage, in_sheet=left[stage] >= 0))
    return tuple(made)


def _project(
    rng: Random, number: int, idea: Idea, plan: str, kind: Kind, stage: Stage, *, in_sheet: bool
) -> DemoProject:
    total = _amount(rng, kind.range)
    start, finish = _timing(rng, stage)
    government = kind.government and idea.owner != "power"  # the power company invests its own money
    words = _words(rng, idea, total)
    return DemoProject(
        key=f"made-{number:02d}",
        name=f"示例{idea.name}{plan}",
        owner=idea.owner,
        town=TOWNS[number % len(TOWNS)],
        authority=idea.authority,
        category=kind.category,
        level="CITY" if total >= CITY_LEVEL_FROM else "DISTRICT",
        industry_code=idea.code,
        government=government,
        route="APPROVAL" if government else "CONFIRMATION" if rng.random() < CONFIRMED_SHARE else "FILING",
        stage=stage,
        total=total,
        annual=_annual(rng, total, kind, stage),
        funds=funds_of(total, rng.random(), government=government),
        start=start,
        finish=finish,
        function=idea.function,
        scale=idea.scale.format(**words),
        content=f"{idea.content}（本项目为演示虚构）",
        construction_mode="改扩建" if "扩建" in idea.name or "改造" in idea.name else "新建",
        fund_use="建筑安装工程、设备购置及工程建设其他费用",
        benefit=idea.benefit.format(**words),
        longitude=Decimal(113) + Decimal(int(2_000 * rng.random())) / 10_000,
        latitude=Decimal("27.7") + Decimal(int(2_000 * rng.random())) / 10_000,
        project_code=_code(number, start, government=government) if stage.built else None,
        in_sheet=in_sheet,
    )


def _words(rng: Random, idea: Idea, total: Decimal) -> dict[str, str]:
    size = total * idea.size_per_wan
    size = size.quantize(Decimal(1)) if size < STEP else whole(size)
    return {
        "size": f"{size:f}",
        "jobs": str(40 + int(400 * rng.random())),
        "served": str(1000 * (5 + int(60 * rng.random()))),
        "revenue": f"{whole(total * Decimal('1.3')):f}",
    }


def _amount(rng: Random, bounds: tuple[int, int]) -> Decimal:
    """Draw an investment: small ones are common, and large ones rare."""
    smallest, largest = (log(b) for b in bounds)
    where = (rng.random() + rng.random() + rng.random()) / 3
    return whole(Decimal(int(exp(smallest + (largest - smallest) * where))))


def _annual(rng: Random, total: Decimal, kind: Kind, stage: Stage) -> Decimal:
    """Draw the year's investment around the category's share; preliminary work costs little."""
    share = kind.yearly * Decimal(round(60 + 80 * rng.random())) / 100
    return max(STEP, whole(total * share / (10 if stage is Stage.PRELIMINARY else 1)))


_STARTS = {  # first and last year of the planned start; of the others after the plan's three years
    Stage.CONTINUING: (2025, 2026),
    Stage.NEW_START: (2027, 2027),
    Stage.ONE_YEAR: (2027, 2027),
    Stage.PRELIMINARY: (2028, 2028),
    Stage.THREE_YEAR: (2028, 2028),
}


def _timing(rng: Random, stage: Stage) -> tuple[date, date]:
    first, last = _STARTS.get(stage, (2029, 2030))
    year = first + int((last - first + 1) * rng.random())
    start = date(year, 1 + int(9 * rng.random()), 1)
    years = int(2 * rng.random())
    return start, date((2028 if stage is Stage.CONTINUING else year + 2) + years, 12, 31)


def _code(number: int, start: date, *, government: bool) -> str:
    """Write a project code of the right form with a serial number far above those that platforms give out."""
    return f"{start.year % 100:02d}{start.month:02d}-430211-04-{'01' if government else '05'}-99{number:04d}"
