"""Judge what a formula goes by in steps: tiers, a target, the floor of ranks. A better ratio must never give less (A18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from services.assessment.domain.scheme.model import Tier
from services.assessment.domain.scheme.numbers import MOST_CAP, MOST_PLACES, MOST_TARGET, MOST_TIERS, short
from services.law.article import Article
from services.law.breach import Breach

A18 = Article(18)


def faults_of_tiers(tiers: Sequence[Tier], field: str) -> Iterator[Breach]:
    """第十八条：tiers start from 0, go up, and none gives less than the one below it."""
    if not 1 <= len(tiers) <= MOST_TIERS:
        yield Breach("TIERS_MISSING", f"须列出 1–{MOST_TIERS} 个档次", A18, field)
        return
    if tiers[0].since != 0:
        yield Breach("TIERS_NOT_FROM_ZERO", "第一档须从 0 起，否则比率较低的单位无从得分", A18, f"{field}.0.since")
    for at, tier in enumerate(tiers):
        if not 0 <= tier.since <= MOST_CAP or not short(tier.since):
            message = f"各档起点须在 0 与 {MOST_CAP} 之间，至多 {MOST_PLACES} 位小数"
            yield Breach("TIER_INVALID", message, A18, f"{field}.{at}.since")
        elif at and tier.since <= tiers[at - 1].since:
            yield Breach("TIERS_NOT_ASCENDING", "各档起点须逐档递增", A18, f"{field}.{at}.since")
        if not 0 <= tier.share <= 1 or not short(tier.share):
            message = f"各档得分比例须在 0 与 1 之间，至多 {MOST_PLACES} 位小数"
            yield Breach("TIER_SHARE_INVALID", message, A18, f"{field}.{at}.share")
        elif at and tier.share < tiers[at - 1].share:
            yield Breach("TIERS_INVERTED", "较高档次的得分比例不得低于较低档次", A18, f"{field}.{at}.share")


def faults_of_target(target: int | None, field: str) -> Iterator[Breach]:
    """第十八条：how many items give the whole weight; none at all would give it to everybody."""
    if target is None or not 1 <= target <= MOST_TARGET:
        yield Breach("TARGET_INVALID", f"目标项数须为 1–{MOST_TARGET}", A18, field)


def faults_of_floor(floor: Decimal | None, field: str) -> Iterator[Breach]:
    """第十八条：the share that the last of a group still has; with the whole of it ranks would make no difference."""
    if floor is None or not 0 <= floor < 1 or not short(floor):
        message = f"末位得分比例须不小于 0、小于 1，至多 {MOST_PLACES} 位小数"
        yield Breach("FLOOR_INVALID", message, A18, field)
