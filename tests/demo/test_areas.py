"""The demo's dispatch, ledger, weeks and leaders, on the real schedule; a second load changes nothing."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import SecretStr

from infra.demo import DEMO_DAY, dispatch, leaders, ledger, tasks, weekly, work
from infra.demo.district import District
from infra.demo.door import KEYS, written
from infra.demo.published import all_projects
from infra.demo.units import UNITS
from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.bucket import folder
from tests.harness.people import Person

PLAN_ID = str(uuid.uuid5(KEYS, "plan"))
CHAPTERS = (
    tasks.set_tasks,
    tasks.plan_nodes,
    weekly.appoint_specialists,
    leaders.issue_arrangement,
    work.report_progress,
    weekly.report_weeks,
    leaders.keep_contact,
    ledger.keep_ledger,
    dispatch.hold_rounds,
    dispatch.send_bulletin,
    dispatch.review_quarter,
    leaders.beside_the_plan,
    leaders.try_out,
)


def as_person(who: Any) -> Person:
    roles = tuple(Role(r) for r in who.roles)
    return Person(subject=who.subject, name=who.name, roles=roles, unit=who.unit, division=who.division)


class Door:
    """Sends to a service what the demo sends to the endpoint, under the demo's keys."""

    def __init__(self, api) -> None:
        self.api, self.accepted = api, 0

    async def do(
        self, mutation: str, about: str, who, on: date, selection: str, *, awaiting=(), input_type=None, **given: Any
    ) -> dict[str, Any]:
        kind = input_type or f"{mutation[0].upper()}{mutation[1:]}Input"
        key = str(uuid.uuid5(KEYS, f"{mutation} {about}"))
        done = await self.api.do(mutation, kind, selection, as_person(who), on, idempotencyKey=key, **written(given))
        assert done["userErrors"] == [], (mutation, about, done["userErrors"])
        self.accepted += 1
        return done

    async def upload(self, service: str, name: str, content: bytes, who, on: date) -> uuid.UUID:
        headers = {
            "authorization": self.api.issuer.header(as_person(who)),
            "x-business-date": on.isoformat(),
            "idempotency-key": str(uuid.uuid5(KEYS, f"uploadFile {name}")),
        }
        answer = await self.api.http.post("/files", params={"name": name}, content=content, headers=headers)
        assert answer.is_success, answer.text
        return uuid.UUID(answer.json()["id"])


def district_of(api) -> District:
    made = District(Door(api), all_projects())
    made.units = {unit.key: uuid.uuid5(KEYS, unit.key) for unit in UNITS}
    made.ids = {project.key: uuid.uuid5(KEYS, project.key) for project in made.projects}
    return made


def envelope(type_: str, key: Any, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": str(new_id()),
        "source": "/zhongdian/reserve",
        "type": f"zhongdian.reserve.{type_}.v1",
        "subject": str(key),
        "time": datetime(2027, 1, 4, 9, tzinfo=UTC).isoformat(),
        "division": "430211",
        "data": written(data | {"division": "430211"}),
    }


async def told(district: District) -> None:
    """What reserve tells: units, projects, the issued plan."""
    units, events = district.units, []
    for unit in UNITS:
        about = {"organizationId": units[unit.key], "name": unit.name, "category": unit.category.value, "version": 1}
        events.append(envelope("organization.registered", units[unit.key], about))
    for project in district.projects:
        id_ = district.ids[project.key]
        parties = {
            "ownerId": units[project.owner],
            "townId": units[project.town],
            "industryAuthorityId": units[project.authority],
        }
        about = {
            "projectId": id_,
            "name": project.name,
            "level": project.level,
            "category": project.category,
            "version": 1,
            "longitude": project.longitude,
            "latitude": project.latitude,
            "totalInvestment": project.total,
        }
        events.append(envelope("project.registered", id_, about | parties))
        if project.stage.planned:
            issued = {
                "planId": PLAN_ID,
                "planVersion": 1,
                "year": 2027,
                "documentNumber": "示例管发〔2027〕1号",
                "projectId": id_,
                "projectName": project.name,
                "kind": project.stage.value,
                "totalInvestment": project.total,
                "annualInvestment": project.annual,
                "issuedOn": date(2027, 1, 4),
            }
            events.append(envelope("plan-item.issued", id_, issued | parties))
    await district.door.api.deliver(*events)
    assert await district.door.api.parked() == []


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory):
    return await service_api("schedule", files_link_key=SecretStr("x" * 40), **folder(tmp_path_factory.mktemp("files")))


