"""A ledger with a row in every table, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.schedule.ledger.desk import Desk, report
from tests.schedule.life import Life

DAY = date(2027, 1, 18)


async def rich_ledger(life: Life, node: dict[str, Any]) -> list[str]:
    """Keep one issue with all that can hang on it, one merged into it, and one of no project; return their ids."""
    at = Desk(life)
    issue = await at.raised(
        on=DAY, nodeId=node["id"], title="台账甲题", description="台账甲情", source="MEETING", severity="JAM"
    )
    issue = await at.done("assignIssue", issue, at.service, DAY, to=at.to(person="台账领导"))
    issue = await at.done("acceptIssue", issue, at.land, DAY)
    issue = await at.done("noteIssueProgress", issue, at.land, DAY, text="台账进展甲")
    issue = await at.done("askIssueExtension", issue, at.land, DAY, workingDays=4, reason="台账延期甲")
    issue = await at.done("decideIssueExtension", issue, at.leader, DAY, granted=True, reason="台账批复甲")
    issue = await at.done("superviseIssue", issue, at.inspector, DAY, letter="台账督办甲", reason="台账催办甲")
    document = {"title": "台账材料甲", "number": "台账文号甲", "datedOn": DAY.isoformat(), "keptAt": "台账存处甲"}
    issue = await at.done("reportIssueDone", issue, at.land, DAY, **report(documents=[document]))
    issue = await at.done("returnIssue", issue, at.service, DAY, reason="台账退回甲")
    twin = await at.raised(on=DAY, nodeId=node["id"], title="台账乙题 100%_项", description="台账乙情")
    twin = await at.done("mergeIssue", twin, at.service, DAY, intoId=issue["id"], reason="台账合并乙")
    alone = await at.raised(as_=at.service, on=DAY, projectId=None, title="台账丙题", description="台账丙情")
    return [issue["id"], twin["id"], alone["id"]]
