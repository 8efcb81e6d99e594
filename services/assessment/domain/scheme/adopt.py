"""Adopt a scheme for a year (A18): whole, and judged whole; every fault is named at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from services.assessment.domain import rulebook
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.indicator import LONGEST_NAME, faults_of_indicator, group_name
from services.assessment.domain.scheme.model import GroupRule, Scheme
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text

A18 = Article(18)
A21 = Article(21)
MOST_PLACES = 4
MOST_POINTS = Decimal(1000)
MOST_INDICATORS = 50
LONGEST_MEANING = 500


def adopt(proposed: Scheme, latest: int, published: Quarter | None, today: date) -> Scheme | Refusal:
    """Take a proposed scheme as the next version of its year, or say all that keeps it from being one.

    latest: number of the year's newest version, 0 when there is none. published: a quarter of the year that is
    published already, if there is one.
    """
    breaches = [
        *_faults_of_year(proposed.year, published, today),
        *_faults_of_numbers(proposed),
        *_faults_of_groups(proposed),
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
    return replace(
        proposed,
        version=latest + 1,
        title=title,
        yellow_means=yellow,
        red_means=red,
        groups=tuple(_cleaned(rule) for rule in proposed.groups),
    )


def _faults_of_year(year: int, published: Quarter | None, today: date) -> Iterator[Breach]:
    """第十八条：rules are made year by year; once a quarter is published under them they stand for the year."""
    if not max(rulebook.SINCE.year, today.year - 1) <= year <= today.year + 1:
        yield Breach(
            "SCHEME_YEAR_OUT_OF_RANGE", f"只能制定上年度、本年度或下年度的考核细则，不能制定 {year} 年的", A18, "year"
        )
    if published is not None:
        yield Breach(
            "SCHEME_FROZEN", f"{published}考核结果已发布，{year} 年考核细则不得再改，请在下年度细则中调整", A18, "year"
        )


def _faults_of_numbers(proposed: Scheme) -> Iterator[Breach]:
    if not 0 <= proposed.places <= MOST_PLACES:
        yield Breach("PLACES_OUT_OF_RANGE", f"得分保留小数位数须为 0–{MOST_PLACES} 位", A18, "places")
    full = _full_marks(proposed.year)
    if not full <= proposed.highest <= MOST_POINTS:
        yield Breach("HIGHEST_OUT_OF_RANGE", f"得分上限须在满分 {full} 与 {MOST_POINTS} 之间", A18, "highest")


def _faults_of_groups(proposed: Scheme) -> Iterator[Breach]:
    """第十八条：all the parties that it names are assessed, each group by rules of its own."""
    listed = Counter(rule.group for rule in proposed.groups)
    for group in rulebook.ASSESSED_GROUPS.on(_valid_on(proposed.year)):
        if not listed[group]:
            yield Breach("GROUP_MISSING", f"缺少考核组“{group_name(group)}”的规则", A18, "groups")
        elif listed[group] > 1:
            yield Breach("GROUP_REPEATED", f"考核组“{group_name(group)}”重复", A18, "groups")
    for at, rule in enumerate(proposed.groups):
        yield from _faults_of_rule(rule, f"groups.{at}", _full_marks(proposed.year))


def _faults_of_rule(rule: GroupRule, field: str, full: Decimal) -> Iterator[Breach]:
    name = group_name(rule.group)
    if max(len(rule.indicators), len(rule.tie_breakers)) > MOST_INDICATORS:
        yield Breach("INDICATORS_TOO_MANY", f"“{name}”组的指标至多 {MOST_INDICATORS} 项", A18, f"{field}.indicators")
        return
    for at, indicator in enumerate(rule.indicators):
        yield from faults_of_indicator(indicator, f"{field}.indicators.{at}")
    codes = Counter(i.code for i in rule.indicators)
    for code, times in codes.items():
        if times > 1:
            yield Breach("INDICATOR_REPEATED", f"“{name}”组的指标代码 {code} 重复", A18, f"{field}.indicators")
    total = sum((i.weight for i in rule.indicators if i.formula.weighted and i.weight is not None), Decimal(0))
    if total != full:
        message = f"“{name}”组各指标权重合计须为 {full}，现为 {total:f}"
        yield Breach("WEIGHTS_NOT_FULL", message, A18, f"{field}.indicators")
    for at, code in enumerate(rule.tie_breakers):
        if code not in codes or code in rule.tie_breakers[:at]:
            message = f"“{name}”组没有代码为 {code} 的指标，或重复列出，不能用来区分同分"
            yield Breach("TIE_BREAKER_UNKNOWN", message, A21, f"{field}.tieBreakers.{at}")


def _meaning(written: str, colour: str, field: str) -> str | Breach:
    """第二十一条：elsewhere red is praise, so the scheme says what its colours mean."""
    text = clean_text(written, f"{colour}含义", field, LONGEST_MEANING)
    return text or Breach("COLOUR_MEANING_MISSING", f"须写明{colour}的含义，以免与其他地方的用法混淆", A21, field)


def _cleaned(rule: GroupRule) -> GroupRule:
    named = []
    for indicator in rule.indicators:
        name = clean_name(indicator.name, "指标名称", longest=LONGEST_NAME)
        assert isinstance(name, str), "judged before"
        named.append(replace(indicator, name=name))
    return replace(rule, indicators=tuple(named))


def _full_marks(year: int) -> Decimal:
    return rulebook.FULL_MARKS.on(_valid_on(year))


def _valid_on(year: int) -> date:
    """The day whose rules a year's scheme follows; a year out of range is judged by the first rules."""
    return max(rulebook.SINCE, date(min(max(year, 1), 9999), 12, 31))
