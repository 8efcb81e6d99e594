"""A unit amends its objection while it may still raise one: what it said before stays on record (A19)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import SecretStr

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.district import District, codes
from tests.assessment.review import AFTER, LAST_DAY, announced, decided, of_unit, raised, settled, uploaded
from tests.harness.api import Api
from tests.harness.people import Person
from tests.harness.todos import of_kind

SHOWN = (
    "query($id: UUID!) { objection(id: $id) { version status grounds asksFor files { fileName } "
    "history { step by grounds asksFor } } }"
)


@pytest.fixture(scope="module")
async def api(service_api, tmp_path_factory) -> Api:
    files = tmp_path_factory.mktemp("files").as_uri()
    return await service_api("assessment", files=files, files_link_key=SecretStr("x" * 40))


async def amended(
    district: District, objection: dict[str, Any], who: Person, on: date = LAST_DAY, **its: Any
) -> dict[str, Any]:
    return await settled(district, "amendObjection", objection, who, on, **its)


async def test_texts_and_evidence_are_amended_within_the_window_and_what_was_said_before_stays(district: District):
    units = await announced(district, 0, 1)
    town, colleague = of_unit(district, units[1]), of_unit(district, units[1], "乙")
    first = await uploaded(district, town)
    objection = (await raised(district, town, asksFor="按按时计", fileIds=[first]))["objection"]
    more = await uploaded(district, colleague, "会议纪要.pdf")
    done = await amended(district, objection, colleague, grounds=" 验收会当日通过 ", fileIds=[more])
    assert codes(done) == []
    again = await amended(district, done["objection"], town, asksFor="")
    assert codes(again) == []
    shown = (await district.api(SHOWN, {"id": objection["id"]}, as_=district.authority))["objection"]
    assert (shown["version"], shown["grounds"], shown["asksFor"]) == (3, "验收会当日通过", None)
    assert [f["fileName"] for f in shown["files"]] == ["验收单.pdf", "会议纪要.pdf"]
    assert [(h["step"], h["by"], h["grounds"], h["asksFor"]) for h in shown["history"]] == [
        ("RAISED", "示例镇甲", None, None),
        ("AMENDED", "示例镇乙", "节点任务实际按时办结，见附件", "按按时计"),
        ("AMENDED", "示例镇甲", "验收会当日通过", "按按时计"),
    ]
    told = await district.told("objection.amended")
    assert [(t["objectionId"], t["unitId"]) for t in told] == [(objection["id"], str(units[1]))] * 2
    # whoever decides has to have read what it says now
    assert codes(await decided(district, objection, accepted=True)) == ["VERSION_CONFLICT"]
    assert codes(await decided(district, again["objection"], accepted=True, who=district.authority)) == []


async def test_an_objection_is_amended_by_its_unit_only_while_it_is_undecided_and_the_window_is_open(
    district: District,
):
    units = await announced(district, 0, 1)
    town = of_unit(district, units[1])
    objection = (await raised(district, town))["objection"]
    for other in (of_unit(district, units[0]), district.authority, district.someone(Role.LEADER)):
        assert codes(await amended(district, objection, other, grounds="别的")) == ["OBJECTION_UNKNOWN"]
    assert codes(await amended(district, objection, town, AFTER, grounds="迟了")) == ["OBJECTION_WINDOW_OVER"]
    wrong = {"grounds": " ", "asksFor": "长" * 4001, "fileIds": [str(new_id())]}
    seen = objection | {"version": 9}
    assert codes(await amended(district, seen, town, **wrong)) == [
        "VERSION_CONFLICT",
        "GROUNDS_MISSING",
        "TEXT_TOO_LONG",
        "FILE_UNKNOWN",
    ]
    same = {"grounds": objection["grounds"]}
    assert codes(await amended(district, objection, town, **same)) == ["NOTHING_CHANGED"]
    refused = (await decided(district, objection, accepted=False))["objection"]
    assert codes(await amended(district, refused, town, grounds="再议")) == ["OBJECTION_SETTLED"]
    assert await district.told("objection.amended") == []


async def test_who_amended_an_objection_does_not_decide_it(district: District):
    await district.adopt()
    bureau = await district.unit("DEPARTMENT", name="示例发改局")
    await district.decided(bureau, date(2026, 11, 4), late=2)
    await district.compute(on=date(2027, 1, 8))
    await district.announce(on=date(2027, 1, 8))
    raiser = of_unit(district, bureau)
    officer = district.authority.but(unit=bureau)
    (result,) = await district.results(group="DEPARTMENT", as_=raiser)
    objection = (await raised(district, raiser, result=result))["objection"]
    now = (await amended(district, objection, officer, grounds="补充说明"))["objection"]
    assert codes(await decided(district, now, accepted=True, who=officer)) == ["DECIDER_IS_RAISER"]
    on, kind = LAST_DAY, "OBJECTION_TO_DECIDE"
    assert await of_kind(district.api, officer, on, kind, field="assessmentTodos") == []
    another = officer.but(subject="another")
    assert len(await of_kind(district.api, another, on, kind, field="assessmentTodos")) == 1
    assert codes(await decided(district, now, accepted=True, who=another)) == []
