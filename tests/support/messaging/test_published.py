"""What the service publishes keeps the contract."""

import pytest

from services.support.app import SERVICE
from services.support.domain import events
from services.support.messaging.published import PUBLISHED

CONTRACT = {
    "zhongdian.support.request.submitted.v1": {
        "requestId", "projectId", "nodeId", "kind", "bureauId", "quantity", "unit", "receivedOn", "dueOn", "division",
    },
    "zhongdian.support.request.returned.v1": {"requestId", "projectId", "nodeId", "reason", "division"},
    "zhongdian.support.request.decided.v1": {
        "requestId", "projectId", "nodeId", "kind", "bureauId", "outcome", "grantedQuantity", "documentNumber",
        "receivedOn", "dueOn", "decidedOn", "workingDaysUsed", "workingDaysLate", "division",
    },
}  # fmt: skip


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda m: m.TYPE)
def test_the_sample_has_exactly_the_fields_of_the_contract(model):
    assert set(model.SAMPLE) == CONTRACT[model.TYPE]
    assert model.model_validate(model.SAMPLE).model_dump(mode="json", by_alias=True) == model.SAMPLE
    assert model.KEY == "project_id"


def test_every_domain_event_is_published():
    declared = {e for e in vars(events).values() if isinstance(e, type) and e.__module__ == events.__name__}
    assert declared == {p.OF for p in SERVICE.published}
