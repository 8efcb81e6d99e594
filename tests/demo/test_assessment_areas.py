"""The demo's scheme, quarter, objection, cards, papers and clue, on the real assessment; a second load changes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from infra.demo import DEMO_DAY, assessing, awarding, carded, first_year, judging, scheming, work
from infra.demo.district import District, Node
from infra.demo.door import KEYS
from infra.demo.networks import network_of
from infra.demo.published import all_projects
from infra.demo.tasks import scheduled
from infra.demo.units import UNITS
from services.law.parties import Role
from tests.demo.test_areas import as_person, envelope
from tests.demo.test_support_areas import SupportDoor
from tests.harness.bucket import folder

CHAPTERS = (
    first_year.adopt_scheme,
    first_year.record_conduct,
    scheming.adopt_scheme,
    first_year.publish_quarter,
    first_year.publish_year,
    awarding.distinguish,
    awarding.recommend,
    assessing.facts_arrive,
    judging.decide_on_facts,
    judging.record_conduct,
    assessing.announce_period,
    assessing.hear_objection,
    carded.transfer_clue,
    assessing.publish_period,
    carded.follow_up,
    carded.issue_report,
    scheming.try_next_year,
    assessing.draft_next_quarter,
)
CLUES = "{ disciplineClues(first: 9) { totalCount edges { node { status seen } } } }"
SHOWN = """{
  schemes(first: 9) { edges { node { year status frozen copiedFrom { id } groups { yearly { code } } awards { cityUnits }
    trials(first: 9) { totalCount } } } }
  factDecisions(first: 9) { edges { node { kind standing units { share } } } }
  conductRecords(first: 9) { edges { node { kind gradeName fact { kind } unit { id } } } }
  period(year: 2027, quarter: 1) { status corrected reviewOn verifications { same } }
  next: period(year: 2027, quarter: 2) { status }
  result(year: 2027, quarter: 1, group: TOWN) { units(first: 9) { edges { node { score computedScore rank unit { id }
    explanation { code points } corrections { reason } } } } }
  objections(first: 9) { edges { node { status rank carriedOutAt unit { id } files { fileName } } } }
  cards(first: 50) { edges { node { colour } } }
  cardDuties(filter: { year: 2027 }, first: 50) { edges { node { status overdue dueOn } } }
  before: period(year: 2026) { status }
  awards(filter: { year: 2026 }, first: 20) { edges { node { level recipient granted withdrawnOn unit { id }
    vettings { clear findings { code barring } } } } }
  awardLists(first: 9) { edges { node { level status } } }
  assessmentReports(first: 9) { edges { node { number current files { format } figures(first: 1) { totalCount } } } }
}"""


class AssessmentDoor(SupportDoor):
    """Besides what support's door does: everything was told already, so nothing is waited for."""

    async def until(self, what: str, look: Callable[[], Awaitable[Any]]) -> Any:
        seen = await look()
        assert seen is not None, what
        return seen


def district_of(api) -> District:
    """The district as the chapters before leave it: who is in it, and the nodes of its plans, due in the quarter."""
    made = District(AssessmentDoor(api), all_projects())
    made.units = {unit.key: uuid.uuid5(KEYS, unit.key) for unit in UNITS}
    made.ids = {project.key: uuid.uuid5(KEYS, project.key) for project in made.projects}
    for number, project in scheduled(made):
        for at, step in enumerate(network_of(project, number)):
            id_ = uuid.uuid5(KEYS, f"node {project.key} {step.code}")
            made.nodes[project.key, step.code] = Node(id_, date(2027, 2, 22) + timedelta(days=at))
    made.expected_facts = len(made.nodes) + len(list(work._completions(made)))
    return made


def scheduled_event(type_: str, key: uuid.UUID, data: dict[str, Any]) -> dict[str, Any]:
    told_ = envelope(type_, key, data)
    return told_ | {"source": "/zhongdian/schedule", "type": f"zhongdian.schedule.{type_}.v1"}


