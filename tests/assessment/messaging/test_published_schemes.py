"""What we tell of schemes is what our samples promise."""

from uuid import UUID

import pytest

from services.assessment.app import SERVICE
from services.assessment.domain.events import SchemeApproved, SchemeFrozen, SchemeWithdrawn
from services.assessment.messaging.schemes import SCHEMES

SCHEME = UUID("01930000-0000-7000-8000-000000000601")
EVENTS = [
    SchemeApproved(SCHEME, 2027, 1, "示例区2027年重点项目考核细则", "示例考核办〔2027〕1号", None, "430211"),
    SchemeWithdrawn(SCHEME, 2027, 1, "权重有误，另行起草", "430211"),
    SchemeFrozen(SCHEME, 2027, 1, 1, "430211"),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: type(e).__name__)
def test_an_event_about_a_scheme_becomes_its_sample(event: object):
    published = SERVICE.translate(event)
    assert published.model_dump(mode="json", by_alias=True) == published.SAMPLE
    assert published.key == str(SCHEME)


def test_every_event_about_schemes_is_looked_at():
    assert {p.OF for p in SCHEMES} == {type(e) for e in EVENTS}
