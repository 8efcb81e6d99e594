from __future__ import annotations

from datetime import date

import pytest

from services.law.breach import Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.events import ProjectChanged
from services.reserve.domain.library.evidence import record_evidence, withdraw_evidence
from tests.reserve.domain.samples import TODAY, document, documents, project


def test_documents_are_recorded_and_the_project_moves_on_a_version():
    done = record_evidence(project(), [], documents("SCHEME", "FILING"), TODAY)
    assert isinstance(done, Decided)
    assert done.state.version == 2
    assert isinstance(done.events[0], ProjectChanged)


@pytest.mark.parametrize(
    ("kind", "facts", "code"),
    [
        ("LETTER_FROM_A_FRIEND", {}, "EVIDENCE_KIND_UNKNOWN"),
        ("FILING", {"document_number": None}, "DOCUMENT_NUMBER_MISSING"),
        ("SCHEME", {"issued_on": date(2026, 11, 25)}, "EVIDENCE_NOT_YET_ISSUED"),
        ("SCHEME", {"valid_until": date(2026, 5, 31)}, "EVIDENCE_VALIDITY_REVERSED"),
    ],
)
def test_a_faulty_document_is_refused(kind, facts, code):
    refused = record_evidence(project(), [], [document(kind, **facts)], TODAY)
    assert isinstance(refused, Refusal)
    assert refused.codes == (code,)


@pytest.mark.parametrize("facts", [{"issued_on": TODAY}, {"valid_until": date(2026, 6, 1)}, {"document_number": None}])
def test_the_days_on_the_limit_are_accepted_and_a_scheme_needs_no_number(facts):
    assert isinstance(record_evidence(project(), [], [document("SCHEME", **facts)], TODAY), Decided)


def test_the_same_document_is_not_recorded_twice_unless_withdrawn():
    known = document("SCHEME")
    refused = record_evidence(project(), [known], [known], TODAY)
    assert isinstance(refused, Refusal)
    assert refused.codes == ("EVIDENCE_DUPLICATE",)
    gone = document("SCHEME", withdrawn=True)
    assert isinstance(record_evidence(project(), [gone], [known], TODAY), Decided)


def test_a_duplicate_within_one_request_is_refused_too():
    refused = record_evidence(project(), [], [document("SCHEME"), document("SCHEME")], TODAY)
    assert isinstance(refused, Refusal)
    assert refused.breaches[0].field == "evidence.1"


def test_recording_nothing_is_refused():
    assert record_evidence(project(), [], [], TODAY).codes == ("EVIDENCE_EMPTY",)


def test_a_withdrawal_needs_a_reason_and_happens_once():
    assert isinstance(withdraw_evidence(project(), document("SCHEME"), "误传"), Decided)
    refused = withdraw_evidence(project(), document("SCHEME", withdrawn=True), "")
    assert isinstance(refused, Refusal)
    assert refused.codes == ("EVIDENCE_WITHDRAWN", "REASON_MISSING")