SHOWN = """{
  issues(first: 50) { edges { node { id number state timing supervisionLetter } } }
  dispatchRounds(first: 9) { edges { node { state left } } }
  dispatchBulletins(first: 9) { edges { node { state number } } }
  dispatchReviews(first: 9) { edges { node { state joinedOffice } } }
  interviews(first: 9) { totalCount }
  leaderArrangements(first: 9) { edges { node { state links { edges { node { choice } } } } } }
  leaderProblems(first: 9) { edges { node { answeredOn } } }
  outsideAdditions(first: 9) { totalCount }
  specialists(first: 9) { totalCount }
  weeklyUpdates(first: 90) { totalCount edges { node { late photos { takenFrom far } } } }
  missedWeeks { totalCount }
  warMap(year: 2027) { projectName longitude outsidePlan }
  schedules(first: 100) { edges { node { scenarios(first: 9) { edges { node { state } } } } } }
}"""


async def test_every_area_of_schedule_has_something_to_show_and_a_second_load_changes_nothing(api):
    await told(district_of(api))
    seen = []
    for _ in range(2):
        district = district_of(api)
        for chapter in CHAPTERS:
            await chapter(district)
        clerk = as_person(district.officer("reform"))
        events = len(await api.events())
        shown = await api(SHOWN, as_=clerk, on=DEMO_DAY)
        seen.append((shown, events))
    assert seen[0] == seen[1]
    shown = seen[0][0]
    states = {e["node"]["state"] for e in shown["issues"]["edges"]}
    assert states >= {"CLOSED", "IN_PROGRESS", "CONTESTED", "ACCEPTED", "REPORTED_DONE", "RAISED"}
    assert any(e["node"]["timing"] == "LATE" and e["node"]["supervisionLetter"] for e in shown["issues"]["edges"])
    assert [e["node"]["state"] for e in shown["dispatchRounds"]["edges"]] == ["OPEN", "CLOSED"]
    assert [e["node"]["state"] for e in shown["dispatchBulletins"]["edges"]] == ["SENT"]
    assert [e["node"]["joinedOffice"] for e in shown["dispatchReviews"]["edges"]] == ["示例区督查室"]
    assert shown["interviews"]["totalCount"] == 1
    (arrangement,) = [e["node"] for e in shown["leaderArrangements"]["edges"]]
    assert arrangement["state"] == "ISSUED"
    assert {e["node"]["choice"] for e in arrangement["links"]["edges"]} == {"LINKED", "SET_ASIDE"}
    assert sorted(bool(e["node"]["answeredOn"]) for e in shown["leaderProblems"]["edges"]) == [False, True]
    photos = [p for e in shown["weeklyUpdates"]["edges"] for p in e["node"]["photos"]]
    assert photos
    assert all(p == {"takenFrom": "EXIF", "far": False} for p in photos)
    assert {e["node"]["late"] for e in shown["weeklyUpdates"]["edges"]} == {False, True}
    assert shown["missedWeeks"]["totalCount"] > 0
    assert shown["outsideAdditions"]["totalCount"] == 1
    tried = [t["node"] for e in shown["schedules"]["edges"] for t in e["node"]["scenarios"]["edges"]]
    assert tried == [{"state": "OPEN"}]
    assert sum(row["outsidePlan"] for row in shown["warMap"]) == 1
    assert all(row["longitude"] for row in shown["warMap"])
