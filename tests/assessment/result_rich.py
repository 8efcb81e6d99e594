"""A published period that was verified, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import date

from tests.assessment.district import District


async def with_results(district: District) -> None:
    """Verify a published quarter twice."""
    for day in (date(2027, 4, 8), date(2027, 4, 9)):
        values = {"year": 2026, "quarter": 4}
        selection = "verification { same }"
        done = await district.api.do("verifyPeriod", "VerifyPeriodInput", selection, district.authority, day, **values)
        assert done == {"verification": {"same": True}, "userErrors": []}, done
