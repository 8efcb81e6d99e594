"""Lists about money in the orders and by the words that people look for: demands, commitments, applications, institutions."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.support.funds_world import COMMITMENT, DAY, DEMAND, FACTS, ISSUE

DEMANDS = """query($f: FinancingDemandFilter, $s: FinancingDemandSort! = NEWEST, $n: Int, $a: String, $l: Int, $b: String) {
    financingDemands(filter: $f, sort: $s, first: $n, after: $a, last: $l, before: $b) {
        totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor } edges { node { number amount neededBy } } } }"""
APPLICATIONS = """query($f: FundApplicationFilter, $s: FundApplicationOrder, $n: Int, $a: String) {
    fundApplications(filter: $f, order: $s, first: $n, after: $a) {
        pageInfo { hasNextPage endCursor } edges { node { title asked steppedOn } } } }"""
COMMITMENTS = (
    """query($f: FundCommitmentFilter) { fundCommitments(filter: $f) { edges { node { basisNumber open } } } }"""
)


async def shown(money, query, field, key, as_=None, **asked):
    page = (await money.api(query, asked, as_=as_ or money.financial, on=DAY))[field]
    return [edge["node"][key] for edge in page["edges"]]


async def read_through(money, query, field, key, **asked):
    """Read a list one by one to its end."""
    found, after = [], None
    while True:
        page = (await money.api(query, asked | {"n": 1, "a": after}, as_=money.financial, on=DAY))[field]
        found += [edge["node"][key] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


async def some_demands(money):
    """Four demands: two of one amount, one that is needed by no certain day."""
    for amount, needed in (("5000", "2026-09-01"), ("12000.5", None), ("800", "2026-04-01"), ("5000", "2026-05-01")):
        await money.demand(amount=amount, neededBy=needed)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("NEWEST", ["5000", "800", "12000.5", "5000"]),
        ("AMOUNT", ["12000.5", "5000", "5000", "800"]),
    ],
)
async def test_demands_come_in_the_order_asked_for_page_by_page(money, sort, expected):
    await some_demands(money)
    assert await shown(money, DEMANDS, "financingDemands", "amount", s=sort) == expected
    assert await read_through(money, DEMANDS, "financingDemands", "amount", s=sort) == expected
    page = (await money.api(DEMANDS, {"s": sort, "l": 2}, as_=money.financial, on=DAY))["financingDemands"]
    assert [e["node"]["amount"] for e in page["edges"]] == expected[2:]
    before = {"s": sort, "l": 2, "b": page["pageInfo"]["startCursor"]}
    assert await shown(money, DEMANDS, "financingDemands", "amount", **before) == expected[:2]


async def test_what_is_needed_first_comes_first_and_what_is_needed_by_no_day_last(money):
    await some_demands(money)
    days = ["2026-04-01", "2026-05-01", "2026-09-01", None]
    assert await read_through(money, DEMANDS, "financingDemands", "neededBy", s="NEEDED") == days
    by = {"neededUntil": "2026-05-01"}
    assert await shown(money, DEMANDS, "financingDemands", "neededBy", s="NEEDED", f=by) == days[:2]
    assert await shown(money, DEMANDS, "financingDemands", "neededBy", f=by) == days[1::-1]
    assert await shown(money, DEMANDS, "financingDemands", "neededBy", f={"neededUntil": "2026-04-30"}) == days[:1]


@pytest.mark.parametrize("sort", ["NEWEST", "AMOUNT", "NEEDED"])
@pytest.mark.parametrize(
    ("filter", "count"),
    [
        ({"amountFrom": "5000"}, 3),
        ({"amountFrom": "5000.0001"}, 1),
        ({"amountFrom": "12000.5"}, 1),
        ({"amountFrom": "999999999999999"}, 0),
        ({"amountFrom": "1E39"}, 0),
        ({"state": "ACCEPTED"}, 4),
        ({"state": "MET"}, 0),
        ({"form": "BANK_LOAN"}, 4),
        ({"form": "LEASING"}, 0),
        ({"number": "XQ2026-00003"}, 1),
        ({"search": "2026-00003"}, 1),
        ({"search": "厂房"}, 4),
        ({"search": "示例涂料"}, 4),
        ({"search": "示例涂料", "amountFrom": "5000"}, 3),
        ({"search": "没有的字"}, 0),
        ({"search": "138"}, 0),
    ],
)
async def test_filters_leave_the_same_in_every_order(money, sort, filter, count):
    await some_demands(money)
    page = (await money.api(DEMANDS, {"f": filter, "s": sort}, as_=money.financial, on=DAY))["financingDemands"]
    assert (len(page["edges"]), page["totalCount"]) == (count, count)


async def test_an_amended_amount_moves_the_demand_in_the_order(money):
    first = await money.demand(amount="100")
    await money.demand(amount="200")
    given = {"demandId": first["id"], "expectedVersion": first["version"], "facts": FACTS | {"amount": "300"}}
    await money.done("amendFinancingDemand", DEMAND, money.financial, **given)
    assert await shown(money, DEMANDS, "financingDemands", "amount", s="AMOUNT") == ["300", "200"]


async def test_owners_find_their_own_demands_alone_in_every_order(money):
    await some_demands(money)
    stranger = person(Role.OWNER, unit=new_id(), division=money.division)
    for sort in ("NEWEST", "AMOUNT", "NEEDED"):
        assert len(await shown(money, DEMANDS, "financingDemands", "number", money.owner, s=sort)) == 4
        asked = {"s": sort, "f": {"search": "示例涂料"}}
        assert len(await shown(money, DEMANDS, "financingDemands", "number", money.owner, **asked)) == 4
        assert await shown(money, DEMANDS, "financingDemands", "number", stranger, **asked) == []


async def test_what_a_demand_keeps_to_itself_is_not_found_by_its_words(money):
    await money.demand(contactName="示例联系人", contactPhone="0731-28880000", internalNote="尚未公开的打算")
    for words in ("联系人", "28880000", "打算"):
        assert await shown(money, DEMANDS, "financingDemands", "number", f={"search": words}) == []


async def test_commitments_are_found_by_contract_document_payee_and_project_and_by_what_is_open(money):
    budget = await money.budget()
    await money.committed(budget)
    other = money.binding(await money.shown(budget), "50") | {"basisNumber": "HT-2026-77", "payee": "示例监理公司"}
    paid = await money.done("commitFunds", COMMITMENT, **other)
    given = {"commitmentId": paid["id"], "expectedVersion": paid["version"], "amount": "50"}
    await money.done("payFunds", COMMITMENT, **given, voucherNumber="PZ-9", paidOn=str(DAY))

    async def found(as_=None, **by):
        return await shown(money, COMMITMENTS, "fundCommitments", "basisNumber", as_ or money.finance, f=by)

    assert await found(search="2026-77") == ["HT-2026-77"]
    assert await found(search="监理") == ["HT-2026-77"]
    assert await found(search="财建") == await found(search="示例涂料") == ["HT-2026-77", "HT-2026-01"]
    assert await found(open=True) == ["HT-2026-01"]
    assert await found(open=False) == ["HT-2026-77"]
    assert await found(open=True, search="监理") == []
    assert await found(money.owner, open=False, year=2026) == ["HT-2026-77"]
    assert await found(person(Role.OWNER, unit=new_id(), division=money.division)) == []


async def test_applications_come_by_amount_and_by_their_last_step(money):
    for title, asked in (("示例甲", "500"), ("示例乙", "9000.25"), ("示例丙", "500")):
        await money.application(title=title, asked=asked)
    moved = await money.application(title="示例丁", asked="20")
    later = date(2026, 3, 5)
    step = {"applicationId": moved["id"], "expectedVersion": moved["version"], "to": "SUBMITTED", "on": str(later)}
    await money.done("advanceFundApplication", "application { id }", day=later, **step, document="示例发〔2026〕1号")
    titles = await read_through(money, APPLICATIONS, "fundApplications", "title", s="AMOUNT")
    assert titles == ["示例乙", "示例丙", "示例甲", "示例丁"]
    titles = await read_through(money, APPLICATIONS, "fundApplications", "title", s="PROGRESS")
    assert titles == ["示例丁", "示例丙", "示例乙", "示例甲"]
    by = {"f": {"askedFrom": "500", "search": "示例"}, "s": "AMOUNT"}
    assert await shown(money, APPLICATIONS, "fundApplications", "asked", **by) == ["9000.25", "500", "500"]
    assert await shown(money, APPLICATIONS, "fundApplications", "asked", f={"askedFrom": "500.0001"}) == ["9000.25"]
    of_stage = {"f": {"stage": "SUBMITTED"}, "s": "AMOUNT"}
    assert await shown(money, APPLICATIONS, "fundApplications", "title", **of_stage) == ["示例丁"]


async def test_institutions_and_issues_are_narrowed(money):
    for name, kind in (("示例商业银行", "BANK"), ("示例信托公司", "TRUST")):
        facts = {"name": name, "kind": kind, "products": "项目贷款"}
        await money.done("registerFinancialInstitution", "institution { id }", money.financial, **facts)
    query = """query($k: FinancialInstitutionKind, $s: String) { financialInstitutions(kind: $k, search: $s) {
        edges { node { name } } } }"""
    assert await shown(money, query, "financialInstitutions", "name", k="TRUST") == ["示例信托公司"]
    assert await shown(money, query, "financialInstitutions", "name", s="商业") == ["示例商业银行"]
    assert await shown(money, query, "financialInstitutions", "name", k="TRUST", s="商业") == []
    await money.demand()
    issue = await money.done("publishFinancingList", ISSUE, money.financial)
    query = "query($y: Int) { financingIssues(year: $y) { edges { node { number } } } }"
    assert await shown(money, query, "financingIssues", "number", y=2026) == [issue["number"]]
    assert await shown(money, query, "financingIssues", "number", y=2025) == []
