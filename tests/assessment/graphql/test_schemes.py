"""Adopting schemes through the API."""

from datetime import date

from services.law.parties import Role
from tests.assessment.district import GUARANTEE, NODES, District, codes, scheme


async def test_a_scheme_is_adopted_and_can_be_read_by_everyone_of_the_division(district: District):
    done = await district.adopt(title=" 2026年 考核细则 ")
    assert codes(done) == []
    assert done["scheme"] | {"id": "x"} == {
        "id": "x",
        "year": 2026,
        "version": 1,
        "title": "2026年 考核细则",
        "frozen": False,
    }
    query = (
        "{ schemes(year: 2026) { edges { node { version places highest ties idle yellowMeans draftedBy approver document groups { group smallGroup tieBreakers "
        "indicators { code name measure formula weight cap outcome points target tiers { since } floor only } } } } } }"
    )
    read = (await district.api(query, as_=district.someone(Role.OWNER)))["schemes"]["edges"][0]["node"]
    assert [g["group"] for g in read["groups"]] == ["TOWN", "DEPARTMENT", "STATE_PLATFORM", "CITY_STATIONED", "OWNER"]
    assert read["groups"][0]["indicators"][0] == NODES | {
        "cap": None,
        "outcome": None,
        "points": None,
        "target": None,
        "tiers": [],
        "floor": None,
        "only": [],
    }
    assert (read["draftedBy"], read["approver"], read["document"]) == (
        "测试员",
        "分管负责人甲",
        "示例考核办〔2026〕1号",
    )
    assert (read["places"], read["highest"], read["ties"], read["idle"]) == (2, "100", "INCLUDE_TIED", "SHARE_OUT")


async def test_all_faults_come_at_once_with_clause_and_field_and_nothing_is_kept(district: District):
    bad = [NODES | {"weight": "61"}, GUARANTEE | {"formula": "CAPPED_LINEAR"}]
    done = await district.adopt(year=2031, indicators=bad, yellowMeans=" ", places=9)
    found = {e["code"]: e for e in done["userErrors"]}
    assert {
        "SCHEME_YEAR_OUT_OF_RANGE",
        "WEIGHTS_NOT_FULL",
        "FORMULA_MISFIT",
        "CAP_INVALID",
        "COLOUR_MEANING_MISSING",
    } <= set(found)
    assert found["WEIGHTS_NOT_FULL"]["article"] == "第十八条"
    assert found["WEIGHTS_NOT_FULL"]["field"] == "groups.4.indicators"
    assert found["COLOUR_MEANING_MISSING"]["article"] == "第二十一条"
    assert done["scheme"] is None
    assert (await district.api("{ schemes { totalCount } }", as_=district.authority))["schemes"]["totalCount"] == 0


async def test_a_new_version_needs_the_version_that_its_author_saw(district: District):
    await district.adopt()
    assert codes(await district.adopt()) == ["VERSION_CONFLICT"]
    done = await district.adopt(expectedVersion=1, title="修订后的细则")
    assert (done["scheme"]["version"], done["scheme"]["title"]) == (2, "修订后的细则")


async def test_a_stale_version_is_named_beside_the_other_faults(district: District):
    await district.adopt()
    assert codes(await district.adopt(places=9)) == ["VERSION_CONFLICT", "PLACES_OUT_OF_RANGE"]


async def test_once_a_quarter_is_published_the_years_scheme_is_frozen_and_the_next_years_is_not(district: District):
    await district.adopt()
    await district.towns(0)
    await district.published()
    frozen = await district.adopt(date(2027, 1, 20), expectedVersion=1)
    assert codes(frozen) == ["SCHEME_FROZEN"]
    assert frozen["userErrors"][0]["article"] == "第十八条"
    assert codes(await district.adopt(date(2027, 1, 20), year=2027)) == []
    query = "{ schemes { edges { node { year frozen } } } }"
    read = (await district.api(query, as_=district.authority))["schemes"]["edges"]
    assert [e["node"] for e in read] == [{"year": 2027, "frozen": False}, {"year": 2026, "frozen": True}]


async def test_the_same_key_answers_the_first_scheme_and_another_request_with_it_is_refused(district: District):
    document = "mutation($input: AdoptSchemeInput!) { adoptScheme(input: $input) { scheme { id version } userErrors { code } } }"
    given = scheme() | {"idempotencyKey": f"k-{district.division}"}
    on = date(2026, 1, 10)
    first = await district.api(document, {"input": given}, as_=district.authority, on=on)
    again = await district.api(document, {"input": given}, as_=district.authority, on=on)
    assert again == first
    other = await district.api(document, {"input": given | {"places": 3}}, as_=district.authority, on=on)
    assert codes(other["adoptScheme"]) == ["IDEMPOTENCY_KEY_REUSED"]


async def test_numbers_that_are_none_and_names_that_cannot_be_printed_are_refused(district: District):
    for weight in ("1e99999", "NaN", "ten", True):
        answer = await district.api.raw(
            "mutation($input: AdoptSchemeInput!) { adoptScheme(input: $input) { userErrors { code } } }",
            {"input": scheme(indicators=[NODES | {"weight": weight}]) | {"idempotencyKey": "k"}},
            as_=district.authority,
        )
        assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    for name in ("节点😀", "节点\u200b任务", "", "长" * 61):
        done = await district.adopt(indicators=[NODES | {"name": name}, GUARANTEE])
        assert done["scheme"] is None
        assert {e["field"] for e in done["userErrors"]} == {f"groups.{g}.indicators.0.name" for g in range(5)}
