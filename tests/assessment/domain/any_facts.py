"""Any facts of a few units about a few records: of every kind, in and around the quarter, in any order, with any decisions."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from services.assessment.domain.fact.model import Fact
from tests.assessment.domain import given_matters as matters
from tests.assessment.domain.given import (
    completed,
    decided,
    number,
    pending,
    planned,
    reopened,
    stands,
    tasked,
    verified,
)

TOWNS = [number(n) for n in range(1, 6)]
PROJECTS = [number(n) for n in range(70, 73)]
DAYS = st.dates(date(2026, 9, 1), date(2027, 1, 20))
LATE = st.integers(0, 2)
towns = st.sampled_from(TOWNS)
projects = st.sampled_from(PROJECTS)


def record(draw: st.DrawFn, first: int) -> dict[str, Any]:
    """One of three records of its kind; each has its project for good."""
    at = draw(st.integers(0, 2))
    return {"record": number(first + at), "project": PROJECTS[at]}


def _node(draw: st.DrawFn, its: dict[str, Any]) -> list[Fact]:
    its |= record(draw, 500)
    unit, day, kind = draw(towns), draw(DAYS), draw(st.sampled_from("pcr"))
    if kind == "p":
        return [planned(unit, day, version=1 + draw(LATE), recorded=draw(DAYS), **its)]
    if kind == "c":
        return [completed(unit, day, due=draw(DAYS), days_late=draw(LATE), **its)]
    return [reopened(unit, day, due=draw(DAYS), **its)]


def _request(draw: st.DrawFn, its: dict[str, Any]) -> list[Fact]:
    its |= record(draw, 510)
    unit, day = draw(towns), draw(DAYS)
    step = draw(st.sampled_from(["SUBMITTED", "RETURNED", "RESUBMITTED", "WITHDRAWN", "NOT_ACCEPTED", "DECIDED"]))
    if step == "DECIDED":
        return [decided(unit, day, due=draw(DAYS), days_late=draw(LATE), **its)]
    due = draw(DAYS) if step in {"SUBMITTED", "RESUBMITTED"} else None
    return [pending(unit, step, day, due, 1 + draw(LATE), **its)]


def _stepped(draw: st.DrawFn, its: dict[str, Any], first: int, given: str, done: str, code: str) -> list[Fact]:
    its |= record(draw, first) | {"unit": draw(towns), "code": code}
    kind, day, version = draw(st.sampled_from([*given.split(), *done.split()])), draw(DAYS), 1 + draw(st.integers(0, 4))
    if kind in done.split():
        return [matters.settled(kind, draw(DAYS), day, version, late=draw(LATE), **its)]
    return [matters.limited(kind, None if kind.endswith("ENDED") else draw(DAYS), version, recorded=day, **its)]


def _issue(draw: st.DrawFn, its: dict[str, Any]) -> list[Fact]:
    given, done = "ISSUE_ASSIGNED ISSUE_REOPENED ISSUE_ENDED", "ISSUE_REPORTED ISSUE_CLOSED"
    return _stepped(draw, its, 520, given, done, "JAM")


def _service(draw: st.DrawFn, its: dict[str, Any]) -> list[Fact]:
    return _stepped(draw, its, 530, "SERVICE_DUE SERVICE_ENDED", "SERVICE_DONE", "OPINION")


def _several(draw: st.DrawFn, told: Fact) -> list[Fact]:
    """One event that tells of several units, each for the whole."""
    units = draw(st.lists(towns, min_size=1, max_size=3, unique=True))
    return [told._replace(unit_id=u, part=uuid5(told.source.event_id, str(u))) for u in units]


def _statistics(draw: st.DrawFn, its: dict[str, Any]) -> list[Fact]:
    its |= record(draw, 540) | {"code": "ENTRY"}
    if draw(st.booleans()):
        return _several(draw, matters.limited("STATISTICS_DUE", draw(DAYS), recorded=draw(DAYS), **its))
    its |= {"version": 1 + draw(LATE), "late": draw(LATE)}
    return _several(draw, matters.settled("STATISTICS_ENTERED", draw(DAYS), draw(DAYS), **its))


def _money(draw: st.DrawFn, its: dict[str, Any]) -> list[Fact]:
    project, unit, amount = draw(projects), draw(towns), str(draw(st.integers(0, 200)))
    if draw(st.booleans()):
        return [tasked(unit, amount, version=1 + draw(LATE), project=project, **its)]
    return [verified(unit, draw(DAYS).replace(day=1), amount, "100", project=project, **its)]


def _plan(draw: st.DrawFn, its: dict[str, Any]) -> list[Fact]:
    its |= {"project": draw(projects)}
    kind = draw(st.sampled_from(["SET", "REMOVED", "START", "COMPLETION", "ENDED", "RESUMED"]))
    if kind in {"ENDED", "RESUMED"}:
        return [stands(kind, draw(DAYS), 1 + draw(LATE), unit=draw(towns), **its)]
    if kind in {"START", "COMPLETION"}:
        due, done = draw(DAYS), draw(st.none() | DAYS)
        return _several(draw, matters.milestone(kind, due, done, **its))
    its |= {"recorded": draw(DAYS), "of": f"PLAN_ITEM_{kind}", "amount": str(draw(st.integers(0, 200)))}
    named = draw(st.sampled_from(["NEW_START", "PRELIMINARY"]))
    return _several(draw, matters.item(named, 1 + draw(LATE), **its))


KINDS = (_node, _request, _issue, _service, _statistics, _money, _plan)


@st.composite
def any_facts(draw: st.DrawFn, most: int = 25) -> list[Fact]:
    """What the services told."""
    told = []
    for at in range(draw(st.integers(1, most))):
        told += draw(st.sampled_from(KINDS))(draw, {"event": number(10_000 + at), "hour": draw(st.integers(1, 9))})
    return told


@st.composite
def any_decisions(draw: st.DrawFn, facts: list[Fact]) -> list[Fact]:
    """Shares, exemptions and what revokes them, about records and projects that the facts are about."""
    made: list[Fact] = []
    exemptions: list[Fact] = []
    for at in range(draw(st.integers(0, 4))):
        about, whole = draw(st.sampled_from(facts)), draw(st.booleans())
        its: dict[str, Any] = {"record": about.project_id if whole else about.source.record_id}
        its |= {"project": about.project_id, "event": number(20_000 + at), "recorded": draw(DAYS)}
        kind = draw(st.sampled_from("ser"))
        if kind == "s":
            told = matters.shared(draw(shares()), **its)
        elif kind == "e" or not exemptions:
            told = matters.exempted(since=draw(DAYS), until=draw(st.none() | DAYS) if whole else None, **its)
            exemptions.append(told)
        else:
            told = matters.revoked(draw(st.sampled_from(exemptions)), event=its["event"])
        made += _several(draw, told)
    return made


@st.composite
def shares(draw: st.DrawFn) -> dict[UUID, str]:
    """Two or three units, together the whole."""
    units = draw(st.lists(towns, min_size=2, max_size=3, unique=True))
    first = draw(st.sampled_from(["0.1", "0.25", "0.3333"]))
    rest = {"0.1": "0.9", "0.25": "0.75", "0.3333": "0.6667"}[first]
    if len(units) == 2:
        return dict(zip(units, (first, rest), strict=True))
    return dict(zip(units, ("0.3333", "0.3333", "0.3334"), strict=True))
