"""Who owes a month's list, who is reminded of it, and what all lists of a month add up to (第四条)."""

from __future__ import annotations

import importlib
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from services.law.parties import Role
from services.reserve.store import tables
from tests.harness.people import person
from tests.reserve.life import FIVE, INVESTMENT, codes, credit_code
from tests.reserve.planned_life import BEGAN, NOVEMBER, REPORT, ROUND, line, planning, seen

NOV_20, NOV_25, NOV_30, DEC_2 = date(2026, 11, 20), date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 2)
FEED = "query($f: Int, $a: String) { myReminders(first: $f, after: $a) { totalCount pageInfo { hasNextPage endCursor } edges { node { unitId month dueOn state daysLate remindedOn remindedBy unit { id } } } } }"
GROUP = "category library townId townName all { projects totalInvestment } newlyPlanned { projects totalInvestment } changed { projects totalInvestment } dropped { projects totalInvestment }"
SUMMARY = f"query($m: Date!) {{ plannedSummary(month: $m) {{ month dueOn reports parties {{ expected onTime late missing dueSoon notDue returned }} total {{ {GROUP} }} byCategory {{ {GROUP} }} byLibrary {{ {GROUP} }} byTown {{ {GROUP} }} }} }}"

_free = iter(range(900_000, 901_000))  # numbers of credit codes


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api("reserve")


@pytest.fixture
async def reserve(api):
    """Units of its own for each test: a unit has one report a month."""
    return await planning(api)


async def changed(reserve, name, number, category, roles, *, on):
    """Change the roles of a unit."""
    unit = await reserve.api(
        "query($n: String) { organizations(search: $n) { edges { node { id version creditCode } } } }",
        {"n": name},
        as_=INVESTMENT,
    )
    (found,) = unit["organizations"]["edges"]
    entry = {"name": name, "category": category, "creditCode": credit_code(number), "roles": roles}
    seen_ = {"organizationId": found["node"]["id"], "expectedVersion": found["node"]["version"]}
    await reserve.done("changeOrganization", "organization { id }", INVESTMENT, on=on, **seen_, **entry)


async def test_every_planning_party_owes_a_list_and_nobody_else(reserve):
    owed = await reserve.expected(NOVEMBER, on=NOV_20)
    assert list(owed) == ["authority", "town", "other"]
    town = owed["town"]
    assert (town["state"], town["daysLate"], town["status"], town["report"]) == ("NOT_DUE", 0, None, None)
    assert (town["month"], town["dueOn"], town["partySince"]) == (NOVEMBER, "2026-11-30", "2026-10-10")
    assert town["explanation"] == "2026-10-10起为策划主体，自2026年11月起按月报送（第四条）"
    assert list(await reserve.expected("2026-11-30", on=NOV_20, c=["TOWN"])) == ["town", "other"]
    assert await reserve.expected("2026-10-01", on=NOV_20) == {}


@pytest.mark.parametrize(
    ("on", "state", "late"),
    [
        (date(2026, 11, 24), "NOT_DUE", 0),
        (NOV_25, "DUE_SOON", 0),
        (NOV_30, "DUE_SOON", 0),
        (date(2026, 12, 1), "MISSING", 1),
    ],
)
async def test_a_list_that_is_not_in_is_due_soon_and_then_missing(reserve, on, state, late):
    await reserve.draft(reserve.town, on=NOV_20)
    owed = await reserve.expected(NOVEMBER, on=on)
    assert (owed["town"]["state"], owed["town"]["daysLate"], owed["town"]["status"]) == (state, late, "DRAFT")
    assert (owed["other"]["state"], owed["other"]["status"]) == (state, None)
    for asked in ("NOT_DUE", "DUE_SOON", "MISSING", "LATE", "ON_TIME"):
        assert len(await reserve.expected(NOVEMBER, on=on, s=[asked])) == (3 if asked == state else 0)


