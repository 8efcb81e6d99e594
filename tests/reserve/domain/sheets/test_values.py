from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.reserve.domain.sheets import values
from services.reserve.domain.sheets.headings import MoneyUnit
from services.reserve.domain.terms import Category, InvestmentMode


@pytest.mark.parametrize(
    ("cell", "unit", "wan"),
    [
        (Decimal("18.9"), MoneyUnit.YI, "189000"),
        (Decimal(189000), MoneyUnit.WAN, "189000"),
        ("189,000", MoneyUnit.WAN, "189000"),
        ("18.9亿元", MoneyUnit.WAN, "189000"),
        (" 5000 万元", MoneyUnit.YI, "5000"),
        (Decimal(1), MoneyUnit.YUAN, "0.0001"),
        ("-5", MoneyUnit.WAN, "-5"),
        (None, MoneyUnit.WAN, None),
        ("—", MoneyUnit.WAN, None),
    ],
)
def test_amounts_are_read_into_wan(cell, unit, wan):
    assert values.read_amount(cell, unit) == (None if wan is None else Decimal(wan))


@pytest.mark.parametrize("cell", ["约5亿", "待定", True, date(2027, 1, 1), "1e", "NaN", "Infinity"])
def test_what_is_no_amount_is_told(cell):
    with pytest.raises(ValueError, match=r"."):
        values.read_amount(cell, MoneyUnit.WAN)


@pytest.mark.parametrize(
    ("cell", "flag"),
    [("是", True), ("否", False), (" 否 ", False), ("√", True), (None, False), (True, True), ("不涉密", False)],
)
def test_yes_and_no_are_read(cell, flag):
    assert values.read_flag(cell) is flag


@pytest.mark.parametrize("cell", ["可能", "是否", "秘密"])
def test_what_is_neither_yes_nor_no_is_told(cell):
    with pytest.raises(ValueError, match=r"."):
        values.read_flag(cell)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2027年3月", date(2027, 3, 1), date(2027, 3, 31)),
        ("2027.3", date(2027, 3, 1), date(2027, 3, 31)),
        ("2027-03-15", date(2027, 3, 15), date(2027, 3, 15)),
        ("2027/2", date(2027, 2, 1), date(2027, 2, 28)),
        ("2028年2月底", date(2028, 2, 1), date(2028, 2, 29)),
        ("2027年", date(2027, 1, 1), date(2027, 12, 31)),
        (Decimal(2027), date(2027, 1, 1), date(2027, 12, 31)),
        (date(2027, 5, 4), date(2027, 5, 4), date(2027, 5, 4)),
        (None, None, None),
    ],
)
def test_days_months_and_years_are_read_as_beginning_or_end(cell, first, last):
    assert (values.read_day(cell, end=False), values.read_day(cell, end=True)) == (first, last)


@pytest.mark.parametrize("cell", ["明年", "2027年13月", "2027年2月30日", "27.3", "0000"])
def test_what_is_no_day_is_told_in_its_own_words(cell):
    with pytest.raises(ValueError, match=f"^{cell}$"):
        values.read_day(cell, end=False)


@pytest.mark.parametrize(
    ("cell", "start", "finish"),
    [
        ("2027-2028", date(2027, 1, 1), date(2028, 12, 31)),
        ("2027年3月至2028年12月", date(2027, 3, 1), date(2028, 12, 31)),
        ("2027.3—2028.6", date(2027, 3, 1), date(2028, 6, 30)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        (None, None, None),
    ],
)
def test_periods_are_read(cell, start, finish):
    assert values.read_period(cell) == (start, finish)


def test_choices_are_read_by_the_word_in_them():
    assert values.read_choice("产业项目", values.CATEGORIES) is Category.INDUSTRY
    assert values.read_choice("社会投资", values.MODES) is InvestmentMode.ENTERPRISE
    assert values.read_choice("生态环保类", values.CATEGORIES) is Category.ECOLOGY
    for unclear in ("其他", "政府和社会资本合作"):
        with pytest.raises(ValueError, match=unclear):
            values.read_choice(unclear, values.MODES)


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("区工信局、区住建局", ("区工信局", "区住建局")),
        ("甲镇\n乙街道", ("甲镇", "乙街道")),
        (" 甲 镇 ", ("甲镇",)),
        (None, ()),
    ],
)
def test_several_units_in_one_cell_are_told_apart(cell, units):
    assert values.read_units(cell) == units


@pytest.mark.parametrize(
    ("cell", "unit", "funds"),
    [
        ("财政资金5000万元；银行贷款1亿元", None, [("财政资金", "5000"), ("银行贷款", "10000")]),
        ("自筹：89,000，贷款：100000", MoneyUnit.WAN, [("自筹", "89000"), ("贷款", "100000")]),
        (None, MoneyUnit.WAN, []),
    ],
)
def test_funds_written_out_are_read(cell, unit, funds):
    assert values.read_funds(cell, unit) == tuple((s, Decimal(a)) for s, a in funds)


@pytest.mark.parametrize(("cell", "unit"), [("自筹", MoneyUnit.WAN), ("5000", MoneyUnit.WAN), ("自筹5000", None)])
def test_funds_without_source_amount_or_unit_are_told(cell, unit):
    with pytest.raises(ValueError, match=r"."):
        values.read_funds(cell, unit)
