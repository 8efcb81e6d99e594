"""Computing and publishing quarters through the API."""

from datetime import date
from uuid import uuid5

from services.law.parties import Role
from tests.assessment.district import District, codes

NAMESPACE = __import__("uuid").NAMESPACE_OID


async def test_a_quarter_is_computed_ranked_and_shown_to_the_authority_only(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3)
    done = await district.compute()
    assert codes(done) == []
    assert done["period"]["status"] == "COMPUTED"
    assert done["period"]["version"] == 1
    assert done["period"]["through"] == "2026-12-31"
    found = await district.results()
    assert [(r["unit"]["id"], r["score"], r["rank"], r["lastPlace"]) for r in found] == [
        (str(units[0]), "100", 1, None),
        (str(units[1]), "90", 2, 3),
        (str(units[2]), "80", 3, 2),
        (str(units[3]), "70", 4, 1),
    ]
    assert await district.results(as_=district.someone(Role.LEADER)) == []
    assert await district.told("result.published") == []


async def test_without_a_scheme_or_before_the_quarter_it_cannot_be_computed(district: District):
    done = await district.compute(on=date(2026, 9, 30))
    assert codes(done) == ["SCHEME_MISSING", "QUARTER_NOT_BEGUN"]
    assert [e["article"] for e in done["userErrors"]] == ["第十八条", "第十九条"]


async def test_quarters_that_no_calendar_has_are_refused(district: District):
    assert codes(await district.compute(0, 5)) == ["YEAR_INVALID", "QUARTER_INVALID"]
    assert codes(await district.publish(2**31 - 1, 0)) == ["YEAR_INVALID", "QUARTER_INVALID"]
    assert codes(await district.compute(-(2**31), 4)) == ["YEAR_INVALID"]


async def test_the_same_facts_give_the_same_digest_and_another_fact_another(district: District):
    await district.adopt()
    units = await district.towns(0, 1)
    first = (await district.compute())["period"]
    second = (await district.compute(expectedVersion=1))["period"]
    assert second["digest"] == first["digest"]
    assert second["version"] == 2
    await district.completed(units[0], date(2026, 12, 1), late=2)
    third = (await district.compute(expectedVersion=2))["period"]
    assert third["digest"] != first["digest"]


async def test_a_units_result_keeps_its_identity_when_the_draft_is_computed_again(district: District):
    await district.adopt()
    units = await district.towns(0, 1)
    await district.compute()
    before = {r["unit"]["id"]: r for r in await district.results()}
    await district.completed(units[0], date(2026, 12, 1), late=2)
    await district.compute(expectedVersion=1)
    after = {r["unit"]["id"]: r for r in await district.results()}
    assert {u: r["id"] for u, r in after.items()} == {u: r["id"] for u, r in before.items()}
    assert after[str(units[0])]["version"] == 2


async def test_an_unfinished_node_counts_as_late_in_the_quarter_of_its_limit(district: District):
    await district.adopt()
    unit = await district.unit()
    await district.completed(unit, date(2026, 11, 2))
    await district.planned(unit, date(2026, 12, 31))
    await district.compute()
    assert [r["score"] for r in await district.results()] == ["50"]


async def test_units_without_a_task_and_facts_of_no_group_are_named(district: District):
    await district.adopt()
    await district.towns(0)
    idle = await district.unit("DEPARTMENT")
    stray = await district.completed(uuid5(NAMESPACE, district.division), date(2026, 11, 2))
    quarter = (await district.compute())["period"]
    assert quarter["idleUnits"] == [{"id": str(idle)}]
    assert quarter["unplacedFacts"] == [{"id": str(stray)}]


async def test_a_stale_version_loses(district: District):
    await district.adopt()
    await district.towns(0)
    await district.compute()
    assert codes(await district.compute()) == ["VERSION_CONFLICT"]
    assert codes(await district.publish(expectedVersion=2)) == ["VERSION_CONFLICT"]


async def test_publishing_freezes_tells_everyone_and_opens_the_results(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3)
    await district.compute()
    done = await district.publish()
    assert codes(done) == []
    assert done["period"]["status"] == "PUBLISHED"
    assert done["period"]["announcedOn"] == "2027-01-10"
    assert done["period"]["objectionsUntil"] == "2027-01-15"
    assert done["period"]["publishedAt"].startswith("2027-01-16")
    assert done["period"]["scheme"] == {"version": 1, "frozen": True}
    told = await district.told("result.published")
    assert [(e["unitId"], e["score"], e["rank"], e["group"]) for e in told] == [
        (str(u), f"{100 - 10 * n}.00", n + 1, "TOWN") for n, u in enumerate(units)
    ]
    shown = await district.results(as_=district.someone(Role.OWNER))
    assert [r["id"] for r in shown] == [e["resultId"] for e in told]
    assert codes(await district.compute(expectedVersion=3)) == ["ALREADY_PUBLISHED"]
    assert codes(await district.announce(expectedVersion=3)) == ["ALREADY_PUBLISHED"]
    assert codes(await district.publish_announced(expectedVersion=3)) == ["ALREADY_PUBLISHED"]


