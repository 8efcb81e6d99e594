from __future__ import annotations

from datetime import date

import pytest

from services.reserve.domain.record.treatment import treatment
from services.reserve.domain.terms import Level

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("level", Level)
def test_every_level_enjoys_the_districts_treatment_clause_by_clause(level):
    applied = treatment(level, TODAY).applied
    assert [str(a.article) for a in applied][:3] == ["第十三条", "第十四条", "第十五条"]
    assert {a.article.number for a in applied} == {13, 14, 15, 16, 17}
    assert all(a.summary for a in applied)


def test_a_higher_level_keeps_its_own_rules_and_the_district_its_own():
    explained = {level: treatment(level, TODAY).explanation for level in Level}
    assert "同时享受区重点项目待遇" not in explained[Level.DISTRICT]
    for level in (Level.CITY, Level.PROVINCE, Level.NATIONAL):
        assert explained[level].endswith("同时享受区重点项目待遇")
    assert "《株洲市重点项目管理办法》" in explained[Level.CITY]
    assert "《湖南省省重点建设项目管理规定》" in explained[Level.PROVINCE]
