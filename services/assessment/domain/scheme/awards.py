"""Judge what a scheme says of awards (A20): shares and numbers within their bounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.assessment.domain.scheme import rulebook
from services.assessment.domain.scheme.model import Scheme
from services.assessment.domain.scheme.numbers import MOST_NUMBER, MOST_PLACES, short
from services.law.article import Article
from services.law.breach import Breach

A19 = Article(19)
A20 = Article(20)


def faults_of_year_and_awards(proposed: Scheme, day: date) -> Iterator[Breach]:
    """第十九条、第二十条：the year is assessed for all groups or for none, and awards stand on the year's results."""
    assessed = [bool(rule.yearly) for rule in proposed.groups]
    if any(assessed):
        for at, has in enumerate(assessed):
            if not has:
                message = "其他考核组有年度指标，此组没有：年度考核须覆盖全部考核组，或均不设"
                yield Breach("YEARLY_MISSING", message, A19, f"groups.{at}.yearly")
    if proposed.awards is None:
        return
    if not any(assessed):
        yield Breach("AWARDS_WITHOUT_YEAR", "评选先进以年度考核结果为依据，请先设年度指标", A20, "awards")
    share, most = proposed.awards.unit_share, rulebook.MOST_UNIT_SHARE.on(day)
    if not 0 < share <= most or not short(share):
        message = f"先进单位比例须大于 0、不超过 {most}，至多 {MOST_PLACES} 位小数"
        yield Breach("AWARD_SHARE_INVALID", message, A20, "awards.unitShare")
    for name, field, what in (
        ("individuals", "individuals", "区级先进个人"),
        ("city_units", "cityUnits", "推荐市级先进单位"),
        ("city_individuals", "cityIndividuals", "推荐市级先进个人"),
    ):
        if not 0 <= getattr(proposed.awards, name) <= MOST_NUMBER:
            yield Breach("AWARD_NUMBER_INVALID", f"{what}数须为 0–{MOST_NUMBER}", A20, f"awards.{field}")
