"""The units of the services of 第十七条 in a small district, and what their tests do again and again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import Person, person
from tests.support.world import DAY, District

JOINT = "jointEvaluation { id version state dueOn outcome documentNumber meetingCount evaluations { id kind state version documentNumber dueOn } }"
REQUEST = "request { id version state dueOn overdue documentNumber outcome grantedQuantity }"
INCIDENT = "incident { id version number state severity dueAt takenUpAt takenUpLate endedAt result reopenedTimes }"
FORMS = {
    "EIA_CONSTRUCTION": {"form_kind": "FORM", "industry": "涂料制造", "prepared_by": "示例环保技术公司"},
    "EIA_RADIATION": {"source_kind": "IONISING", "equipment": "探伤机一台", "prepared_by": "示例辐射技术公司"},
    "RIVER_OUTFALL": {
        "water": "示例河",
        "discharge": "120",
        "place": "左岸示例桥下游",
        "prepared_by": "示例水务设计院",
    },
}


@dataclass
class Services:
    """A district with the bureaus of 第十七条（二）–（六）."""

    district: District
    units: dict[Role, UUID] = field(default_factory=dict)

    @classmethod
    async def of(cls, district: District, *roles: Role) -> Services:
        """Register a unit for each role."""
        made = cls(district)
        for role in roles:
            made.units[role] = new_id()
            await district.unit(made.units[role], f"示例{role.value}单位", [role])
        return made

    @property
    def api(self) -> Any:
        return self.district.api

    def officer(self, role: Role) -> Person:
        return person(role, unit=self.units[role], division=self.district.division).but(name="经办员")

    async def do(self, verb: str, selection: str, who: Person, on: date | datetime = DAY, **values: Any) -> dict:
        """Carry out a command; return the payload."""
        return await self.api.do(verb, f"{verb[0].upper()}{verb[1:]}Input", selection, who, on, **values)

    # the joint matter
    async def submit_joint(self, on: date = DAY, who: Person | None = None, **changes: Any) -> dict:
        values = {
            "projectId": str(self.district.project),
            "purpose": "一期环评",
            "bureauId": str(self.units[Role.ECOLOGY]),
            "evaluations": [evaluation(kind) for kind in FORMS],
        }
        return await self.do("submitJointEvaluation", JOINT, who or self.district.owner, on, **(values | changes))

    async def joint(self, verb: str, joint: dict, who: Person | None = None, on: date = DAY, **values: Any) -> dict:
        given = {"jointId": joint["id"], "expectedVersion": joint["version"]} | values
        plain = verb in {"acceptJointEvaluation", "claimJointEvaluation"}
        type_ = "JointEvaluationInput" if plain else f"{verb[0].upper()}{verb[1:]}Input"
        return await self.api.do(verb, type_, JOINT, who or self.officer(Role.ECOLOGY), on, **given)

    async def met(self, on: date = DAY, **changes: Any) -> dict:
        """Bring a joint matter to where it can be decided."""
        joint = shown(await self.submit_joint(on, **changes))
        joint = shown(await self.joint("acceptJointEvaluation", joint, on=on))
        joint = shown(await self.joint("claimJointEvaluation", joint, on=on))
        return shown(await self.joint("recordJointMeeting", joint, on=on, **self.meeting(on)))

    def meeting(self, on: date = DAY) -> dict:
        """The record of a meeting."""
        unit = {"unitId": str(self.units[Role.ECOLOGY]), "stance": "AGREE_WITH_CONDITIONS", "said": "落实防渗措施"}
        return {"heldOn": str(on), "place": "示例会议室", "conclusion": "原则同意", "attending": [unit]}

    # requests of a kind
    async def ask(self, kind: str, role: Role, form: dict[str, str], on: date = DAY, **changes: Any) -> dict:
        """Submit a request of a kind without a node; return the payload."""
        values = {
            "projectId": str(self.district.project),
            "kind": kind,
            "purpose": "示例用途",
            "bureauId": str(self.units[role]),
            "form": [{"code": code, "value": value} for code, value in form.items()],
        }
        return await self.api.do(
            "submitRequest", "SubmitRequestInput", REQUEST, self.district.owner, on, **(values | changes)
        )

    async def step(self, verb: str, request: dict, role: Role, on: date = DAY, **values: Any) -> dict:
        given = {"requestId": request["id"], "expectedVersion": request["version"]} | values
        type_ = f"{verb[0].upper()}{verb[1:]}Input"
        return await self.api.do(verb, type_, REQUEST, self.officer(role), on, **given)

    async def claimed(self, kind: str, role: Role, form: dict[str, str], on: date = DAY, **changes: Any) -> dict:
        """Bring a request to where it is in hand."""
        request = taken(await self.ask(kind, role, form, on, **changes))
        request = taken(await self.step("acceptRequest", request, role, on))
        return taken(await self.step("claimRequest", request, role, on))

    # incidents
    async def report(self, who: Person | None = None, at: datetime | date = DAY, **changes: Any) -> dict:
        values = {
            "projectId": str(self.district.project),
            "kind": "OBSTRUCTION",
            "severity": "SERIOUS",
            "title": "阻挠土方施工",
            "description": "数人阻拦土方车辆进场",
            "place": "一号门",
            "occurredOn": str(DAY),
        }
        return await self.do("reportSiteIncident", INCIDENT, who or self.district.owner, at, **(values | changes))

    async def incident(
        self, verb: str, incident: dict, who: Person | None = None, at: datetime | date = DAY, **values: Any
    ) -> dict:
        given = {"incidentId": incident["id"], "expectedVersion": incident["version"]} | values
        type_ = {
            "takeUpSiteIncident": "SiteIncidentInput",
            "reopenSiteIncident": "SiteIncidentReasonInput",
            "withdrawSiteIncident": "SiteIncidentReasonInput",
        }.get(verb, f"{verb[0].upper()}{verb[1:]}Input")
        return await self.api.do(verb, type_, INCIDENT, who or self.officer(Role.PUBLIC_SECURITY), at, **given)


def evaluation(kind: str, **changes: str) -> dict:
    """One evaluation as it is submitted."""
    form = FORMS.get(kind, {}) | changes
    return {"kind": kind, "form": [{"code": code, "value": value} for code, value in form.items()]}


def _of(payload: dict, name: str) -> dict:
    assert payload["userErrors"] == [], payload["userErrors"]
    return payload[name]


def shown(payload: dict) -> dict:
    """Return the joint matter of a command that was accepted."""
    return _of(payload, "jointEvaluation")


def taken(payload: dict) -> dict:
    """Return the request of a command that was accepted."""
    return _of(payload, "request")


def seen(payload: dict) -> dict:
    """Return the incident of a command that was accepted."""
    return _of(payload, "incident")


def refused(payload: dict) -> dict[str, str | None]:
    """Return the codes of a command that was refused, with their fields."""
    assert [v for k, v in payload.items() if k != "userErrors"] == [None], payload
    return {e["code"]: e["field"] for e in payload["userErrors"]}
