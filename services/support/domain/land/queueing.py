"""第十五条（优先安排）：who is served first when a quota is short, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from services.support.domain.land.rulebook import CRITERION_NAMES, Criterion

LEVEL_NAMES = {"NATIONAL": "国家级", "PROVINCE": "省级", "CITY": "市级", "DISTRICT": "区级"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An accepted request that an account holds less for than it asks, with what the order looks at."""

    request_id: UUID
    project_id: UUID
    project_name: str | None
    asked: Decimal
    held: Decimal
    in_plan: bool
    level: str | None
    accepted_at: datetime | None

    @property
    def missing(self) -> Decimal:
        """What it still waits for."""
        return self.asked - self.held


def why(waiting: Waiting, rank: int, year: int, day: str, criteria: Sequence[Criterion]) -> str:
    """Explain a rank by what the rule looks at, in its order; day: of the acceptance, as shown.

    >>> why(Waiting(request_id=UUID(int=1), project_id=UUID(int=2), project_name="示例", asked=Decimal(80),
    ...             held=Decimal(0), in_plan=True, level="CITY", accepted_at=None), 1, 2026, "2026-03-02",
    ...     (Criterion.IN_PLAN, Criterion.ACCEPTED))
    '第1位：列入2026年度重点项目计划；2026-03-02受理'
    """
    told = {
        Criterion.IN_PLAN: f"{'列入' if waiting.in_plan else '未列入'}{year}年度重点项目计划",
        Criterion.LEVEL: f"项目级别{LEVEL_NAMES.get(waiting.level or '', '未知')}",
        Criterion.ACCEPTED: f"{day}受理",
    }
    return f"第{rank}位：{'；'.join(told[c] for c in criteria)}"


def order_in_words(criteria: Sequence[Criterion]) -> str:
    """Tell the rule.

    >>> order_in_words((Criterion.IN_PLAN, Criterion.ACCEPTED))
    '列入该年度重点项目计划的在先；其次受理在先的在先'
    """
    return "；其次".join(CRITERION_NAMES[c] for c in criteria)
