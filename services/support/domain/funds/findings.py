"""Gathers what is wrong with a command about money, so that it is refused once with every reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.money import check_amount
from services.support.domain import wording
from services.support.domain.keeping import beyond

ZERO = Decimal(0)


def money(amount: Decimal) -> str:
    """Write an amount as people read it.

    >>> money(Decimal("1200.5000")), money(Decimal("3E+2"))
    ('1200.5 万元', '300 万元')
    """
    plain = format(amount, "f")
    return f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain} 万元"


class Findings:
    """The breaches of one command. What is malformed is noted and answered by something harmless."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._breaches: list[Breach] = []

    def note(self, code: str, message: str, field: str | None = None) -> None:
        """Note a breach."""
        self._breaches.append(Breach(code, message, self._article, field))

    def unless(self, met: bool, code: str, message: str, field: str | None = None) -> None:
        """Note a breach unless a condition is met."""
        if not met:
            self.note(code, message, field)

    def take(self, breach: Breach | None) -> None:
        """Note a breach that was found elsewhere, if there is one."""
        if breach is not None:
            self._breaches.append(breach)

    def amount(self, given: Decimal, field: str = "amount") -> Decimal:
        """Read an amount above 0 in 万元, exact to the yuan."""
        checked = check_amount(given, field)
        if isinstance(checked, Breach):
            self.note(checked.code, checked.message, field)
            return ZERO
        self.unless(checked > 0, "AMOUNT_NOT_POSITIVE", "金额须大于 0", field)
        return checked

    def text(self, given: str, label: str, field: str, longest: int = 500) -> str:
        """Read a text that must be given."""
        read = wording.required(given, label, self._article, field, longest)
        if isinstance(read, Breach):
            self._breaches.append(read)
            return ""
        return read

    def optional(self, given: str | None, label: str, field: str) -> str | None:
        """Read a text that may be left out."""
        read = wording.optional(given, label, self._article, field)
        if isinstance(read, Breach):
            self._breaches.append(read)
            return None
        return read or None

    def day(self, given: date, today: date, field: str, since: date | None = None, what: str = "上一步") -> date:
        """Read the day of something that has happened: not in the future, not before what it follows."""
        self.unless(given <= today, "DATE_IN_FUTURE", f"日期 {given} 不能晚于今日 {today}", field)
        if since is None and given <= today:
            self.take(beyond(given, self._article, field))
        if since is not None:
            self.unless(given >= since, "DATE_TOO_EARLY", f"日期 {given} 不能早于{what}的日期 {since}", field)
        return given

    @property
    def refusal(self) -> Refusal | None:
        """Refuse for everything that was noted, or not at all."""
        return Refusal(tuple(self._breaches)) if self._breaches else None
