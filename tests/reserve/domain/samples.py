"""Projects, documents and plans to start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.parties import Role
from services.reserve.domain import rulebook
from services.reserve.domain.decision import Decided
from services.reserve.domain.library.evidence import Evidence
from services.reserve.domain.plan.consultation import Speaker, give_opinion, suggest
from services.reserve.domain.plan.deliberation import deliberate
from services.reserve.domain.plan.draft import draft
from services.reserve.domain.plan.items import Proposal, add_item
from services.reserve.domain.plan.state import Guide, Opinion, Plan
from services.reserve.domain.project.state import Elements, FundSource, Project
from services.reserve.domain.terms import (
    Category,
    DeliberationOutcome,
    InvestmentMode,
    ItemKind,
    Level,
    Library,
    OpinionOutcome,
)

TODAY = date(2026, 11, 24)
DIVISION = "430211"
OWNER, TOWN, AUTHORITY = UUID(int=1), UUID(int=2), UUID(int=3)

ELEMENTS = Elements(
    name="松井汽车涂料建设项目",
    owner_id=OWNER,
    level=Level.CITY,
    category=Category.INDUSTRY,
    investment_mode=InvestmentMode.ENTERPRISE,
    total_investment=Decimal(189000),
    town_id=TOWN,
    industry_authority_id=AUTHORITY,
    function="汽车涂料研发和生产基地",
    scale="一期用地约130亩",
    content="建筑面积67906.4平方米，二期28704平方米",
    construction_mode="新建",
    fund_sources=(FundSource("企业自筹", Decimal(89000)), FundSource("银行贷款", Decimal(100000))),
    start_on=date(2027, 3, 1),
    finish_on=date(2028, 12, 31),
    fund_use="厂房和设备",
    benefit="年产值30亿元",
)


def project(library: Library | None = None, number: int = 100, **elements: object) -> Project:
    """Make a project in a library."""
    return Project(
        id=UUID(int=number),
        division=DIVISION,
        version=1,
        library=library,
        elements=replace(ELEMENTS, **elements),
    )


def document(kind: str, number: int = 0, **facts: object) -> Evidence:
    """Make a valid document of a kind."""
    made = Evidence(
        id=UUID(int=9000 + number),
        kind=kind,
        title=f"{kind}的材料",
        issuer="某单位",
        issued_on=date(2026, 6, 1),
        document_number=f"株发改〔2026〕{number + 1}号",
    )
    return replace(made, **facts)


def documents(*kinds: str) -> list[Evidence]:
    """Make a valid document of each kind."""
    return [document(k, n) for n, k in enumerate(kinds)]


FIVE = ("PLANNING_CONFORMITY", "POLICY_CONFORMITY", "INDUSTRY_LAYOUT")
THREE = ("SPATIAL_PLANNING", "SCHEME", "NECESSITY", "LETTER_OF_INTENT")
ONE = ("LAND_ARRANGEMENT", "FUND_ARRANGEMENT", "FILING")
BUILD = ("FILING", "LAND_PLANNING_PERMIT", "ENGINEERING_PLANNING_PERMIT", "DRAWING_REVIEW")


def accepted(outcome: object) -> object:
    """Return the state of an accepted command."""
    assert isinstance(outcome, Decided), outcome
    return outcome.state


def drafted(*projects: Project, guide: Guide | None = None, major: bool = False) -> Plan:
    """Draft the plan of 2027 with new starts."""
    plan = accepted(draft(UUID(int=7), DIVISION, 2027, guide or Guide(), TODAY, major_decision=major, exists=False))
    for each in projects:
        plan = accepted(add_item(plan, each, Proposal(kind=ItemKind.NEW_START, annual_investment=Decimal(80000))))
    return plan


def speaker(role: Role, unit: UUID | None = AUTHORITY) -> Speaker:
    """Make someone who speaks for a body."""
    return Speaker(frozenset({role}), unit)


def opinion(body: str, outcome: OpinionOutcome = OpinionOutcome.SUPPORT, text: str = "") -> Opinion:
    """Make an opinion."""
    return Opinion(body=body, outcome=outcome, text=text, given_on=TODAY)


def consulted(plan: Plan) -> Plan:
    """Have all four bodies agree to everything."""
    for body in rulebook.OPINION_BODIES.on(TODAY):
        plan = accepted(give_opinion(plan, opinion(body.code), None, speaker(body.role)))
    return plan


def suggested(plan: Plan) -> Plan:
    """Have the consulted plan suggested."""
    totals = {i.project_id: i.total_investment for i in plan.items}
    return accepted(suggest(consulted(plan), totals, TODAY))


def passed(plan: Plan, *bodies: str) -> Plan:
    """Have bodies pass the list one after the other."""
    for body in bodies:
        plan = accepted(deliberate(plan, body, DeliberationOutcome.PASSED, TODAY, None, TODAY))
    return plan


BODIES = ("WORKING_COMMITTEE", "STANDING_COMMITTEE", "GOVERNMENT_EXECUTIVE")
