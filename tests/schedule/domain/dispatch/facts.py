"""Facts of a made-up month, for the rules of bulletins and reviews."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.schedule.domain.dispatch.facts import Facts, IssueFact, NodeFact, ProjectFact, RequestFact
from services.schedule.domain.opening import ItemKind

TOWN, AUTHORITY, OWNER, BUREAU = (UUID(int=n) for n in range(1, 5))
FIRST, AS_OF = date(2027, 3, 1), date(2027, 3, 31)
QUARTER = date(2027, 1, 1)


def project(number: int = 1, done: str = "0", **changes: Any) -> ProjectFact:
    given: dict[str, Any] = {
        "id": UUID(int=1000 + number),
        "name": f"示例项目{number}",
        "kind": ItemKind.NEW_START,
        "category": "INDUSTRY",
        "owner_id": OWNER,
        "town_id": TOWN,
        "authority_id": AUTHORITY,
        "annual": Decimal(1200),
        "months": (Decimal(100),) * 12,
        "verified": (None, None, Decimal(done), *(None,) * 9),
        "reports": (),
        "start_due": None,
        "finish_due": None,
        "started_on": None,
        "finished_on": None,
        "converted_on": None,
        "was_preliminary": False,
    }
    return ProjectFact(**(given | changes))


def facts(*projects: ProjectFact, **changes: Any) -> Facts:
    given: dict[str, Any] = {
        "year": 2027,
        "month": 3,
        "first": FIRST,
        "as_of": AS_OF,
        "projects": projects,
        "nodes": (),
        "requests": (),
        "issues": (),
        "missed": (),
        "units": {TOWN: "示例镇", AUTHORITY: "示例局", OWNER: "示例公司", BUREAU: "示例服务局"},
        "categories": {TOWN: "TOWN", AUTHORITY: "DEPARTMENT", OWNER: "OWNER", BUREAU: "DEPARTMENT"},
    }
    return Facts(**(given | changes))


def node(number: int, unit: UUID = TOWN, state: str = "LATE", **changes: Any) -> NodeFact:
    given: dict[str, Any] = {
        "id": UUID(int=2000 + number),
        "project_id": UUID(int=1001),
        "unit_id": unit,
        "due_on": date(2027, 3, 10),
        "completed_on": None,
        "state": state,
    }
    return NodeFact(**(given | changes))


def request(number: int, due: date | None, decided: date | None = None, *, open_: bool = False) -> RequestFact:
    return RequestFact(
        id=UUID(int=3000 + number), version=1, bureau_id=BUREAU, due_on=due, decided_on=decided, open=open_
    )


def issue(number: int, due: date | None, *, open_: bool = True, closed: date | None = None) -> IssueFact:
    return IssueFact(
        id=UUID(int=4000 + number), unit_id=TOWN, raised_on=FIRST, closed_on=closed, due_on=due, open=open_
    )
