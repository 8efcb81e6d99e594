"""The demo's land, money, evaluations, incidents and agencies, on the real support; a second load changes nothing."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import pytest
from pydantic import SecretStr

from infra.demo import DEMO_DAY, bureaus, factors, land_plan, money, province_request
from infra.demo.district import District, Node
from infra.demo.door import KEYS, written
from infra.demo.networks import LAND_NODE
from infra.demo.project import Stage
from infra.demo.published import all_projects
from infra.demo.units import BY_KEY, UNITS
from services.chassis.clock import new_id
from services.law.parties import Role
from services.support.messaging.provincial.papers import Submission
from tests.demo.test_areas import Door, as_person, envelope
from tests.harness.bucket import folder

CHAPTERS = (
    factors.open_accounts,
    factors.handle_requests,
    land_plan.issue_plan,
    land_plan.consult,
    money.spend_funds,
    money.raise_demands,
    money.apply_for_money,
    bureaus.evaluate_jointly,
    bureaus.keep_order,
    bureaus.act_for_owners,
)
SHOWN = """{
  landPlans(first: 9) { edges { node { year state number items(first: 50) { edges { node { requisitionDoneOn } } } } } }
  landConsultations(first: 9) { edges { node { month state undecided contentSm3
    items(first: 100) { edges { node { source decision raisedOn doneOn } } } } } }
  fundBudgets(first: 9) { edges { node { category committed paid available } } }
  fundCommitments(first: 50) { edges { node { amount paid payments { amount } } } }
  financingDemands(first: 50) { edges { node { state drawn matches { state } } } }
  financingIssues(first: 9) { edges { node { demands } } }
  fundApplications(first: 50) { edges { node { kind stage state granted arrived paid } } }
  jointEvaluations(first: 9) { edges { node { state documentNumber meetingCount } } }
  siteIncidents(first: 9) { edges { node { state files { fileName } } } }
  agencyCases(first: 9) { edges { node { state authorised itemsDone items { code state } } } }
  agencySupervisions(first: 9) { edges { node { daysLate closedOn } } }
}"""


class SupportDoor(Door):
    """Besides what schedule's door does: questions, and values that are called "on"."""

    async def do(
        self, mutation: str, about: str, who, on: date, selection: str, /, *, awaiting=(), input_type=None, **given: Any
    ) -> dict[str, Any]:
        kind = input_type or f"{mutation[0].upper()}{mutation[1:]}Input"
        values = {"idempotencyKey": str(uuid.uuid5(KEYS, f"{mutation} {about}")), **written(given)}
        document = (
            f"mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ code message }} }} }}"
        )
        moment = datetime.fromisoformat(f"{on}T09:30:00+08:00")
        done = (await self.api(document, {"input": values}, as_=as_person(who), on=moment))[mutation]
        assert done["userErrors"] == [], (mutation, about, done["userErrors"])
        self.accepted += 1
        return done

    async def read(self, about: str, document: str, who, on: date, **variables: Any) -> dict[str, Any]:
        del about
        return await self.api(document, written(variables), as_=as_person(who), on=on)


def district_of(api) -> District:
    made = District(SupportDoor(api), all_projects())
    made.units = {unit.key: uuid.uuid5(KEYS, unit.key) for unit in UNITS}
    made.ids = {project.key: uuid.uuid5(KEYS, project.key) for project in made.projects}
    for project in made.projects:
        made.nodes[project.key, LAND_NODE] = Node(uuid.uuid5(KEYS, f"node {project.key}"), DEMO_DAY)
    return made


async def told(district: District) -> None:
    """What reserve and schedule tell: units, projects, the plan, the nodes that wait for land."""
    events = []
    for unit in UNITS:
        id_ = district.units[unit.key]
        about = {"organizationId": id_, "name": unit.name, "roles": [r.value for r in unit.roles], "version": 1}
        events.append(envelope("organization.registered", id_, about))
    for project in district.projects:
        id_ = district.ids[project.key]
        about = {"projectId": id_, "name": project.name, "ownerId": district.units[project.owner], "version": 1}
        events.append(envelope("project.registered", id_, about))
        node = {
            "nodeId": district.nodes[project.key, LAND_NODE].id,
            "projectId": id_,
            "planVersion": 1,
            "name": "用地报批与供应",
            "responsibleUnitId": district.units["land"],
            "waitsForRequest": True,
        }
        planned = envelope("node.planned", id_, node)
        events.append(planned | {"type": "zhongdian.schedule.node.planned.v1", "source": "/zhongdian/schedule"})
    await district.door.api.deliver(*events)
    assert await district.door.api.parked() == []


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory):
    return await service_api("support", files_link_key=SecretStr("x" * 40), **folder(tmp_path_factory.mktemp("files")))


def nodes(shown: dict[str, Any], field: str) -> list[dict[str, Any]]:
    return [e["node"] for e in shown[field]["edges"]]


