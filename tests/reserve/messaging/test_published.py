from __future__ import annotations

import dataclasses
import importlib
import pkgutil

import pytest

from services.chassis.tallies import EventsTallied
from services.reserve import domain
from services.reserve.messaging.published import PUBLISHED


@pytest.mark.parametrize("event", PUBLISHED, ids=lambda e: e.TYPE)
def test_a_sample_reads_as_the_event_and_writes_as_the_sample(event):
    assert event.model_validate(event.SAMPLE).model_dump(mode="json", by_alias=True) == event.SAMPLE


def test_every_domain_event_is_published():
    """Each area keeps its events in a module of that name; the tally is the chassis'."""
    names = [
        m.name for m in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}.") if m.name.endswith(".events")
    ]
    known = [value for name in names for value in vars(importlib.import_module(name)).values()]
    declared = {e for e in known if dataclasses.is_dataclass(e) and isinstance(e, type)}
    assert {p.OF for p in PUBLISHED} == declared | {EventsTallied}
