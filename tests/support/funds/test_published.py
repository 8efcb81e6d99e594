"""What is told about money keeps the contract (第十六条)."""

from __future__ import annotations

import pytest

from services.support.messaging.funds import PUBLISHED_BY_FUNDS

FIELDS = {
    "fund.paid": {"paymentId", "commitmentId", "projectId", "category", "year", "amount", "totalPaid", "paidOn"},
    "fund.payment-reversed": {"paymentId", "commitmentId", "projectId", "amount", "totalPaid", "reversedOn"},
    "fund-application.granted": {
        "applicationId",
        "projectId",
        "kind",
        "year",
        "asked",
        "granted",
        "document",
        "grantedOn",
    },
    "financing-list.published": {"issueId", "number", "demands", "total", "contentSm3", "publishedOn"},
}


@pytest.mark.parametrize("model", PUBLISHED_BY_FUNDS, ids=lambda m: m.TYPE)
def test_the_sample_has_exactly_the_fields_of_the_contract(model):
    named = model.TYPE.removeprefix("zhongdian.support.").removesuffix(".v1")
    assert set(model.SAMPLE) == FIELDS[named] | {"division"}
    assert model.model_validate(model.SAMPLE).model_dump(mode="json", by_alias=True) == model.SAMPLE
