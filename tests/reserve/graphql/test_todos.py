"""What units and authorities must do in the reserve, through the endpoint."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.harness.todos import QUERY, TODO, of_kind
from tests.reserve.filing import APPLICATION, Season, this
from tests.reserve.life import INVESTMENT
from tests.reserve.planned_life import planning, seen

FIELD = "reserveTodos"
NOV_24, NOV_25, NOV_30, DEC_1 = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 1)


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api("reserve")


async def kind(reserve, who, on, code, project=None):
    return await of_kind(reserve.api, who, on, code, project, FIELD)


async def nobody_else(reserve, on, code, *whose):
    for role in set(Role) - set(whose):
        stranger = person(role, unit=new_id(), subject=f"stranger-{role}")
        assert await kind(reserve, stranger, on, code) == [], role


async def test_the_viewer_has_the_things_to_do_beside_the_name(reserve):
    query = "{ viewer { id name reserveTodos { totalCount items { id } } } }"
    answer = await reserve.api(query, as_=reserve.owner, on=NOV_24)
    assert answer["viewer"]["id"] == reserve.owner.subject
    assert answer["viewer"]["reserveTodos"] == {"totalCount": 0, "items": []}
    given = {"r": [{"__typename": "Viewer", "id": "somebody-else"}], "f": None, "n": 10, "a": None}
    answer = await reserve.api(QUERY % {"field": FIELD, "todo": TODO}, given, as_=reserve.owner, on=NOV_24)
    assert answer["_entities"] == [None]


async def test_a_monthly_list_is_due_from_five_days_before_the_months_end_until_it_is_handed_in(api):
    reserve = await planning(api)
    town = reserve.town
    assert await kind(reserve, town, NOV_24, "PLANNED_REPORT_DUE") == []
    (shown,) = await kind(reserve, town, NOV_25, "PLANNED_REPORT_DUE")
    assert (shown["dueOn"], shown["severity"], shown["article"]) == ("2026-11-30", "DUE_SOON", "第四条")
    assert shown["title"] == "2026年11月谋划项目清单"
    (shown,) = await kind(reserve, town, NOV_30, "PLANNED_REPORT_DUE")
    assert (shown["severity"], shown["overdue"]) == ("DUE_TODAY", False)
    (shown,) = await kind(reserve, town, DEC_1, "PLANNED_REPORT_DUE")
    assert (shown["severity"], shown["daysLate"]) == ("OVERDUE", 1)
    await nobody_else(reserve, NOV_30, "PLANNED_REPORT_DUE")
    assert await kind(reserve, reserve.owner, NOV_30, "PLANNED_REPORT_DUE") == []
    report = await reserve.draft(town, on=NOV_30)
    assert len(await kind(reserve, town, NOV_30, "PLANNED_REPORT_DUE")) == 1  # a draft is not handed in
    report = await reserve.submit(town, report, on=NOV_30)
    assert await kind(reserve, town, DEC_1, "PLANNED_REPORT_DUE") == []
    mine = [
        t for t in await kind(reserve, INVESTMENT, DEC_1, "PLANNED_REPORT_TO_ACCEPT") if t["recordId"] == report["id"]
    ]
    assert [t["command"] for t in mine] == ["acceptPlannedReport"]
    selection = "report { id version status }"
    report = await reserve.done(
        "returnPlannedReport", selection, INVESTMENT, on=DEC_1, **seen(report), missing="缺投资额"
    )
    (shown,) = await kind(reserve, town, DEC_1, "PLANNED_REPORT_RETURNED")
    assert shown["what"].endswith("缺投资额")
    assert await kind(reserve, reserve.other, DEC_1, "PLANNED_REPORT_RETURNED") == []
    assert await kind(reserve, town, DEC_1, "PLANNED_REPORT_DUE") == []


async def test_a_returned_application_is_its_owners_until_its_day(reserve):
    ready = await reserve.ready("补正项目")
    season = Season(reserve, 2027)
    await season.published()
    made = await season.submitted(ready)
    assert len(await kind(reserve, INVESTMENT, season.today, "APPLICATION_TO_REVIEW", ready["id"])) == 1
    await nobody_else(reserve, season.today, "APPLICATION_TO_REVIEW", Role.INVESTMENT_AUTHORITY)
    await season.done("returnApplication", APPLICATION, INVESTMENT, **this(made), correction="请补充用地说明")
    assert await kind(reserve, INVESTMENT, season.today, "APPLICATION_TO_REVIEW", ready["id"]) == []
    due = date(2026, 12, 1)
    for on, severity in ((due, "DUE_TODAY"), (due + timedelta(days=1), "OVERDUE")):
        (shown,) = await kind(reserve, reserve.owner, on, "APPLICATION_TO_CORRECT", ready["id"])
        assert (shown["dueOn"], shown["severity"]) == (str(due), severity)
    assert shown["what"].endswith("请补充用地说明")
    assert await kind(reserve, reserve.town, due, "APPLICATION_TO_CORRECT", ready["id"]) == []
    await nobody_else(reserve, due, "APPLICATION_TO_CORRECT")
