"""A request to a bureau that comes through the province's signed interface, with facts of a file that it keeps (A14, A17)."""

from __future__ import annotations

from datetime import date
from typing import Any

from infra import provincial
from infra.demo.district import District
from infra.demo.project import DemoProject, Stage
from infra.demo.province import send
from infra.demo.units import BY_KEY
from infra.simulators.provincial import Province, keys_of
from infra.trouble import Trouble

NUMBER = "HNYS-430211-2027-0001"
_FILED_ON = date(2027, 4, 6)
_SEEN = """query Requested($number: String!) {
  provincialRequests(number: $number) { edges { node { client request { kind state } } } }
}"""


async def request_from_province(district: District) -> None:
    """The province asks for a project's temporary use of a road, which the project service then sees.

    Nothing is asked where support was given other clients than this data folder's, whose keys are not the demo's to use.
    """
    clients = provincial.own_clients(district.door.data)
    if clients is None:
        return
    province = Province(provincial.CLIENT, keys_of(clients, provincial.CLIENT))
    await send(district, province, paper(next(p for p in district.projects if _suits(p))), "support", _FILED_ON)
    district.expected_facts += 1
    seen = await district.door.read("requested", _SEEN, district.officer("service"), _FILED_ON, number=NUMBER)
    found = [(e["node"]["client"], e["node"]["request"]["kind"]) for e in seen["provincialRequests"]["edges"]]
    if found != [(provincial.CLIENT, "ROAD_OCCUPATION")]:
        raise Trouble(
            f"演示步骤“省平台申请 {NUMBER}”：区项目服务部门未见到该申请。",
            f"The demo's request {NUMBER} is not seen by the project service.",
        )


def _suits(project: DemoProject) -> bool:
    return project.stage is Stage.CONTINUING and not project.government


def paper(project: DemoProject) -> dict[str, Any]:
    """Write the request as the interface describes it."""
    return {
        "number": NUMBER,
        "owner": {"creditCode": BY_KEY[project.owner].credit_code},
        "project": project.name,
        "kind": "ROAD_OCCUPATION",
        "purpose": "雨污管道接入市政管网，临时占用人行道（演示）",
        "form": {
            "place": "示例路二号门前",
            "area": "40",
            "from": "2027-04-26",
            "until": "2027-05-10",
            "reason": "管道接入",
            "restore": "按原标准恢复",
        },
        "attachments": [
            {"name": "占道平面图.pdf", "size": 182044, "sm3": "5a" * 32, "title": "占道平面图", "field": "plan"}
        ],
    }
