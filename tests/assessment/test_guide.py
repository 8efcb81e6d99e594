"""docs/guide-assessment says what happens: every example is run on the real service, nothing that can be done is left out."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from graphql import parse
from pydantic import SecretStr

from services.assessment.app import SERVICE
from services.chassis.main import permissions
from tests.harness.guide import Guide, read
from tests.harness.walk import Door, Walk

DOCS = Path(__file__).parents[2] / "docs"
CHAPTERS = sorted((DOCS / "guide-assessment").glob("*.md"))
MORNING = time(2)  # ten o'clock in Shanghai
TEXT = "\n".join(chapter.read_text(encoding="utf-8") for chapter in CHAPTERS)


@pytest.fixture(scope="module")
def guide() -> Guide:
    return read(TEXT, "guide-assessment")


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)
async def test_every_example_answers_as_the_guide_says(service_api, chapter, tmp_path):
    files = {"files": tmp_path.as_uri(), "files_link_key": SecretStr("a key of tests that signs links to files")}
    assessment = await service_api("assessment", **files)

    def headers(who):
        return {"authorization": assessment.issuer.header(who)}

    async def tell(type_: str, data: Any, on: date) -> None:
        await assessment.consume(type_, data, at=datetime.combine(on, MORNING, UTC))

    guide = read(chapter.read_text(encoding="utf-8"), f"guide-assessment/{chapter.name}")
    await Walk(assessment.raw, guide, tell_on=tell, door=Door(assessment.http, "", headers)).through()


def test_all_that_can_be_done_and_asked_is_in_an_example(guide):
    roots = {"mutation": "Mutation", "query": "Query"}
    run = {
        f"{roots[operation.operation.value]}.{field.name.value}"
        for example in guide.examples
        if example.document
        for operation in parse(example.document).definitions
        for field in operation.selection_set.selections
    }
    assert {n for n in permissions(SERVICE) if not n.startswith("Subscription.")} - run == set()


def test_every_chapter_is_in_the_guides_table():
    named = re.findall(r"\(guide-assessment/([\w-]+\.md)\)", (DOCS / "guide-assessment.md").read_text(encoding="utf-8"))
    assert sorted(named) == [chapter.name for chapter in CHAPTERS]