async def test_every_area_of_support_has_something_to_show_and_a_second_load_changes_nothing(api):
    await told(district_of(api))
    seen = []
    for _ in range(2):
        district = district_of(api)
        for chapter in CHAPTERS:
            await chapter(district)
        facts = len([e for e in await api.events() if counted(e["type"])])
        assert district.expected_facts == facts
        shown = await api(SHOWN, as_=as_person(district.officer("service")), on=DEMO_DAY)
        seen.append((shown, len(await api.events())))
    assert seen[0] == seen[1]
    of_land(seen[0][0])
    of_money(seen[0][0])
    of_bureaus(seen[0][0])


def counted(type_: str) -> bool:
    """Whether the assessment makes a fact of an event; the demo waits for as many."""
    told_ = {"submitted", "returned", "resubmitted", "decided"}
    return type_ in {f"zhongdian.support.request.{verb}.v1" for verb in told_}


def of_land(shown: dict[str, Any]) -> None:
    (plan,) = nodes(shown, "landPlans")
    assert (plan["state"], plan["number"]) == ("ISSUED", "示例自然资发〔2027〕6号")
    done = [i["requisitionDoneOn"] for i in nodes(plan, "items")]
    assert (len(done), sum(d is not None for d in done)) == (land_plan.ITEMS, 1)
    april, march = nodes(shown, "landConsultations")
    assert (april["state"], march["state"], march["undecided"]) == ("OPEN", "CLOSED", 0)
    items = nodes(march, "items")
    assert {i["source"] for i in items} > {"MANUAL"}
    assert [len([i for i in items if i[name]]) for name in ("raisedOn", "doneOn")] == [1, 1]


def of_money(shown: dict[str, Any]) -> None:
    assert {b["category"]: (b["committed"], b["paid"]) for b in nodes(shown, "fundBudgets")} == {
        "CONSTRUCTION": ("4200", "1950"),
        "PRELIMINARY": ("240", "0"),
    }
    assert sorted(len(c["payments"]) for c in nodes(shown, "fundCommitments")) == [0, 0, 1, 1, 2]
    demands = nodes(shown, "financingDemands")
    assert sorted(d["state"] for d in demands) == ["ACCEPTED", "ACCEPTED", "RETURNED", "SUBMITTED"]
    assert [(d["drawn"], [m["state"] for m in d["matches"]]) for d in demands if d["matches"]] == [
        ("2000", ["DRAWN_DOWN"])
    ]
    assert [i["demands"] for i in nodes(shown, "financingIssues")] == [2]
    assert sorted((a["kind"], a["stage"], a["state"]) for a in nodes(shown, "fundApplications")) == [
        ("CENTRAL_BUDGET", "LISTED", "OPEN"),
        ("ENTERPRISE_BOND", "PREPARING", "OPEN"),
        ("PROVINCIAL_BUDGET", "PREPARING", "RETURNED"),
        ("SPECIAL_BOND", "ARRIVED", "OPEN"),
    ]


def of_bureaus(shown: dict[str, Any]) -> None:
    joints = nodes(shown, "jointEvaluations")
    assert [(j["state"], j["meetingCount"], bool(j["documentNumber"])) for j in joints] == [
        ("SUBMITTED", 0, False),
        ("GRANTED", 1, True),
    ]
    incidents = nodes(shown, "siteIncidents")
    assert [(i["state"], len(i["files"])) for i in incidents] == [("REPORTED", 0), ("TAKEN_UP", 0), ("CLOSED", 1)]
    applied, accepted = nodes(shown, "agencyCases")
    assert (applied["state"], accepted["state"], accepted["authorised"]) == ("APPLIED", "ACCEPTED", True)
    assert {i["code"]: i["state"] for i in accepted["items"] if i["state"] in {"DONE", "SUBMITTED"}} == {
        "SITE_OPINION": "SUBMITTED",
        "PROJECT_FILING": "DONE",
    }
    assert [s["closedOn"] for s in nodes(shown, "agencySupervisions")] == [None]


def test_the_provinces_request_is_as_the_interface_describes_it():
    project = next(p for p in all_projects() if p.stage is Stage.CONTINUING and not p.government)
    paper = Submission.model_validate(province_request.paper(project))
    assert (paper.kind, paper.owner.credit_code) == ("ROAD_OCCUPATION", BY_KEY[project.owner].credit_code)
    assert paper.attachments[0].field == "plan"


async def test_the_provinces_request_is_received_by_the_rules_of_the_district(api):
    """Its form is whole: what the demo sends is what `checkRequest` finds acceptable for the same owner."""
    district = district_of(api)
    await told(district)
    project = next(p for p in district.projects if p.stage is Stage.CONTINUING and not p.government)
    paper = province_request.paper(project)
    asked = {
        "idempotencyKey": str(new_id()),
        "projectId": str(district.ids[project.key]),
        "kind": paper["kind"],
        "purpose": paper["purpose"],
        "form": [{"code": code, "value": value} for code, value in paper["form"].items()],
    }
    query = (
        "query($input: SubmitRequestInput!) { checkRequest(input: $input) { acceptable userErrors { code field } } }"
    )
    owner = as_person(district.officer(project.owner))
    found = await api(query, {"input": asked}, as_=owner, on=date(2027, 4, 6))
    assert found["checkRequest"] == {"acceptable": True, "userErrors": []}
    assert Role.OWNER in owner.roles
