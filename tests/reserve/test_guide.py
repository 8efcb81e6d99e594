"""docs/guide-reserve.md says what happens: every example is run on the real service, nothing that can be done is left out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from graphql import parse
from pydantic import SecretStr

from services.chassis.main import permissions
from services.law.parties import Role
from services.reserve.app import SERVICE
from tests.harness.guide import Guide, GuideFault, read
from tests.harness.walk import Door, Walk, differences

TEXT = (Path(__file__).parents[2] / "docs" / "guide-reserve.md").read_text(encoding="utf-8")
EXAMPLE = """
> **例 1.1** · 谁 / as `OWNER` · 日 / on `2026-10-12`
```graphql
query Q($id: UUID!) { project(id: $id) { name } }
```
```json
{"id": "{{project.id}}"}
```
```json
{"project": {"name": "…"}}
```
"""


@pytest.fixture(scope="module")
def guide() -> Guide:
    return read(TEXT)


async def test_every_example_answers_as_the_guide_says(service_api, guide, tmp_path):
    files = {"files": tmp_path.as_uri(), "files_link_key": SecretStr("a key of tests that signs links to files")}
    reserve = await service_api("reserve", parts="web,jobs", **files)

    def headers(who):
        return {"authorization": reserve.issuer.header(who)}

    async def look(document, variables, *, as_, on):
        asked = {"query": document, "variables": variables}
        answer = await reserve.http.post("/graphql", json=asked, headers=headers(as_) | {"x-business-date": str(on)})
        return answer.json()

    await Walk(reserve.raw, guide, look=look, door=Door(reserve.http, "", headers)).through()


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


def test_the_table_of_roles_says_what_the_service_permits():
    table = TEXT.partition("\n## 谁可以做什么")[2].partition("\n## ")[0]
    said = [line for line in table.split("\n") if line.startswith("| ") and "`" in line]
    assert said == rows(permissions(SERVICE))


def rows(permitted: dict[str, list[str]]) -> list[str]:
    """Write the rows of the guide's table: commands with the same roles together, and queries that not everyone may ask."""
    together: dict[tuple[str, ...], list[str]] = {}
    for name, roles in sorted(permitted.items()):
        if name.startswith("Mutation.") or len(roles) < len(Role):
            together.setdefault(tuple(roles), []).append(name.removeprefix("Mutation."))
    written = {_roles(roles): ", ".join(f"`{n}`" for n in names) for roles, names in together.items()}
    return [f"| {who} | {what} |" for who, what in sorted(written.items(), key=lambda row: (len(row[0]), row[0]))]


def _roles(roles: tuple[str, ...]) -> str:
    others = [r.value for r in Role if r.value not in roles]
    if not others:
        return "各身份 / all"
    if len(others) < len(roles):
        return "各身份，除 / all but " + ", ".join(f"`{r}`" for r in others)
    return ", ".join(f"`{r}`" for r in roles)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (EXAMPLE.replace('```json\n{"id"', '```text\n{"id"'), "2 JSON blocks wanted, 1 found"),
        (EXAMPLE + EXAMPLE, "number used twice"),
        (EXAMPLE.replace("> **例", "> 例"), "is no line of the notation"),
        (EXAMPLE.partition("```")[1] + EXAMPLE.partition("```")[2], "block belongs to no example"),
        (EXAMPLE.replace("on `2026-10-12`", "on `2026-10-12` · 操作 / operation 9.9"), "no example 9.9 before it"),
        (EXAMPLE + "```graphql\n{ viewer { id } }\n```\n", "a second operation"),
    ],
)
def test_what_the_reader_does_not_understand_it_does_not_pass_over(text, told):
    with pytest.raises(GuideFault, match=told):
        read(text)


@pytest.mark.parametrize(
    ("kept", "answered", "told"),
    [
        ({}, "甲", "unknown: project.id"),
        ({"project": {"id": 1}}, None, "expected '…', answered None"),
        ({"project": {"id": 1}}, "甲", None),
    ],
)
async def test_an_unknown_placeholder_and_another_answer_are_faults(kept, answered, told):
    async def ask(document, variables, **_):
        return {"data": {"project": {"name": answered}}}

    walk = Walk(ask, read(EXAMPLE), kept)
    if told is None:
        assert await walk.run(walk.guide.examples[0]) == {"data": {"project": {"name": "甲"}}}
    else:
        with pytest.raises(GuideFault, match=told):
            await walk.through()


async def test_a_refusal_that_the_guide_does_not_show_is_a_fault():
    async def ask(document, variables, **_):
        return {"data": {"project": {"name": "甲", "userErrors": [{"code": "X"}]}}}

    with pytest.raises(GuideFault, match="refused, and the guide does not say so"):
        await Walk(ask, read(EXAMPLE), {"project": {"id": 1}}).through()


def test_examples_that_the_text_points_to_are_there(guide):
    pointed = re.findall(r"(?:例|example|operation) (\d+\.\d+)", TEXT)
    assert set(pointed) - {e.number for e in guide.examples} == set()


def test_examples_speak_for_roles_that_people_have_and_days_do_not_run_backwards_in_a_chapter(guide):
    assert {e.role for e in guide.examples} <= {r.value for r in Role}
    last: dict[str, date] = {}
    for example in guide.examples:
        chapter = example.number.partition(".")[0]
        assert example.day >= last.get(chapter, date.min), replace(example, blocks=[])
        last[chapter] = example.day


@pytest.mark.parametrize(
    ("expected", "answer", "same"),
    [
        ([1, "…"], [1, 2, 3], True),
        ([1], [1, 2], False),
        ([1, 2, "…"], [1], False),
        ({"a": None}, {"a": None, "b": 1}, True),
        ({"a": "…"}, {"a": None}, False),
        ({"a": {}}, {"a": []}, False),
    ],
)
def test_an_answer_may_have_more_fields_and_not_other_items(expected, answer, same):
    assert (differences(expected, answer) == "") is same
