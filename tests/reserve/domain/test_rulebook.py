from __future__ import annotations

import importlib
import pkgutil
from datetime import date

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.reserve import domain
from services.reserve.domain import rulebook
from services.reserve.domain.adjustment.rules import COMPLETION_EVIDENCE
from services.reserve.domain.every_rule import Rule, every_rule, in_force, shown
from services.reserve.domain.project.state import Elements
from services.reserve.domain.rulebook import ByElement, ByEvidence
from services.reserve.domain.terms import Library
from tests.reserve.domain.samples import ELEMENTS, TODAY


def test_the_four_bodies_of_article_three_give_opinions():
    assert [b.role for b in rulebook.OPINION_BODIES.on(TODAY)] == [
        Role.INDUSTRY_AUTHORITY,
        Role.FINANCE,
        Role.LAND,
        Role.FINANCIAL_SERVICES,
    ]


def test_the_three_bodies_deliberate_in_the_order_of_the_text():
    assert [b.name for b in rulebook.DELIBERATING_BODIES.on(TODAY)] == ["工委委员会", "区委常委会", "区政府常务会"]


def test_every_criterion_asks_for_documents_of_a_known_kind_or_for_an_element():
    kinds = {k.code for k in rulebook.EVIDENCE_KINDS.on(TODAY)}
    for criterion in (c for asked in rulebook.ENTRY_CRITERIA.on(TODAY).values() for c in asked):
        if isinstance(criterion.judge, ByEvidence):
            named = {*criterion.judge.kinds, *(k for _, k in criterion.judge.by_route)}
            assert named
            assert named <= kinds
        if isinstance(criterion.judge, ByElement):
            assert ELEMENTS.states(criterion.judge.element)
            assert isinstance(ELEMENTS, Elements)


def test_every_kind_of_document_is_asked_for_by_some_criterion_or_shows_completion():
    asked = {
        kind
        for criteria in rulebook.ENTRY_CRITERIA.on(TODAY).values()
        for c in criteria
        if isinstance(c.judge, ByEvidence)
        for kind in (*c.judge.kinds, *(k for _, k in c.judge.by_route))
    }
    assert asked | set(COMPLETION_EVIDENCE.on(TODAY)) == {k.code for k in rulebook.EVIDENCE_KINDS.on(TODAY)}


def test_codes_of_criteria_are_unique_within_a_library_and_every_library_has_some():
    criteria = rulebook.ENTRY_CRITERIA.on(TODAY)
    assert set(criteria) == set(Library)
    for asked in criteria.values():
        assert len({c.code for c in asked}) == len(asked)


def test_the_rules_hold_on_any_day():
    assert rulebook.OPINION_BODIES.on(date(1990, 1, 1))


def test_every_dated_rule_of_the_domain_is_listed_once():
    listed = [id(r.dated) for r in every_rule()]
    assert len(listed) == len(set(listed))
    named = {(r.area, r.code) for r in every_rule()}
    assert len(named) == len(listed)
    unlisted = {
        f"{found.name}.{name}"
        for found in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}.")
        for name, value in vars(importlib.import_module(found.name)).items()
        if isinstance(value, Dated) and id(value) not in listed
    }
    assert unlisted == set()


def test_a_rule_shows_its_value_of_a_day_and_nothing_before_its_first():
    dated = Dated(Article(3), "某项", Entry(date(2027, 1, 1), 3, "甲"), Entry(date(2028, 1, 1), (5, 6), "乙"))
    rule = Rule("PLAN", "SOME", dated)
    assert in_force(rule, date(2026, 12, 31)) is None
    assert [shown(in_force(rule, day).value) for day in (date(2027, 1, 1), date(2027, 12, 31))] == ["3", "3"]
    assert shown(in_force(rule, date(2028, 1, 1)).value) == "5、6"


def test_every_value_is_shown_in_words():
    for rule in every_rule():
        for entry in rule.dated.entries:
            assert shown(entry.value).strip()
            assert "object at 0x" not in shown(entry.value)
            assert entry.source
