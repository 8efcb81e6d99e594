"""The chapters of the story, in order. Each begins where the one before has ended, on one platform."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.e2e.chapters import application, land, plan, quarter, schedule
from tests.e2e.story import Story

CHAPTERS: dict[str, Callable[[Story], Awaitable[None]]] = {
    "application": application.tell,
    "plan": plan.tell,
    "schedule": schedule.tell,
    "land": land.tell,
    "quarter": quarter.tell,
}
LAST = "quarter"


async def tell(story: Story, until: str = LAST) -> None:
    """Tell the story to the end of this chapter; what has been told is not told again."""
    names = list(CHAPTERS)
    for name in names[: names.index(until) + 1]:
        if name in story.told:
            continue
        assert story.under_way is None, f"the story broke off in its chapter {story.under_way}"
        story.under_way = name
        await CHAPTERS[name](story)
        story.told.append(name)
        story.under_way = None
