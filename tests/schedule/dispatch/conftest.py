"""The schedule service on a fresh database for each module of dispatch, with a folder for what is sent."""

from __future__ import annotations

import pytest

from tests.harness.api import Api
from tests.harness.bucket import folder


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory) -> Api:
    return await service_api("schedule", **folder(tmp_path_factory.mktemp("files")))
