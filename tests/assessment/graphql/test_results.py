"""Why a score is what it is, and correcting it."""

from datetime import date
from typing import Any

from services.law.parties import Role
from tests.assessment.district import RESULT, District, codes

TREE = (
    "query($u: [_Any!]!) { _entities(representations: $u) { ... on Organization { results { edges { node { score words "
    "corrections { scoreBefore scoreAfter rankBefore rankAfter reason approver recordedBy afterPublication discardedAt } "
    "explanation { code name formula weight value points words facts { totalCount edges { node { outcome "
    "fact { id kind daysLate source { service recordId eventId } project { id } unit { id } countedIn { code result { score } } } } } } } } } } } } }"
)


async def tree(district: District, unit: Any, as_: Any = None) -> dict[str, Any]:
    """The newest result of a unit with all that explains it."""
    given = {"u": [{"__typename": "Organization", "id": str(unit)}]}
    found = await district.api(TREE, given, as_=as_ or district.authority)
    return found["_entities"][0]["results"]["edges"][0]["node"]


async def test_a_score_leads_to_its_formula_its_facts_and_their_source_records_and_back(district: District):
    await district.adopt()
    unit = await district.unit()
    kept = await district.completed(unit, date(2026, 11, 2))
    late = await district.completed(unit, date(2026, 11, 3), late=4)
    await district.decided(unit, date(2026, 11, 4))
    await district.compute()
    result = await tree(district, unit)
    assert result["score"] == "70"
    assert result["words"] == "30 + 40 = 70，四舍五入保留 2 位：70.00"
    nodes, guarantee = result["explanation"]
    assert nodes["words"] == "按时 1 项 ÷ 应办 2 项 = 0.5；× 权重 60 = 30 分"
    assert (nodes["value"], nodes["points"], nodes["weight"]) == ("0.5", "30", "60")
    assert nodes["facts"]["totalCount"] == 2
    counted = [e["node"] for e in nodes["facts"]["edges"]]
    assert [(c["outcome"], c["fact"]["id"], c["fact"]["daysLate"]) for c in counted] == [
        ("ON_TIME", str(kept), 0),
        ("LATE", str(late), 4),
    ]
    assert counted[0]["fact"]["source"]["service"] == "schedule"
    assert counted[0]["fact"]["source"]["eventId"] == str(kept)
    assert counted[0]["fact"]["countedIn"] == [{"code": "NODES", "result": {"score": "70"}}]
    assert guarantee["facts"]["edges"][0]["node"]["fact"]["source"]["service"] == "support"


async def test_who_may_not_see_a_fact_still_sees_the_published_numbers(district: District):
    await district.adopt()
    unit, other = await district.unit(), await district.unit()
    await district.completed(unit, date(2026, 11, 2))
    await district.completed(other, date(2026, 11, 2))
    await district.published()
    seen = await tree(district, unit, district.someone(Role.PLANNING_PARTY, unit=other))
    assert seen["explanation"][0]["words"].startswith("按时 1 项 ÷ 应办 1 项")
    assert seen["explanation"][0]["facts"] == {"totalCount": 0, "edges": []}
    own = await tree(district, unit, district.someone(Role.PLANNING_PARTY, unit=unit))
    assert own["explanation"][0]["facts"]["totalCount"] == 1


async def test_a_correction_keeps_the_old_score_ranks_anew_and_tells_whom_it_concerns(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    last = (await district.results())[-1]
    done = await district.correct(last, "95")
    assert codes(done) == []
    assert done["result"] | {"words": "", "id": ""} == {
        "id": "",
        "words": "",
        "version": 2,
        "score": "95",
        "computedScore": "60",
        "rank": 2,
        "lastPlace": None,
        "published": True,
        "unit": {"id": str(units[4])},
    }
    result = await tree(district, units[4], district.someone(Role.OWNER))
    assert result["corrections"] == [
        {
            "scoreBefore": "60",
            "scoreAfter": "95",
            "rankBefore": 5,
            "rankAfter": 2,
            "reason": "经核实，节点任务实际按时完成",
            "approver": "分管负责人甲",
            "recordedBy": "测试员",
            "afterPublication": True,
            "discardedAt": None,
        }
    ]
    again = (await district.told("result.published"))[5:]
    ranks = {(e["unitId"], e["score"], e["rank"]) for e in again}
    moved = [(units[4], "95.00"), (units[1], "90.00"), (units[2], "80.00"), (units[3], "70.00")]
    assert ranks == {(str(unit), score, rank) for rank, (unit, score) in enumerate(moved, start=2)}


async def test_a_correction_without_reason_or_by_its_own_approver_is_refused_whole(district: District):
    await district.adopt()
    await district.towns(0, 1)
    await district.published()
    last = (await district.results())[-1]
    done = await district.correct(last, "100.001", reason=" ", approver="测试员", expectedVersion=7)
    assert codes(done) == ["VERSION_CONFLICT", "SCORE_OUT_OF_RANGE", "REASON_MISSING", "APPROVER_IS_RECORDER"]
    assert done["result"] is None
    assert (await district.results())[-1] == last


async def test_a_result_that_does_not_exist_cannot_be_corrected(district: District):
    done = await district.correct({"id": "01930000-0000-7000-8000-00000000dead", "version": 1}, "5")
    assert codes(done) == ["RESULT_UNKNOWN"]


async def test_a_corrected_draft_is_not_computed_again_unasked(district: District):
    await district.adopt()
    units = await district.towns(0, 1)
    await district.compute()
    await district.correct((await district.results())[-1], "95")
    assert await district.told("result.published") == []
    assert codes(await district.compute(expectedVersion=2)) == ["CORRECTIONS_WOULD_BE_LOST"]
    done = await district.compute(expectedVersion=2, discardCorrections=True)
    assert (codes(done), done["period"]["corrected"]) == ([], False)
    result = await tree(district, units[1])
    assert result["score"] == "90"
    assert result["corrections"][0]["discardedAt"] is not None


async def test_a_corrected_draft_is_published_as_corrected(district: District):
    await district.adopt()
    units = await district.towns(0, 1)
    await district.compute()
    await district.correct((await district.results())[-1], "95", on=date(2027, 1, 9))
    assert codes(await district.publish(expectedVersion=2)) == []
    assert [e["score"] for e in await district.told("result.published")] == ["100.00", "95.00"]
    result = await tree(district, units[1], district.someone(Role.OWNER))
    assert result["corrections"][0]["afterPublication"] is False


async def test_results_are_paged_by_keys(district: District):
    await district.adopt()
    await district.towns(0, 1, 2)
    await district.published()
    query = (
        "query($after: String) { result(year: 2026, quarter: 4, group: TOWN) { units(first: 2, after: $after) "
        f"{{ edges {{ node {{ {RESULT} }} }} pageInfo {{ hasNextPage endCursor }} }} }} }}"
    )
    first = (await district.api(query, as_=district.authority))["result"]["units"]
    assert first["pageInfo"]["hasNextPage"]
    rest = (await district.api(query, {"after": first["pageInfo"]["endCursor"]}, as_=district.authority))["result"][
        "units"
    ]
    assert [e["node"]["rank"] for e in first["edges"] + rest["edges"]] == [1, 2, 3]
    assert not rest["pageInfo"]["hasNextPage"]
