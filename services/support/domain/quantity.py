"""Measured quantities of requests and quotas: positive, with at most four decimals, in the unit of their kind."""

from __future__ import annotations

from decimal import Decimal

from services.law.article import Article
from services.law.breach import Breach
from services.support.domain.kinds.model import RequestKind, Unit

STEP = Decimal("0.0001")  # of a hectare: one square metre
MOST = Decimal(100_000_000)  # beyond any district; keeps sums of any number of them exact in the store


def shown(amount: Decimal, unit: Unit) -> str:
    """Write an amount as people read it.

    >>> from services.support.domain.kinds.model import MU
    >>> shown(Decimal("80.5000"), MU), shown(Decimal("1E+2"), MU)
    ('80.5 亩', '100 亩')
    """
    plain = format(amount, "f")
    return f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain} {unit.name}"


def measured(amount: Decimal, unit: Unit, article: Article, field: str) -> Decimal | Breach:
    """Return an amount that someone has entered as it is kept, with four decimals, or what is wrong with it."""
    if not amount.is_finite() or not 0 < amount <= MOST:
        return Breach("QUANTITY_INVALID", f"数量须大于 0 且不超过 {shown(MOST, unit)}", article, field)
    kept = amount.quantize(STEP)
    if kept != amount:
        return Breach("QUANTITY_INVALID", "数量最多保留 4 位小数", article, field)
    return kept


def asked_for(
    quantity: Decimal | None, code: str | None, rule: RequestKind
) -> tuple[Decimal | None, tuple[Breach, ...]]:
    """A measured matter needs a quantity in its own unit: 公顷 taken for 亩 would be a factor of fifteen."""
    unit = rule.unit
    if unit is None:
        if quantity is None and code is None:
            return None, ()
        message = f"“{rule.name}”不计数量，请勿填写数量和单位"
        return None, (Breach("QUANTITY_NOT_ASKED", message, rule.article, "quantity"),)
    if quantity is None:
        message = f"请填写申请数量（{unit.name}）"
        return None, (Breach("QUANTITY_MISSING", message, rule.article, "quantity"),)
    wrong_unit = None
    if code != unit.code:
        message = f"“{rule.name}”以{unit.name}（{unit.code}）计，请换算后填写"
        wrong_unit = Breach("UNIT_MISMATCH", message, rule.article, "unit")
    kept = measured(quantity, unit, rule.article, "quantity")
    wrong = () if wrong_unit is None else (wrong_unit,)
    return (None, (kept, *wrong)) if isinstance(kept, Breach) else (kept, wrong)
