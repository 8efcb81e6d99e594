from __future__ import annotations

import dataclasses

import pytest

from services.reserve.domain import events
from services.reserve.messaging.published import PUBLISHED


@pytest.mark.parametrize("event", PUBLISHED, ids=lambda e: e.TYPE)
def test_a_sample_reads_as_the_event_and_writes_as_the_sample(event):
    assert event.model_validate(event.SAMPLE).model_dump(mode="json", by_alias=True) == event.SAMPLE


def test_every_domain_event_is_published():
    declared = {e for e in vars(events).values() if dataclasses.is_dataclass(e) and isinstance(e, type)}
    assert {p.OF for p in PUBLISHED} == declared
