"""The chain through the assessment: from a record to its facts, scores and card, and back."""

from __future__ import annotations

from datetime import date

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.district import District

ONWARDS = (
    "query($r: [_Any!]!) { _entities(representations: $r) { ... on ScheduleNode { id facts { edges { node { kind daysLate "
    "countedIn { code points result { rank cards { colour } } } } } } } "
    "... on SupportRequest { facts { edges { node { kind } } } } ... on Issue { facts { edges { node { kind } } } } "
    "... on StatisticsEntry { facts { totalCount } } ... on ProgressReport { facts { edges { node { kind "
    "progressReport { id } node { id } } } } } } }"
)
BACK = (
    "query($u: UUID!) { cards(filter: {unitId: $u}) { edges { node { colour result { rank explanation { code "
    "facts { edges { node { fact { kind source { recordId } node { id } request { id } issue { id } statisticsEntry { id } "
    "} } } } } } } } } }"
)


def _asked(**records) -> dict:
    return {"r": [{"__typename": kind, "id": str(id_)} for kind, id_ in records.items()]}


async def _district_with_a_card(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3)
    node = new_id()
    await district.completed(units[3], date(2026, 11, 5), late=2, node=node)
    await district.published(2026, 4)
    return units, node


async def test_a_late_node_leads_to_the_fact_the_score_and_the_card(district: District):
    _, node = await _district_with_a_card(district)
    seen = await district.api(ONWARDS, _asked(ScheduleNode=node), as_=district.someone(Role.INSPECTOR))
    (fact,) = (e["node"] for e in seen["_entities"][0]["facts"]["edges"])
    assert (fact["kind"], fact["daysLate"]) == ("NODE_COMPLETED", 2)
    (indicator,) = fact["countedIn"]
    assert (indicator["code"], indicator["result"]["rank"]) == ("NODES", 4)
    assert indicator["result"]["cards"] == [{"colour": "YELLOW"}]


async def test_the_card_leads_back_to_the_records(district: District):
    units, node = await _district_with_a_card(district)
    seen = await district.api(BACK, {"u": str(units[3])}, as_=district.someone(Role.INSPECTOR))
    (card,) = (e["node"] for e in seen["cards"]["edges"])
    nodes = next(i for i in card["result"]["explanation"] if i["code"] == "NODES")
    facts = [e["node"]["fact"] for e in nodes["facts"]["edges"]]
    assert {"id": str(node)} in [fact["node"] for fact in facts]
    for fact in facts:
        assert fact["node"] == {"id": fact["source"]["recordId"]}
        assert (fact["request"], fact["issue"], fact["statisticsEntry"]) == (None, None, None)


async def test_each_kind_of_record_has_its_own_facts_and_no_others(district: District):
    request, node = new_id(), new_id()
    await district.completed(new_id(), date(2026, 11, 2), node=node)
    await district.decided(new_id(), date(2026, 11, 3), request=request)
    asked = _asked(ScheduleNode=node, SupportRequest=request, Issue=new_id(), StatisticsEntry=new_id())
    seen = (await district.api(ONWARDS, asked, as_=district.authority))["_entities"]
    assert [[e["node"]["kind"] for e in record["facts"]["edges"]] for record in seen[:3]] == [
        ["NODE_COMPLETED"],
        ["REQUEST_DECIDED"],
        [],
    ]
    assert seen[3] == {"facts": {"totalCount": 0}}


async def test_a_months_progress_leads_to_its_report_and_back(district: District):
    owner = await district.unit("OWNER")
    event = await district.verified(owner, await district.tasked(owner), 11, "8", "10")
    query = "query($u: UUID!) { facts(filter: { unitId: $u, kind: PROGRESS_VERIFIED }) { edges { node { eventId: source { eventId } progressReport { id } source { recordId } } } } }"
    (edge,) = (await district.api(query, {"u": str(owner)}, as_=district.authority))["facts"]["edges"]
    assert edge["node"]["eventId"] == {"eventId": str(event)}
    report = edge["node"]["source"]["recordId"]
    assert edge["node"]["progressReport"] == {"id": report}
    seen = await district.api(ONWARDS, _asked(ProgressReport=report), as_=district.authority)
    assert [e["node"] for e in seen["_entities"][0]["facts"]["edges"]] == [
        {"kind": "PROGRESS_VERIFIED", "progressReport": {"id": report}, "node": None}
    ]


async def test_who_may_not_see_a_fact_gets_the_record_without_it(district: District):
    units, node = await _district_with_a_card(district)
    for unit, facts in ((units[3], 1), (units[0], 0)):
        person = district.someone(Role.PLANNING_PARTY, unit=unit)
        seen = await district.api(ONWARDS, _asked(ScheduleNode=node), as_=person)
        assert len(seen["_entities"][0]["facts"]["edges"]) == facts


async def test_who_may_not_see_the_facts_behind_a_score_gets_the_score_without_them(district: District):
    units, _ = await _district_with_a_card(district)
    person = district.someone(Role.PLANNING_PARTY, unit=units[0])
    (card,) = (e["node"] for e in (await district.api(BACK, {"u": str(units[3])}, as_=person))["cards"]["edges"])
    shown = [e["node"]["fact"] for i in card["result"]["explanation"] for e in i["facts"]["edges"]]
    assert card["result"]["rank"] == 4
    assert [fact for fact in shown if fact] == []
