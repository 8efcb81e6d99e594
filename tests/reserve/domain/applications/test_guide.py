"""第三条（一）: drafting, correcting, publishing and withdrawing the guide of a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Refusal
from services.reserve.domain.applications.events import GuidePublished
from services.reserve.domain.applications.guide import (
    Contents,
    Others,
    change,
    draft,
    publish,
    sealed,
    superseded,
    withdraw,
)
from services.reserve.domain.applications.rulebook import A3_1
from services.reserve.domain.applications.terms import GuideStatus
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import Category
from tests.reserve.domain.filings import WHOLE, guide
from tests.reserve.domain.samples import TODAY, accepted


def digest(said: object) -> str:
    return str(said)


def refused(outcome: object) -> tuple[str, ...]:
    assert isinstance(outcome, Refusal), outcome
    return outcome.codes


@pytest.mark.parametrize(("year", "right"), [(2025, False), (2026, True), (2027, True), (2028, False)])
def test_a_guide_is_for_this_year_or_the_next(year, right):
    outcome = draft(guide(year=year), Others(), None, Reading(A3_1), TODAY)
    assert isinstance(outcome, Refusal) is not right
    if not right:
        assert refused(outcome) == ("GUIDE_YEAR_INVALID",)


def test_a_correction_has_a_reason_and_the_next_number():
    published = guide(status=GuideStatus.PUBLISHED)
    others = Others(count=1, in_force=published)
    assert refused(draft(guide(), others, None, Reading(A3_1), TODAY)) == ("REASON_MISSING",)
    made = accepted(draft(guide(), others, "漏列", Reading(A3_1), TODAY))
    assert (made.number, made.correction_reason) == (2, "漏列")
    both = replace(others, drafted=True)
    assert refused(draft(guide(), both, "漏列", Reading(A3_1), TODAY)) == ("GUIDE_DRAFT_EXISTS",)


def test_a_draft_that_meanwhile_became_a_correction_needs_its_reason():
    published = guide(id=UUID(int=12), status=GuideStatus.PUBLISHED)
    assert refused(publish(guide(), published, digest, TODAY)) == ("REASON_MISSING",)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"support_areas": ()}, "GUIDE_AREAS_MISSING"),
        ({"selection_standards": ()}, "GUIDE_STANDARDS_MISSING"),
        ({"conditions": ()}, "GUIDE_CONDITIONS_MISSING"),
        ({"opens_on": None}, "GUIDE_OPENING_MISSING"),
        ({"closes_on": None}, "GUIDE_CLOSING_MISSING"),
        ({"closes_on": TODAY - timedelta(1)}, "GUIDE_WINDOW_OVER"),
        ({"closes_on": TODAY}, None),
        ({"conditions": (), "minimum_total_investment": Decimal(1)}, None),
        ({"conditions": (), "categories": (Category.INDUSTRY,)}, None),
    ],
)
def test_what_is_published_says_all_that_a_guide_says(changes, code):
    outcome = publish(guide(replace(WHOLE, **changes)), None, digest, TODAY)
    assert (outcome.codes if isinstance(outcome, Refusal) else ()) == ((code,) if code else ())


def test_publishing_freezes_the_guide_and_tells_what_it_replaces():
    before = guide(id=UUID(int=12), status=GuideStatus.PUBLISHED)
    outcome = publish(guide(number=2, correction_reason="漏列"), before, digest, TODAY)
    frozen = accepted(outcome)
    assert (frozen.status, frozen.published_on) == (GuideStatus.PUBLISHED, TODAY)
    (event,) = outcome.events
    assert isinstance(event, GuidePublished)
    assert (event.number, event.replaces_id) == (2, before.id)
    assert superseded(before).status is GuideStatus.SUPERSEDED
    assert refused(change(frozen, Contents(), Reading(A3_1), TODAY)) == ("GUIDE_FROZEN",)
    assert refused(publish(frozen, None, digest, TODAY)) == ("GUIDE_FROZEN",)


@pytest.mark.parametrize("status", GuideStatus)
def test_a_draft_and_the_guide_in_force_can_be_withdrawn(status):
    outcome = withdraw(guide(status=status), "政策调整")
    can = status in {GuideStatus.DRAFT, GuideStatus.PUBLISHED}
    assert isinstance(outcome, Refusal) is not can
    assert refused(withdraw(guide(status=GuideStatus.DRAFT), "")) == ("REASON_MISSING",)


TEXTS = st.lists(st.text(alphabet="甲乙丙丁", min_size=1, max_size=3), max_size=3, unique=True).map(tuple)


@given(areas=TEXTS, conditions=TEXTS, smallest=st.none() | st.decimals("0.0001", "99", places=4))
def test_the_digest_changes_with_whatever_a_guide_says(areas, conditions, smallest):
    said = replace(WHOLE, support_areas=areas, conditions=conditions, minimum_total_investment=smallest)
    same = said == WHOLE
    assert (sealed(guide(said), TODAY) == sealed(guide(), TODAY)) is same
    assert sealed(guide(said), TODAY) != sealed(guide(said, number=2), TODAY)


def test_a_draft_that_is_written_as_it_was_is_no_change():
    assert refused(change(guide(), WHOLE, Reading(A3_1), TODAY)) == ("NOTHING_CHANGED",)
    assert accepted(change(guide(), replace(WHOLE, conditions=("别的",)), Reading(A3_1), TODAY)).version == 2
