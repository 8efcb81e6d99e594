"""All that a scheme can say, in and out again; every fault with its place."""

from __future__ import annotations

import base64
from io import BytesIO

import pytest
from openpyxl import load_workbook

from services.law.parties import Role
from tests.assessment.district import District, codes
from tests.assessment.schemes import SCHEME, STARTS, Schemes, content, yearly

INDICATORS = [
    {
        "code": "NODES",
        "name": "节点",
        "measure": "NODE_TASKS",
        "formula": "RANK_POINTS",
        "weight": "30",
        "floor": "0.6",
    },
    {
        "code": "JAMS",
        "name": "卡点销号",
        "measure": "ISSUES",
        "formula": "RATIO",
        "weight": "20",
        "only": ["JAM", "BLOCKAGE"],
    },
    {"code": "HELP", "name": "协调服务", "measure": "COORDINATION", "formula": "COUNT", "weight": "20", "target": 5},
    {
        "code": "MONEY",
        "name": "形象进度",
        "measure": "PHYSICAL_PROGRESS",
        "formula": "TIERS",
        "weight": "30",
        "tiers": [{"since": "0", "share": "0"}, {"since": "0.8", "share": "0.6"}, {"since": "1", "share": "1"}],
    },
    {
        "code": "SAFETY",
        "name": "安全事故",
        "measure": "INCIDENTS",
        "formula": "PER_EVENT",
        "cap": "20",
        "outcome": "RECORDED",
        "points": "-5",
        "only": ["SAFETY"],
    },
]
AWARDS = {
    "unitShare": "0.2",
    "rounding": "HALF_UP",
    "perGroup": True,
    "individuals": 10,
    "cityUnits": 3,
    "cityIndividuals": 5,
}
INDICATOR = "code name measure formula weight cap outcome points target tiers { since share } floor only"
EMPTY = {
    "weight": None,
    "cap": None,
    "outcome": None,
    "points": None,
    "target": None,
    "tiers": [],
    "floor": None,
    "only": [],
}


@pytest.fixture
def schemes(district: District) -> Schemes:
    return Schemes(district)


async def test_all_that_a_scheme_says_is_read_as_it_was_written(district: District, schemes: Schemes):
    given = yearly(indicators=INDICATORS) | {"awards": AWARDS}
    given["groups"] = [rule | {"yearlyTieBreakers": ["STARTS"], "tieBreakers": ["NODES"]} for rule in given["groups"]]
    drafted = (await schemes.do("draftScheme", SCHEME, **given))["scheme"]
    await schemes.approve(drafted)
    said = (
        "awards { unitShare rounding perGroup individuals cityUnits cityIndividuals } "
        f"groups {{ indicators {{ {INDICATOR} }} yearly {{ {INDICATOR} }} tieBreakers yearlyTieBreakers }}"
    )
    read = await schemes.read(drafted["id"], said, as_=district.someone(Role.OWNER))
    assert read is not None
    assert read["awards"] == AWARDS
    rule = read["groups"][4]
    assert rule["indicators"] == [EMPTY | i for i in INDICATORS]
    assert rule["yearly"] == [EMPTY | STARTS]
    assert (rule["tieBreakers"], rule["yearlyTieBreakers"]) == (["NODES"], ["STARTS"])


async def test_a_scheme_without_a_year_has_neither_its_indicators_nor_awards(schemes: Schemes):
    drafted = await schemes.draft()
    read = await schemes.read(drafted["id"], "awards { individuals } groups { yearly { code } }")
    assert read is not None
    assert read["awards"] is None
    assert {len(g["yearly"]) for g in read["groups"]} == {0}


async def test_each_fault_is_named_with_its_place_and_its_clause(schemes: Schemes):
    bad = content(
        indicators=[
            INDICATORS[0] | {"weight": "50", "floor": "1"},
            INDICATORS[3] | {"weight": "50", "tiers": [{"since": "0", "share": "0.5"}, {"since": "1", "share": "0.4"}]},
            INDICATORS[4] | {"points": "5"},
        ]
    )
    bad["groups"] = [*bad["groups"][:4], bad["groups"][4] | {"yearly": [STARTS | {"measure": "NODE_TASKS"}]}]
    bad["awards"] = AWARDS | {"unitShare": "0.6", "cityUnits": -1}
    refused = await schemes.do("draftScheme", SCHEME, **bad)
    found = {(e["code"], e["field"], e["article"]) for e in refused["userErrors"]}
    assert found == {
        *(("FLOOR_INVALID", f"groups.{g}.indicators.0.floor", "第十八条") for g in range(5)),
        *(("TIERS_INVERTED", f"groups.{g}.indicators.1.tiers.1.share", "第十八条") for g in range(5)),
        *(("POINTS_INVERTED", f"groups.{g}.indicators.2.points", "第二十一条") for g in range(5)),
        ("MEASURE_MISPLACED", "groups.4.yearly.0.measure", "第十九条"),
        *(("YEARLY_MISSING", f"groups.{g}.yearly", "第十九条") for g in range(4)),
        ("AWARD_SHARE_INVALID", "awards.unitShare", "第二十条"),
        ("AWARD_NUMBER_INVALID", "awards.cityUnits", "第二十条"),
    }
    query = "{ schemes { totalCount } }"
    assert (await schemes.district.api(query, as_=schemes.district.authority))["schemes"]["totalCount"] == 0


async def test_adopting_needs_an_approver_and_a_document(district: District):
    refused = await district.adopt(approver="测试员", document="")
    assert codes(refused) == ["TEXT_MISSING", "APPROVER_IS_RECORDER"]


async def test_a_note_that_nobody_can_read_is_refused(schemes: Schemes):
    refused = await schemes.do("draftScheme", SCHEME, note="\x07", **content())
    assert [(e["code"], e["field"]) for e in refused["userErrors"]] == [("TEXT_CONTROL_CHARACTER", "note")]


async def test_a_scheme_is_had_as_a_sheet_with_all_that_it_says(district: District, schemes: Schemes):
    given = yearly(indicators=INDICATORS) | {"awards": AWARDS}
    drafted = (await schemes.do("draftScheme", SCHEME, **given))["scheme"]
    query = "query($id: UUID!) { schemeFile(id: $id) { fileName contentBase64 size } }"
    file = (await district.api(query, {"id": drafted["id"]}, as_=district.authority))["schemeFile"]
    sheet = load_workbook(BytesIO(base64.b64decode(file["contentBase64"]))).active
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "2026年重点项目考核细则"
    assert "草案" in rows[1][0]
    assert "草案" in sheet.oddHeader.right.text
    said = [r[7] for r in rows if r[2] == "SAFETY"]
    assert said == ["每记录在案一项 -5 分，合计至多 20 分"] * 5
    assert sum(r[1] == "年度" for r in rows) == 5
    assert any("先进单位比例 0.2" in str(r[7]) for r in rows)
    owner = district.someone(Role.OWNER)
    assert (await district.api(query, {"id": drafted["id"]}, as_=owner))["schemeFile"] is None
