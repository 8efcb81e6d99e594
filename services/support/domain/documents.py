"""Numbers of formal documents (正式行文): one sequence for each bureau, year and series, without gaps and never twice.

The sequence itself lives in the store, where a lock makes it so; here is how a number is formed and which follows.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """A document number in the form of the offices (GB/T 9704).

    >>> str(DocumentNumber("株天自然资函", 2027, 1))
    '株天自然资函〔2027〕1号'
    """

    series: str
    year: int
    number: int

    def __post_init__(self) -> None:
        """Raise ValueError for a number that no document can bear."""
        if not self.series or self.number < 1:
            raise ValueError(f"no document is numbered {self.series!r} {self.year} {self.number}")

    def __str__(self) -> str:
        """Written with the six-cornered brackets that the standard asks for, without leading zeros."""
        return f"{self.series}〔{self.year}〕{self.number}号"


def following(series: str, year: int, last: int) -> DocumentNumber:
    """Return the number after the last one given in this sequence; 0 when none was given this year.

    >>> str(following("株天林函", 2027, 0)), following("株天林函", 2027, 41).number
    ('株天林函〔2027〕1号', 42)
    """
    return DocumentNumber(series, year, last + 1)
