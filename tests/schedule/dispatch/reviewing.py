"""What the tests of reviews do (all fictitious)."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.law.parties import Role
from tests.harness.people import Person
from tests.schedule.dispatch.meeting import service
from tests.schedule.life import Life

REVIEW = """dispatchReview { id version state year quarter joinedBy joinedOffice findings candidates(first: 100) { totalCount edges { node {
  id version decision reason unit { id } grounds { code told measured limit source rowIds } } } } steps { edges { node { action } } } }"""
CANDIDATE = "interviewCandidate { id version decision reason unit { id } grounds { code told } interviews { state } steps { edges { node { action } } } }"
INTERVIEW = """interview { id version state at place interviewer heldOn attended record unit { id } grounds { code }
  promises { text until doneOn late } cancelledReason steps { edges { node { action } } } }"""
APRIL = date(2027, 4, 8)


def inspector(life: Life) -> Person:
    return Person("p-inspector", "示例督查员", (Role.INSPECTOR,), life.industry_unit, life.authority.division)


async def open_review(life: Life, on: date = APRIL, as_: Person | None = None, **more: Any) -> dict[str, Any]:
    given = {"year": 2027, "quarter": 1} | more
    return await life.api.do("openDispatchReview", "OpenDispatchReviewInput", REVIEW, as_ or service(life), on, **given)


async def on_review(life: Life, verb: str, of: dict[str, Any], on: date = APRIL, as_=None, **more: Any):
    given = {"reviewId": of["id"], "expectedVersion": of["version"]} | more
    kind = f"{verb[0].upper()}{verb[1:]}Input"
    selection = CANDIDATE if verb == "nameInterviewCandidate" else REVIEW
    return await life.api.do(verb, kind, selection, as_ or service(life), on, **given)


async def on_candidate(life: Life, verb: str, of: dict[str, Any], on: date = APRIL, as_=None, **more: Any):
    given = {"candidateId": of["id"], "expectedVersion": of["version"]} | more
    kind = f"{verb[0].upper()}{verb[1:]}Input"
    selection = CANDIDATE if verb == "spareInterviewCandidate" else INTERVIEW
    return await life.api.do(verb, kind, selection, as_ or service(life), on, **given)


async def on_interview(life: Life, verb: str, of: dict[str, Any], on: date = APRIL, as_=None, **more: Any):
    given = {"interviewId": of["id"], "expectedVersion": of["version"]} | more
    kind = f"{verb[0].upper()}{verb[1:]}Input"
    return await life.api.do(verb, kind, INTERVIEW, as_ or service(life), on, **given)


def candidate(done: dict[str, Any], unit: Any) -> dict[str, Any] | None:
    found = [e["node"] for e in done["dispatchReview"]["candidates"]["edges"]]
    return next((c for c in found if c["unit"]["id"] == str(unit)), None)
