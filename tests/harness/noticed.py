"""A notice that was read, a kind that was muted and an address of a calendar, for tests that ask for all there is."""

from __future__ import annotations

from datetime import date

from tests.harness.api import Api
from tests.harness.people import Person


async def with_notices(api: Api, service: str, who: Person, on: date, *, muted: str) -> None:
    """Let a person read the newest notice, mute a kind and subscribe; service: its name as types carry it."""
    field, unread = f"{service.lower()}Notices", "unread { totalCount }"
    seen = await api(
        f"{{ {field}(first: 1, filter: {{ past: true }}) {{ edges {{ node {{ id }} }} }} }}", as_=who, on=on
    )
    ids = [e["node"]["id"] for e in seen[field]["edges"]]
    read = (f"mark{service}NoticesRead", "MarkNoticesReadInput", unread, who, on)
    mute = (f"mute{service}Notices", "MuteNoticesInput", unread, who, on)
    subscribe = (f"create{service}CalendarAddress", "CreateCalendarAddressInput", "path", who, on)
    for done in (
        await api.do(*read, noticeIds=ids),
        await api.do(*mute, kind=muted, muted=True),
        await api.do(*subscribe, label="示例桌面日历"),
    ):
        assert done["userErrors"] == [], done["userErrors"]
