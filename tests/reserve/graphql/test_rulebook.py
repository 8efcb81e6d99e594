"""What is in force and since when, in all areas, for everyone who is signed in."""

from __future__ import annotations

from tests.reserve.life import INVESTMENT, Reserve

SETTINGS = """query($on: Date, $areas: [String!]) { rulebook(on: $on) { settings(areas: $areas) { area code title article
  inForce { since value source } values { since value } } } }"""


async def test_every_area_tells_its_rules_with_clause_and_days(reserve: Reserve):
    for who in (INVESTMENT, reserve.owner):
        found = (await reserve.api(SETTINGS, {}, as_=who))["rulebook"]["settings"]
        of = {(r["area"], r["code"]): r for r in found}
        assert {"GENERAL", "LIBRARY", "RECORD", "PLANNED", "APPLICATIONS", "PLAN", "ADJUSTMENT"} <= {a for a, _ in of}
    months = of["ADJUSTMENT", "ADJUSTMENT_MONTHS"]
    assert (months["article"], months["inForce"]["value"], months["inForce"]["since"]) == ("第十一条", "6、7", None)
    assert of["GENERAL", "DELIBERATING_BODIES"]["inForce"]["value"] == "工委委员会、区委常委会、区政府常务会"
    assert of["APPLICATIONS", "CORRECTION_DAYS"]["title"]
    assert of["LIBRARY", "EXPIRING_WITHIN_DAYS"]["inForce"]["value"] == "30"
    assert of["PLAN", "BEYOND_OPINIONS"]["article"] == "第三条（四）"
    assert all(r["values"] and r["inForce"]["source"] for r in found)


async def test_rules_are_asked_for_by_area_and_day(reserve: Reserve):
    asked = {"areas": ["ADJUSTMENT"], "on": "2027-07-01"}
    found = (await reserve.api(SETTINGS, asked, as_=INVESTMENT))["rulebook"]["settings"]
    assert {r["area"] for r in found} == {"ADJUSTMENT"}
    assert (await reserve.api(SETTINGS, {"areas": []}, as_=INVESTMENT))["rulebook"]["settings"] == []
