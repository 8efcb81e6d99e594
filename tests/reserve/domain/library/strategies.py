"""Projects and documents as they may come, for properties of the library."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hypothesis import strategies as st

from services.reserve.domain import rulebook
from services.reserve.domain.library.evidence import Evidence
from services.reserve.domain.project.state import Project
from services.reserve.domain.terms import ApprovalRoute, InvestmentMode, Library
from tests.reserve.domain.samples import TODAY, document, project

KINDS = [k.code for k in rulebook.EVIDENCE_KINDS.on(TODAY)]
days = st.dates(TODAY, TODAY + timedelta(days=1500))
near = st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=1500))


@st.composite
def documents(draw: st.DrawFn, number: int) -> Evidence:
    """Draw a document of any kind, valid for ever, for a while, or no more."""
    issued = draw(st.dates(TODAY - timedelta(days=400), TODAY))
    until = draw(st.none() | st.dates(issued, TODAY + timedelta(days=900)))
    kind, withdrawn = draw(st.sampled_from(KINDS)), draw(st.integers(0, 9)) == 0
    return document(kind, number, issued_on=issued, valid_until=until, withdrawn=withdrawn)


@st.composite
def papers(draw: st.DrawFn) -> list[Evidence]:
    """Draw a project's documents."""
    return [draw(documents(n)) for n in range(draw(st.integers(0, 14)))]


projects: st.SearchStrategy[Project] = st.builds(
    project,
    st.none() | st.sampled_from(Library),
    number=st.just(100),
    start_on=st.none() | near,
    investment_mode=st.sampled_from(InvestmentMode),
    approval_route=st.none() | st.sampled_from(ApprovalRoute),
    function=st.none() | st.just("功能"),
    town_id=st.none() | st.just(UUID(int=2)),
)
