"""What the parties of the measures are called in what the platform says to people (第十四条至第十七条)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.law.parties import Role

ROLE_NAMES: Mapping[Role, str] = {
    Role.OWNER: "项目业主",
    Role.PLANNING_PARTY: "策划主体",
    Role.INVESTMENT_AUTHORITY: "投资主管部门",
    Role.PROJECT_SERVICE: "项目服务部门",
    Role.INDUSTRY_AUTHORITY: "行业主管部门",
    Role.LAND: "自然资源部门",
    Role.FINANCE: "财政部门",
    Role.FINANCIAL_SERVICES: "金融服务部门",
    Role.ECOLOGY: "生态环境部门",
    Role.URBAN_MANAGEMENT: "城管部门",
    Role.REQUISITION: "征地拆迁部门",
    Role.TRANSPORT: "交通部门",
    Role.POWER: "供电单位",
    Role.TELECOM: "通信单位",
    Role.WATER: "供水单位",
    Role.GAS: "燃气单位",
    Role.PUBLIC_SECURITY: "公安机关",
    Role.APPROVAL_SERVICE: "行政审批服务局",
    Role.SPECIALIST: "项目专员",
    Role.LEADER: "联系区领导",
    Role.INSPECTOR: "督查部门",
    Role.DISCIPLINE: "纪检监察机关",
    Role.OPERATOR: "平台运维",
}


def named(roles: Iterable[Role]) -> str:
    """List roles by name, each once, in their own order; 无 where there are none.

    >>> named([Role.ECOLOGY, Role.LAND]), named([])
    ('自然资源部门、生态环境部门', '无')
    """
    those = frozenset(roles)
    return "、".join(ROLE_NAMES[role] for role in Role if role in those) or "无"
