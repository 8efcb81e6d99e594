"""Producers and consumers agree: samples are valid, consumers can read them, yesterday's contract still holds."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from services.chassis.inbox import Inbox
from services.chassis.main import contract
from services.chassis.service import Service

NAMES = ("reserve", "schedule", "support", "assessment")
SERVICES: dict[str, Service] = {n: importlib.import_module(f"services.{n}.app").SERVICE for n in NAMES}
COMMITTED = Path(__file__).parents[2] / "docs" / "events"
PUBLISHED = {p.TYPE: p for s in SERVICES.values() for p in s.published}
CONSUMED = [(s.name, s.inbox, type_) for s in SERVICES.values() for type_ in s.inbox.handlers]


@pytest.mark.parametrize("type_", PUBLISHED)
def test_a_sample_is_what_the_producer_would_send(type_: str):
    model = PUBLISHED[type_]
    read = model.model_validate(model.SAMPLE)
    assert read.model_dump(mode="json", by_alias=True) == model.SAMPLE


@pytest.mark.parametrize("type_", PUBLISHED)
def test_a_type_is_named_after_its_service_and_version(type_: str):
    company, service, noun, verb, version = type_.split(".")
    assert company == "zhongdian"
    assert service in NAMES
    assert noun
    assert verb
    assert version == "v1"


@pytest.mark.parametrize(("service", "inbox", "type_"), CONSUMED, ids=[f"{s}<-{t}" for s, _, t in CONSUMED])
def test_a_consumer_reads_the_producers_sample_and_ignores_what_it_does_not_use(service: str, inbox: Inbox, type_: str):
    assert type_ in PUBLISHED, f"{service} listens to {type_}, which nobody publishes"
    model, _ = inbox.handlers[type_]
    sample = PUBLISHED[type_].SAMPLE
    model.model_validate(sample | {"somethingNew": 1})
    used = {f.alias or n for n, f in model.model_fields.items()}
    assert used <= set(sample), f"{service} uses fields that {type_} does not have: {used - set(sample)}"


@pytest.mark.parametrize("service", NAMES)
def test_todays_events_keep_yesterdays_promises(service: str):
    """Compatible: no field gone, none of another type, nothing published that was promised and is no more."""
    promised = json.loads((COMMITTED / f"{service}.json").read_text())
    today = json.loads(json.dumps(contract(SERVICES[service])))
    assert broken_promises(promised, today) == []


def broken_promises(promised: dict[str, Any], today: dict[str, Any]) -> list[str]:
    found = []
    for type_, before in promised.items():
        now = today.get(type_)
        if now is None:
            found.append(f"{type_} is gone")
            continue
        if before["key"] != now["key"] or before["topic"] != now["topic"]:
            found.append(f"{type_} moved to another key or topic")
        for name, shape in before["schema"]["properties"].items():
            after = now["schema"]["properties"].get(name)
            if after is None:
                found.append(f"{type_}.{name} is gone")
            elif {k: v for k, v in shape.items() if k != "description"} != {
                k: v for k, v in after.items() if k != "description"
            }:
                found.append(f"{type_}.{name} has another shape")
        found += [
            f"{type_}.{n} may now be missing"
            for n in before["schema"].get("required", [])
            if n not in now["schema"].get("required", [])
        ]
    return found


def test_a_broken_promise_is_found():
    promised = {
        "a": {
            "key": "id",
            "topic": "t",
            "schema": {"properties": {"id": {"type": "string"}, "n": {"type": "integer"}}, "required": ["id"]},
        }
    }
    gone = {"a": {"key": "id", "topic": "t", "schema": {"properties": {"id": {"type": "string"}}, "required": ["id"]}}}
    other = {
        "a": {
            "key": "id",
            "topic": "t",
            "schema": {"properties": {"id": {"type": "integer"}, "n": {"type": "integer"}}, "required": []},
        }
    }
    assert broken_promises(promised, promised) == []
    assert broken_promises(promised, gone) == ["a.n is gone"]
    assert broken_promises(promised, other) == ["a.id has another shape", "a.id may now be missing"]
    assert broken_promises(promised, {}) == ["a is gone"]
