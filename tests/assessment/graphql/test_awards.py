"""Awards of a year through the API: named, vetted, approved in order, published, revoked (A20)."""

from __future__ import annotations

import pytest

from services.law.parties import Role
from tests.assessment.awarding import AWARD, DAY, Awarding
from tests.assessment.district import District, codes

BODIES = ["HEADQUARTERS", "WORKING_COMMITTEE", "PARTY_STANDING_COMMITTEE"]


@pytest.fixture
def awarding(district: District) -> Awarding:
    return Awarding(district)


async def test_a_list_goes_from_its_draft_to_publication_and_everyone_sees_the_awards(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3, 4)
    of = await awarding.approved("DISTRICT", (units[0], None), (units[1], None), (units[4], "示例人甲"))
    read = await awarding.list_(of)
    assert read["status"] == "APPROVED"
    assert [(a["step"], a["body"], a["outcome"]) for a in read["approvals"]] == [
        (at, body, "PASSED") for at, body in enumerate(BODIES, start=1)
    ]
    done = await awarding.publish(of)
    assert codes(done) == []
    assert (done["awardList"]["status"], done["awardList"]["document"]) == ("PUBLISHED", "示例表彰〔2027〕1号")
    assert {a["granted"] for a in done["awardList"]["awards"]} == {True}
    town = awarding.district.someone(Role.PLANNING_PARTY, unit=units[2])
    query = "{ awards(filter: {year: 2026}) { totalCount edges { node { person recipient dossier { post } } } } }"
    seen = await awarding.district.api.raw(query, as_=town)
    assert seen["errors"][0]["extensions"]["code"] == "FORBIDDEN"  # the dossier is for the few who decide
    seen = await awarding.district.api(query.replace(" dossier { post }", ""), as_=town)
    assert seen["awards"]["totalCount"] == 3
    told = await awarding.district.told("award.published")
    assert {(e["unitId"], e["recipient"]) for e in told} == {
        (str(units[0]), "UNIT"),
        (str(units[1]), "UNIT"),
        (str(units[4]), "INDIVIDUAL"),
    }
    assert "示例人甲" not in str(await awarding.district.api.events())


async def test_no_list_before_the_years_result_and_only_one_at_a_time(awarding: Awarding):
    assert codes(await awarding.draft()) == ["YEAR_NOT_PUBLISHED"]
    await awarding.year(0, 1)
    first = await awarding.draft()
    assert codes(first) == []
    assert codes(await awarding.draft()) == ["AWARDS_EXIST"]
    assert codes(await awarding.draft("CITY")) == []
    given = {"listId": first["awardList"]["id"], "expectedVersion": 1, "reason": "重拟"}
    discarded = await awarding.do("discardAwards", "DiscardAwardsInput", "awardList { status }", **given)
    assert discarded["awardList"] == {"status": "DISCARDED"}
    assert codes(await awarding.draft()) == []
    assert codes(await awarding.draft(year=1999)) == ["YEAR_INVALID"]


async def test_a_scheme_without_numbers_gives_no_awards(awarding: Awarding):
    await awarding.year(0, 1, awards=None)
    assert codes(await awarding.draft()) == ["AWARDS_NOT_SET"]


async def test_numbers_hold_while_names_are_put_forward(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3, 4)
    of = (await awarding.draft())["awardList"]
    assert [(limit["recipient"], limit["group"], limit["most"]) for limit in of["limits"]] == [
        ("UNIT", "TOWN", 2),
        ("INDIVIDUAL", None, 2),
    ]
    assert codes(await awarding.nominate(of, units[0])) == []
    assert codes(await awarding.nominate(of, units[1])) == ["VERSION_CONFLICT"]
    of = await awarding.list_(of["id"])
    assert codes(await awarding.nominate(of, units[0])) == ["ALREADY_NOMINATED"]
    second = await awarding.nominate(of, units[1])
    of = await awarding.list_(of["id"])
    assert codes(await awarding.nominate(of, units[2])) == ["AWARD_LIMIT_REACHED"]
    bureau = await awarding.district.unit("DEPARTMENT")
    assert codes(await awarding.nominate(of, bureau)) == ["GROUP_NOT_ASSESSED"]
    award = second["award"]
    given = {"awardId": award["id"], "expectedVersion": award["version"], "reason": "调整"}
    withdrawn = await awarding.do("withdrawNomination", "WithdrawNominationInput", "award { withdrawnOn }", **given)
    assert withdrawn["award"] == {"withdrawnOn": "2027-03-01"}
    of = await awarding.list_(of["id"])
    assert codes(await awarding.nominate(of, units[2])) == []
    of = await awarding.list_(of["id"])
    assert codes(await awarding.nominate(of, bureau, "示例人甲")) == []  # persons of any unit


