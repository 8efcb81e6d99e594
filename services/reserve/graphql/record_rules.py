"""The rules of the project record in the API: what forms choose from, and the limits that entries are judged by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry

from services.reserve.domain.record.duplicates import ALIKE
from services.reserve.domain.record.industry import SECTIONS, Section
from services.reserve.domain.record.place import COUNTRY, DIVISIONS, SYSTEMS, Box, CoordinateSystem


@strawberry.type(description="行业大类 / A division of the industry classification")
class IndustryDivisionRule:
    code: str = strawberry.field(description="代码，如C26 / Code with the letter of its section")
    name: str = strawberry.field(description="名称 / Name")


@strawberry.type(description="行业门类及其大类（GB/T 4754-2017）/ A section of the industry classification")
class IndustrySectionRule:
    code: str = strawberry.field(description="门类字母 / Letter")
    name: str = strawberry.field(description="名称 / Name")
    divisions: list[IndustryDivisionRule] = strawberry.field(description="大类 / Divisions")

    @classmethod
    def of(cls, section: Section) -> Self:
        numbered = enumerate(section.divisions, start=section.first)
        divisions = [IndustryDivisionRule(code=f"{section.letter}{n:02}", name=name) for n, name in numbered]
        return cls(code=section.letter, name=section.name, divisions=divisions)


@strawberry.type(description="坐标的合理范围 / Bounds of plausible coordinates, edges included")
class CoordinateBounds:
    division: str | None = strawberry.field(description="行政区划代码，全国为空 / Division; null for the country")
    west: Decimal = strawberry.field(description="西界 / Least longitude")
    east: Decimal = strawberry.field(description="东界 / Greatest longitude")
    south: Decimal = strawberry.field(description="南界 / Least latitude")
    north: Decimal = strawberry.field(description="北界 / Greatest latitude")
    source: str = strawberry.field(description="依据 / Where they come from")

    @classmethod
    def of(cls, division: str | None, box: Box, source: str) -> Self:
        return cls(division=division, west=box.west, east=box.east, south=box.south, north=box.north, source=source)


@strawberry.type(description="项目记录的口径 / Limits that the record of a project is judged by")
class RecordRules:
    industries: list[IndustrySectionRule] = strawberry.field(description="行业门类和大类 / Industries")
    coordinate_systems: list[CoordinateSystem] = strawberry.field(
        description="接受的坐标系 / Systems that are accepted"
    )
    country: CoordinateBounds = strawberry.field(description="全国范围，超出不予登记 / Beyond it is refused")
    divisions: list[CoordinateBounds] = strawberry.field(description="区县范围，超出作提示 / Beyond it is warned of")
    duplicate_similarity: Decimal = strawberry.field(
        description="查重：名称相似度下限（含）/ Names are alike from here on"
    )
    duplicate_metres: int = strawberry.field(description="查重：相距上限（米，含）/ Places are one up to here")

    @classmethod
    def on(cls, day: date) -> Self:
        districts, alike = DIVISIONS.entry_on(day), ALIKE.on(day)
        return cls(
            industries=[IndustrySectionRule.of(s) for s in SECTIONS.on(day).values()],
            coordinate_systems=list(SYSTEMS.on(day)),
            country=CoordinateBounds.of(None, COUNTRY.on(day), COUNTRY.entry_on(day).source),
            divisions=[CoordinateBounds.of(code, box, districts.source) for code, box in districts.value.items()],
            duplicate_similarity=alike.similarity,
            duplicate_metres=alike.metres,
        )
