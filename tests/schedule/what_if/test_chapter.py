"""The guide's chapter on tasks and what-if says what happens: every example of it is run on the real service."""

from __future__ import annotations

from pathlib import Path

from tests.harness.guide import read
from tests.harness.walk import Door, Walk

CHAPTER = "guide-schedule/02-tasks-and-what-if.md"


async def test_every_example_answers_as_the_chapter_says(api):
    text = (Path(__file__).parents[3] / "docs" / CHAPTER).read_text(encoding="utf-8")
    guide = read(text, CHAPTER)

    def headers(who):
        return {"authorization": api.issuer.header(who)}

    async def look(document, variables, *, as_, on):
        asked = {"query": document, "variables": variables}
        answer = await api.http.post("/graphql", json=asked, headers=headers(as_) | {"x-business-date": str(on)})
        return answer.json()

    await Walk(api.raw, guide, look=look, tell=api.consume, door=Door(api.http, "", headers)).through()
