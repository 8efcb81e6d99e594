"""How many may be distinguished in a year (A20): a share of the assessed units, and numbers of individuals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor

from services.assessment.domain.award.model import A20, Assessed, Level, Limit, Nominated, Recipient
from services.assessment.domain.scheme.model import Awards, ShareRounding
from services.assessment.domain.scheme.names import group_name
from services.law.breach import Breach
from services.law.parties import UnitCategory

_ROUNDED = {ShareRounding.DOWN: "舍去", ShareRounding.HALF_UP: "四舍五入", ShareRounding.UP: "进一"}


def share_of(number: int, awards: Awards) -> int:
    """第二十条：the share of so many assessed units as a whole number, by the scheme's rounding; exact, half goes up.

    >>> from decimal import Decimal
    >>> fifth = Awards(Decimal("0.2"), ShareRounding.DOWN, per_group=True, individuals=0, city_units=0, city_individuals=0)
    >>> share_of(4, fifth), share_of(5, fifth)
    (0, 1)
    """
    exact = Fraction(awards.unit_share) * number
    if awards.rounding is ShareRounding.DOWN:
        return floor(exact)
    return ceil(exact) if awards.rounding is ShareRounding.UP else floor(exact + Fraction(1, 2))


def limits(level: Level, awards: Awards, assessed: Assessed) -> tuple[Limit, ...]:
    """第二十条：the numbers of a level, each with the sum in words; of the district's units by group if the scheme says so."""
    if level is Level.CITY:
        return (
            Limit(Recipient.UNIT, None, awards.city_units, "考核细则规定的推荐名额"),
            Limit(Recipient.INDIVIDUAL, None, awards.city_individuals, "考核细则规定的推荐名额"),
        )
    individuals = Limit(Recipient.INDIVIDUAL, None, awards.individuals, "考核细则规定的名额")
    if not awards.per_group:
        return (_unit_limit(None, sum(assessed.values()), awards), individuals)
    groups = [group for group in UnitCategory if assessed.get(group, 0)]
    return (*(_unit_limit(group, assessed[group], awards) for group in groups), individuals)


def _unit_limit(group: UnitCategory | None, number: int, awards: Awards) -> Limit:
    most = share_of(number, awards)
    of = f"{group_name(group)}参加考核" if group else "参加考核"
    words = f"{of} {number} 家 × {awards.unit_share.normalize():f}，{_ROUNDED[awards.rounding]}为 {most} 家"
    return Limit(Recipient.UNIT, group, most, words)


def limit_for(all_limits: Sequence[Limit], recipient: Recipient, group: UnitCategory) -> Limit | None:
    """Return the limit that a nomination counts under; None where its group has none, and so nobody may be named."""
    return next((x for x in all_limits if x.recipient is recipient and x.group in {None, group}), None)


def counted(limit: Limit, standing: Iterable[Nominated]) -> int:
    """Count the nominations that stand under a limit."""
    return sum(n.recipient is limit.recipient and limit.group in {None, n.group} for n in standing)


def faults_of_numbers(all_limits: Sequence[Limit], standing: Sequence[Nominated]) -> tuple[Breach, ...]:
    """第二十条：no more are named than the scheme's numbers allow."""
    over = [(limit, n) for limit in all_limits if (n := counted(limit, standing)) > limit.most]
    breaches = [
        Breach("AWARD_LIMIT_EXCEEDED", f"{limit.recipient.words}提名 {n}，超出名额 {limit.most}（{limit.words}）", A20)
        for limit, n in over
    ]
    without = sorted({n.group for n in standing if limit_for(all_limits, n.recipient, n.group) is None})
    breaches += [
        Breach("GROUP_NOT_ASSESSED", f"{group_name(group)}本年度没有参加考核的单位，没有名额", A20) for group in without
    ]
    return tuple(breaches)
