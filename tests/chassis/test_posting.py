"""An address that somebody wrote wrongly ends the try, and not the job that makes it."""

from __future__ import annotations

import base64

import httpx
import pytest

from services.chassis.partners import Partner
from services.chassis.posting import PostOutcome, send

KEY = {"id": "k1", "algorithm": "HMAC-SHA256", "secret": base64.b64encode(b"s" * 32).decode()}
PARTNER = Partner.model_validate({"id": "province", "name": "省平台", "division": "430000", "keys": [KEY]})


@pytest.mark.parametrize("url", ["https://province.example/回执", "https://[province/receipts"])
async def test_an_address_that_cannot_be_signed_is_told_as_such(url: str) -> None:
    async with httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200))) as http:
        sent = await send(http, PARTNER, "POST", url, b"{}")
    assert (sent.outcome, sent.detail) == (PostOutcome.NOT_CONFIGURED, "地址格式不正确")
