from dataclasses import replace
from datetime import date

import pytest

from services.law.article import Article
from services.law.catalogue import lookup
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.support.domain import rulebook
from services.support.domain.role_names import ROLE_NAMES
from tests.support.domain.builders import DIVISION, rule


def test_forest_matters_are_to_be_decided_within_the_fifteen_working_days_of_the_clause():
    forest = rule("FOREST_LAND")
    assert (forest.working_days, forest.article, forest.bureau) == (15, Article(17, 1), Role.LAND)


def test_every_kind_cites_its_clause_and_draws_on_an_account_with_a_unit():
    for kind in rulebook.kinds_on(DIVISION, date(2027, 1, 1)):
        assert lookup(kind.article).service == "support"
        assert kind.unit is not None or kind.account is None


def test_the_units_are_those_that_the_quotas_are_assigned_in():
    units = {k.code: k.unit.name for k in rulebook.ACCOUNT_KINDS.values()}
    assert units == {
        "NEW_CONSTRUCTION_LAND": "亩",
        "CULTIVATED_LAND_BALANCE": "亩",
        "FOREST_LAND_QUOTA": "公顷",
        "LOGGING_QUOTA": "立方米",
    }


def test_a_limit_changed_from_a_day_on_leaves_older_requests_as_they_were(monkeypatch):
    (old,) = [k for k in rulebook.TIANYUAN if k.entries[0].value.code == "LAND_QUOTA"]
    shorter = Entry(date(2027, 1, 1), replace(old.entries[0].value, working_days=10), "新办法")
    monkeypatch.setattr(rulebook, "RULES", {DIVISION: (Dated(old.article, old.title, *old.entries, shorter),)})
    limits = [rulebook.kind_on(DIVISION, "LAND_QUOTA", d).working_days for d in (date(2026, 12, 31), date(2027, 1, 1))]
    assert limits == [15, 10]


def test_a_matter_cannot_be_asked_for_before_it_was_set_nor_in_a_division_without_rules():
    assert rulebook.kind_on(DIVISION, "LAND_QUOTA", date(2003, 12, 31)) is None
    assert rulebook.kind_on(DIVISION, "LAND_QUOTA", date(2004, 1, 1)) is not None
    assert rulebook.kinds_on("430212", date(2027, 1, 1)) == ()


@pytest.mark.parametrize("fault", [{"warning_days": 15}, {"warning_days": -1}, {"account": "AIR"}])
def test_a_rule_that_could_not_be_followed_is_refused_when_it_is_written(fault):
    with pytest.raises(ValueError, match="LAND_QUOTA"):
        replace(rule(), **fault)


@pytest.mark.parametrize("warning", [0, 14])
def test_a_warning_may_begin_on_the_first_day_of_the_limit_or_on_its_last(warning):
    assert replace(rule(), warning_days=warning).warning_days == warning


def test_the_bureaus_are_those_that_the_rules_name():
    named = {kind.bureau for kind in rulebook.kinds_on(DIVISION, date(2027, 1, 1))}
    assert rulebook.bureau_roles() == named | {Role.LAND}
    assert Role.OWNER not in named


def test_every_role_has_a_name_that_people_read() -> None:
    assert set(ROLE_NAMES) == set(Role)
