"""What was done to many at once, to be looked at again: conversions of a batch, reminders of a month (第四条、第六条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection
from services.chassis.reads import Key, page, sql
from services.reserve.graphql.arguments import After, First
from services.reserve.graphql.library_commands import Conversion
from services.reserve.graphql.planned_report import PlannedReminderRound
from services.reserve.store import tables
from services.reserve.store.planned.standing import of_month

Month = Annotated[date | None, strawberry.argument(description="月份（其中任一天）/ Month, by any of its days")]


@strawberry.type
class LookingBackQueries:
    @sql(description="历次批量转化及逐项结果，新的在前 / Conversions of many, row by row, the newest first (A6)")
    def conversions(self: Any, first: First = None, after: After = None) -> Connection[Conversion]:
        made = tables.Conversion
        return page(select(made), [Key(made.id, descending=True)])  # ids are ordered by time

    @sql(description="历次月报提醒，新的在前 / Reminders of monthly lists, the newest first (A4)")
    def reminder_rounds(
        self: Any, month: Month = None, first: First = None, after: After = None
    ) -> Connection[PlannedReminderRound]:
        made = tables.PlannedReminderRound
        query = select(made) if month is None else select(made).where(made.month == of_month(month))
        return page(query, [Key(made.id, descending=True)])
