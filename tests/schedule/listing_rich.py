"""Lists and statistics with a row in every table, for tests that ask whatever the schema allows."""

from __future__ import annotations

import base64
from datetime import date

from sqlalchemy import select

from infra.simulators.statistics import StatisticsOffice
from services.chassis.clock import new_id
from services.schedule.store import tables
from tests.harness.api import Api
from tests.schedule.life import Life
from tests.schedule.listing import act, draft, nodes_of, site, start

DAY = date(2027, 2, 1)


async def with_lists(api: Api, life: Life) -> tuple[dict[str, str], dict[str, list[object]]]:
    """Publish a list, correct it, leave another as a draft; enter a project in statistics.

    Return what arguments need, and the entities.
    """
    own = await site(api, date(2027, 1, 20))
    await start(own, date(2027, 1, 20))
    listed = await _listed(api, life)
    export = await _in_statistics(own)
    entries = await api.rows(select(tables.StatisticsEntry.id))
    entities = {"MonthlyList": [listed, new_id()], "StatisticsEntry": [*(row.id for row in entries), new_id()]}
    return {
        "Query.monthlyList": f'id: "{listed}"',
        "Query.schedulesWithoutListNode": "role: COMPLETION",
        "Query.listPeriod": "kind: TO_START, year: 2027, quarter: 1",
        "Query.listFile": "kind: TO_START, year: 2027, month: 1",
        "Query.projectStatistics": f'projectId: "{own.project}"',
        "Query.statisticsExportFile": f'exportId: "{export}"',
    }, entities


async def _listed(api: Api, life: Life) -> str:
    day = date(2027, 1, 25)
    seen = (await draft(api, "TO_START", 1, day))["monthlyList"]
    seen = (await act(api, "publishMonthlyList", seen, day))["monthlyList"]
    entry = nodes_of(seen["entries"])[0]["entryId"]
    seen = (await act(api, "reopenMonthlyList", seen, day, reason="备注有漏"))["monthlyList"]
    done = await act(api, "changeListEntry", seen, day, entryId=entry, note="桩基先行", reason="补充备注")
    seen = (await act(api, "publishMonthlyList", done["monthlyList"], day))["monthlyList"]
    february = (await draft(api, "TO_START", 2, day))["monthlyList"]
    done = await act(
        api,
        "addListEntry",
        february,
        day,
        projectId=str(life.project),
        section="START",
        note="草稿备注",
        reason="人工补充",
    )
    assert done["userErrors"] == [], done["userErrors"]
    plan = await life.look("nodes(first: 1) { edges { node { id } } }")
    assert plan is not None
    marked = {"projectId": str(life.project), "role": "START", "nodeId": nodes_of(plan["nodes"])[0]["id"]}
    kind = "MarkListNodeInput"
    done = await api.do("markListNode", kind, "schedule { id }", life.authority, DAY, **marked, reason="以此为开工")
    assert done["userErrors"] == [], done["userErrors"]
    return str(seen["id"])


async def _in_statistics(life: Life) -> str:
    api, project = life.api, str(life.project)
    told = "export { id } file { contentBase64 }"
    made = await api.do("exportStatistics", "ExportStatisticsInput", told, life.authority, DAY, year=2027, month=1)
    content = StatisticsOffice(decided_on=DAY).take(base64.b64decode(made["file"]["contentBase64"]))
    given = {"fileName": "统计部门一月答复.csv", "contentBase64": base64.b64encode(content).decode(), "dryRun": False}
    kind = "ImportStatisticsInput"
    done = await api.do("importStatistics", kind, "statisticsImport { taken }", life.authority, DAY, **given)
    assert done["statisticsImport"]["taken"] >= 1, done
    investment = {"projectId": project, "year": 2027, "month": 2, "amount": "50"}
    kind = "RecordStatisticsInvestmentInput"
    done = await api.do("recordStatisticsInvestment", kind, "investment { id }", life.owner, DAY, **investment)
    assert done["userErrors"] == [], done["userErrors"]
    return str(made["export"]["id"])
