"""Reads the cells that offices fill in by hand: amounts, days, 是/否, choices, several units in one cell."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from services.law.grid import Cell, squeeze
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.domain.sheets.headings import MoneyUnit
from services.reserve.domain.terms import ApprovalRoute, Category, InvestmentMode, Level

C = TypeVar("C", bound=StrEnum)

IN_WAN = {MoneyUnit.YUAN: Decimal("0.0001"), MoneyUnit.WAN: Decimal(1), MoneyUnit.YI: Decimal(10000)}
_YES = {"是", "√", "Y", "YES", "TRUE", "1", "有"}
_NO = {"否", "×", "X", "N", "NO", "FALSE", "0", "无", "", "不涉密"}
_DAY = re.compile(r"^(\d{4})(?:[年./\-](\d{1,2})(?:[月./\-](\d{1,2})日?)?月?|年)?(?:底|末)?$")
_BETWEEN = re.compile(r"[—–~～至到]+|(?<=\d{4})-(?=\d{4})|(?<=月)-|(?<=年)-")
_UNIT = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?=[、，,；;/\n]|$)|([^、，,；;/\n]+)')
_QUOTED_FUND = re.compile(
    r'\s*"((?:[^"]|"")*)"\s*[:：]?\s*([0-9][0-9,，]*(?:\.[0-9]+)?)\s*(亿元|万元|元)?\s*(?:[；;、，,\n]|$)'
)
_PART = re.compile(r"[；;、\n]+|[，,](?!\d{3}(?!\d))")
_FUND = re.compile(r"^(.*?\D)[:：]?([0-9][0-9,，]*(?:\.[0-9]+)?)(亿元|万元|元)?$")
_MONTHS = 12

LEVELS = {"区级": Level.DISTRICT, "市级": Level.CITY, "省级": Level.PROVINCE, "国家级": Level.NATIONAL}
CATEGORIES = {
    "产业": Category.INDUSTRY,
    "工业": Category.INDUSTRY,
    "基础设施": Category.INFRASTRUCTURE,
    "社会": Category.SOCIAL,
    "民生": Category.SOCIAL,
    "生态": Category.ECOLOGY,
    "环保": Category.ECOLOGY,
}
MODES = {
    "政府": InvestmentMode.GOVERNMENT,
    "财政": InvestmentMode.GOVERNMENT,
    "社会": InvestmentMode.ENTERPRISE,
    "企业": InvestmentMode.ENTERPRISE,
    "民间": InvestmentMode.ENTERPRISE,
}
COORDINATES = {
    "CGCS2000": CoordinateSystem.CGCS2000,
    "2000国家": CoordinateSystem.CGCS2000,
    "WGS84": CoordinateSystem.WGS84,
    "WGS-84": CoordinateSystem.WGS84,
    "GCJ02": CoordinateSystem.GCJ02,
    "GCJ-02": CoordinateSystem.GCJ02,
    "BD09": CoordinateSystem.BD09,
    "BD-09": CoordinateSystem.BD09,
    "西安": CoordinateSystem.XIAN80,
    "北京": CoordinateSystem.BEIJING54,
}
ROUTES = {"审批": ApprovalRoute.APPROVAL, "核准": ApprovalRoute.CONFIRMATION, "备案": ApprovalRoute.FILING}


def read_amount(cell: Cell, unit: MoneyUnit) -> Decimal | None:
    """Read money into 万元; raise ValueError for what is no amount, None for an empty cell.

    >>> read_amount(Decimal("18.9"), MoneyUnit.YI), read_amount("1,200万元", MoneyUnit.YI)
    (Decimal('189000.0'), Decimal('1200'))
    """
    if isinstance(cell, (bool, date)):
        raise ValueError(squeeze(cell))
    words = squeeze(cell).replace(",", "").replace("，", "")
    if not words or words in {"-", "—", "/"}:
        return None
    for own in (MoneyUnit.YI, MoneyUnit.WAN, MoneyUnit.YUAN):
        if words.endswith(own.value):
            words, unit = words.removesuffix(own.value), own
            break
    try:
        amount = Decimal(words)
    except InvalidOperation:
        raise ValueError(words) from None
    if not amount.is_finite():
        raise ValueError(words)
    return amount * IN_WAN[unit]


def read_flag(cell: Cell) -> bool:
    """Read 是/否; an empty cell is 否; raise ValueError for anything else."""
    words = squeeze(cell).upper()
    if words in _YES:
        return True
    if words in _NO:
        return False
    raise ValueError(words)


def read_day(cell: Cell, *, end: bool) -> date | None:
    """Read a day, month or year; of a month or year the first day, or the last where an end is meant.

    >>> read_day("2027年3月", end=False), read_day("2027.12", end=True), read_day("2028", end=True)
    (datetime.date(2027, 3, 1), datetime.date(2027, 12, 31), datetime.date(2028, 12, 31))
    """
    if isinstance(cell, date):
        return cell
    words = squeeze(cell)
    if not words:
        return None
    found = _DAY.match(words)
    if not found:
        raise ValueError(words)
    year = int(found[1])
    month = int(found[2]) if found[2] else (_MONTHS if end else 1)
    if not 1 <= month <= _MONTHS or year < 1:
        raise ValueError(words)
    last = monthrange(year, month)[1]
    day = int(found[3]) if found[3] else (last if end else 1)
    if not 1 <= day <= last:
        raise ValueError(words)
    return date(year, month, day)


def read_period(cell: Cell) -> tuple[date | None, date | None]:
    """Read "2027-2028", "2027年3月至2028年12月"; a single day is both ends."""
    words = squeeze(cell)
    ends = [e for e in _BETWEEN.split(words) if e] if not isinstance(cell, date) else [words]
    if not words:
        return None, None
    if len(ends) > 2:  # noqa: PLR2004 - a period has two ends
        raise ValueError(words)
    return read_day(ends[0], end=False), read_day(ends[-1], end=True)


def read_choice(cell: Cell, choices: dict[str, C]) -> C | None:
    """Read a choice by the word it contains; raise ValueError when no word or words of several choices are in it."""
    words = squeeze(cell)
    if not words:
        return None
    meant = {choice for word, choice in choices.items() if word in words}
    if len(meant) != 1:
        raise ValueError(words)
    return meant.pop()


def read_units(cell: Cell) -> tuple[str, ...]:
    """Read several units in one cell, the leading one first; what stands in quotes is one name as it is.

    >>> read_units("区工信局、区住建局；区城管局"), read_units('"城建/交通 专班"、区住建局')
    (('区工信局', '区住建局', '区城管局'), ('城建/交通 专班', '区住建局'))
    """
    found = (_unquoted(m[1]) if m[1] is not None else "".join(m[2].split()) for m in _UNIT.finditer(_text(cell)))
    return tuple(u for u in found if u)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _unquoted(name: str) -> str:
    return name.replace('""', '"')


def read_funds(cell: Cell, unit: MoneyUnit | None) -> tuple[tuple[str, Decimal], ...]:
    """Read "财政资金5000万元；银行贷款1亿元"; raise ValueError where a part has no source or no amount.

    >>> read_funds("财政资金5000；银行贷款1亿元", MoneyUnit.WAN)
    (('财政资金', Decimal('5000')), ('银行贷款', Decimal('10000')))
    >>> read_funds('"专项债2期"：300；财政资金5000', MoneyUnit.WAN)
    (('专项债2期', Decimal('300')), ('财政资金', Decimal('5000')))
    """
    funds = []
    text = _text(cell)
    while text:
        found = _QUOTED_FUND.match(text)
        if found:
            source, part, text = _unquoted(found[1]), found[0], text[found.end() :]
        else:
            part, *rest = _PART.split(text, maxsplit=1)
            text = rest[0] if rest else ""
            if not squeeze(part):
                continue
            found = _FUND.match(squeeze(part))
            source = found[1].rstrip(":：（(") if found else ""
        own = MoneyUnit(found[3]) if found and found[3] else unit
        if not found or own is None:
            raise ValueError(squeeze(part))
        amount = read_amount(found[2], own)
        assert amount is not None
        funds.append((source, amount))
    return tuple(funds)


def read_degrees(cell: Cell) -> Decimal | None:
    """Read a longitude or latitude in degrees, with or without the sign.

    >>> read_degrees("113.1°"), read_degrees(None)
    (Decimal('113.1'), None)
    """
    words = squeeze(cell).rstrip("°度")
    if not words:
        return None
    try:
        degrees = Decimal(words)
    except InvalidOperation:
        raise ValueError(words) from None
    if isinstance(cell, (bool, date)) or not degrees.is_finite():
        raise ValueError(words)
    return degrees