async def test_the_states_of_the_list_are_those_that_are_shown(reserve):
    await reserve.submit(reserve.town, await reserve.draft(reserve.town, on=NOV_30), on=NOV_30)
    await reserve.submit(reserve.other, await reserve.draft(reserve.other, on=DEC_2), on=DEC_2)
    for on in (NOV_20, NOV_30, DEC_2):
        everything = await reserve.expected(NOVEMBER, on=on)
        for state in ("NOT_DUE", "DUE_SOON", "MISSING", "LATE", "ON_TIME"):
            shown = [n for n, e in everything.items() if e["state"] == state]
            assert list(await reserve.expected(NOVEMBER, on=on, s=[state])) == shown
    assert {n: e["state"] for n, e in everything.items()} == {
        "authority": "MISSING",
        "town": "ON_TIME",
        "other": "LATE",
    }
    both = await reserve.expected(NOVEMBER, on=DEC_2, s=["LATE", "MISSING"])
    assert list(both) == ["authority", "other"]


async def test_a_unit_registered_in_the_middle_of_a_month_owes_from_the_next(reserve):
    for name, on in (("first", date(2026, 11, 1)), ("second", date(2026, 11, 2))):
        entered = f"中途登记{name}{reserve.town_id[-6:]}"
        unit = await reserve.party(entered, "STATE_PLATFORM", Role.PLANNING_PARTY, next(_free), on=on)
        reserve.names[unit] = name
    assert {"first"} == set(await reserve.expected(NOVEMBER, on=NOV_20)) - {"authority", "other", "town"}
    assert {"first", "second"} <= set(await reserve.expected("2026-12-01", on=NOV_20))


async def test_a_unit_that_is_no_party_any_more_owes_its_old_months_and_no_new_ones(reserve):
    number, name = next(_free), f"先后主体{reserve.town_id[-6:]}"
    unit = await reserve.party(name, "TOWN", Role.PLANNING_PARTY, number)
    reserve.names[unit] = "former"
    await changed(reserve, name, number, "TOWN", ["OWNER"], on=DEC_2)
    assert (await reserve.expected(NOVEMBER, on=DEC_2))["former"]["state"] == "MISSING"
    assert "former" not in await reserve.expected("2026-12-01", on=DEC_2)
    await changed(reserve, name, number, "TOWN", ["PLANNING_PARTY"], on=date(2027, 2, 5))
    months = [f"2027-{m:02}-01" for m in (1, 2, 3)]
    assert ["former" in await reserve.expected(m, on=date(2027, 2, 5)) for m in months] == [False, False, True]
    assert "former" in await reserve.expected(NOVEMBER, on=date(2027, 2, 5))


async def test_a_month_that_no_calendar_has_is_bad_input(reserve):
    for month in ("0001-01-01", "2003-12-31", "2101-01-01", "9999-12-31"):
        for query in ("expectedReports(month: $m) { totalCount }", "plannedSummary(month: $m) { reports }"):
            answer = await reserve.api.raw(f"query($m: Date!) {{ {query} }}", {"m": month}, as_=INVESTMENT)
            assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"


async def test_pages_of_those_who_owe_follow_one_another(reserve):
    query = 'query($a: String) { expectedReports(month: "2026-11-01", first: 2, after: $a) { totalCount pageInfo { hasNextPage endCursor } edges { node { unitId } } } }'
    found, after = [], None
    for _ in range(100):
        part = (await reserve.api(query, {"a": after}, as_=INVESTMENT))["expectedReports"]
        found += [e["node"]["unitId"] for e in part["edges"]]
        after = part["pageInfo"]["endCursor"]
        if not part["pageInfo"]["hasNextPage"]:
            break
    assert len(found) == len(set(found)) == part["totalCount"] >= 3


