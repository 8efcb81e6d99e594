"""The one document of all events: it holds together, and says of producers and consumers what they are."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from functools import reduce
from typing import Any

import pytest

from services.chassis.contracts import asyncapi, page
from services.chassis.events import Envelope
from services.chassis.service import Service

NAMES = ("reserve", "schedule", "support", "assessment")
SERVICES: list[Service] = [importlib.import_module(f"services.{n}.app").SERVICE for n in NAMES]
PUBLISHED = {p.TYPE for s in SERVICES for p in s.published}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return asyncapi(SERVICES)


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def found(document: dict[str, Any], reference: str) -> Any:
    return reduce(lambda part, name: part[name], reference.removeprefix("#/").split("/"), document)


def test_every_reference_leads_somewhere(document):
    told = set(references(document))
    assert len(told) > len(PUBLISHED)
    for reference in told:
        assert found(document, reference) is not None


def test_a_reference_that_leads_nowhere_would_be_found(document):
    with pytest.raises(KeyError):
        found(document, "#/components/schemas/reserve.Nothing")


def test_names_are_such_as_the_specification_allows(document):
    components = document["components"]
    for name in (*components["messages"], *components["schemas"], *document["operations"]):
        assert re.fullmatch(r"[A-Za-z0-9._-]+", name), name


def test_every_published_event_is_a_message_of_its_owners_channel_and_sent_by_its_owner(document):
    assert set(document["components"]["messages"]) == PUBLISHED
    for service in SERVICES:
        own = {p.TYPE for p in service.published}
        assert set(document["channels"][f"{service.name}.events"]["messages"]) == own
        assert types_of(document["operations"][f"{service.name}.send"]) == own


def test_every_consumer_receives_what_it_handles_and_nothing_else(document):
    for service in SERVICES:
        received = [o for name, o in document["operations"].items() if name.startswith(f"{service.name}.receive.")]
        assert {t for o in received for t in types_of(o)} == set(service.inbox.handlers)
        assert {group for o in received for group in o["bindings"]["kafka"]["groupId"]["enum"]} <= {service.name}


def types_of(operation: dict[str, Any]) -> set[str]:
    channel = operation["channel"]["$ref"]
    assert all(m["$ref"].startswith(f"{channel}/messages/") for m in operation["messages"])
    return {m["$ref"].rpartition("/")[2] for m in operation["messages"]}


def test_each_example_is_an_event_that_its_consumers_read(document):
    for type_, message in document["components"]["messages"].items():
        (example,) = message["examples"]
        envelope = Envelope.model_validate(example["payload"])
        assert envelope.type == type_
        for service in SERVICES:
            if type_ in service.inbox.handlers:
                model, _ = service.inbox.handlers[type_]
                assert model.model_validate(envelope.data).division == envelope.division


def test_the_page_names_every_event_and_whom_it_reaches():
    lines, producer = {}, ""
    for line in page(SERVICES).splitlines():
        if line.startswith("## "):
            producer = line.removeprefix("## ").split(":")[0]
        elif line.startswith("| `"):
            lines[f"{producer}.{line.split('`')[1]}"] = line
    assert len(lines) == len(PUBLISHED)
    for service in SERVICES:
        for type_ in service.inbox.handlers:
            assert f"{service.name} (" in lines[type_.removeprefix("zhongdian.")]