async def test_what_is_wrong_with_a_nomination_comes_at_once(awarding: Awarding):
    await awarding.year(0, 1, 2)
    of = (await awarding.draft())["awardList"]
    unknown = await awarding.nominate(of, of["id"], "示例人😀", post=" ", merits="")
    assert sorted(codes(unknown)) == ["NAME_SYMBOL", "TEXT_MISSING", "TEXT_MISSING", "UNIT_UNKNOWN"]
    both = await awarding.nominate(of, of["id"], recipient="UNIT", person="示例人甲", post="镇长", outstanding=True)
    assert sorted(codes(both)) == ["UNIT_UNKNOWN", "VALUE_NOT_USED", "VALUE_NOT_USED", "VALUE_NOT_USED"]
    assert (await awarding.list_(of["id"]))["awards"] == []


async def test_bodies_decide_in_their_order_and_what_one_returns_is_vetted_anew(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3, 4)
    of = (await awarding.draft())["awardList"]
    await awarding.nominate(of, units[0])
    assert codes(await awarding.submit(of["id"])) == ["NOT_VETTED"]
    assert codes(await awarding.decide(of["id"], BODIES[0])) == ["AWARDS_NOT_IN_STATUS"]
    await awarding.vet(of["id"])
    assert codes(await awarding.submit(of["id"])) == []
    assert codes(await awarding.decide(of["id"], BODIES[2])) == ["APPROVAL_OUT_OF_ORDER"]
    assert codes(await awarding.publish(of["id"])) == ["AWARDS_NOT_IN_STATUS"]
    assert codes(await awarding.decide(of["id"], "GOVERNMENT_EXECUTIVE")) == []
    back = await awarding.decide(of["id"], BODIES[1], "RETURNED", reason="请补充事迹")
    assert (back["awardList"]["status"], back["awardList"]["round"]) == ("DRAFT", 2)
    assert codes(await awarding.submit(of["id"])) == ["NOT_VETTED"]
    for done in (await awarding.vet(of["id"]), await awarding.submit(of["id"])):
        assert codes(done) == []
    for body in BODIES:
        assert codes(await awarding.decide(of["id"], body)) == []
    assert len((await awarding.list_(of["id"]))["approvals"]) == 5


async def test_the_citys_awards_are_recommended_and_granted_by_the_city(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3, 4)
    town = awarding.district.someone(Role.PLANNING_PARTY, unit=units[0])
    awards = await awarding.published("CITY", (units[0], None), (units[0], "示例人甲"), outstanding=True)
    assert [a["granted"] for a in awards] == [None, None]
    query = "{ awards { totalCount } }"
    assert (await awarding.district.api(query, as_=town))["awards"]["totalCount"] == 0  # recommended is not granted
    person = next(a for a in awards if a["person"])
    given = {"awardId": person["id"], "expectedVersion": person["version"], "document": "示例市发〔2027〕2号"}
    decide = ("recordCityDecision", "RecordCityDecisionInput", AWARD)
    early = await awarding.do(*decide, **given, granted=True, decidedOn="2027-02-28")
    assert codes(early) == ["DAY_OUT_OF_RANGE"]
    refused = await awarding.do(*decide, **given, granted=False, decidedOn=str(DAY))
    assert refused["award"]["granted"] is False
    given["expectedVersion"] = refused["award"]["version"]
    granted = await awarding.do(*decide, **given, granted=True, decidedOn=str(DAY))
    assert granted["award"]["granted"] is True
    assert [e["code"] for e in granted["award"]["effects"]] == ["EXCELLENT_GRADE", "LABOUR_MEDAL", "MERIT"]
    given["expectedVersion"] = granted["award"]["version"]
    assert codes(await awarding.do(*decide, **given, granted=True, decidedOn=str(DAY))) == ["ALREADY_GRANTED"]
    assert (await awarding.district.api(query, as_=town))["awards"]["totalCount"] == 1


