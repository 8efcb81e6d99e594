"""What the database keeps of a plan gives every edition again, to the digest that was kept with it."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.database import ALL_DIVISIONS
from services.reserve.domain.adjustment.state import AdjustmentStatus
from services.reserve.store import adjustments, editions, tables
from tests.reserve.adjusting import BODIES, Adjusting, adjusted_plan
from tests.reserve.life import INVESTMENT, TODAY, Reserve
from tests.reserve.replaying import next_digest

DRAFT = """query($id: UUID!) { adjustment(id: $id) { id version status round edition planVersion
  changes { edges { node { projectId } } } } }"""


async def test_every_edition_is_built_anew_from_the_record(reserve: Reserve):
    """Edition 2 came after a return, edition 3 with a conversion and a meeting that changed the list."""
    _, drafted = await adjusted_plan(reserve)
    now = Adjusting(reserve, TODAY)
    made = (await reserve.api(DRAFT, {"id": drafted}, as_=INVESTMENT))["adjustment"]
    again = made["changes"]["edges"][0]["node"]["projectId"]
    further = await reserve.ready("再调入项目")
    more = {"projectId": further["id"], "kind": "NEW_START", "annualInvestment": "12.5"}
    made = await now.do("adjustAdd", made, **more)
    made = await now.do("suggestAdjustment", await now.consult(made))
    cut = {"projectId": again, "action": "CHANGE", "annualInvestment": "7.0001", "reason": "压减"}
    held = {"body": BODIES[0], "outcome": "PASSED_WITH_CHANGES", "heldOn": str(TODAY), "changes": [cut]}
    made = await now.do("recordAdjustmentDeliberation", made, **held)
    await now.issue(await now.deliberate(made, *BODIES[1:]), 11)

    async with reserve.api.database.session(ALL_DIVISIONS, read_only=True) as session:
        rebuilt = await _rebuilt(session)
    assert [number for number, _, _ in rebuilt] == [2, 3]
    assert all(digest == kept for _, digest, kept in rebuilt)


async def _rebuilt(session: AsyncSession) -> list[tuple[int, str, str]]:
    edition, text, adjustment = tables.PlanEdition, tables.PlanEditionText, tables.Adjustment
    kept = (await session.scalars(select(edition).order_by(edition.plan_id, edition.number))).all()
    texts = {t.edition_id: t.text for t in (await session.scalars(select(text))).all()}
    rebuilt = []
    for last, this in pairwise(kept):
        if this.number == 1:
            continue
        row = await session.get_one(adjustment, this.adjustment_id)
        state = await adjustments.state_of(session, row)
        assert state.status is AdjustmentStatus.ISSUED
        conversions = await editions.conversions_since(session, this.plan_id, last.number)
        rebuilt.append((this.number, next_digest(texts[last.id], last.digest, state, conversions), this.digest))
    return rebuilt
