"""What is shown, and to whom: lists, filters, pages, visibility, templates."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.life import TODAY, opened

ALL = "{ schedules(first: 200) { edges { node { id project { id } } } } }"


async def seen_by(api, who):
    return {e["node"]["project"]["id"] for e in (await api(ALL, as_=who, on=TODAY))["schedules"]["edges"]}


async def test_owners_and_towns_see_their_own_projects_departments_all_and_operators_none(api):
    mine, other = await opened(api), await opened(api)
    assert await seen_by(api, mine.owner) == {str(mine.project)}
    assert await seen_by(api, mine.town) == {str(mine.project)}
    assert await seen_by(api, mine.specialist) == {str(mine.project)}
    assert {str(mine.project), str(other.project)} <= await seen_by(api, person(Role.INSPECTOR))
    assert await seen_by(api, person(Role.OPERATOR)) == set()
    assert await seen_by(api, person(Role.OWNER)) == set()


async def test_a_unit_with_a_node_sees_that_schedule(api):
    life = await opened(api)
    carrier = person(Role.OWNER, unit=life.land_unit)
    assert await seen_by(api, carrier) == set()
    await life.plan()
    assert await seen_by(api, carrier) == {str(life.project)}


async def test_what_is_hidden_is_hidden_by_every_way_in(api):
    mine, other = await opened(api), await opened(api)
    await other.set_task()
    done = await other.plan()
    await other.report()
    node = done["nodePlan"]["nodes"]["edges"][0]["node"]["node"]["id"]
    query = (
        "query($id: UUID!, $r: [_Any!]!, $p: UUID!) { node(id: $id) { id }"
        " scheduleNodes { totalCount edges { node { id } } }"
        " progressReports(filter: {projectId: $p}) { totalCount edges { node { id } } }"
        " _entities(representations: $r) { ... on ScheduleNode { id } ... on Project { schedule { id } } } }"
    )
    references = [
        {"__typename": "ScheduleNode", "id": node},
        {"__typename": "Project", "id": str(other.project)},
    ]
    given = {"id": node, "r": references, "p": str(other.project)}
    hidden = await api(query, given, as_=mine.owner, on=TODAY)
    assert hidden["node"] is None
    assert hidden["scheduleNodes"]["totalCount"] == 0
    assert hidden["progressReports"]["totalCount"] == 0
    assert hidden["_entities"] == [None, {"schedule": None}]
    shown = await api(query, given, as_=other.owner, on=TODAY)
    assert shown["_entities"][0] == {"id": node}
    assert (shown["scheduleNodes"]["totalCount"], shown["progressReports"]["totalCount"]) == (3, 1)


async def test_schedules_are_found_by_name_kind_year_and_category(api):
    life = await opened(api, projectName="示例新材料产业园二期", kind="CONTINUING")
    told = {
        "projectId": str(life.project),
        "name": "示例新材料产业园二期",
        "ownerId": str(life.owner_unit),
        "townId": None,
        "industryAuthorityId": None,
        "level": "CITY",
        "category": "ECOLOGY",
        "investmentMode": "ENTERPRISE",
        "totalInvestment": "189000",
        "library": "CONSTRUCTION",
        "version": 3,
        "division": "430211",
    }
    await api.consume("zhongdian.reserve.project.changed.v1", told)
    query = "query($f: ScheduleFilter) { schedules(filter: $f) { totalCount edges { node { project { id } } } } }"

    async def found(**filter):
        edges = (await api(query, {"f": filter}, as_=life.authority))["schedules"]["edges"]
        return str(life.project) in [e["node"]["project"]["id"] for e in edges]

    assert await found(search="产业园", kind="CONTINUING", year=2027, category="ECOLOGY", level="CITY", planned=False)
    assert await found(ownerId=str(life.owner_unit))
    for other in ({"search": "%"}, {"kind": "NEW_START"}, {"year": 2028}, {"category": "SOCIAL"}, {"planned": True}):
        assert not await found(**{"ownerId": str(life.owner_unit)} | other)
    assert not await found(townId=str(life.town_unit))  # the project has moved out of the town


async def test_nodes_are_filtered_by_the_state_of_the_day_and_paged_both_ways(api):
    life = await opened(api)
    nodes = [life.node(f"N{i}", 1, stage="施工许可" if i % 2 else None) for i in range(5)]
    await life.plan(*nodes, targetOn="2027-01-20")
    query = (
        "query($f: ScheduleNodeFilter, $first: Int, $after: String, $last: Int, $before: String) {"
        " scheduleNodes(filter: $f, first: $first, after: $after, last: $last, before: $before) {"
        " totalCount pageInfo { endCursor startCursor hasNextPage hasPreviousPage } edges { node { code state } } } }"
    )
    mine = {"responsibleUnitId": str(life.land_unit)}

    async def ask(on=date(2027, 1, 21), page=None, **filter):
        answer = await api(query, {"f": mine | filter, **(page or {})}, as_=life.land, on=on)
        return answer["scheduleNodes"]

    assert (await ask(states=["LATE"]))["totalCount"] == 5
    assert (await ask(states=["LATE"], on=date(2027, 1, 20)))["totalCount"] == 0
    assert (await ask(states=["DUE_TODAY", "LATE"], on=date(2027, 1, 20)))["totalCount"] == 5
    assert (await ask(states=[]))["totalCount"] == 0
    assert (await ask(stage="施工许可", critical=True, search="节点"))["totalCount"] == 2
    assert (await ask(dueFrom="2027-01-21"))["totalCount"] == 0
    assert (await ask(dueUntil="2027-01-20"))["totalCount"] == 5
    page = await ask(page={"first": 2})
    rest = await ask(page={"first": 10, "after": page["pageInfo"]["endCursor"]})
    codes = [e["node"]["code"] for e in page["edges"] + rest["edges"]]
    assert sorted(codes) == [f"N{i}" for i in range(5)]
    back = await ask(page={"last": 2, "before": rest["pageInfo"]["startCursor"]})
    assert [e["node"] for e in back["edges"]] == [e["node"] for e in page["edges"]]


@pytest.mark.parametrize(
    "arguments", ["first: 201", "first: -1", "first: 1, last: 1", 'after: "nonsense"', 'search: "x"']
)
async def test_malformed_lists_are_refused(api, arguments):
    answer = await api.raw(f"{{ schedules({arguments}) {{ totalCount edges {{ cursor }} }} }}", as_=person(Role.LEADER))
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["BAD_INPUT"]


async def test_templates_with_the_four_stages_are_offered_for_copying(api):
    query = "{ nodeTemplates { code source items { code stage duration unit predecessors requiredEvidence keyLink waitsFor } } nodeFactors { code article } }"
    answer = await api(query, as_=person(Role.OWNER))
    template = next(t for t in answer["nodeTemplates"] if t["code"] == "ENTERPRISE")
    stages = list(dict.fromkeys(i["stage"] for i in template["items"]))
    assert stages == ["立项用地规划许可", "工程建设许可", "施工许可", "竣工验收"]
    assert {"code": "LAND_QUOTA", "article": "第十五条"} in answer["nodeFactors"]


async def test_a_template_copied_into_a_plan_can_be_scheduled(api):
    life = await opened(api)
    query = "{ nodeTemplates { code items { code stage name duration unit dependencies { predecessor kind lag lagUnit } requiredEvidence keyLink waitsFor } } }"
    templates = (await api(query, as_=life.owner))["nodeTemplates"]
    for item in templates[0]["items"]:
        item |= {"responsibleUnitId": str(life.land_unit), "responsiblePerson": "责任人甲"}
    done = await life.plan(*templates[0]["items"], targetOn="2028-12-31")
    assert done["userErrors"] == []
    assert done["nodePlan"]["nodes"]["totalCount"] == len(templates[0]["items"])


@pytest.mark.parametrize("id_", ["", "nobody", "00000000-0000-0000-0000-00000000000g", "'; drop table nodes"])
async def test_a_malformed_reference_is_no_fault_of_the_database(api, id_):
    query = "query($r: [_Any!]!) { _entities(representations: $r) { ... on ScheduleNode { id } } }"
    answer = await api.raw(query, {"r": [{"__typename": "ScheduleNode", "id": id_}]}, as_=person(Role.LEADER))
    assert answer.get("errors")
    assert str(new_id()) not in str(answer)
