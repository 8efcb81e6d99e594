"""Scenarios and a batch of annual tasks, for tests that ask whatever the schema allows."""

from __future__ import annotations

from typing import Any

from tests.schedule.life import TODAY, Life, codes, opened


async def with_what_if(life: Life) -> dict[str, Any]:
    """Keep a row in every table of the area; return the arguments of its queries."""
    api = life.api
    own = await opened(api)
    rows = [{"projectId": str(own.project), "even": {"fromMonth": 3, "toMonth": 11}}]
    batch = await api.do(
        "setAnnualTasks", "SetAnnualTasksInput", "batch { id }", life.authority, TODAY, year=2027, rows=rows
    )
    assert codes(batch) == []
    node = {"requiredEvidence": ["情景佐证"], "keyLink": "情景环节", "responsiblePerson": "情景责任人"}
    assert codes(await own.plan()) == []
    given = {
        "projectId": str(own.project),
        "name": "情景 100%_示例",
        "edits": [{"addNode": {"node": own.node("情景节点", 3, "C", stage="情景阶段", **node)}}],
    }
    made = await api.do(
        "createScenario", "CreateScenarioInput", "scenario { id version }", own.authority, TODAY, **given
    )
    assert codes(made) == []
    thrown = {"scenarioId": made["scenario"]["id"], "expectedVersion": 1, "reason": "情景放弃理由"}
    kept = await api.do("createScenario", "CreateScenarioInput", "scenario { id }", own.authority, TODAY, **given)
    done = await api.do("discardScenario", "DiscardScenarioInput", "scenario { id }", own.authority, TODAY, **thrown)
    assert codes(kept) == codes(done) == []
    return {
        "Query.annualTaskBatch": f'id: "{batch["batch"]["id"]}"',
        "Query.scenario": f'id: "{made["scenario"]["id"]}"',
        "Query.planFile": f'format: CSV, projectId: "{own.project}"',
        "Query.investmentCurves": "year: 2027",
    }
