from __future__ import annotations

import pytest

from services.law.parties import Role
from tests.conftest import ServiceApi
from tests.reserve.life import Reserve


@pytest.fixture(scope="module")
async def reserve(service_api: ServiceApi) -> Reserve:
    """Give reserve on a database of its own, with an owner, a town and an industry authority."""
    made = Reserve(await service_api("reserve"))
    made.owner_id = await made.unit("松井新材料科技有限公司", "OWNER", Role.OWNER, number=1)
    made.town_id = await made.unit("某某街道办事处", "TOWN", Role.PLANNING_PARTY, number=2)
    made.authority_id = await made.unit("区工业和信息化局", "DEPARTMENT", Role.INDUSTRY_AUTHORITY, number=3)
    return made
