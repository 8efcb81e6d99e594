"""What is decided on facts before the quarter is computed (A18), and what is on record beside them (A20, A21)."""

from __future__ import annotations

from datetime import date
from typing import Any

from infra.demo.district import District
from infra.demo.work import late_node

SHARING, EXEMPTED = "power", "education"  # units with a node that was completed late
BLAMED, PRAISED = "building", "guiyuan"
_DECIDED_ON = date(2027, 4, 6)
_APPROVER = "示例区分管领导"


async def decide_on_facts(district: District) -> None:
    """Two units answer for one late node; another counts for nobody, as a rainstorm kept it from being done."""
    clerk, told = district.officer("reform"), "decision { id }"
    shares = [
        {"unitId": district.units[SHARING], "share": "0.6"},
        {"unitId": district.units["land"], "share": "0.4"},
    ]
    grounds: dict[str, Any] = {"approver": _APPROVER, "document": "示例会议纪要〔2027〕12号"}
    reason = "管线迁改迟于约定，迁改施工和用地手续各有责任（演示）"
    node = late_node(district, SHARING).id
    shared: dict[str, Any] = {"recordId": node, "shares": shares, "reason": reason, **grounds}
    await district.door.do("shareResponsibility", SHARING, clerk, _DECIDED_ON, told, **shared)
    reason = "三月连续暴雨红色预警，现场停工，属不可抗力（演示）"
    exempted: dict[str, Any] = {"recordId": late_node(district, EXEMPTED).id, "reason": reason, **grounds}
    await district.door.do("exemptRecord", EXEMPTED, clerk, _DECIDED_ON, told, **exempted)


async def record_conduct(district: District) -> None:
    """An incident of a platform and a commendation of a subdistrict, each with the document that establishes it."""
    clerk, told = district.officer("reform"), "record { id }"
    incident: dict[str, Any] = {
        "unitId": district.units[BLAMED],
        "matter": "SAFETY",
        "grade": "GENERAL",
        "happenedOn": date(2027, 3, 18),
        "title": "脚手架局部坍塌（演示，纯属虚构）",
        "description": "外架局部失稳，无人员伤亡，已停工整改并复查",
        "document": "示例应急认定〔2027〕2号",
    }
    await district.door.do(
        "recordIncident", BLAMED, clerk, _DECIDED_ON, told, input_type="RecordConductInput", **incident
    )
    praise: dict[str, Any] = {
        "unitId": district.units[PRAISED],
        "matter": "PRAISE",
        "grade": "CITY",
        "happenedOn": date(2027, 3, 25),
        "title": "拆迁交地提前完成，市里通报表扬（演示，纯属虚构）",
        "description": "提前二十天完成一期红线内交地",
        "document": "示例市通报〔2027〕5号",
    }
    await district.door.do(
        "recordCommendation", PRAISED, clerk, _DECIDED_ON, told, input_type="RecordConductInput", **praise
    )
