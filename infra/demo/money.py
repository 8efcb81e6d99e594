"""Money of the demo: special funds, financing demands with their list, applications at every stage (A16)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from infra.demo.district import District, together
from infra.demo.project import PLAN_YEAR, DemoProject, Stage
from infra.demo.record import Record

_BUDGETED_ON, _COMMITTED_ON = date(2027, 1, 14), date(2027, 2, 3)
_PAID_ON, _PAID_AGAIN_ON = date(2027, 3, 5), date(2027, 4, 2)
_BUDGETS = (("CONSTRUCTION", Decimal(6_000)), ("PRELIMINARY", Decimal(800)))
_ON_THE_WAY = {"PROJECT_UNKNOWN"}  # projects reach this service by events
_DEMANDED_ON, _REVIEWED_ON, _PUBLISHED_ON = date(2027, 3, 4), date(2027, 3, 9), date(2027, 4, 7)
_DEMAND = "demand { id matches { id } }"


async def spend_funds(district: District) -> None:
    """Two budgets of the year: money bound to projects by contract or plan, and paid in part, never more than was bound."""
    finance = district.officer("finance")
    budgets = {}
    for category, amount in _BUDGETS:
        done = await district.door.do(
            "openFundBudget",
            f"{category} {PLAN_YEAR}",
            finance,
            _BUDGETED_ON,
            "budget { id }",
            category=category,
            year=PLAN_YEAR,
            amount=amount,
            document=f"示例财预〔{PLAN_YEAR}〕3号",
        )
        budgets[category] = done["budget"]["id"]
    built = _some(district, Stage.CONTINUING, government=True)[:2]
    coming = _some(district, Stage.PRELIMINARY)[:2]
    songjing = next(p for p in district.projects if p.key == "songjing")
    await _commit(district, budgets["CONSTRUCTION"], songjing, Decimal(1_200), (Decimal(400), Decimal(350)))
    for project in built:
        await _commit(district, budgets["CONSTRUCTION"], project, Decimal(1_500), (Decimal(600),))
    for project in coming:
        await _commit(district, budgets["PRELIMINARY"], project, Decimal(120), ())


def _some(district: District, stage: Stage, *, government: bool | None = None) -> list[DemoProject]:
    fits = [p for p in district.projects if p.stage is stage]
    return [p for p in fits if government is None or p.government is government]


async def _commit(
    district: District, budget: str, project: DemoProject, amount: Decimal, paid: tuple[Decimal, ...]
) -> None:
    finance = district.officer("finance")
    bound = Record(district, f"funds {project.key}", "commitmentId", "commitment { id }")
    done = await district.door.do(
        "commitFunds",
        bound.about,
        finance,
        _COMMITTED_ON,
        bound.told,
        awaiting=_ON_THE_WAY,
        budgetId=budget,
        projectId=district.ids[project.key],
        amount=amount,
        basis="CONTRACT" if paid else "PLAN",
        basisNumber=f"SL-{PLAN_YEAR}-{project.key}",
        document=f"示例财建〔{PLAN_YEAR}〕8号",
        purpose=f"{project.name}{'工程款' if paid else '前期工作经费'}",
        payee="示例工程建设有限公司" if paid else None,
    )
    bound.id, bound.version = done["commitment"]["id"], 1
    for number, sum_ in enumerate(paid, start=1):
        on = _PAID_ON if number == 1 else _PAID_AGAIN_ON
        voucher = f"示例支{PLAN_YEAR}-{project.key}-{number}"
        await bound.step("payFunds", finance, on, amount=sum_, voucherNumber=voucher, paidOn=on)


async def raise_demands(district: District) -> None:
    """Owners say what they need; one demand is matched with a bank and drawn, one listed, one returned, one waits."""
    banking = district.officer("banking")
    bank = await _institution(district, "示例银行示例支行", "BANK", "项目贷款、流动资金贷款")
    await _institution(district, "示例融资担保有限公司", "GUARANTOR", "项目融资担保")
    songjing = next(p for p in district.projects if p.key == "songjing")
    others = [p for p in _some(district, Stage.CONTINUING, government=False) if p.key != "songjing"][:2]
    waiting = _some(district, Stage.NEW_START, government=False)[-1:]
    first = await _demand(district, songjing, Decimal(8_000))
    await first.step("reviewFinancingDemand", banking, _REVIEWED_ON, accept=True)
    await _matched(district, first, bank)
    for project, accept in zip(others, (True, False), strict=False):
        demand = await _demand(district, project, Decimal(3_500))
        reason = None if accept else "请补充抵押物清单后重报"
        await demand.step("reviewFinancingDemand", banking, _REVIEWED_ON, accept=accept, reason=reason)
    await together(_demand(district, project, Decimal(2_000)) for project in waiting)
    await district.door.do("publishFinancingList", f"{PLAN_YEAR}-2", banking, _PUBLISHED_ON, "issue { id }")


async def _institution(district: District, name: str, kind: str, products: str) -> str:
    facts: dict[str, Any] = {"name": name, "kind": kind, "products": products}
    done = await district.door.do(
        "registerFinancialInstitution", name, district.officer("banking"), _DEMANDED_ON, "institution { id }", **facts
    )
    return str(done["institution"]["id"])


async def _demand(district: District, project: DemoProject, amount: Decimal) -> Record:
    demand = Record(district, f"demand {project.key}", "demandId", _DEMAND)
    facts = {
        "amount": amount,
        "purpose": f"{project.name}建设资金",
        "termMonths": 60,
        "form": "BANK_LOAN",
        "collateral": "在建工程及土地使用权抵押",
        "neededBy": date(2027, 6, 30),
    }
    of = {"projectId": district.ids[project.key], "facts": facts}
    await demand.begin("submitFinancingDemand", district.officer(project.owner), _DEMANDED_ON, **of)
    return demand


async def _matched(district: District, demand: Record, bank: str) -> None:
    """The bank is introduced, agrees, signs, and a first part is drawn."""
    banking = district.officer("banking")
    about, of = f"{demand.about} bank", {"demandId": demand.id, "institutionId": bank}
    done = await district.door.do("introduceInstitution", about, banking, date(2027, 3, 10), _DEMAND, **of)
    match = Record(district, f"{demand.about} match", "matchId", _DEMAND, done["demand"]["matches"][0]["id"], 1)
    for to, on, more in (
        ("TALKING", date(2027, 3, 15), {}),
        ("AGREED", date(2027, 3, 22), {"amount": Decimal(8_000)}),
        ("SIGNED", date(2027, 3, 30), {"amount": Decimal(7_500), "document": "示例贷2027第011号"}),
    ):
        await match.step("moveFinancingMatch", banking, on, to=to, on=on, **more)
    drawn: dict[str, Any] = {"amount": Decimal(2_000), "on": date(2027, 4, 6), "document": "示例放款2027-011-1"}
    await match.step("recordFinancingDraw", banking, date(2027, 4, 6), **drawn)


async def apply_for_money(district: District) -> None:
    """Applications to higher levels, each as far as it has come: one arrived and paid, one listed, one returned, one begun."""
    public = _some(district, Stage.CONTINUING, government=True)
    private = _some(district, Stage.NEW_START, government=False)
    await together(
        (
            _application(district, public[0], "SPECIAL_BOND", "地方政府专项债券", Decimal(20_000), _ARRIVED),
            _application(
                district, public[1 % len(public)], "CENTRAL_BUDGET", "中央预算内投资", Decimal(3_000), _LISTED
            ),
            _application(district, private[0], "PROVINCIAL_BUDGET", "省预算内专项资金", Decimal(800), _RETURNED),
            _application(district, private[1], "ENTERPRISE_BOND", "企业债券", Decimal(5_000), ()),
        )
    )


_Step = tuple[str, date, dict[str, Any]]  # command, day, what it says
_SENT: _Step = ("advanceFundApplication", date(2027, 1, 25), {"to": "SUBMITTED", "document": "示例发改〔2027〕5号"})
_SEEN: _Step = ("advanceFundApplication", date(2027, 2, 20), {"to": "REVIEWED", "document": "示例评审〔2027〕2号"})
_LISTED: tuple[_Step, ...] = (
    _SENT,
    _SEEN,
    ("advanceFundApplication", date(2027, 3, 12), {"to": "LISTED", "document": "示例省发改〔2027〕18号"}),
)
_ARRIVED: tuple[_Step, ...] = (
    *_LISTED,
    (
        "advanceFundApplication",
        date(2027, 3, 22),
        {"to": "GRANTED", "amount": Decimal(16_000), "document": "示例财债〔2027〕6号"},
    ),
    (
        "advanceFundApplication",
        date(2027, 3, 31),
        {"to": "ARRIVED", "amount": Decimal(9_000), "document": "示例国库〔2027〕31号"},
    ),
    (
        "bookFundApplication",
        date(2027, 4, 6),
        {"what": "PAYMENT", "amount": Decimal(2_500), "document": "示例支付2027-044"},
    ),
)
_RETURNED: tuple[_Step, ...] = (
    _SENT,
    ("returnFundApplication", date(2027, 3, 3), {"reason": "缺节能审查意见，请补正"}),
)


async def _application(
    district: District, project: DemoProject, kind: str, name: str, asked: Decimal, steps: tuple[_Step, ...]
) -> None:
    finance = district.officer("finance")
    application = Record(district, f"application {project.key} {kind}", "applicationId", "application { id }")
    await application.begin(
        "openFundApplication",
        finance,
        date(2027, 1, 18),
        projectId=district.ids[project.key],
        kind=kind,
        year=PLAN_YEAR,
        title=f"{project.name}{name}",
        authority="示例省级主管部门",
        asked=asked,
    )
    for mutation, on, given in steps:
        await application.step(mutation, finance, on, on=on, **given)
