"""References to the articles of the measures (《重点项目管理办法》): a number, and a clause where there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

_DIGITS = "零一二三四五六七八九"
_NUMERAL = r"[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_WRITTEN = re.compile(rf"第({_NUMERAL})条(?:（({_NUMERAL})）)?")
_LAST = 99  # what numerals of two places can write


@total_ordering
@dataclass(frozen=True, slots=True)
class Article:
    """One article (条), or one clause (款项) of it.

    >>> str(Article(5, 1)), str(Article(22))
    ('第五条（一）', '第二十二条')
    """

    number: int
    clause: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a number that no article can have."""
        if not 1 <= self.number <= _LAST or (self.clause is not None and not 1 <= self.clause <= _LAST):
            raise ValueError(f"no such article: {self.number}.{self.clause}")

    def __str__(self) -> str:
        """Written as officials cite it."""
        clause = f"（{_numeral(self.clause)}）" if self.clause else ""
        return f"第{_numeral(self.number)}条{clause}"

    def __lt__(self, other: Article) -> bool:
        """Order as in the text: an article before its clauses."""
        return (self.number, self.clause or 0) < (other.number, other.clause or 0)

    @classmethod
    def parse(cls, written: str) -> Article:
        """Read a citation back.

        >>> Article.parse("第十七条（六）")
        Article(number=17, clause=6)
        """
        found = _WRITTEN.fullmatch(written)
        if not found:
            raise ValueError(f"not a citation of an article: {written!r}")
        return cls(_value(found[1]), _value(found[2]) if found[2] else None)


def _numeral(n: int) -> str:
    tens, ones = divmod(n, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _value(numeral: str) -> int:
    head, ten, tail = numeral.rpartition("十")
    tens = (_DIGITS.index(head) if head else 1) if ten else 0
    return tens * 10 + (_DIGITS.index(tail) if tail else 0)
