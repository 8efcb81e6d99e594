"""The plan of 2027: drafted, consulted on, deliberated, issued (A3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from infra.demo.district import District
from infra.demo.project import PLAN_YEAR
from infra.demo.units import AUTHORITIES

DOCUMENT_NUMBER = f"示例管发〔{PLAN_YEAR}〕1号"
ISSUED_ON = date(2027, 1, 6)
_DRAFTED_ON, _CONSULTED_ON, _SUGGESTED_ON = date(2026, 11, 9), date(2026, 11, 24), date(2026, 12, 4)
_TOLD = "plan { id version status }"
_STEPS = (
    ("PUBLIC_PARTICIPATION", date(2026, 11, 26), "公众意见征集情况报告"),
    ("EXPERT_ARGUMENT", date(2026, 11, 30), "专家论证意见"),
    ("RISK_ASSESSMENT", date(2026, 12, 2), "风险评估报告"),
    ("LEGALITY_REVIEW", date(2026, 12, 3), "合法性审查意见书"),
    ("COLLECTIVE_DECISION", date(2026, 12, 22), "集体讨论会议纪要"),
)
_MEETINGS = (
    ("WORKING_COMMITTEE", date(2026, 12, 9), "工委委员会第12次会议"),
    ("STANDING_COMMITTEE", date(2026, 12, 15), "区委常委会第36次会议"),
    ("GOVERNMENT_EXECUTIVE", date(2026, 12, 22), "区政府第21次常务会议"),
)
_ASSESSED = "newtown"  # taken up by the authority itself, for its influence on the whole district (A3.3)
_CONDITIONAL = "made-40"


async def draft(district: District) -> None:
    """The investment authority opens the draft with the year's guide and lists the projects."""
    clerk = district.officer("reform")
    done = await district.door.do(
        "draftPlan",
        str(PLAN_YEAR),
        clerk,
        _DRAFTED_ON,
        _TOLD,
        year=PLAN_YEAR,
        majorDecision=True,
        supportAreas="先进制造、基础设施补短板、社会民生、生态环保",
        selectionStandard="符合全区发展规划和产业布局，总投资5000万元以上",
        conditions="已纳入储备项目库，要素基本落实",
        minimumTotalInvestment=Decimal(5_000),
    )
    plan = district.ids["plan"] = district.registered(done["plan"]["id"])
    for project in district.projects:
        if not project.stage.planned:
            continue
        assessed = {"basis": "ASSESSMENT", "assessment": "对全区发展有重大影响，经评估纳入"}
        await district.on(
            plan,
            "addPlanItem",
            project.key,
            clerk,
            _DRAFTED_ON,
            _TOLD,
            planId=plan,
            projectId=district.ids[project.key],
            kind=project.stage.value,
            annualInvestment=project.annual,
            **(assessed if project.key == _ASSESSED else {}),
        )


async def consult(district: District) -> None:
    """The four bodies state their opinions: each industry authority on its own projects, the others on all."""
    plan = district.ids["plan"]
    for body, unit in (("FINANCE", "finance"), ("LAND", "land"), ("FINANCIAL_SERVICES", "banking")):
        await _opinion(district, plan, body, unit)
    for unit in AUTHORITIES:
        await _opinion(district, plan, "INDUSTRY_AUTHORITY", unit)
    condition = "原则同意，请先落实管线迁改资金后再开工"
    await _opinion(
        district,
        plan,
        "FINANCE",
        "finance",
        outcome="CONDITIONAL",
        text=condition,
        projectIds=[district.ids[_CONDITIONAL]],
    )


async def _opinion(
    district: District, plan: UUID, body: str, unit: str, outcome: str = "SUPPORT", **given: object
) -> None:
    about = f"{body} {unit} {outcome}"
    who = district.officer(unit)
    await district.on(
        plan, "giveOpinion", about, who, _CONSULTED_ON, _TOLD, planId=plan, body=body, outcome=outcome, **given
    )


async def deliberate_and_issue(district: District) -> None:
    """The list is suggested, goes through the steps of a major decision and three meetings, and is issued."""
    plan, clerk = district.ids["plan"], district.officer("reform")
    await district.on(plan, "suggestPlan", "plan", clerk, _SUGGESTED_ON, _TOLD, planId=plan)
    for body, held_on, meeting in _MEETINGS:
        await district.on(
            plan,
            "recordDeliberation",
            body,
            clerk,
            held_on,
            _TOLD,
            planId=plan,
            body=body,
            outcome="PASSED",
            heldOn=held_on,
            meeting=meeting,
        )
    for step, done_on, document in _STEPS:
        await district.on(
            plan,
            "recordDecisionStep",
            step,
            clerk,
            _MEETINGS[-1][1],
            _TOLD,
            planId=plan,
            step=step,
            doneOn=done_on,
            document=document,
        )
    await district.on(plan, "issuePlan", "plan", clerk, ISSUED_ON, _TOLD, planId=plan, documentNumber=DOCUMENT_NUMBER)
