"""The organisations of the demo district. All are invented, and say so by their name."""

from __future__ import annotations

from dataclasses import dataclass

from infra.issuer import DEMO_DIVISION
from services.law.credit_code import check_character
from services.law.parties import Role, UnitCategory

_ORGAN, _INSTITUTION, _COMPANY = "11", "12", "91"  # GB 32100: registering authority and kind of the registered unit
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714, of the organisation's own code inside the credit code
_FIGURES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """An organisation; `key` is its name in this package."""

    key: str
    name: str
    category: UnitCategory
    roles: tuple[Role, ...]
    credit_code: str

    def acts_as(self, role: Role) -> bool:
        """Whether it acts in the role."""
        return role in self.roles


def credit_code(kind: str, serial: int, division: str = DEMO_DIVISION) -> str:
    """Make a valid code that nobody has: organisations' own codes do not begin with DEM.

    >>> credit_code("91", 1)
    '91430211DEM0000143'
    """
    body = f"DEM{serial:05d}"
    total = sum(w * _FIGURES.index(c) for w, c in zip(_BODY_WEIGHTS, body, strict=True))
    own = -total % 11
    first17 = f"{kind}{division}{body}{'X' if own == 10 else own}"  # noqa: PLR2004 - the standard writes ten as X
    return first17 + check_character(first17)


def _units() -> tuple[Unit, ...]:
    department, stationed = UnitCategory.DEPARTMENT, UnitCategory.CITY_STATIONED
    platform, town, owner = UnitCategory.STATE_PLATFORM, UnitCategory.TOWN, UnitCategory.OWNER
    industry, planning, owning = Role.INDUSTRY_AUTHORITY, Role.PLANNING_PARTY, Role.OWNER
    listed: tuple[tuple[str, str, UnitCategory, tuple[Role, ...], str], ...] = (
        ("reform", "示例区发展和改革局", department, (Role.INVESTMENT_AUTHORITY,), _ORGAN),
        ("service", "示例区项目服务中心", department, (Role.PROJECT_SERVICE,), _INSTITUTION),
        ("finance", "示例区财政局", department, (Role.FINANCE,), _ORGAN),
        ("banking", "示例区金融服务中心", department, (Role.FINANCIAL_SERVICES,), _INSTITUTION),
        ("industry", "示例区工业和信息化局", department, (industry,), _ORGAN),
        ("housing", "示例区住房和城乡建设局", department, (industry,), _ORGAN),
        ("transport", "示例区交通运输局", department, (industry, Role.TRANSPORT), _ORGAN),
        ("education", "示例区教育局", department, (industry,), _ORGAN),
        ("health", "示例区卫生健康局", department, (industry,), _ORGAN),
        ("water", "示例区农业农村和水利局", department, (industry,), _ORGAN),
        ("city", "示例区城市管理局", department, (Role.URBAN_MANAGEMENT,), _ORGAN),
        ("inspection", "示例区督查室", department, (Role.INSPECTOR,), _ORGAN),
        ("land", "示例市自然资源和规划局示例分局", stationed, (Role.LAND,), _ORGAN),
        ("ecology", "示例市生态环境局示例分局", stationed, (Role.ECOLOGY,), _ORGAN),
        ("power", "示例市供电公司示例分公司", stationed, (owning, Role.POWER), _COMPANY),
        ("hitech", "示例高新投资集团有限公司", platform, (planning, owning), _COMPANY),
        ("building", "示例城市建设投资有限公司", platform, (planning, owning), _COMPANY),
        ("park", "示例产业园区开发有限公司", platform, (planning, owning), _COMPANY),
        ("boxi", "示例柏溪镇", town, (planning,), _ORGAN),
        ("zhuting", "示例竹亭镇", town, (planning,), _ORGAN),
        ("tongwan", "示例桐湾街道", town, (planning,), _ORGAN),
        ("guiyuan", "示例桂园街道", town, (planning,), _ORGAN),
        ("zhanglin", "示例樟林街道", town, (planning,), _ORGAN),
        ("songjing", "示例松井项目业主有限公司（虚构占位）", owner, (owning,), _COMPANY),
        ("published", "示例公开项目业主有限公司（虚构占位）", owner, (owning,), _COMPANY),
        ("precision", "示例精密机械有限公司", owner, (owning,), _COMPANY),
        ("materials", "示例新材料股份有限公司", owner, (owning,), _COMPANY),
        ("energy", "示例新能源装备有限公司", owner, (owning,), _COMPANY),
        ("medicine", "示例生物医药有限公司", owner, (owning,), _COMPANY),
        ("requisition", "示例区征地拆迁服务中心", department, (Role.REQUISITION,), _INSTITUTION),
        ("approval", "示例区行政审批服务局", department, (Role.APPROVAL_SERVICE,), _ORGAN),
        ("police", "示例市公安局示例分局", stationed, (Role.PUBLIC_SECURITY,), _ORGAN),
        ("telecom", "示例市通信公司示例分公司", stationed, (Role.TELECOM,), _COMPANY),
        ("tapwater", "示例市自来水公司示例分公司", stationed, (Role.WATER,), _COMPANY),
        ("gas", "示例市燃气公司示例分公司", stationed, (Role.GAS,), _COMPANY),
    )
    return tuple(
        Unit(key=key, name=name, category=category, roles=roles, credit_code=credit_code(kind, serial))
        for serial, (key, name, category, roles, kind) in enumerate(listed, start=1)
    )


UNITS = _units()
BY_KEY = {unit.key: unit for unit in UNITS}
TOWNS = tuple(u.key for u in UNITS if u.category is UnitCategory.TOWN)
AUTHORITIES = tuple(u.key for u in UNITS if u.acts_as(Role.INDUSTRY_AUTHORITY))
