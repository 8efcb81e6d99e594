"""Schemes drafted, revised, tried and compared, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text

from services.chassis.database import ALL_DIVISIONS
from tests.assessment.district import NODES, District
from tests.assessment.schemes import Schemes, content
from tests.harness.differential import LARGEST, ODD, SMALLEST

ON = date(2027, 4, 8)


async def with_schemes(district: District, unit: UUID) -> None:
    """Two drafts of a year beside the one in force, one of them revised and withdrawn, tried and compared."""
    schemes = Schemes(district)
    first = await schemes.draft(2027, on=ON, title="示例第一稿", note="征求意见")
    second = await schemes.draft(2027, on=ON, indicators=[NODES | {"weight": "100"}])
    revised = content(2027, title="示例修订稿", places=3)
    first = (await schemes.revise(first, on=ON, note="调整小数位数", **revised))["scheme"]
    asked = {"schemeId": second["id"], "year": 2027, "title": "示例复制稿"}
    assert (await schemes.do("copyScheme", "scheme { id }", ON, **asked))["userErrors"] == []
    period = {"year": 2027, "quarter": 1}
    tried = await schemes.do("trySchemeOn", "trial { id }", ON, schemeId=first["id"], **period)
    assert tried["userErrors"] == []
    of_no_use = await schemes.do("trySchemeOn", "trial { id }", ON, schemeId=first["id"], **period)
    gone = {"trialId": of_no_use["trial"]["id"], "reason": "示例作废理由"}
    assert (await schemes.do("discardTrial", "trial { id }", ON, **gone))["userErrors"] == []
    compared = await schemes.do(
        "compareSchemes", "comparison { id }", ON, firstId=first["id"], secondId=second["id"], **period
    )
    assert compared["userErrors"] == []
    assert (await schemes.withdraw(first, on=ON))["userErrors"] == []
    async with district.api.database.session(ALL_DIVISIONS) as session:
        found = {"trial": tried["trial"]["id"], "comparison": compared["comparison"]["id"], "unit": unit}
        for statement in (
            "update trial_results set words = :odd, score = :most where trial_id = :trial and unit_id = :unit",
            "update compared_units set score_change = :least, first_score = null where comparison_id = :comparison and unit_id = :unit",
            "update scheme_trials set by_name = :odd, quarter = 0 where id = :trial",
        ):
            await session.execute(
                text(statement), found | {"odd": ODD, "most": Decimal(LARGEST), "least": Decimal(SMALLEST)}
            )
        await session.commit()
