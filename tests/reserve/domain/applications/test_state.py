"""第三条（二）（四）: which step is taken in which state."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Breach
from services.reserve.domain.applications.state import GUIDED, OPEN, late_on, next_status
from services.reserve.domain.applications.terms import ApplicationStatus, Step

DRAFT, SUBMITTED, RETURNED, WITHDRAWN, PASSED, FAILED = ApplicationStatus
TAKEN = {  # the law as a table: status → step → status
    DRAFT: {Step.CHANGE: DRAFT, Step.SUBMIT: SUBMITTED, Step.WITHDRAW: WITHDRAWN},
    SUBMITTED: {Step.RETURN: RETURNED, Step.WITHDRAW: WITHDRAWN, Step.PASS: PASSED, Step.FAIL: FAILED},
    RETURNED: {Step.CHANGE: RETURNED, Step.RESUBMIT: SUBMITTED, Step.WITHDRAW: WITHDRAWN},
    WITHDRAWN: {},
    PASSED: {Step.WITHDRAW: WITHDRAWN},
    FAILED: {},
}
LATER = [s for s in Step if s is not Step.CREATE]


@pytest.mark.parametrize("step", LATER)
@pytest.mark.parametrize("status", ApplicationStatus)
def test_a_step_leads_where_the_table_says_or_is_refused_with_its_clause(status, step):
    expected, found = TAKEN[status].get(step), next_status(status, step)
    if expected is not None:
        assert found is expected
    else:
        assert isinstance(found, Breach)
        assert (found.code, str(found.article)) == ("APPLICATION_STATUS_WRONG", "第三条（二）")


def test_a_refused_step_names_the_states_in_which_it_can_be_taken():
    refused = next_status(DRAFT, Step.RESUBMIT)
    assert isinstance(refused, Breach)
    assert refused.message == "该申报填报中，不能重新申报；退回补正中的申报才能重新申报"


@given(st.lists(st.sampled_from(LATER), max_size=30))
def test_whatever_is_tried_an_end_is_an_end_and_a_review_comes_after_a_submission(steps):
    status, submitted = DRAFT, False
    for step in steps:
        was, to = status, next_status(status, step)
        if isinstance(to, Breach):
            continue
        status, submitted = to, submitted or step is Step.SUBMIT
        assert was in OPEN
        assert submitted or status in {DRAFT, WITHDRAWN}
    assert GUIDED < OPEN


@pytest.mark.parametrize(
    ("due", "corrected", "today", "late"),
    [
        (date(2026, 12, 1), None, date(2026, 12, 1), False),
        (date(2026, 12, 1), None, date(2026, 12, 2), True),
        (date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 9), False),
        (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 9), True),
        (None, None, date(2026, 12, 9), False),
    ],
)
def test_a_correction_is_late_after_its_last_day(due, corrected, today, late):
    assert late_on(due, corrected, today) is late
