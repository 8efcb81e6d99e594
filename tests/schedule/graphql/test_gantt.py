"""第八条：Gantt charts of one project and of many."""

from __future__ import annotations

from datetime import date

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.life import TODAY, opened

BARS = "bars { code plannedStartOn plannedDueOn baselineStartOn baselineDueOn actualStartOn actualFinishOn critical state dependencies { predecessor } responsibleUnit { id } }"
CHART = f"projectName kind today startsOn endsOn {BARS}"


async def test_a_chart_has_planned_baseline_and_actual_bars(api):
    life = await opened(api)
    planned = await life.plan()
    node = planned["nodePlan"]["nodes"]["edges"][0]["node"]["node"]
    before = {e["node"]["code"]: e["node"] for e in planned["nodePlan"]["nodes"]["edges"]}
    await life.complete(node)
    again = await life.plan(
        life.node("A", 10),
        life.node("B", 10, "A"),
        life.node("D", 5, "B"),
        expectedVersion=1,
        reason="压缩",
        targetOn="2027-11-30",
    )
    assert again["userErrors"] == []
    chart = (await life.look(f"gantt {{ {CHART} }}"))["gantt"]
    bars = {b["code"]: b for b in chart["bars"]}
    assert list(bars) == ["A", "B", "D"]
    assert (bars["A"]["actualStartOn"], bars["A"]["actualFinishOn"], bars["A"]["state"]) == (
        TODAY.isoformat(),
        TODAY.isoformat(),
        "DONE",
    )
    assert (bars["B"]["baselineStartOn"], bars["B"]["baselineDueOn"]) == (before["B"]["startOn"], before["B"]["dueOn"])
    assert bars["B"]["plannedDueOn"] < bars["B"]["baselineDueOn"]
    assert (bars["D"]["baselineStartOn"], bars["D"]["actualStartOn"]) == (None, None)
    assert bars["D"]["dependencies"] == [{"predecessor": "B"}]
    assert (chart["today"], chart["startsOn"]) == (TODAY.isoformat(), TODAY.isoformat())
    assert chart["endsOn"] == max(b[k] or "" for b in bars.values() for k in ("plannedDueOn", "baselineDueOn"))


async def test_the_charts_of_many_are_narrowed_like_the_map(api):
    one, two = await opened(api), await opened(api)
    await one.plan()
    query = f"query($f: WarMapFilter) {{ warMapGantt(year: 2027, filter: $f) {{ project {{ id }} {CHART} }} }}"
    both = {"projectIds": [str(one.project), str(two.project)]}
    shown = (await api(query, {"f": both}, as_=one.authority, on=date(2027, 2, 1)))["warMapGantt"]
    assert {c["project"]["id"]: len(c["bars"]) for c in shown} == {str(one.project): 3, str(two.project): 0}
    of_town = (await api(query, {"f": both | {"townId": str(two.town_unit)}}, as_=one.authority))["warMapGantt"]
    assert [c["project"]["id"] for c in of_town] == [str(two.project)]
    assert of_town[0]["startsOn"] is None
    stranger = person(Role.OWNER, unit=new_id())
    assert (await api(query, {"f": both}, as_=stranger))["warMapGantt"] == []
