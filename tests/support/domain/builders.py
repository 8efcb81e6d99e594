"""Plainly fictitious facts for the tests of the domain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.law.breach import Refusal
from services.law.parties import Role
from services.law.workdays import WorkCalendar, YearDays
from services.support.domain import handling, submission
from services.support.domain.decision import Means, Verdict
from services.support.domain.documents import DocumentNumber
from services.support.domain.kinds.model import Outcome, RequestKind
from services.support.domain.quota import Account
from services.support.domain.request import Acting, Change, Request
from services.support.domain.rulebook import kind_on
from services.support.domain.submission import Asked, Bureau, Node, Project, Submission


def identifier(n: int) -> UUID:
    return UUID(int=n, version=4)


DIVISION = "430211"
OWNER_UNIT, LAND_UNIT, SERVICE_UNIT, OTHER_UNIT = (identifier(n) for n in (1, 2, 3, 4))
PROJECT, NODE, REQUEST, ACCOUNT = (identifier(n) for n in (11, 12, 13, 14))

OWNER = Acting("owner-1", "业主甲", OWNER_UNIT, frozenset({Role.OWNER}), DIVISION)
OFFICER = Acting("land-1", "科员乙", LAND_UNIT, frozenset({Role.LAND}), DIVISION)
COLLEAGUE = Acting("land-2", "科员丙", LAND_UNIT, frozenset({Role.LAND}), DIVISION)
SERVICE = Acting("service-1", "代办员丁", SERVICE_UNIT, frozenset({Role.PROJECT_SERVICE}), DIVISION)

# The State Council's notice for 2026 moved the May holiday's neighbours: 1–5 May off, Saturday 9 May worked.
CALENDAR = WorkCalendar(
    {
        2026: YearDays(
            2026,
            frozenset(date(2026, 5, d) for d in range(1, 6)) | {date(2026, 1, 1), date(2026, 1, 2)},
            frozenset({date(2026, 1, 4), date(2026, 5, 9)}),
        )
    }
)
MONDAY = date(2026, 3, 2)


NODE_OF_PROJECT = Node(NODE, PROJECT, "用地报批", waits_for_request=True, current=True)


def day(n: int, start: date = MONDAY) -> date:
    """Return the n-th working day after the Monday on which the tests begin."""
    return CALENDAR.add(start, n)


def rule(code: str = "LAND_QUOTA") -> RequestKind:
    found = kind_on(DIVISION, code, MONDAY)
    assert found is not None
    return found


def asked(quantity: str | None = "80", unit: str | None = "MU", purpose: str = "一期厂房用地") -> Asked:
    return Asked(quantity=Decimal(quantity) if quantity is not None else None, unit=unit, purpose=purpose)


def coming(**changes: Any) -> Submission:
    facts = Submission(
        id=REQUEST,
        project=Project(PROJECT, "松井涂料示例项目", OWNER_UNIT, DIVISION),
        node_id=NODE,
        node=NODE_OF_PROJECT,
        bureaus=(Bureau(LAND_UNIT, "区自然资源局（示例）"),),
        bureau_id=None,
        unfinished=None,
        asked=asked(),
    )
    return replace(facts, **changes)


def done(outcome: object) -> Change:
    assert isinstance(outcome, Change), outcome
    return outcome


def submitted(on: date = MONDAY, **changes: Any) -> Request:
    return done(submission.submit(coming(**changes), rule(), OWNER, on, CALENDAR)).request


def sent_back(
    request: Request, reason: str = "缺勘测定界图", acting: Acting = OFFICER, on: date | None = None
) -> Change | Refusal:
    return handling.return_(request, reason, rule(), acting, on or day(3), CALENDAR)


def resubmitted(
    request: Request,
    acting: Acting = OWNER,
    on: date | None = None,
    note: str | None = "已补齐",
    node: Node | None = NODE_OF_PROJECT,
    **changes: Any,
) -> Change | Refusal:
    return submission.resubmit(
        request, asked(**changes), note, node, rule(), OWNER_UNIT, acting, on or day(9), CALENDAR
    )


def withdrawn(
    request: Request,
    reason: str | None = None,
    held: Account | None = None,
    acting: Acting = OWNER,
    on: date | None = None,
) -> Change | Refusal:
    return submission.withdraw(request, reason, held, rule(), OWNER_UNIT, acting, on or MONDAY, CALENDAR)


def account(
    allocated: str = "100", reserved: str = "0", committed: str = "0", year: int = 2026, n: int = 14
) -> Account:
    return Account(
        id=identifier(n),
        division=DIVISION,
        kind="NEW_CONSTRUCTION_LAND",
        year=year,
        allocated=Decimal(allocated),
        reserved=Decimal(reserved),
        committed=Decimal(committed),
    )


def accepted(quota: Account | None = None, on: date = MONDAY) -> Change:
    return done(handling.accept(submitted(), quota, rule(), OFFICER, on))


def claimed(quota: Account | None = None, on: date = MONDAY) -> Request:
    return done(handling.claim(accepted(quota, on).request, rule(), OFFICER, on)).request


def means(holding: Account | None = None, current: Account | None = None, number: int = 1) -> Means:
    return Means(holding=holding, current=current, number=DocumentNumber("株天自然资函", 2026, number))


def granting(outcome: Outcome = Outcome.GRANTED, granted: str | None = None, reason: str | None = None) -> Verdict:
    return Verdict(outcome=outcome, granted=Decimal(granted) if granted is not None else None, reason=reason)


def tomorrow(today: date) -> date:
    return today + timedelta(days=1)


BUREAU_AND_PROJECT = {
    "request_id": REQUEST,
    "project_id": PROJECT,
    "node_id": NODE,
    "kind": "LAND_QUOTA",
    "bureau_id": LAND_UNIT,
    "division": DIVISION,
}
