"""The guide of the next year, and an application that comes through the province's signed interface (A3.1, A3.2)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import httpx

from infra import provincial
from infra.demo.district import District
from infra.demo.project import PLAN_YEAR, DemoProject, Stage
from infra.demo.units import BY_KEY
from infra.places import KeptPorts
from infra.ports import HOST
from infra.simulators.provincial import PREFIX, Province, keys_of
from infra.trouble import Trouble

YEAR = PLAN_YEAR + 1
NUMBER = f"HN430211-{YEAR}-0001"
_DRAFTED_ON, _PUBLISHED_ON, _FILED_ON = date(2027, 3, 25), date(2027, 3, 30), date(2027, 4, 2)
_OPENS_ON, _CLOSES_ON = date(2027, 4, 1), date(2027, 6, 30)
_PATHS = {"reserve": "applications", "support": "requests"}
_SEEN = """query Filed($number: String!) {
  provincialFilings(filter: { number: $number }) { edges { node { client application { year status } } } }
}"""


async def publish_guide(district: District) -> None:
    """The investment authority opens the applications for the next year."""
    clerk, told = district.officer("reform"), "guide { id }"
    done = await district.door.do(
        "draftGuide",
        str(YEAR),
        clerk,
        _DRAFTED_ON,
        told,
        year=YEAR,
        supportAreas=["先进制造", "基础设施补短板", "社会民生", "生态环保"],
        selectionStandards=["符合全区发展规划和产业布局"],
        conditions=["已纳入储备项目库"],
        minimumTotalInvestment=Decimal(5_000),
        libraries=["THREE_YEAR", "ONE_YEAR"],
        opensOn=_OPENS_ON,
        closesOn=_CLOSES_ON,
    )
    guide = district.registered(done["guide"]["id"])
    await district.on(guide, "publishGuide", str(YEAR), clerk, _PUBLISHED_ON, told, guideId=guide)


async def file_from_province(district: District) -> None:
    """The province signs and files one application, which the investment authority then sees.

    Nothing is filed where reserve was given other clients than this data folder's, whose keys are not the demo's to use.
    """
    clients = provincial.own_clients(district.door.data)
    if clients is None:
        return
    province = Province(provincial.CLIENT, keys_of(clients, provincial.CLIENT))
    await send(district, province, paper(next(p for p in district.projects if _suits(p))), "reserve", _FILED_ON)
    seen = await district.door.read("filed", _SEEN, district.officer("reform"), _FILED_ON, number=NUMBER)
    found = [(e["node"]["client"], e["node"]["application"]["year"]) for e in seen["provincialFilings"]["edges"]]
    if found != [(provincial.CLIENT, YEAR)]:
        raise Trouble(
            f"演示步骤“省平台申报 {NUMBER}”：区投资主管部门未见到该申报。",
            f"The demo's filing {NUMBER} is not seen by the investment authority.",
        )


def _suits(project: DemoProject) -> bool:
    """Whether the guide asks for it, and no plan lists it yet."""
    return project.stage is Stage.THREE_YEAR and project.start.year == YEAR


def paper(project: DemoProject) -> dict[str, Any]:
    """Write the application as the interface describes it."""
    return {
        "number": NUMBER,
        "year": YEAR,
        "kind": "NEW_START",
        "annualInvestment": f"{project.annual:f}",
        "statement": f"{project.name}已纳入三年滚动储备，拟于{project.start:%Y年%m月}开工（演示）",
        "owner": {"creditCode": BY_KEY[project.owner].credit_code},
        "project": {
            "name": project.name,
            "category": project.category,
            "investmentMode": "GOVERNMENT" if project.government else "ENTERPRISE",
            "totalInvestment": f"{project.total:f}",
            "town": BY_KEY[project.town].name,
            "industryAuthority": BY_KEY[project.authority].name,
        },
    }


async def send(district: District, province: Province, paper: dict[str, Any], service: str, on: date) -> None:
    """Send to a service itself, newly signed each time, until there is an answer; the same content has the same receipt."""
    door, step = district.door, f"provincialSubmit {paper['number']}"
    url = f"http://{HOST}:{KeptPorts(door.data).known()[service]}{PREFIX}/{_PATHS[service]}"
    body = json.dumps(paper, ensure_ascii=False).encode()
    more = {"content-type": "application/json", "x-business-date": on.isoformat()}

    async def once() -> httpx.Response | None:
        try:
            answer = await door.http.post(url, content=body, headers=province.sign("POST", url, body) | more)
        except httpx.TransportError:
            return None
        return None if answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE else answer

    answer = await door.until(step, once)
    if not answer.is_success:
        raise Trouble(
            f"演示步骤“{step}”未被接受（{answer.status_code}）：{answer.text[:500]}",
            f"The demo's step {step} was refused with {answer.status_code}.",
        )
    door.accepted += 1