async def told(district: District) -> None:
    """What reserve and schedule tell: units, projects, the plans' nodes and their completions."""
    units, events = district.units, []
    for unit in UNITS:
        about = {"organizationId": units[unit.key], "name": unit.name, "category": unit.category.value, "version": 1}
        events.append(envelope("organization.registered", units[unit.key], about))
    for project in district.projects:
        id_ = district.ids[project.key]
        about = {"projectId": id_, "name": project.name, "ownerId": units[project.owner], "version": 1}
        events.append(envelope("project.registered", id_, about))
    for number, project in scheduled(district):
        for step in network_of(project, number):
            node = district.nodes[project.key, step.code]
            of = {"nodeId": node.id, "projectId": district.ids[project.key], "responsibleUnitId": units[step.unit]}
            planned = {**of, "planVersion": 1, "dueOn": node.due}
            events.append(scheduled_event("node.planned", node.id, planned))
    for one in work._completions(district):
        node = district.nodes[one.project.key, one.step.code]
        of = {"nodeId": node.id, "projectId": district.ids[one.project.key], "responsibleUnitId": units[one.step.unit]}
        done = {**of, "dueOn": node.due, "completedOn": one.on, "workingDaysLate": 4 * (one.on > node.due)}
        events.append(scheduled_event("node.completed", node.id, done))
    for one in first_year.asked(district):
        id_ = uuid.uuid5(KEYS, f"issue {one.unit} {one.at}")
        of = {"issueId": id_, "projectId": district.ids[one.project.key], "responsibleUnitId": units[one.unit]}
        of |= {"severity": "DIFFICULTY", "dueOn": one.due_on}
        events.append(scheduled_event("issue.assigned", id_, {**of, "version": 2, "assignedOn": one.assigned_on}))
        done = {"version": 5, "doneOn": one.done_on, "closedOn": one.done_on, "workingDaysLate": 5 * (not one.in_time)}
        events.append(scheduled_event("issue.closed", id_, {**of, **done}))
    await district.door.api.deliver(*events)
    assert await district.door.api.parked() == []


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory):
    kept = folder(tmp_path_factory.mktemp("files"))
    return await service_api("assessment", files_link_key=SecretStr("x" * 40), **kept)


def nodes(shown: dict[str, Any], field: str) -> list[dict[str, Any]]:
    return [e["node"] for e in shown[field]["edges"]]


async def test_every_area_of_assessment_has_something_to_show_and_a_second_load_changes_nothing(api):
    await told(district_of(api))
    seen = []
    for _ in range(2):
        district = district_of(api)
        for chapter in CHAPTERS:
            await chapter(district)
        shown = await api(SHOWN, as_=as_person(district.officer("reform")), on=DEMO_DAY)
        seen.append((shown, len(await api.events())))
    assert seen[0] == seen[1]
    shown = seen[0][0]
    of_the_scheme(shown)
    of_the_year_before(shown, district)
    of_the_facts(shown)
    of_the_quarter(shown, str(district.units[assessing.OBJECTING]))
    of_the_cards(shown)
    await a_town_sees_what_is_published_and_its_own(api, district)
    await a_clue_is_seen_by_two_alone(api, district)


def of_the_scheme(shown: dict[str, Any]) -> None:
    schemes = {(s["year"], s["status"]): s for s in nodes(shown, "schemes")}
    assert set(schemes) == {(2026, "FROZEN"), (2027, "WITHDRAWN"), (2027, "FROZEN"), (2028, "DRAFT")}
    ours = schemes[2027, "FROZEN"]
    assert ours["copiedFrom"]
    assert ours["awards"] == {"cityUnits": 3}
    assert all(len(group["yearly"]) == 4 for group in ours["groups"])
    assert schemes[2028, "DRAFT"]["trials"] == {"totalCount": 1}


