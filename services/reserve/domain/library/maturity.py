"""第六条（项目成熟度）: an explained sum over the criteria of the next library. It is shown, and decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.reserve.domain.library.criteria import Judged, Verdict
from services.reserve.domain.library.settings import MATURITY_WEIGHTS
from services.reserve.domain.rulebook import Criterion

WHY = {
    Verdict.MET: "已满足",
    Verdict.EXPIRING: "已满足，材料临近届满",
    Verdict.MISSING: "未满足",
    Verdict.EXPIRED: "材料已过有效期",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion adds: points out of its weight, and why."""

    criterion: Criterion
    points: int
    of: int
    why: str


@dataclass(frozen=True, slots=True)
class Maturity:
    """The sum with its parts, in the order of the criteria."""

    parts: tuple[Part, ...]
    source: str

    @property
    def score(self) -> int:
        """The points of all parts."""
        return sum(p.points for p in self.parts)

    @property
    def most(self) -> int:
        """What the parts can add up to."""
        return sum(p.of for p in self.parts)


def maturity(judged: Sequence[Judged], day: date) -> Maturity:
    """第六条: add the weight of every criterion that is met on the day."""
    weights = MATURITY_WEIGHTS.entry_on(day)
    parts = []
    for each in judged:
        weight = weights.value[each.criterion.code]
        parts.append(Part(each.criterion, weight if each.met else 0, weight, _why(each)))
    return Maturity(tuple(parts), weights.source)


def _why(judged: Judged) -> str:
    document = judged.evidence
    if document is None or not judged.met:
        return WHY[judged.verdict]
    return f"{WHY[judged.verdict]}：{document.title}{f'（{document.document_number}）' if document.document_number else ''}"
