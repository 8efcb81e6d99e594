"""Whether the facts of a period are all here (A19)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from services.assessment.domain.fact import completeness as rules
from services.assessment.domain.fact.completeness import OfService
from services.assessment.domain.period import read_period
from services.assessment.graphql.arguments import Year
from services.assessment.store import completeness
from services.chassis.graphql import Info
from services.law.breach import Refusal


@strawberry.type(description="一类事件的收取情况 / Events of one type: told of, and here")
class EventTypeCompleteness:
    type: str = strawberry.field(description="事件类型 / Type of the events")
    told: int = strawberry.field(description="来源服务清点的件数 / How many the service has put out")
    applied: int = strawberry.field(description="已处理 / How many were applied here")
    parked: int = strawberry.field(description="未能处理、待运维处置 / How many could not be applied so far")
    set_aside: int = strawberry.field(
        description="运维决定不再处理（理由留痕）/ How many were given up, for a reason on record"
    )
    missing: int = strawberry.field(description="未到 / How many are still missing")


@strawberry.type(description="一个来源服务的收取情况 / One service: up to when it told, and what is missing")
class ServiceCompleteness:
    service: str = strawberry.field(description="来源服务 / The service")
    told_through: datetime | None = strawberry.field(
        description="清点截至，从未清点为空 / Up to which moment it told how many events there are"
    )
    covers_period: bool = strawberry.field(description="清点是否已过期末 / Whether that is after the period's end")
    missing: int = strawberry.field(description="未到件数 / How many events are missing")
    parked: int = strawberry.field(description="未能处理件数 / How many could not be applied so far")
    types: list[EventTypeCompleteness] = strawberry.field(description="按事件类型 / By type")


@strawberry.type(description="某考核期事实是否收齐 / Whether the facts of a period are all here (A19)")
class PeriodCompleteness:
    year: int = strawberry.field(description="年度 / Year")
    quarter: int | None = strawberry.field(description="季度，年度考核为空 / Quarter, null for the whole year")
    complete: bool = strawberry.field(description="是否收齐 / Whether nothing is missing")
    gaps: list[str] = strawberry.field(description="缺什么 / What is missing, in words")
    services: list[ServiceCompleteness] = strawberry.field(description="各来源服务 / By service")


@strawberry.type
class CompletenessQueries:
    @strawberry.field(
        description="本区划某考核期的事实是否收齐：各来源服务清点到何时、应到、已处理、未到 / "
        "Whether the facts of a period are all here: told of, applied and missing by service"
    )
    async def period_completeness(
        self,
        info: Info,
        year: Year,
        quarter: Annotated[
            int | None, strawberry.argument(description="季度（1–4），不填为全年 / Quarter; the whole year when absent")
        ] = None,
    ) -> PeriodCompleteness | None:
        period = read_period(year, quarter)
        if isinstance(period, Refusal):
            return None
        async with info.context.reading() as session:
            found = await completeness.of_division(session, info.context.caller)
        gaps = rules.gaps(found, period)
        return PeriodCompleteness(
            year=year,
            quarter=quarter,
            complete=not gaps,
            gaps=[gap.words for gap in gaps],
            services=[_service(of, covers=of.covers(period)) for of in found],
        )


def _service(of: OfService, *, covers: bool) -> ServiceCompleteness:
    return ServiceCompleteness(
        service=of.service,
        told_through=of.through,
        covers_period=covers,
        missing=of.missing,
        parked=of.parked,
        types=[
            EventTypeCompleteness(
                type=each.type,
                told=each.told,
                applied=each.applied,
                parked=each.parked,
                set_aside=each.set_aside,
                missing=each.missing,
            )
            for each in of.types
        ],
    )
