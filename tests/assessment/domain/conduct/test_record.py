"""Records of incidents and commendations: what is asked of one, and how it is revoked (A20, A21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from services.assessment.domain.conduct import rulebook
from services.assessment.domain.conduct.record import ConductKind, Entered, Revocation, enter, revoke
from services.assessment.domain.rulebook import SINCE
from services.chassis.clock import new_id
from services.law.breach import Refusal

TODAY = date(2026, 11, 10)
ASKED = Entered(
    kind=ConductKind.INCIDENT,
    unit_id=new_id(),
    project_id=None,
    matter="SAFETY",
    grade="GENERAL",
    happened_on=TODAY,
    title=" 示例 事故 ",
    description="示例情况",
    document="示例认定〔2026〕1号",
)


def codes(asked: Entered, *, unit: bool = True, project: bool = True) -> list[str]:
    judged = enter(asked, TODAY, unit_known=unit, project_known=project)
    return list(judged.codes) if isinstance(judged, Refusal) else []


def test_a_record_is_kept_with_its_texts_cleaned():
    kept = enter(ASKED, TODAY, unit_known=True, project_known=True)
    assert isinstance(kept, Entered)
    assert kept.title == "示例 事故"


def test_it_happened_since_the_rules_began_and_not_tomorrow():
    assert codes(replace(ASKED, happened_on=SINCE)) == []
    assert codes(replace(ASKED, happened_on=SINCE - timedelta(1))) == ["DAY_OUT_OF_RANGE"]
    assert codes(replace(ASKED, happened_on=TODAY + timedelta(1))) == ["DAY_OUT_OF_RANGE"]


def test_matters_and_grades_are_of_their_kind():
    assert codes(replace(ASKED, matter="PRAISE")) == ["MATTER_UNKNOWN"]
    assert codes(replace(ASKED, grade="CITY")) == ["GRADE_UNKNOWN"]
    praise = replace(ASKED, kind=ConductKind.COMMENDATION, matter="PRAISE", grade="CITY")
    assert codes(praise) == []
    assert codes(replace(praise, matter="SAFETY")) == ["MATTER_UNKNOWN"]


def test_all_faults_come_at_once():
    bad = replace(ASKED, matter="X", title=" ", description="", document="\u200b")
    assert codes(bad, unit=False, project=False) == [
        "MATTER_UNKNOWN",
        "UNIT_UNKNOWN",
        "PROJECT_UNKNOWN",
        "TEXT_MISSING",
        "TEXT_MISSING",
        "TEXT_INVISIBLE_CHARACTER",
    ]


def test_a_record_is_revoked_once_by_another_than_who_writes_it_down():
    asked = Revocation(reason="认定撤销", approver="示例负责人", recorder="示例经办人")
    assert isinstance(revoke(asked, None, rulebook.A21), Revocation)
    again = revoke(asked, TODAY, rulebook.A21)
    assert isinstance(again, Refusal)
    assert again.codes == ("ALREADY_REVOKED",)
    own = revoke(replace(asked, approver=" 示例经办人", reason=" "), None, rulebook.A21)
    assert isinstance(own, Refusal)
    assert own.codes == ("TEXT_MISSING", "APPROVER_IS_RECORDER")


def test_every_kind_that_bars_is_a_kind_that_can_be_recorded_with_that_grade():
    for matter, grade in rulebook.CITY_BARRED_FROM.on(TODAY).items():
        found = ConductKind.INCIDENT.matter(matter, TODAY)
        assert found is not None
        assert found.grade(grade) is not None