def of_the_year_before(shown: dict[str, Any], district: District) -> None:
    assert shown["before"] == {"status": "PUBLISHED"}
    awards = nodes(shown, "awards")
    assert [a["granted"] for a in awards if a["level"] == "DISTRICT"] == [True] * 5
    (barred,) = [a for a in awards if a["withdrawnOn"]]
    assert barred["unit"]["id"] == str(district.units[first_year.INCIDENT_OF])
    assert [v["findings"] for v in barred["vettings"]] == [[{"code": "INCIDENT", "barring": True}]]
    (recommended,) = [a for a in awards if a["level"] == "CITY" and not a["withdrawnOn"]]
    assert (recommended["granted"], recommended["recipient"]) == (None, "UNIT")
    assert {(of["level"], of["status"]) for of in nodes(shown, "awardLists")} == {
        ("DISTRICT", "PUBLISHED"),
        ("CITY", "PUBLISHED"),
    }


def of_the_facts(shown: dict[str, Any]) -> None:
    decisions = {d["kind"]: d for d in nodes(shown, "factDecisions")}
    assert sorted(u["share"] for u in decisions["SHARE"]["units"]) == ["0.4", "0.6"]
    assert decisions["EXEMPTION"]["standing"]
    assert {c["kind"]: c["fact"]["kind"] for c in nodes(shown, "conductRecords")} == {
        "INCIDENT": "INCIDENT_RECORDED",
        "COMMENDATION": "COMMENDED",
    }


def of_the_quarter(shown: dict[str, Any], objecting: str) -> None:
    period = shown["period"]
    assert (period["status"], period["corrected"], period["reviewOn"]) == ("PUBLISHED", True, "2027-04-16")
    assert [v["same"] for v in period["verifications"]] == [True]
    assert shown["next"] == {"status": "COMPUTED"}
    (objection,) = nodes(shown, "objections")
    assert (objection["status"], objection["unit"]["id"]) == ("ACCEPTED", objecting)
    assert objection["carriedOutAt"]
    towns = {t["unit"]["id"]: t for t in nodes(shown["result"], "units")}
    assert float(towns[objecting]["score"]) > float(towns[objecting]["computedScore"])
    assert towns[objecting]["rank"] < objection["rank"], "it has passed another town"
    assert [len(t["corrections"]) for t in towns.values() if t["corrections"]] == [1]
    (report,) = nodes(shown, "assessmentReports")
    assert (report["number"], report["current"]) == ("示例考核办〔2027〕5号", True)
    assert {f["format"] for f in report["files"]} == {"DOCX", "PDF", "XLSX"}
    assert report["figures"]["totalCount"] > 0


def of_the_cards(shown: dict[str, Any]) -> None:
    assert {c["colour"] for c in nodes(shown, "cards")} == {"YELLOW"}
    duties = nodes(shown, "cardDuties")
    assert {d["dueOn"] for d in duties} == {"2027-04-16"}
    assert sorted(d["status"] for d in duties if d["status"] != "DUE") == ["CONFIRMED", "FULFILLED"]
    assert any(d["overdue"] for d in duties)


async def a_town_sees_what_is_published_and_its_own(api, district: District) -> None:
    query = """{
      period(year: 2027, quarter: 1) { status }
      next: period(year: 2027, quarter: 2) { status }
      objections { totalCount }
      cards { totalCount }
    }"""
    town = as_person(district.officer(assessing.OBJECTING))
    seen = await api(query, as_=town, on=DEMO_DAY)
    assert (seen["period"], seen["next"]) == ({"status": "PUBLISHED"}, None)
    assert seen["objections"]["totalCount"] == 1
    assert seen["cards"]["totalCount"] > 0


async def a_clue_is_seen_by_two_alone(api, district: District) -> None:
    for who, clues in (
        (district.face(Role.DISCIPLINE), 1),
        (district.officer("inspection"), 1),
        (district.officer("reform"), 0),
    ):
        seen = await api(CLUES, as_=as_person(who), on=DEMO_DAY)
        assert seen["disciplineClues"]["totalCount"] == clues, who.subject
        assert all(c["status"] == "RECEIVED" and "虚构" in c["seen"] for c in nodes(seen, "disciplineClues"))
