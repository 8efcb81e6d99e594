"""What a decision answers when it refuses: every clause that is not met, at once."""

from __future__ import annotations

from dataclasses import dataclass

from services.law.article import Article


@dataclass(frozen=True, slots=True)
class Breach:
    """One reason for a refusal.

    code: stable English code in UPPER_SNAKE_CASE, for programs.
    message: Chinese, for people: what is missing or wrong and what would mend it.
    article: the clause that asks for it; None where the measures are silent (a lost race, a malformed value).
    field: path of the input field at fault in the API's spelling (``months.3.amount``), where there is one.
    """

    code: str
    message: str
    article: Article | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A decision against a command. It changes nothing.

    >>> Refusal.of(Breach("NAME_MISSING", "项目名称不能为空")).codes
    ('NAME_MISSING',)
    """

    breaches: tuple[Breach, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for a refusal that gives no reason."""
        if not self.breaches:
            raise ValueError("a refusal must give its reasons")

    @classmethod
    def of(cls, *breaches: Breach) -> Refusal:
        """Refuse for these reasons."""
        return cls(breaches)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the breaches, in order."""
        return tuple(b.code for b in self.breaches)
