"""What the service publishes keeps the contract."""

import pytest

from services.support.app import SERVICE
from services.support.domain import events
from services.support.messaging.published import PUBLISHED

OF_REQUEST = {"requestId", "requestVersion", "projectId", "nodeId", "kind", "bureauId", "division"}
CONTRACT = {
    "submitted": {"quantity", "unit", "receivedOn", "dueOn"},
    "returned": {"reason", "returnedOn", "dueOn", "workingDaysUsed"},
    "resubmitted": {"quantity", "unit", "resubmittedOn", "dueOn", "workingDaysUsed"},
    "withdrawn": {"reason", "withdrawnOn", "workingDaysUsed"},
    "due-corrected": {"dueOn", "formerDueOn"},
    "escalated": {"dueOn", "rung", "days", "toldRoles", "reachedOn"},
    "overdue": {"dueOn", "since"},
    "suspended": {"procedure", "basis", "suspendedOn", "dueOn", "workingDaysUsed"},
    "resumed": {"resumedOn", "dueOn", "workingDaysUsed"},
    "not-accepted": {"reason", "on"},
    "review-decided": {"outcome", "grantedQuantity", "documentNumber", "on"},
    "corrected": {"what", "documentNumber", "on"},
    "reassigned": {"applicantId", "formerUnitId"},
    "decided": {
        "outcome", "grantedQuantity", "documentNumber", "receivedOn", "dueOn", "decidedOn", "workingDaysUsed",
        "workingDaysLate",
    },
}  # fmt: skip
# what other areas tell has tests of its own
OF_REQUESTS = [model for model in PUBLISHED if issubclass(model.OF, events.OfRequest)]


@pytest.mark.parametrize("model", OF_REQUESTS, ids=lambda m: m.TYPE)
def test_the_sample_has_exactly_the_fields_of_the_contract(model):
    assert set(model.SAMPLE) == OF_REQUEST | CONTRACT[model.TYPE.split(".")[3]]
    assert model.model_validate(model.SAMPLE).model_dump(mode="json", by_alias=True) == model.SAMPLE
    assert model.KEY == "project_id"


def test_every_domain_event_is_published():
    declared = {e for e in vars(events).values() if isinstance(e, type) and issubclass(e, events.OfRequest)}
    assert declared - {events.OfRequest} == {p.OF for p in SERVICE.published if issubclass(p.OF, events.OfRequest)}