async def test_parties_are_reminded_once_a_day_of_what_is_not_in(reserve):
    await reserve.submit(reserve.town, await reserve.draft(reserve.town, on=NOV_20), on=NOV_20)
    early = await reserve.refused("remindPlanningParties", ROUND, INVESTMENT, on=NOV_20, month=NOVEMBER)
    assert [(e["code"], e["article"]) for e in early] == [("PLANNED_REMINDER_TOO_EARLY", "第四条")]

    async def remind(on):
        done = await reserve.done("remindPlanningParties", ROUND, INVESTMENT, on=on, month="2026-11-15")
        told = [e["node"] for e in done["reminders"]["edges"] if e["node"]["unitId"] in reserve.names]
        return sorted((reserve.names[r["unitId"]], r["state"], r["daysLate"]) for r in told)

    assert await remind(NOV_25) == [("authority", "DUE_SOON", 0), ("other", "DUE_SOON", 0)]
    assert await remind(NOV_25) == []
    assert await remind(DEC_2) == [("authority", "MISSING", 2), ("other", "MISSING", 2)]
    feed = (await reserve.api(FEED, as_=reserve.other))["myReminders"]
    assert [(e["node"]["state"], e["node"]["remindedOn"]) for e in feed["edges"]] == [
        ("MISSING", "2026-12-02"),
        ("DUE_SOON", "2026-11-25"),
    ]
    assert {e["node"]["unit"]["id"] for e in feed["edges"]} == {reserve.other_id}
    part = (await reserve.api(FEED, {"f": 1}, as_=reserve.other))["myReminders"]
    rest = (await reserve.api(FEED, {"a": part["pageInfo"]["endCursor"]}, as_=reserve.other))["myReminders"]
    assert [*part["edges"], *rest["edges"]] == feed["edges"]
    assert (await reserve.api(FEED, as_=reserve.town))["myReminders"]["totalCount"] == 0
    assert (await reserve.api(FEED, as_=INVESTMENT))["myReminders"]["totalCount"] == 0
    told = [e["data"] for e in await reserve.api.events("zhongdian.reserve.planned-report.reminded.v1")]
    of_other = [(d["month"], d["state"], d["daysLate"]) for d in told if d["unitId"] == reserve.other_id]
    assert of_other == [(NOVEMBER, "DUE_SOON", 0), (NOVEMBER, "MISSING", 2)]


async def test_a_returned_list_is_reminded_of_again_and_the_report_shows_it(reserve):
    report = await reserve.submit(reserve.town, await reserve.draft(reserve.town, on=NOV_20), on=NOV_20)
    report = await reserve.done("returnPlannedReport", REPORT, INVESTMENT, on=NOV_25, **seen(report), missing="漏报")
    day = NOV_25 + timedelta(days=3)
    await reserve.done("remindPlanningParties", ROUND, INVESTMENT, on=day, month=NOVEMBER)
    shown = await reserve.shown(report, reserve.town, on=day)
    assert [e["node"]["state"] for e in shown["reminders"]["edges"]] == ["DUE_SOON"]


async def test_only_the_investment_authority_reminds_and_adds_up(reserve):
    for who in (reserve.town, reserve.authority, person(Role.LEADER)):
        answer = await reserve.api.raw(SUMMARY, {"m": NOVEMBER}, as_=who)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_the_summary_is_the_sum_of_the_lists_that_are_in(reserve):
    month, on, after = "2027-05-01", date(2027, 5, 20), date(2027, 6, 2)
    school = {
        "category": "SOCIAL",
        "totalInvestment": "37000.5",
        "fundSources": [{"source": "财政", "amount": "37000.5"}],
    }
    one = await reserve.project(("FIVE_YEAR", FIVE), name="涂料生产基地")
    two = await reserve.project(name="长江路小学扩建", **school)
    three = await reserve.project(name="冷链物流园", townId=None)
    four = await reserve.project(name="湿地修复工程", townId=reserve.other_id, category="ECOLOGY")
    await reserve.submit(
        reserve.town,
        await reserve.draft(
            reserve.town, on=on, month=month, items=[line(one), line(two, "DROPPED", reason="不再实施")]
        ),
        on=on,
    )
    authority = await reserve.submit(
        reserve.authority,
        await reserve.draft(reserve.authority, on=on, month=month, items=[line(three, "CHANGED")]),
        on=after,
    )
    draft = await reserve.draft(reserve.other, on=on, month=month, items=[line(four)])

    async def summary():
        return (await reserve.api(SUMMARY, {"m": month}, as_=INVESTMENT, on=after))["plannedSummary"]

    told = await summary()
    figures = {
        "all": (3, "415000.5"),
        "newlyPlanned": (1, "189000"),
        "changed": (1, "189000"),
        "dropped": (1, "37000.5"),
    }
    assert {k: (told["total"][k]["projects"], told["total"][k]["totalInvestment"]) for k in figures} == figures
    assert (told["reports"], told["dueOn"]) == (2, "2027-05-31")
    assert [(g["category"], g["all"]["projects"]) for g in told["byCategory"]] == [("INDUSTRY", 2), ("SOCIAL", 1)]
    assert [(g["library"], g["all"]["projects"]) for g in told["byLibrary"]] == [(None, 2), ("FIVE_YEAR", 1)]
    assert [(g["townId"], g["all"]["projects"]) for g in told["byTown"]] == [(reserve.town_id, 2), (None, 1)]
    await _agrees(reserve, month, after, told)
    await reserve.submit(reserve.other, draft, on=after)
    authority = await reserve.done(
        "returnPlannedReport", REPORT, INVESTMENT, on=after, **seen(authority), missing="缺投资测算"
    )
    told = await summary()
    assert (told["total"]["changed"]["projects"], told["total"]["newlyPlanned"]["projects"]) == (0, 2)
    assert told["parties"]["returned"] == 1
    await _agrees(reserve, month, after, told)


