"""Writes cells as `values` reads them back: what an exported sheet says is what an import of it understands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from services.law.document import amount
from services.reserve.domain.project.state import FundSource
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.domain.terms import ApprovalRoute, Category, InvestmentMode, Level

LEVELS = {Level.DISTRICT: "区级", Level.CITY: "市级", Level.PROVINCE: "省级", Level.NATIONAL: "国家级"}
CATEGORIES = {
    Category.INDUSTRY: "产业",
    Category.INFRASTRUCTURE: "基础设施",
    Category.SOCIAL: "社会民生",
    Category.ECOLOGY: "生态环保",
}
MODES = {InvestmentMode.GOVERNMENT: "政府投资", InvestmentMode.ENTERPRISE: "社会投资"}
ROUTES = {ApprovalRoute.APPROVAL: "审批", ApprovalRoute.CONFIRMATION: "核准", ApprovalRoute.FILING: "备案"}
COORDINATES = {
    CoordinateSystem.CGCS2000: "CGCS2000",
    CoordinateSystem.WGS84: "WGS-84",
    CoordinateSystem.GCJ02: "GCJ-02",
    CoordinateSystem.BD09: "BD-09",
    CoordinateSystem.XIAN80: "1980西安坐标系",
    CoordinateSystem.BEIJING54: "1954年北京坐标系",
}
NO = "否"
_DIGITS = 15  # figures that Excel keeps of a number
_FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets disagree about the days, and know none before 1900
_PLAIN_UNIT = re.compile(r"[^\s、，,；;/\"]+")
_PLAIN_SOURCE = re.compile(r"[^\W\d_]+")


def write_number(value: Decimal | None) -> Decimal | str | None:
    """Write a number as one, and as text where Excel would lose some of its figures.

    >>> write_number(Decimal("189000.5000")), write_number(Decimal("999999999999.9999"))
    (Decimal('189000.5'), '999999999999.9999')
    """
    if value is None:
        return None
    plain = amount(value)
    figures = plain.replace(".", "").replace("-", "").strip("0")
    return Decimal(plain) if len(figures) <= _DIGITS else plain


def write_day(day: date | None) -> date | str | None:
    """Write a day as one, and as text where spreadsheets know no such day.

    >>> write_day(date(1888, 1, 31))
    '1888年1月31日'
    """
    if day is None or day >= _FIRST_DAY:
        return day
    return f"{day.year:04}年{day.month}月{day.day}日"


def write_units(names: Iterable[str]) -> str | None:
    """Write several units into one cell; a name that would be taken apart stands in quotes.

    >>> write_units(["区住建局", "城建/交通 专班"])
    '区住建局、"城建/交通 专班"'
    """
    return "、".join(n if _PLAIN_UNIT.fullmatch(n) else quoted(n) for n in names) or None


def write_funds(sources: Iterable[FundSource]) -> str | None:
    """Write all sources of funds into one cell, each with its amount in 万元.

    >>> write_funds([FundSource("银行贷款", Decimal("5000.0000")), FundSource("专项债2期", Decimal("0.5"))])
    '银行贷款5000万元；"专项债2期"0.5万元'
    """
    parts = []
    for of in sources:
        name = of.source if _PLAIN_SOURCE.fullmatch(of.source) else quoted(of.source)
        parts.append(f"{name}{amount(of.amount)}万元")
    return "；".join(parts) or None


def quoted(name: str) -> str:
    """Put a name in quotes; those inside it are doubled.

    >>> quoted("松井/涂料")
    '"松井/涂料"'
    """
    return '"' + name.replace('"', '""') + '"'
