"""An address of a calendar, a notice that was read and a kind that was muted, for tests that ask for all there is."""

from __future__ import annotations

from tests.schedule.life import TODAY, Life


async def with_todo(life: Life) -> None:
    """Let the authority subscribe, read what it was told and mute a kind."""
    api, who = life.api, life.authority
    done = await api.do(
        "createCalendarAddress",
        "CreateCalendarAddressInput",
        "calendarAddress { id }",
        who,
        TODAY,
        label="示例桌面日历",
    )
    assert done["userErrors"] == [], done["userErrors"]
    seen = await api("{ notices(first: 1) { edges { node { id } } } }", as_=life.owner, on=TODAY)
    ids = [e["node"]["id"] for e in seen["notices"]["edges"]]
    read = "unread { totalCount }"
    done = await api.do("markNoticesRead", "MarkNoticesReadInput", read, life.owner, TODAY, noticeIds=ids)
    assert done["userErrors"] == [], done["userErrors"]
    done = await api.do("muteNotices", "MuteNoticesInput", read, life.owner, TODAY, kind="list.published", muted=True)
    assert done["userErrors"] == [], done["userErrors"]
