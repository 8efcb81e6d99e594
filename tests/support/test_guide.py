"""docs/guide-support says what happens: every example is run on the real service, nothing that can be done is left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from graphql import parse
from pydantic import SecretStr

from services.chassis.main import permissions
from services.support.app import SERVICE
from tests.harness.guide import Guide, read
from tests.harness.walk import Door, Walk

DOCS = Path(__file__).parents[2] / "docs"
CHAPTERS = sorted((DOCS / "guide-support").glob("*.md"))
TEXT = "\n".join(chapter.read_text(encoding="utf-8") for chapter in CHAPTERS)


@pytest.fixture(scope="module")
def guide() -> Guide:
    return read(TEXT, "guide-support")


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)
async def test_every_example_answers_as_the_guide_says(service_api, chapter, tmp_path):
    files = {"files": tmp_path.as_uri(), "files_link_key": SecretStr("a key of tests that signs links to files")}
    support = await service_api("support", **files)

    def headers(who):
        return {"authorization": support.issuer.header(who)}

    async def tell(type_: str, data: Any) -> None:
        await support.consume(type_, data)

    guide = read(chapter.read_text(encoding="utf-8"), f"guide-support/{chapter.name}")
    await Walk(support.raw, guide, tell=tell, door=Door(support.http, "", headers)).through()


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
    named = re.findall(r"\(guide-support/([\w-]+\.md)\)", (DOCS / "guide-support.md").read_text(encoding="utf-8"))
    assert sorted(named) == [chapter.name for chapter in CHAPTERS]
