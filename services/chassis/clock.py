"""The only place that asks the system for the time or for a new identifier. Everyone else is handed both."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from uuid_utils import compat

SHANGHAI = ZoneInfo("Asia/Shanghai")


def system_now() -> datetime:
    """Return the machine's present moment in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the clock


def new_id() -> UUID:
    """Return a fresh UUIDv7: unique, and ordered by time of creation."""
    return compat.uuid7()


def local_day(moment: datetime) -> date:
    """Return the official's calendar day (Asia/Shanghai) of a moment."""
    return moment.astimezone(SHANGHAI).date()


def business_moment(text: str, system: datetime) -> datetime:
    """Read a business date set from outside: a day keeps the system's time of day, a moment needs its offset.

    Raises ValueError when the text is neither, or names no year in which the platform could work.
    """
    if len(text) == len("2026-11-24"):
        moment = datetime.combine(date.fromisoformat(text), system.astimezone(SHANGHAI).timetz())
    else:
        moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not 2004 <= moment.year <= 2100:  # noqa: PLR2004 - the first year of the official calendar
        raise ValueError(f"not a business date between 2004 and 2100 with an offset: {text!r}")
    return moment.astimezone(UTC)


def new_secret() -> str:
    """Return a fresh secret of 256 bits, safe in a URL; who keeps it keeps its digest."""
    return secrets.token_urlsafe(32)
