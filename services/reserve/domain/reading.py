"""Reads what people typed into the form in which it is kept, and gathers what cannot be kept beside the other breaches."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.money import check_amount
from services.law.text import clean_name, clean_text
from services.reserve.domain.decision import Decided

S = TypeVar("S")
LONGEST = 2_000  # characters of a free text of a project, an opinion or a reason


class Reading:
    """One command's inputs as they are read. A value at fault reads as it was written, so that the rest can be judged.

    article: the clause that asks for what is read; a text that cannot be kept is refused by it.
    """

    def __init__(self, article: Article | None = None) -> None:
        """Start without a fault."""
        self.article = article
        self.breaches: list[Breach] = []

    def found(self, breach: Breach | None) -> None:
        """Note a breach that was found elsewhere, if there is one."""
        if breach is not None:
            self.breaches.append(breach)

    def name(self, written: str, label: str, field: str) -> str:
        """Read a name or title, which is needed."""
        read = clean_name(written, label, field)
        return self._kept(read, written)

    def optional_name(self, written: str | None, label: str, field: str) -> str | None:
        """Read a name or title that may be left out."""
        return self.name(written, label, field) if written and written.strip() else None

    def text(self, written: str | None, label: str, field: str) -> str:
        """Read a free text; left out it is empty."""
        read = clean_text(written or "", label, field, LONGEST)
        return self._kept(read, written or "")

    def optional_text(self, written: str | None, label: str, field: str) -> str | None:
        """Read a free text; empty it is None."""
        return self.text(written, label, field) or None

    def amount(self, written: Decimal, field: str, article: Article | None = None) -> Decimal:
        """Read money in 万元."""
        read = check_amount(written, field)
        if isinstance(read, Breach):
            self.breaches.append(replace(read, article=article or self.article))
            return written
        return read

    def _kept(self, read: str | Breach, written: str) -> str:
        if isinstance(read, Breach):
            self.breaches.append(replace(read, article=self.article))
            return written
        return read

    def judged(self, outcome: Decided[S] | Refusal) -> Decided[S] | Refusal:
        """Join the faults of reading and the reasons of the decision into one answer."""
        if not self.breaches:
            return outcome
        reasons = outcome.breaches if isinstance(outcome, Refusal) else ()
        return Refusal((*self.breaches, *reasons))
