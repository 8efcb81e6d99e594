"""What the service publishes keeps the contract."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil

import pytest

from services.chassis.tallies import EventsTallied
from services.support import domain
from services.support.app import SERVICE
from services.support.domain.events import OfRequest
from services.support.domain.opinion_events import OfOpinion
from services.support.messaging.published import PUBLISHED

OF_REQUEST = {"requestId", "requestVersion", "projectId", "nodeId", "kind", "bureauId"}
AGENCY = {"agencyId", "projectId"}
OPINION = {"opinionId", "version", "requestId", "projectId", "bureauId", "unitId", "dueOn"}
CONTRACT = {
    "request.submitted": OF_REQUEST | {"quantity", "unit", "receivedOn", "dueOn"},
    "request.returned": OF_REQUEST | {"reason", "returnedOn", "dueOn", "workingDaysUsed"},
    "request.resubmitted": OF_REQUEST | {"quantity", "unit", "resubmittedOn", "dueOn", "workingDaysUsed"},
    "request.withdrawn": OF_REQUEST | {"reason", "withdrawnOn", "workingDaysUsed"},
    "request.due-corrected": OF_REQUEST | {"dueOn", "formerDueOn"},
    "request.escalated": OF_REQUEST | {"dueOn", "rung", "days", "toldRoles", "reachedOn"},
    "request.overdue": OF_REQUEST | {"dueOn", "since"},
    "request.suspended": OF_REQUEST | {"procedure", "basis", "suspendedOn", "dueOn", "workingDaysUsed"},
    "request.resumed": OF_REQUEST | {"resumedOn", "dueOn", "workingDaysUsed"},
    "request.not-accepted": OF_REQUEST | {"reason", "on"},
    "request.review-decided": OF_REQUEST | {"outcome", "grantedQuantity", "documentNumber", "on"},
    "request.corrected": OF_REQUEST | {"what", "documentNumber", "on"},
    "request.reassigned": OF_REQUEST | {"applicantId", "formerUnitId"},
    "request.decided": OF_REQUEST | {
        "outcome", "grantedQuantity", "documentNumber", "receivedOn", "dueOn", "decidedOn", "workingDaysUsed",
        "workingDaysLate",
    },
    "agency.authorised": AGENCY | {"authorisationId", "stages", "itemCodes", "fromOn", "untilOn"},
    "agency.revoked": AGENCY | {"authorisationId", "revokedAt", "reason"},
    "agency.item-done": AGENCY | {"itemId", "code", "name", "doneOn", "documentNumber", "workingDaysTaken"},
    "site-incident.changed": {
        "incidentId", "version", "number", "projectId", "kind", "severity", "state", "changedOn",
    },
    "land-consultation.follow-up-raised": {
        "sourceId", "consultationId", "projectId", "nodeId", "severity", "kind", "title", "description", "source",
        "responsibleUnitId", "deadline", "raisedOn",
    },
    "fund.paid": {"paymentId", "commitmentId", "projectId", "category", "year", "amount", "totalPaid", "paidOn"},
    "fund.payment-reversed": {"paymentId", "commitmentId", "projectId", "amount", "totalPaid", "reversedOn"},
    "fund-application.granted": {
        "applicationId", "projectId", "kind", "year", "asked", "granted", "document", "grantedOn",
    },
    "financing-list.published": {"issueId", "number", "demands", "total", "contentSm3", "publishedOn"},
    "opinion.asked": OPINION | {"askedOn"},
    "opinion.given": OPINION | {"givenOn", "workingDaysLate"},
    "opinion.ended": OPINION | {"endedOn"},
    "events.tallied": {"through", "boundary", "counts"},
}  # fmt: skip
# what orders the events of one thing; everything else is ordered by its project
KEYS = {
    "land-consultation.follow-up-raised": "source_id",
    "financing-list.published": "issue_id",
    "events.tallied": "division",
    **dict.fromkeys(("opinion.asked", "opinion.given", "opinion.ended"), "opinion_id"),
}


def named(model):
    return model.TYPE.removeprefix("zhongdian.support.").removesuffix(".v1")


def of_sample(model):
    """The domain event whose facts the sample tells."""
    read = model.model_validate(model.SAMPLE)
    return model.OF(**{f.name: getattr(read, f.name) for f in dataclasses.fields(model.OF)})


published = pytest.mark.parametrize("model", PUBLISHED, ids=named)


def test_the_contract_names_every_event_once():
    assert sorted(named(model) for model in PUBLISHED) == sorted(CONTRACT)


@published
def test_the_sample_has_exactly_the_fields_of_the_contract(model):
    assert set(model.SAMPLE) == CONTRACT[named(model)] | {"division"}
    assert model.model_validate(model.SAMPLE).model_dump(mode="json", by_alias=True) == model.SAMPLE


@published
def test_a_domain_event_becomes_its_sample(model):
    told = SERVICE.translate(of_sample(model))
    assert type(told) is model
    assert told.model_dump(mode="json", by_alias=True) == model.SAMPLE


@published
def test_what_orders_an_event_is_a_field_that_is_always_told(model):
    assert KEYS.get(named(model), "project_id") == model.KEY
    told = SERVICE.translate(of_sample(model))
    assert told.key == model.SAMPLE[model.model_fields[model.KEY].alias]
    assert model.model_json_schema()["properties"][model.model_fields[model.KEY].alias].get("type") == "string"


@pytest.mark.parametrize("model", [m for m in PUBLISHED if issubclass(m.OF, OfRequest)], ids=named)
def test_every_event_of_a_request_says_of_which_version_it_speaks(model):
    assert OF_REQUEST | {"division"} <= set(model.model_json_schema(by_alias=True)["required"])
    assert model.SAMPLE["requestVersion"] >= 1


def test_every_domain_event_is_published():
    """Each area keeps its events in a module of that name; the tally is the chassis'."""
    names = [m.name for m in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}.") if m.name.endswith("events")]
    known = [(name, value) for name in names for value in vars(importlib.import_module(name)).values()]
    own = [e for name, e in known if isinstance(e, type) and e.__module__ == name]
    declared = {e for e in own if dataclasses.is_dataclass(e)} - {OfRequest, OfOpinion}
    assert declared | {EventsTallied} == {model.OF for model in SERVICE.published}