async def _agrees(reserve, month, on, told):
    """Compare the summary with the lists and with who owes them, one by one."""
    query = "query($m: Date!) { plannedReports(filter: {month: $m, statuses: [SUBMITTED, RESUBMITTED, ACCEPTED]}, first: 200) { edges { node { items { edges { node { change totalInvestment } } } } } } }"
    listed = (await reserve.api(query, {"m": month}, as_=INVESTMENT, on=on))["plannedReports"]["edges"]
    items = [i["node"] for report in listed for i in report["node"]["items"]["edges"]]
    total = sum(Decimal(i["totalInvestment"]) for i in items)
    assert (told["reports"], told["total"]["all"]["projects"]) == (len(listed), len(items))
    assert Decimal(told["total"]["all"]["totalInvestment"]) == total
    counts = Counter(i["change"] for i in items)
    assert [told["total"][k]["projects"] for k in ("newlyPlanned", "changed", "dropped")] == [
        counts[c] for c in ("NEW", "CHANGED", "DROPPED")
    ]
    for groups in ("byCategory", "byLibrary", "byTown"):
        assert sum(Decimal(g["all"]["totalInvestment"]) for g in told[groups]) == total
        assert sum(g["all"]["projects"] for g in told[groups]) == len(items)
    query = "query($m: Date!) { expectedReports(month: $m, first: 200) { edges { node { state } } } }"
    owed = (await reserve.api(query, {"m": month}, as_=INVESTMENT, on=on))["expectedReports"]["edges"]
    states = Counter(e["node"]["state"] for e in owed)
    parties = told["parties"]
    assert [parties[k] for k in ("expected", "onTime", "late", "missing", "dueSoon", "notDue")] == [
        len(owed),
        *(states[s] for s in ("ON_TIME", "LATE", "MISSING", "DUE_SOON", "NOT_DUE")),
    ]


async def test_a_month_without_lists_adds_up_to_nothing(reserve):
    told = (await reserve.api(SUMMARY, {"m": "2027-08-15"}, as_=INVESTMENT, on=NOV_20))["plannedSummary"]
    assert (told["month"], told["reports"], told["byTown"]) == ("2027-08-01", 0, [])
    assert told["total"]["all"] == {"projects": 0, "totalInvestment": "0"}
    assert told["parties"]["notDue"] == told["parties"]["expected"] >= 3


async def test_the_migration_finds_in_a_directory_the_parties_that_commands_note(reserve):
    finding = importlib.import_module("services.reserve.store.migrations.versions.0007_planned").PARTIES_SO_FAR
    found = await reserve.api.rows(text(finding[finding.index("select") :]))
    party = tables.PlanningParty
    noted = await reserve.api.rows(select(party.unit_id, party.since).where(party.until.is_(None)))
    assert {row.id for row in found} == {row.unit_id for row in noted}
    since = {row.unit_id: row.since for row in noted}
    (town,) = [row for row in found if str(row.id) == reserve.town_id]
    assert town[3] == since[town.id] == BEGAN


async def test_a_month_to_be_reminded_of_has_to_be_one(reserve):
    refused = await reserve.refused("remindPlanningParties", ROUND, INVESTMENT, on=NOV_25, month="9999-12-31")
    assert codes(refused) == ["PLANNED_MONTH_INVALID"]