async def test_an_award_is_revoked_on_record_and_what_it_brought_lapses(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3, 4)
    (award,) = await awarding.published("DISTRICT", (units[0], None))
    read = await awarding.award(award["id"])
    assert [e["code"] for e in read["effects"]] == ["PERFORMANCE_BONUS"]
    effect = read["effects"][0]
    done = {"effectId": effect["id"], "expectedVersion": effect["version"], "document": "示例绩效〔2027〕4号"}
    record = ("recordAwardEffect", "RecordAwardEffectInput", AWARD)
    assert codes(await awarding.do(*record, **done, carriedOutOn="2027-02-28")) == ["DAY_OUT_OF_RANGE"]
    carried = await awarding.do(*record, **done, carriedOutOn=str(DAY))
    assert carried["award"]["effects"][0]["carriedOutOn"] == str(DAY)
    given = {
        "awardId": award["id"],
        "expectedVersion": read["version"],
        "reason": "事迹不实",
        "document": "示例撤〔2027〕1号",
    }
    revoke = ("revokeAward", "RevokeAwardInput", AWARD)
    own = await awarding.do(*revoke, **given, approver=awarding.district.authority.name)
    assert codes(own) == ["APPROVER_IS_RECORDER"]
    revoked = await awarding.do(*revoke, **given, approver="分管负责人甲")
    assert (revoked["award"]["granted"], revoked["award"]["revokedOn"]) == (True, str(DAY))
    assert revoked["award"]["effects"][0]["lapsedOn"] == str(DAY)
    given["expectedVersion"] = revoked["award"]["version"]
    assert codes(await awarding.do(*revoke, **given, approver="分管负责人甲")) == ["ALREADY_REVOKED"]
    done["expectedVersion"] = revoked["award"]["effects"][0]["version"]
    assert codes(await awarding.do(*record, **done, carriedOutOn=str(DAY))) == ["EFFECT_LAPSED"]
    assert [e["reason"] for e in await awarding.district.told("award.revoked")] == ["事迹不实"]


async def test_nominations_are_for_few_until_they_are_granted(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3, 4)
    drafted = (await awarding.draft())["awardList"]
    await awarding.nominate(drafted, units[0], "示例人甲")
    people = {role: awarding.district.someone(role, unit=units[0]) for role in Role}
    listed = "{ awardLists { totalCount } awards { totalCount } }"

    async def seeing() -> dict[str, set[Role]]:
        seen: dict[str, set[Role]] = {"awardLists": set(), "awards": set()}
        for role, who in people.items():
            found = await awarding.district.api(listed, as_=who)
            for name, those in seen.items():
                those.update({role} if found[name]["totalCount"] else ())
        return seen

    assert await seeing() == {"awardLists": {Role.INVESTMENT_AUTHORITY}, "awards": {Role.INVESTMENT_AUTHORITY}}
    await awarding.vet(drafted["id"])
    await awarding.submit(drafted["id"])
    deciding = {Role.INVESTMENT_AUTHORITY, Role.LEADER, Role.DISCIPLINE}
    assert await seeing() == {"awardLists": deciding, "awards": deciding}
    for body in BODIES:
        await awarding.decide(drafted["id"], body)
    await awarding.publish(drafted["id"])
    assert await seeing() == {"awardLists": set(Role), "awards": set(Role)}
    (award,) = (await awarding.list_(drafted["id"]))["awards"]
    assert (await awarding.award(award["id"], people[Role.LEADER]))["dossier"] == {
        "post": "项目专员",
        "merits": "示例事迹",
    }
    other = awarding.district.someone(Role.PLANNING_PARTY, unit=units[1])
    query = f'{{ award(id: "{award["id"]}") {{ effects {{ code }} }} }}'
    assert (await awarding.district.api(query, as_=other))["award"]["effects"] == []
    assert (await awarding.district.api(query, as_=people[Role.OWNER]))["award"]["effects"] != []


async def test_another_district_sees_and_changes_nothing(awarding: Awarding):
    units = await awarding.year(0, 1, 2)
    (award,) = await awarding.published("DISTRICT", (units[0], None))
    other = Awarding(District(awarding.district.api))
    assert (await other.award(award["id"])) is None
    given = {"awardId": award["id"], "expectedVersion": award["version"], "reason": "x", "document": "y"}
    done = await other.do("revokeAward", "RevokeAwardInput", AWARD, **given, approver="z")
    assert codes(done) == ["AWARD_UNKNOWN"]