async def test_a_quarter_is_published_only_when_it_is_over_and_computed(district: District):
    assert codes(await district.publish()) == ["NOT_COMPUTED"]
    await district.adopt()
    await district.towns(0)
    await district.compute(on=date(2026, 12, 31))
    assert codes(await district.publish(on=date(2026, 12, 31))) == ["QUARTER_NOT_OVER"]


async def test_what_changed_after_the_computation_is_not_published_unseen(district: District):
    await district.adopt()
    units = await district.towns(0, 1)
    await district.compute()
    await district.completed(units[1], date(2026, 12, 1), late=1)
    assert codes(await district.publish()) == ["FACTS_CHANGED"]
    await district.compute(expectedVersion=1)
    assert codes(await district.publish(expectedVersion=2)) == []


async def test_a_new_version_of_the_scheme_also_asks_for_a_new_computation(district: District):
    await district.adopt()
    await district.towns(0, 1)
    await district.compute()
    await district.adopt(expectedVersion=1, places=1)
    assert codes(await district.publish()) == ["FACTS_CHANGED"]


async def test_a_fact_of_the_next_quarter_does_not_disturb_this_one(district: District):
    await district.adopt()
    units = await district.towns(0, 1)
    await district.compute()
    await district.completed(units[0], date(2027, 1, 4), late=1)
    assert codes(await district.publish()) == []


async def test_quarters_are_published_in_order_without_gaps(district: District):
    await district.adopt()
    await district.towns(0, on=date(2026, 5, 4))
    await district.published(2026, 2)
    await district.compute(2026, 4)
    done = await district.publish(2026, 4)
    assert codes(done) == ["QUARTERS_OUT_OF_ORDER"]
    assert "2026年第3季度" in done["userErrors"][0]["message"]


async def test_a_command_is_audited_with_its_digest(district: District):
    await district.adopt()
    await district.towns(0)
    await district.published()
    rows = [r for r in await district.api.audit() if r.division == district.division]
    assert [r.action for r in rows] == ["adoptScheme", "computePeriod", "announcePeriod", "publishPeriod"]
    assert all(r.after_digest for r in rows)


async def test_replaying_a_computation_does_nothing_again(district: District):
    await district.adopt()
    await district.towns(0)
    key = f"once-{district.division}"
    first = await district.compute(idempotencyKey=key)
    again = await district.compute(idempotencyKey=key)
    assert again == first
    assert again["period"]["version"] == 1


async def test_another_division_sees_nothing_and_its_authority_changes_nothing(district: District):
    await district.adopt()
    await district.towns(0)
    await district.published()
    other = District(district.api)
    assert (await other.api("{ periods { totalCount } }", as_=other.authority))["periods"]["totalCount"] == 0
    query = "query($d: String) { period(year: 2026, quarter: 4, division: $d) { id } }"
    assert (await other.api(query, {"d": district.division}, as_=other.authority))["period"] is None


async def test_the_city_above_reads_a_districts_results_and_cannot_correct_them(district: District):
    await district.adopt()
    await district.towns(0, 1)
    await district.published()
    from tests.harness.people import person

    city = person(Role.INVESTMENT_AUTHORITY, subject="city", division=district.division[:4] + "00")
    query = "query($d: String) { period(year: 2026, quarter: 4, division: $d) { id groups { group units { edges { node { id version score } } } } } }"
    read = (await district.api(query, {"d": district.division}, as_=city))["period"]
    result = read["groups"][0]["units"]["edges"][0]["node"]
    document = (
        "mutation($input: CorrectScoreInput!) { correctScore(input: $input) { result { id } userErrors { code } } }"
    )
    given = {
        "idempotencyKey": "city",
        "resultId": result["id"],
        "expectedVersion": 1,
        "score": "1",
        "reason": "改",
        "approver": "某",
    }
    assert codes((await district.api(document, {"input": given}, as_=city))["correctScore"]) == ["RESULT_UNKNOWN"]
