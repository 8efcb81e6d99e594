"""What bars awards, on the records of a year: cards, incidents, the word of discipline inspection (A20, A21)."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from services.law.parties import Role
from tests.assessment.awarding import DAY, Awarding
from tests.assessment.district import District, codes


@pytest.fixture
def awarding(district: District) -> Awarding:
    return Awarding(district)


async def vetted(awarding: Awarding, level: str, unit: Any, person: str | None = None) -> dict[str, Any]:
    """Name somebody on a fresh list, vet, read the nomination, and give the list up."""
    of = (await awarding.draft(level))["awardList"]
    done = await awarding.nominate(of, unit, person)
    assert codes(done) == [], done["userErrors"]
    await awarding.vet(of["id"])
    read = await awarding.award(done["award"]["id"])
    seen = (await awarding.list_(of["id"]))["version"]
    given = {"listId": of["id"], "expectedVersion": seen, "reason": "示例"}
    assert codes(await awarding.do("discardAwards", "DiscardAwardsInput", "awardList { id }", **given)) == []
    return dict(read)


def found(award: dict[str, Any]) -> tuple[bool, list[str]]:
    return award["clear"], [f["code"] for f in award["vettings"][0]["findings"]]


async def test_a_red_card_bars_the_unit_at_both_levels_and_yellow_and_none_do_not(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3, 4, before={3: (0, 4, 1, 2, 3)})  # 2, 3 and 4 are last twice? 1 only once
    cards = {c["unit"]["id"]: c["colour"] for c in await awarding.district.cards(year=2026, quarter=4)}
    red = next(u for u in units if cards.get(str(u)) == "RED")
    yellow = next(u for u in units if cards.get(str(u)) == "YELLOW")
    for level in ("DISTRICT", "CITY"):
        barred = await vetted(awarding, level, red)
        assert found(barred)[0] is False
        assert "RED_CARD" in found(barred)[1]
        assert found(await vetted(awarding, level, units[0])) == (True, [])
        assert found(await vetted(awarding, level, yellow)) == (True, ["YELLOW_CARD"])
        assert (await vetted(awarding, level, red, "示例人甲"))["clear"] is True


async def test_an_incident_bars_the_unit_from_the_city_until_its_record_is_revoked(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3)
    recorded = await awarding.incident(units[0])
    assert found(await vetted(awarding, "DISTRICT", units[0])) == (True, ["INCIDENT"])
    assert found(await vetted(awarding, "CITY", units[0])) == (False, ["INCIDENT"])
    await awarding.revoke_record(recorded["record"])
    assert found(await vetted(awarding, "CITY", units[0])) == (True, [])
    await awarding.incident(units[0], happenedOn="2027-01-02")  # of another year
    assert found(await vetted(awarding, "CITY", units[0])) == (True, [])
    await awarding.incident(units[0], "PUBLIC_OPINION", "CONSIDERABLE")
    assert found(await vetted(awarding, "CITY", units[0])) == (True, ["INCIDENT"])
    await awarding.incident(units[0], "PUBLIC_OPINION", "MAJOR")
    assert found(await vetted(awarding, "CITY", units[0])) == (False, ["INCIDENT", "INCIDENT"])


async def test_an_objection_is_told_without_its_reason_and_lifted_on_record(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3)
    bar = (await awarding.bar(units[0], reason="不可外传的理由", document="不可外传的文号"))["bar"]
    assert codes(await awarding.bar(units[0])) == ["ALREADY_BARRED"]
    award = await vetted(awarding, "DISTRICT", units[0])
    assert found(award) == (False, ["DISCIPLINE"])
    assert "不可外传" not in str(award)
    assert found(await vetted(awarding, "DISTRICT", units[0], "示例人甲")) == (True, [])
    await awarding.bar(units[0], " 示例人甲 ")
    assert found(await vetted(awarding, "DISTRICT", units[0], "示例人甲")) == (False, ["DISCIPLINE"])
    assert found(await vetted(awarding, "DISTRICT", units[0], "示例人乙")) == (True, [])
    lift = {"barId": bar["id"], "expectedVersion": bar["version"], "reason": "核查无问题"}
    given = ("liftDisciplineBar", "LiftDisciplineBarInput", "bar { liftedOn }")
    lifted = await awarding.do(*given, as_=awarding.discipline, **lift)
    assert lifted["bar"] == {"liftedOn": str(DAY)}
    assert found(await vetted(awarding, "DISTRICT", units[0])) == (True, [])
    again = await awarding.do(*given, as_=awarding.discipline, **lift | {"expectedVersion": bar["version"] + 1})
    assert codes(again) == ["ALREADY_LIFTED"]


async def test_objections_are_seen_by_discipline_inspection_alone(awarding: Awarding):
    units = await awarding.year(0, 1)
    await awarding.bar(units[0], reason="不可外传的理由")
    query = "{ disciplineBars { edges { node { reason } } } }"
    seen = await awarding.district.api(query, as_=awarding.discipline)
    assert [e["node"]["reason"] for e in seen["disciplineBars"]["edges"]] == ["不可外传的理由"]
    for role in set(Role) - {Role.DISCIPLINE}:
        answer = await awarding.district.api.raw(query, as_=awarding.district.someone(role))
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert "不可外传" not in str(await awarding.district.api.events()) + str(await awarding.district.api.audit())
    other = Awarding(District(awarding.district.api))
    assert (await awarding.district.api(query, as_=other.discipline))["disciplineBars"]["edges"] == []


async def test_what_comes_up_after_approval_stops_publication_until_the_barred_one_is_gone(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3, 4)
    of = await awarding.approved("DISTRICT", (units[0], None), (units[1], None))
    first, second = (await awarding.list_(of))["awards"]
    withdraw = ("withdrawNomination", "WithdrawNominationInput", "award { id }")
    given = {"awardId": first["id"], "expectedVersion": first["version"], "reason": "不得评选"}
    assert codes(await awarding.do(*withdraw, **given)) == ["AWARDS_NOT_IN_STATUS"]
    await awarding.bar(units[0])
    assert codes(await awarding.publish(of)) == ["NOMINATION_BARRED"]
    assert codes(await awarding.vet(of)) == []
    given["expectedVersion"] = (await awarding.award(first["id"]))["version"]
    assert codes(await awarding.do(*withdraw, **given)) == []
    given |= {"awardId": second["id"], "expectedVersion": (await awarding.award(second["id"]))["version"]}
    assert codes(await awarding.do(*withdraw, **given)) == ["AWARDS_NOT_IN_STATUS"]  # nothing bars it
    done = await awarding.publish(of)
    assert codes(done) == []
    told = await awarding.district.told("award.published")
    assert [e["unitId"] for e in told] == [str(units[1])]
    town = awarding.district.someone(Role.PLANNING_PARTY, unit=units[0])
    names = "{ awards { edges { node { unit { id } } } } }"
    seen = await awarding.district.api(names, as_=town)
    assert [e["node"]["unit"]["id"] for e in seen["awards"]["edges"]] == [str(units[1])]


async def test_candidates_are_ranked_with_their_quarters_and_what_speaks_against_each(awarding: Awarding):
    query = (
        "query($eligible: Boolean) { awardCandidates(year: 2026, level: CITY, group: TOWN, eligible: $eligible) { unit { id } rank "
        "score quarters { quarter rank } findings { code barring } eligible nominated } }"
    )
    ask = awarding.district.api
    assert await ask(query, as_=awarding.district.authority) == {"awardCandidates": []}
    units = await awarding.year(0, 1, 2, 3, before={3: (3, 2, 1, 0)})
    await awarding.incident(units[1])
    of = (await awarding.draft("CITY"))["awardList"]
    await awarding.nominate(of, units[0])
    read = (await ask(query, as_=awarding.district.authority, on=DAY))["awardCandidates"]
    assert {c["unit"]["id"] for c in read} == {str(u) for u in units}
    assert [c["rank"] for c in read] == sorted(c["rank"] for c in read)
    of_unit = {c["unit"]["id"]: c for c in read}
    assert of_unit[str(units[0])]["quarters"] == [{"quarter": 3, "rank": 4}, {"quarter": 4, "rank": 1}]
    assert (of_unit[str(units[0])]["nominated"], of_unit[str(units[1])]["nominated"]) == (True, False)
    assert {"code": "INCIDENT", "barring": True} in of_unit[str(units[1])]["findings"]
    assert not of_unit[str(units[1])]["eligible"]
    eligible = (await ask(query, {"eligible": True}, as_=awarding.district.authority, on=DAY))["awardCandidates"]
    assert str(units[1]) not in {c["unit"]["id"] for c in eligible}
    for role in set(Role) - {Role.INVESTMENT_AUTHORITY}:
        answer = await ask.raw(query, as_=awarding.district.someone(role))
        assert {e["extensions"]["code"] for e in answer["errors"]} == {"FORBIDDEN"}


async def test_a_merged_unit_answers_for_what_was_merged_into_it(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3)
    await awarding.incident(units[1])
    await awarding.bar(units[2])
    survivor = units[0]
    for merged in units[1:3]:
        await awarding.district.tell(
            "zhongdian.reserve.organization.changed.v1",
            organizationId=merged,
            name="测试镇",
            category="TOWN",
            creditCode="91350100M000100Y43",
            parentId=None,
            roles=[],
            active=False,
            mergedInto=survivor,
            version=2,
        )
    of = (await awarding.draft("CITY"))["awardList"]
    assert codes(await awarding.nominate(of, units[1])) == ["UNIT_MERGED"]
    done = await awarding.nominate(of, survivor)
    await awarding.vet(of["id"])
    assert sorted(found(await awarding.award(done["award"]["id"]))[1]) == [
        "DISCIPLINE",
        "INCIDENT",
        "YELLOW_CARD",
        "YELLOW_CARD",
    ]


async def test_of_two_names_for_the_last_place_one_gets_it(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3)
    of = (await awarding.draft("CITY"))["awardList"]
    done = await asyncio.gather(*(awarding.nominate(of, unit) for unit in units))
    assert sorted(len(codes(d)) == 0 for d in done) == [False, False, False, True]
    assert len((await awarding.list_(of["id"]))["awards"]) == 1


async def test_of_two_drafts_of_a_year_at_once_one_is_the_years(awarding: Awarding):
    await awarding.year(0, 1)
    done = await asyncio.gather(*(awarding.draft() for _ in range(3)))
    assert sorted(codes(d) for d in done) == [[], ["AWARDS_EXIST"], ["AWARDS_EXIST"]]


async def test_an_objection_at_the_moment_of_publication_comes_before_it_or_after_it(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3)
    of = await awarding.approved("DISTRICT", (units[0], None))
    published, barred = await asyncio.gather(awarding.publish(of), awarding.bar(units[0]))
    assert codes(barred) == []
    assert codes(published) in ([], ["NOMINATION_BARRED"])
    assert len(await awarding.district.told("award.published")) == (0 if codes(published) else 1)


async def test_of_two_publications_at_once_one_grants(awarding: Awarding):
    units = await awarding.year(0, 1, 2, 3)
    of = await awarding.approved("DISTRICT", (units[0], None))
    done = await asyncio.gather(*(awarding.publish(of) for _ in range(3)))
    assert sum(codes(d) == [] for d in done) == 1
    assert len(await awarding.district.told("award.published")) == 1


async def test_todos_lead_from_the_published_year_to_the_citys_decision(awarding: Awarding):
    async def kinds(on: date = DAY) -> set[str]:
        query = '{ viewer: _entities(representations: [{__typename: "Viewer", id: "%s"}]) { ... on Viewer { assessmentTodos { items { kind } } } } }'
        who = awarding.district.authority
        read = await awarding.district.api(query % who.subject, as_=who, on=on)
        return {
            t["kind"] for t in read["viewer"][0]["assessmentTodos"]["items"] if t["kind"].startswith(("AWARDS", "CITY"))
        }

    units = await awarding.year(0, 1, 2, 3)
    assert await kinds() == {"AWARDS_TO_DRAFT"}
    of = (await awarding.draft("CITY"))["awardList"]
    assert await kinds() == set()
    await awarding.nominate(of, units[0])
    assert await kinds() == {"AWARDS_TO_VET"}
    await awarding.vet(of["id"])
    await awarding.submit(of["id"])
    assert await kinds() == {"AWARDS_TO_DECIDE"}
    await awarding.decide(of["id"], "HEADQUARTERS_LEADERS")
    assert await kinds() == {"AWARDS_TO_PUBLISH"}
    await awarding.publish(of["id"])
    assert await kinds() == {"CITY_DECISION_TO_RECORD"}
