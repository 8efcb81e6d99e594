"""What comes of services, as a request shows it: refunds, contacts with the city, permitted periods (第十七条（三）（六）)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry
from sqlalchemy import select

from services.chassis.reads import column, table
from services.support.store import tables


@strawberry.type(
    description="一笔退付（万元）；负数为冲销误记 / A sum paid back; a negative one takes back a mistake (A17.6)"
)
@table(tables.RefundPayment)
class RefundPayment:
    seq: int = strawberry.field(description="序号 / Number")
    amount: Decimal = strawberry.field(description="金额（万元）/ Amount")
    paid_on: date = strawberry.field(description="退付日 / Day on which it was paid")
    voucher: str = strawberry.field(description="凭证号 / Number of the voucher")
    note: str = strawberry.field(description="说明 / Note")
    recorded_at: datetime = column("at", description="登记时间 / When it was recorded")
    recorded_by: str = column("actor_name", description="登记人 / Who recorded it")


@strawberry.type(description="一次对接 / One contact with a bureau of the city (A17.6)")
@table(tables.CityContact)
class CityContact:
    seq: int = strawberry.field(description="序号 / Number")
    contacted_on: date = strawberry.field(description="对接日期 / Day")
    contacted: str = strawberry.field(description="对接部门 / Which bureau")
    text: str = column("said", description="对接情况 / What was said")
    next_on: date | None = strawberry.field(description="下次对接日期 / Day of the next contact")
    recorded_at: datetime = column("at", description="登记时间 / When it was recorded")
    recorded_by: str = column("actor_name", description="登记人 / Who recorded it")


@strawberry.type(description="批准期限；最后登记的有效 / The period that is permitted; the last one holds (A17.3)")
@table(tables.PermittedPeriod)
class PermittedPeriod:
    seq: int = strawberry.field(description="序号 / Number")
    since: date = strawberry.field(description="起 / First day")
    until: date = strawberry.field(description="止 / Last day")
    note: str = strawberry.field(description="说明 / Note")
    recorded_at: datetime = column("at", description="登记时间 / When it was recorded")
    recorded_by: str = column("actor_name", description="登记人 / Who recorded it")


def of_request(lines: Any, request: Any) -> Any:
    """Select what hangs on a request, in order."""
    return select(lines).where(lines.request_id == request.id).order_by(lines.seq)
