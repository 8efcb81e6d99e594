"""Incidents, joint evaluations and transfers of quota by what people look for (第十五条、第十七条)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.support.services_world import Services, seen
from tests.support.world import DAY, District

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai
LIMIT = timedelta(hours=4)  # of taking up what is serious
INCIDENTS = "query($f: SiteIncidentFilter) { siteIncidents(filter: $f) { edges { node { id } } } }"
JOINT = "query($f: JointEvaluationFilter) { jointEvaluations(filter: $f) { edges { node { id } } } }"


@pytest.fixture
async def services(district: District) -> Services:
    return await Services.of(district, Role.PUBLIC_SECURITY, Role.ECOLOGY)


async def shown(services, query, as_, on=DAY, **filter) -> list[str]:
    (page,) = (await services.api(query, {"f": filter}, as_=as_, on=on)).values()
    return [edge["node"]["id"] for edge in page["edges"]]


async def test_incidents_are_found_by_number_words_and_project_by_whom_they_concern(services):
    police, owner = services.officer(Role.PUBLIC_SECURITY), services.district.owner
    incident = seen(await services.report(title="围挡被毁坏", place="三号门岗"))
    stranger = person(Role.OWNER, unit=new_id())
    by = {"projectId": str(services.district.project)}
    for words in (incident["number"], incident["number"][3:], "围挡", "土方车辆", "三号门", "示例涂料"):
        assert await shown(services, INCIDENTS, police, **by, search=words) == [incident["id"]]
        assert await shown(services, INCIDENTS, owner, search=words) == [incident["id"]]
        assert await shown(services, INCIDENTS, stranger, search=words) == []
    assert await shown(services, INCIDENTS, police, **by, search="没有的字") == []


async def test_incidents_are_late_a_moment_after_their_limit_and_stay_so_once_taken_up(services):
    police, by = services.officer(Role.PUBLIC_SECURITY), {"projectId": str(services.district.project)}
    incident = seen(await services.report(at=AT))
    after = AT + LIMIT + timedelta(milliseconds=1)
    for on, late in ((AT + LIMIT, False), (after, True)):
        assert await shown(services, INCIDENTS, police, on, **by, late=late) == [incident["id"]]
        assert await shown(services, INCIDENTS, police, on, **by, late=not late) == []
    seen(await services.incident("takeUpSiteIncident", incident, at=after))
    assert await shown(services, INCIDENTS, police, after, **by, late=True) == [incident["id"]]
    assert await shown(services, INCIDENTS, services.district.owner, after, late=True, open=True) == [incident["id"]]
    assert await shown(services, INCIDENTS, police, after, **by, late=True, states=["CLOSED", "TRANSFERRED"]) == []


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2018-05-06", "2018-05-06", True),
        ("2018-05-07", None, False),
        (None, "2018-05-05", False),
        ("2018-05-01", "2018-05-31", True),
        ("0001-01-01", "9999-12-31", True),
    ],
)
async def test_days_of_report_are_days_of_the_officials(services, first, last, found):
    at = datetime(2018, 5, 5, 16, 0, tzinfo=UTC)  # midnight in Shanghai, with which the sixth begins
    incident = seen(await services.report(at=at, occurredOn="2018-05-06"))
    by = {"projectId": str(services.district.project), "reportedFrom": first, "reportedUntil": last}
    by = {name: value for name, value in by.items() if value is not None}
    expected = [incident["id"]] if found else []
    police = services.officer(Role.PUBLIC_SECURITY)
    assert await shown(services, INCIDENTS, police, date(2018, 5, 7), **by) == expected


async def test_joint_evaluations_are_found_by_words_states_and_bureau_by_whom_they_concern(services):
    joint = (await services.submit_joint(purpose="二期涂装线环评"))["jointEvaluation"]
    bureau, owner = services.officer(Role.ECOLOGY), services.district.owner
    of = {"bureauId": str(services.units[Role.ECOLOGY])}
    stranger = person(Role.OWNER, unit=new_id())
    filters = (
        {},
        {"open": True},
        {"search": "涂装线"},
        {"search": "示例涂料"},
        {"states": ["SUBMITTED"]},
        {"states": ["SUBMITTED", "ACCEPTED"], "open": True},
        {"projectId": str(services.district.project)},
    )
    for by in filters:
        for who in (services.district.agent, bureau, owner):
            assert await shown(services, JOINT, who, **of, **by) == [joint["id"]]
        assert await shown(services, JOINT, stranger, **by) == []
        assert joint["id"] in await shown(services, JOINT, owner, **by)
    for by in ({"open": False}, {"search": "没有的字"}, {"states": ["GRANTED", "REFUSED"]}, {"states": []}):
        for who in (services.district.agent, bureau, owner):
            assert await shown(services, JOINT, who, **of, **by) == []
