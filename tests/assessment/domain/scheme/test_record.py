"""What may be done with a scheme on record."""

import pytest

from services.assessment.domain.scheme.record import Approval, SchemeStatus, approval, may_revise, withdrawal
from services.law.breach import Refusal

OTHERS = sorted(set(SchemeStatus) - {SchemeStatus.DRAFT})


def test_only_a_draft_is_revised() -> None:
    assert may_revise(SchemeStatus.DRAFT) == ()
    for status in OTHERS:
        assert [b.code for b in may_revise(status)] == ["SCHEME_NOT_DRAFT"]


def test_only_a_draft_is_approved_and_by_somebody_else() -> None:
    assert approval(SchemeStatus.DRAFT, " 负责人甲 ", "示例〔2027〕1号", "经办乙") == Approval(
        "负责人甲", "示例〔2027〕1号"
    )
    found = approval(SchemeStatus.FROZEN, " 经办乙", "", "经办乙")
    assert isinstance(found, Refusal)
    assert found.codes == ("SCHEME_NOT_DRAFT", "TEXT_MISSING", "APPROVER_IS_RECORDER")
    assert [b.field for b in found.breaches] == ["schemeId", "document", "approver"]


def test_a_draft_or_what_nothing_is_published_under_is_withdrawn_with_a_reason() -> None:
    for status in (SchemeStatus.DRAFT, SchemeStatus.APPROVED):
        assert withdrawal(status, " 权重有误 ") == "权重有误"
        found = withdrawal(status, " ")
        assert isinstance(found, Refusal)
        assert found.codes == ("REASON_MISSING",)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (SchemeStatus.FROZEN, "SCHEME_FROZEN"),
        (SchemeStatus.SUPERSEDED, "SCHEME_ENDED"),
        (SchemeStatus.WITHDRAWN, "SCHEME_ENDED"),
    ],
)
def test_what_stands_or_is_over_is_not_withdrawn(status: SchemeStatus, code: str) -> None:
    found = withdrawal(status, "x")
    assert isinstance(found, Refusal)
    assert found.codes == (code,)


def test_two_schemes_of_a_year_are_in_force_only_as_approved_or_frozen() -> None:
    assert {s for s in SchemeStatus if s.in_force} == {SchemeStatus.APPROVED, SchemeStatus.FROZEN}
