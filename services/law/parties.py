"""The parties that the measures name, as roles of people who act for them, and the categories of units."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """In what capacity a person acts. A person may hold several; a command is judged by all that are held."""

    OWNER = "OWNER"  # 项目业主
    PLANNING_PARTY = "PLANNING_PARTY"  # 策划主体：镇（街道）、招商、区属国有平台公司 (A4)
    INVESTMENT_AUTHORITY = "INVESTMENT_AUTHORITY"  # 区投资主管部门（发展和改革）(A3, A5)
    PROJECT_SERVICE = "PROJECT_SERVICE"  # 区项目服务部门 (A7, A14)
    INDUSTRY_AUTHORITY = "INDUSTRY_AUTHORITY"  # 行业主管部门
    LAND = "LAND"  # 自然资源部门 (A15, A17.1)
    FINANCE = "FINANCE"  # 财政部门 (A16.1)
    FINANCIAL_SERVICES = "FINANCIAL_SERVICES"  # 金融服务部门 (A16.2)
    ECOLOGY = "ECOLOGY"  # 生态环境部门 (A17.2)
    URBAN_MANAGEMENT = "URBAN_MANAGEMENT"  # 城管部门 (A17.3)
    REQUISITION = "REQUISITION"  # 征地拆迁部门 (A15)
    TRANSPORT = "TRANSPORT"  # 交通部门 (A17.4)
    POWER = "POWER"  # 供电单位 (A17.4)
    TELECOM = "TELECOM"  # 通信单位 (A17.4)
    WATER = "WATER"  # 水务单位 (A17.4)
    GAS = "GAS"  # 燃气单位 (A17.4)
    PUBLIC_SECURITY = "PUBLIC_SECURITY"  # 公安分局、派出所 (A17.5)
    APPROVAL_SERVICE = "APPROVAL_SERVICE"  # 行政审批服务局 (A17.6)
    SPECIALIST = "SPECIALIST"  # 项目专员（联系人）(A9)
    LEADER = "LEADER"  # 联系区领导 (A13)
    INSPECTOR = "INSPECTOR"  # 区委、区政府督查室 (A10)
    DISCIPLINE = "DISCIPLINE"  # 纪委监委 (A21)
    OPERATOR = "OPERATOR"  # 平台运维: sees queues of undelivered events, decides nothing


class UnitCategory(StrEnum):
    """Kinds of units; assessment groups are formed from them (A18)."""

    TOWN = "TOWN"  # 镇（街道）
    DEPARTMENT = "DEPARTMENT"  # 区直部门
    STATE_PLATFORM = "STATE_PLATFORM"  # 区属国有平台公司
    CITY_STATIONED = "CITY_STATIONED"  # 市驻区单位
    OWNER = "OWNER"  # 项目业主
