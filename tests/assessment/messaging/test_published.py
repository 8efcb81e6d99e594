"""What we publish is what our samples promise."""

from decimal import Decimal
from uuid import UUID

import pytest

from services.assessment.app import SERVICE
from services.assessment.domain.card.model import Colour
from services.assessment.domain.events import CardIssued, CardWithdrawn, ResultPublished
from services.assessment.messaging.published import PUBLISHED
from services.law.parties import UnitCategory

UNIT = UUID("01930000-0000-7000-8000-000000000001")
CARD = UUID("01930000-0000-7000-8000-000000000501")
EVENTS = [
    ResultPublished(
        UUID("01930000-0000-7000-8000-000000000401"), 2026, 4, UnitCategory.TOWN, UNIT, Decimal("87.50"), 2, "430211"
    ),
    CardIssued(CARD, UNIT, Colour.YELLOW, 2026, 4, "430211"),
    CardWithdrawn(CARD, UNIT, Colour.YELLOW, 2026, 4, "经核实，节点任务实际按时完成，更正得分", "430211"),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: type(e).__name__)
def test_a_domain_event_becomes_its_sample(event: object):
    published = SERVICE.translate(event)
    assert published.model_dump(mode="json", by_alias=True) == published.SAMPLE
    assert published.key == str(UNIT)


def test_every_domain_event_is_published():
    assert {p.OF for p in PUBLISHED} == {type(e) for e in EVENTS}
