"""What cards ask of their units through the API: done, returned, confirmed, late, lapsed with the card."""

from datetime import date

import pytest

from services.law.parties import Role
from tests.assessment.district import District, codes
from tests.assessment.graphql.test_cards import two_quarters
from tests.assessment.review import AFTER, duties, of_unit, on_duty, uploaded
from tests.harness.api import Api

SAID = {"person": "示例镇镇长甲", "text": "已查明原因，限期整改"}
BARRED = "query($r: [_Any!]!, $y: Int!) { _entities(representations: $r) { ... on Organization { barredFromAdvanced(year: $y) { colour barReason } } } }"


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory) -> Api:
    return await service_api("assessment", files=tmp_path_factory.mktemp("files").as_uri())


async def barred(district: District, unit, year: int) -> list[str]:
    given = {"r": [{"__typename": "Organization", "id": str(unit)}], "y": year}
    found = (await district.api(BARRED, given, as_=district.someone(Role.LEADER)))["_entities"][0]
    return [c["barReason"] for c in found["barredFromAdvanced"]]


async def published(district: District) -> list:
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    return units


async def test_a_unit_does_its_duty_with_evidence_and_the_authority_confirms_it(district: District):
    units = await published(district)
    last = of_unit(district, units[4])
    (duty,) = await duties(district, units[4])
    assert (duty["kind"], duty["status"], duty["dueOn"]) == ("STATEMENT_IN_PERSON", "DUE", "2027-01-29")
    assert duty["card"] == {"colour": "YELLOW", "place": 1}
    assert codes(await on_duty(district, "confirmDuty", duty, district.authority)) == ["DUTY_NOT_FULFILLED"]
    file = await uploaded(district, last, "表态.pdf", on=AFTER)
    done = await on_duty(district, "fulfilDuty", duty, last, fileIds=[file], **SAID)
    assert (codes(done), done["duty"]["status"], done["duty"]["fulfilledOn"]) == ([], "FULFILLED", "2027-01-16")
    (shown,) = done["duty"]["fulfilments"]
    assert (shown["person"], shown["daysLate"], shown["files"]) == ("示例镇镇长甲", 0, [{"fileName": "表态.pdf"}])
    assert codes(await on_duty(district, "fulfilDuty", done["duty"], last, **SAID)) == ["DUTY_FULFILLED"]
    done = await on_duty(district, "confirmDuty", done["duty"], district.authority)
    assert (codes(done), done["duty"]["status"], done["duty"]["confirmedOn"]) == ([], "CONFIRMED", "2027-01-16")
    assert [e["dutyId"] for e in await district.told("duty.confirmed")] == [duty["id"]]


async def test_a_duty_that_is_returned_is_done_again_and_both_times_are_kept(district: District):
    units = await published(district)
    town = of_unit(district, units[3])
    (duty,) = await duties(district, units[3])
    assert duty["kind"] == "STATEMENT_IN_WRITING"
    done = await on_duty(district, "fulfilDuty", duty, town, **SAID)
    assert codes(await on_duty(district, "returnDuty", done["duty"], district.authority, reason=" ")) == [
        "REASON_MISSING"
    ]
    late = date(2027, 1, 27)
    done = await on_duty(district, "returnDuty", done["duty"], district.authority, late, reason="整改时限不明确")
    assert (done["duty"]["status"], done["duty"]["dueOn"]) == ("RETURNED", "2027-02-03")
    done = await on_duty(district, "fulfilDuty", done["duty"], town, date(2027, 2, 4), **SAID | {"text": "月底前整改"})
    assert [(f["text"], f["daysLate"], f["returnedReason"]) for f in done["duty"]["fulfilments"]] == [
        ("已查明原因，限期整改", 0, "整改时限不明确"),
        ("月底前整改", 1, None),
    ]
    (told,) = await district.told("duty.returned")
    assert (told["unitId"], told["reason"], told["dueOn"]) == (str(units[3]), "整改时限不明确", "2027-02-03")


async def test_a_duty_not_done_in_time_is_shown_as_overdue_from_the_next_day(district: District):
    units = await published(district)
    assert [d["overdue"] for d in await duties(district, units[4], on=date(2027, 1, 29))] == [False]
    assert [d["overdue"] for d in await duties(district, units[4], on=date(2027, 1, 30))] == [True]


async def test_only_the_unit_itself_does_its_duty_and_only_overseers_read_what_it_wrote(district: District):
    units = await published(district)
    (duty,) = await duties(district, units[4])
    for who in (of_unit(district, units[3]), district.authority, district.someone(Role.LEADER)):
        assert codes(await on_duty(district, "fulfilDuty", duty, who, **SAID)) == ["DUTY_UNKNOWN"]
    assert codes(await on_duty(district, "fulfilDuty", duty, of_unit(district, units[4]), person="甲")) == [
        "EVIDENCE_MISSING"
    ]
    await on_duty(district, "fulfilDuty", duty, of_unit(district, units[4]), **SAID)
    for who, seen in (
        (of_unit(district, units[4], "乙"), 1),
        (district.someone(Role.INSPECTOR), 1),
        (of_unit(district, units[3]), 0),
    ):
        (shown,) = await duties(district, units[4], as_=who)
        assert (shown["status"], len(shown["fulfilments"])) == ("FULFILLED", seen)


