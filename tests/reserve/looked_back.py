"""What the sample life has of commands on many at once: a batch of conversions, and a year carried over."""

from __future__ import annotations

from typing import Any

from tests.reserve.life import INVESTMENT, PLAN, Reserve, of

_ITEMS = "query($id: UUID!) { plan(id: $id) { items(first: 50) { edges { node { kind projectId } } } } }"


async def looked_back(reserve: Reserve, last: str, plan: dict[str, Any]) -> dict[str, Any]:
    """Convert two projects in a batch, one in vain, and leave all of last year's plan out of this one by exceptions."""
    one = await reserve.project(name="批量转化项目一", longitude=None, latitude=None)
    other = await reserve.project(name="批量转化项目二", longitude=None, latitude=None)
    rows = [
        {"projectId": p["id"], "expectedVersion": p["version"], "toLibrary": library}
        for p, library in ((one, "FIVE_YEAR"), (other, "ONE_YEAR"))
    ]
    await reserve.done("convertProjects", "conversion { id }", INVESTMENT, projects=rows)
    items = (await reserve.api(_ITEMS, {"id": last}, as_=INVESTMENT))["plan"]["items"]["edges"]
    building = [e["node"]["projectId"] for e in items if e["node"]["kind"] != "PRELIMINARY"]
    exceptions = [{"projectId": id_, "reason": "并入 100%_其他项目", "approver": "王区长"} for id_ in building]
    over = {"fromPlanId": last, "toPlanId": plan["id"], "expectedVersion": of(plan)["expectedVersion"]}
    return await reserve.done("carryOver", PLAN, INVESTMENT, **over, exceptions=exceptions)
