"""Facts through the API: who sees which, filters, paging, and from a project's side."""

from datetime import date

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.district import District

FACTS = "query($filter: FactFilter, $first: Int, $after: String) { facts(filter: $filter, first: $first, after: $after) { totalCount edges { node { id kind happenedOn } } pageInfo { hasNextPage endCursor } } }"


async def ids(district: District, as_, **its) -> list[str]:
    found = await district.api(FACTS, {"filter": its, "first": 100}, as_=as_)
    return [e["node"]["id"] for e in found["facts"]["edges"]]


async def test_overseers_see_all_facts_units_their_own_and_owners_those_of_their_projects(district: District):
    one, two, owner, nobody = (new_id() for _ in range(4))
    await district.own_project(owner)
    first = await district.completed(one, date(2026, 11, 2))
    second = await district.decided(two, date(2026, 11, 3))
    for role in (Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE, Role.INSPECTOR, Role.LEADER, Role.DISCIPLINE):
        assert await ids(district, district.someone(role)) == [str(second), str(first)]
    assert await ids(district, district.someone(Role.PLANNING_PARTY, unit=one)) == [str(first)]
    assert await ids(district, district.someone(Role.LAND, unit=two)) == [str(second)]
    assert await ids(district, district.someone(Role.OWNER, unit=owner)) == [str(second), str(first)]
    assert await ids(district, district.someone(Role.OWNER, unit=nobody)) == []
    assert await ids(district, district.someone(Role.OWNER)) == []


async def test_facts_are_found_by_unit_kind_record_lateness_and_days(district: District):
    unit, node = new_id(), new_id()
    kept = await district.completed(unit, date(2026, 11, 2), node=node)
    late = await district.completed(unit, date(2026, 11, 5), late=2)
    request = await district.decided(new_id(), date(2026, 11, 9))
    everyone = district.authority
    assert await ids(district, everyone, unitId=str(unit)) == [str(late), str(kept)]
    assert await ids(district, everyone, kind="REQUEST_DECIDED") == [str(request)]
    assert await ids(district, everyone, recordId=str(node)) == [str(kept)]
    assert await ids(district, everyone, late=True) == [str(late)]
    assert await ids(district, everyone, late=False) == [str(request), str(kept)]
    assert await ids(district, everyone, since="2026-11-05", until="2026-11-05") == [str(late)]
    assert await ids(district, everyone, projectId=str(new_id())) == []


async def test_pages_follow_each_other_without_gap_or_repetition(district: District):
    unit = new_id()
    all_of_them = [str(await district.completed(unit, date(2026, 11, 2))) for _ in range(5)]
    found, after = [], None
    while True:
        page = (await district.api(FACTS, {"first": 2, "after": after}, as_=district.authority))["facts"]
        assert page["totalCount"] == 5
        found += [e["node"]["id"] for e in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert sorted(found) == sorted(all_of_them)
    assert found == sorted(found, reverse=True)


async def test_sizes_and_cursors_that_are_none_are_refused(district: District):
    for variables in ({"first": 201}, {"first": -1}, {"after": "nonsense"}, {"after": "W10="}):
        answer = await district.api.raw(FACTS, variables, as_=district.authority)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"


async def test_a_project_shows_its_facts_as_an_entity_of_the_gateway(district: District):
    fact = await district.tell(
        "zhongdian.schedule.progress.verified.v1",
        on=date(2026, 12, 3),
        reportId=new_id(),
        projectId=district.project,
        year=2026,
        month=11,
        reportedInvestment="6500.5",
        plannedInvestment="6000",
        cumulativeReported="17500.5",
        cumulativePlanned="18000",
        responsibleUnitId=new_id(),
    )
    query = (
        "query($p: [_Any!]!) { _entities(representations: $p) { ... on Project { id facts { edges { node "
        "{ id kind happenedOn recordedAt month done planned doneSoFar plannedSoFar dueOn source { service } } } } } } }"
    )
    given = {"p": [{"__typename": "Project", "id": str(district.project)}]}
    found = (await district.api(query, given, as_=district.authority))["_entities"][0]
    assert found["facts"]["edges"][0]["node"] == {
        "id": str(fact),
        "kind": "PROGRESS_VERIFIED",
        "happenedOn": "2026-11-30",
        "recordedAt": "2026-12-03T10:00:00+08:00",
        "month": "2026-11-01",
        "done": "6500.5",
        "planned": "6000",
        "doneSoFar": "17500.5",
        "plannedSoFar": "18000",
        "dueOn": None,
        "source": {"service": "schedule"},
    }


async def test_facts_are_found_by_service_code_year_and_quarter(district: District):
    unit = new_id()
    third = await district.completed(unit, date(2026, 9, 30))
    fourth = await district.completed(unit, date(2026, 10, 1))
    last = await district.completed(unit, date(2026, 12, 31))
    after = await district.completed(unit, date(2027, 1, 1))
    request = await district.decided(new_id(), date(2026, 11, 9))
    issue = await district.tell(
        "zhongdian.schedule.issue.assigned.v1",
        on=date(2026, 11, 2),
        issueId=new_id(),
        version=2,
        projectId=None,
        severity="JAM",
        layer="CITY",
        responsibleUnitId=unit,
        assignedOn=date(2026, 11, 2),
        dueOn=date(2026, 11, 12),
    )
    everyone = district.authority
    assert await ids(district, everyone, service="support") == [str(request)]
    assert await ids(district, everyone, code="JAM") == [str(issue)]
    assert await ids(district, everyone, year=2027) == [str(after)]
    assert await ids(district, everyone, year=2026, quarter=4, kind="NODE_COMPLETED") == [str(last), str(fourth)]
    assert await ids(district, everyone, year=2026, quarter=3) == [str(third)]
    for year in (-5, 0, 99_999):
        assert await ids(district, everyone, year=year) == []
    assert await ids(district, everyone, quarter=7) == []
    found = await district.api(
        'query($id: UUID) { facts(filter: { recordId: $id }) { totalCount } all: facts(filter: { code: "JAM" }) '
        "{ edges { node { project { id } } } } }",
        {"id": str(issue)},
        as_=everyone,
    )
    assert found["all"]["edges"][0]["node"]["project"] is None
