"""Judge a proposed scheme whole (A18): every fault is named at once, with its place and its clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from services.assessment.domain import rulebook
from services.assessment.domain.scheme.awards import faults_of_year_and_awards
from services.assessment.domain.scheme.group import faults_of_group
from services.assessment.domain.scheme.indicator import LONGEST_NAME
from services.assessment.domain.scheme.model import GroupRule, Indicator, Scheme
from services.assessment.domain.scheme.names import group_name
from services.assessment.domain.scheme.numbers import HIGHEST, MOST_PLACES
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text

A18 = Article(18)
A21 = Article(21)
LONGEST_MEANING = 500
MOST_GROUPS = 100  # far more than there are; beyond, a proposal is not looked at


def judge(proposed: Scheme, today: date, *, frozen: bool) -> Scheme | Refusal:
    """Return the scheme as it is kept, or say all that keeps it from being one.

    frozen: whether the year has a scheme under which a result is published.
    """
    if len(proposed.groups) > MOST_GROUPS:
        return Refusal.of(Breach("GROUPS_TOO_MANY", f"考核组至多 {MOST_GROUPS} 个", A18, "groups"))
    day = valid_on(proposed.year)
    breaches = [
        *faults_of_year(proposed.year, today, frozen=frozen),
        *_faults_of_numbers(proposed, day),
        *_faults_of_groups(proposed, day),
        *faults_of_year_and_awards(proposed, day),
    ]
    title = clean_name(proposed.title, "细则名称", "title")
    yellow = _meaning(proposed.yellow_means, "黄牌", "yellowMeans")
    red = _meaning(proposed.red_means, "红牌", "redMeans")
    breaches += [text for text in (title, yellow, red) if isinstance(text, Breach)]
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(title, str)
    assert isinstance(yellow, str)
    assert isinstance(red, str)
    groups = tuple(_cleaned(rule) for rule in proposed.groups)
    return replace(proposed, title=title, yellow_means=yellow, red_means=red, groups=groups)


def faults_of_year(year: int, today: date, *, frozen: bool) -> Iterator[Breach]:
    """第十八条：rules are made year by year; once a result is published under them they stand for the year."""
    if not max(rulebook.SINCE.year, today.year - 1) <= year <= today.year + 1:
        message = f"只能制定上年度、本年度或下年度的考核细则，不能制定 {year} 年的"
        yield Breach("SCHEME_YEAR_OUT_OF_RANGE", message, A18, "year")
    if frozen:
        message = f"{year} 年已有考核结果按细则发布，该年度细则已冻结，不得再改，请在下年度细则中调整"
        yield Breach("SCHEME_FROZEN", message, A18, "year")


def _faults_of_numbers(proposed: Scheme, day: date) -> Iterator[Breach]:
    if not 0 <= proposed.places <= MOST_PLACES:
        yield Breach("PLACES_OUT_OF_RANGE", f"得分保留小数位数须为 0–{MOST_PLACES} 位", A18, "places")
    full = rulebook.FULL_MARKS.on(day)
    if not full <= proposed.highest <= HIGHEST:
        yield Breach("HIGHEST_OUT_OF_RANGE", f"得分上限须在满分 {full} 与 {HIGHEST} 之间", A18, "highest")
    elif 0 <= proposed.places <= MOST_PLACES and proposed.highest != round(proposed.highest, proposed.places):
        message = f"得分上限的小数不得多于得分保留的 {proposed.places} 位，否则四舍五入后的得分会超过上限"
        yield Breach("HIGHEST_TOO_PRECISE", message, A18, "highest")


def _faults_of_groups(proposed: Scheme, day: date) -> Iterator[Breach]:
    """第十八条：all the parties that it names are assessed, each group by rules of its own."""
    listed = Counter(rule.group for rule in proposed.groups)
    for group in rulebook.ASSESSED_GROUPS.on(day):
        if not listed[group]:
            yield Breach("GROUP_MISSING", f"缺少考核组“{group_name(group)}”的规则", A18, "groups")
        elif listed[group] > 1:
            yield Breach("GROUP_REPEATED", f"考核组“{group_name(group)}”重复", A18, "groups")
    for at, rule in enumerate(proposed.groups):
        yield from faults_of_group(rule, f"groups.{at}", day)


def _meaning(written: str, colour: str, field: str) -> str | Breach:
    """第二十一条：elsewhere red is praise, so the scheme says what its colours mean."""
    text = clean_text(written, f"{colour}含义", field, LONGEST_MEANING)
    return text or Breach("COLOUR_MEANING_MISSING", f"须写明{colour}的含义，以免与其他地方的用法混淆", A21, field)


def _cleaned(rule: GroupRule) -> GroupRule:
    return replace(rule, indicators=tuple(map(_named, rule.indicators)), yearly=tuple(map(_named, rule.yearly)))


def _named(indicator: Indicator) -> Indicator:
    name = clean_name(indicator.name, "指标名称", longest=LONGEST_NAME)
    assert isinstance(name, str), "judged before"
    return replace(indicator, name=name)


def valid_on(year: int) -> date:
    """The day whose rules a year's scheme follows; a year out of range is judged by the first rules."""
    return max(rulebook.SINCE, date(min(max(year, 1), 9999), 12, 31))


def full_marks(year: int) -> Decimal:
    """The full marks of a year's scheme."""
    return rulebook.FULL_MARKS.on(valid_on(year))
