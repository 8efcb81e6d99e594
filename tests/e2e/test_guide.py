"""docs/guide-reserve.md through the gateway, on the whole platform: what front ends see is what the guide shows."""

from __future__ import annotations

from pathlib import Path

from tests.harness.guide import read
from tests.harness.live import Live
from tests.harness.walk import Door, Walk


async def test_every_example_of_the_guide_answers_the_same_through_the_gateway(live: Live):
    text = (Path(__file__).parents[2] / "docs" / "guide-reserve.md").read_text(encoding="utf-8")
    door = Door(live.http, live.running.services["reserve"], lambda who: live.headers(who, None))
    await Walk(live.raw, read(text), door=door).through()
