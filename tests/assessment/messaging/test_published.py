"""What we publish is what our samples promise."""

from dataclasses import fields

import pytest

from services.assessment.app import SERVICE
from services.assessment.messaging.published import PUBLISHED
from services.chassis.events import Published


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.OF.__name__)
def test_a_domain_event_becomes_its_sample(model: type[Published]):
    read = model.model_validate(model.SAMPLE)
    names = [field.name for field in fields(model.OF)]
    assert set(names) >= set(model.model_fields), "what is published is what happened"
    event = model.OF(**{name: getattr(read, name, None) for name in names})
    published = SERVICE.translate(event)
    assert type(published) is model
    assert published.model_dump(mode="json", by_alias=True) == model.SAMPLE
    assert published.key == str(getattr(event, model.KEY))


def test_every_domain_event_is_published_once():
    assert len({model.OF for model in PUBLISHED}) == len(PUBLISHED)
    assert len({model.TYPE for model in PUBLISHED}) == len(PUBLISHED)