async def test_the_day_of_the_review_moves_what_is_due_and_units_are_told(district: District):
    units = await published(district)
    given = {"year": 2026, "quarter": 4, "expectedVersion": 3}

    async def setting(day: str) -> list[str]:
        done = await district.api.do(
            "setReviewDay",
            "SetReviewDayInput",
            "period { reviewOn version }",
            district.authority,
            AFTER,
            reviewOn=day,
            **given,
        )
        return codes(done)

    assert await setting("2027-01-15") == ["REVIEW_IN_THE_PAST"]
    assert await setting("2027-01-22") == []
    assert [d["dueOn"] for d in await duties(district, units[4])] == ["2027-01-22"]
    told = [e["dueOn"] for e in await district.told("duty.set") if e["unitId"] == str(units[4])]
    assert told == ["2027-01-29", "2027-01-22"]
    assert await setting("2027-01-25") == ["VERSION_CONFLICT"]


async def test_a_correction_lets_duties_lapse_and_keeps_what_was_done(district: District):
    units = await published(district)
    (duty,) = await duties(district, units[3])  # place 2, in writing
    await on_duty(district, "fulfilDuty", duty, of_unit(district, units[3]), **SAID)
    (third,) = await duties(district, units[2])  # place 3, in writing: it will be the second from last
    await district.correct((await district.results())[-1], "99", on=AFTER)
    lapsed = await duties(district, units[4])
    assert [d["status"] for d in lapsed] == ["LAPSED"]
    now = {d["kind"]: d["status"] for d in await duties(district, units[3])}
    assert now == {"STATEMENT_IN_WRITING": "LAPSED", "STATEMENT_IN_PERSON": "DUE"}
    (kept,) = await duties(district, units[2])
    assert (kept["id"], kept["status"], kept["card"]["place"]) == (third["id"], "DUE", 2)
    assert [d["status"] for d in await duties(district, units[1])] == ["DUE"]
    stale = await on_duty(district, "fulfilDuty", lapsed[0], of_unit(district, units[4]), **SAID)
    assert codes(stale) == ["DUTY_LAPSED"]


async def test_a_red_card_asks_for_the_heads_report_and_bars_the_years_advanced_unit(district: District):
    units = await two_quarters(district, first=(0, 1, 2, 3, 4), second=(4, 0, 1, 2, 3))
    asked = [d for d in await duties(district, units[4], on=date(2027, 4, 20)) if d["card"]["colour"] == "RED"]
    assert [(d["kind"], d["by"]) for d in asked] == [
        ("STATEMENT_IN_PERSON", "预警单位"),
        ("REPORT_IN_WRITING", "单位主要负责人"),
    ]
    assert asked[1]["bodies"] == ["工委", "管委会", "区委", "区政府"]
    assert await barred(district, units[4], 2027) == [
        "2027年第1季度红牌预警，不得获评市、区两级年度先进单位（第二十一条）"
    ]
    assert await barred(district, units[4], 2026) == []
    assert await barred(district, units[0], 2027) == [], "a yellow card bars nothing"


async def test_the_card_of_a_merged_unit_bars_the_one_that_stands_for_it_which_does_the_duty(district: District):
    units = await two_quarters(district, first=(0, 1, 2, 3, 4), second=(4, 0, 1, 2, 3))
    survivor = await district.unit(name="合并后的镇")
    await district.tell(
        "zhongdian.reserve.organization.changed.v1",
        organizationId=units[4],
        name="测试镇",
        category="TOWN",
        parentId=None,
        roles=[],
        active=False,
        mergedInto=survivor,
        version=2,
    )
    assert len(await barred(district, survivor, 2027)) == 1
    (duty, *_) = [d for d in await duties(district, units[4], on=date(2027, 4, 20)) if d["card"]["colour"] == "RED"]
    town = of_unit(district, survivor)
    done = await on_duty(district, "fulfilDuty", duty, town, date(2027, 4, 20), **SAID)
    assert (codes(done), len(done["duty"]["fulfilments"])) == ([], 1)


async def test_duties_are_listed_by_what_they_are_narrowed_by_the_first_due_first(district: District):
    units = await published(district)
    query = "query($f: CardDutyFilter) { cardDuties(filter: $f, first: 50) { totalCount edges { node { unit { id } kind } } } }"

    async def listed(**its) -> list[str]:
        found = (await district.api(query, {"f": its or None}, as_=district.someone(Role.LEADER)))["cardDuties"]
        assert found["totalCount"] == len(found["edges"])
        return sorted(e["node"]["unit"]["id"] for e in found["edges"])

    carded = sorted(str(u) for u in units[2:])
    assert await listed() == await listed(year=2026, quarter=4) == await listed(status="DUE") == carded
    assert await listed(kind="STATEMENT_IN_PERSON") == [str(units[4])]
    assert await listed(dueUntil="2027-01-28") == []
    assert await listed(dueUntil="2027-01-29", year=2026) == carded
    assert await listed(status="CONFIRMED") == await listed(year=2027) == []
