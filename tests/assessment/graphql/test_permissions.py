"""Who may do what: wrong roles, no role, no token; nothing is written by a refused call."""

import pytest

from services.law.parties import Role
from tests.assessment.district import District, scheme

COMMANDS = {
    "adoptScheme": ("AdoptSchemeInput", "scheme { id }", scheme()),
    "computeQuarter": ("ComputeQuarterInput", "quarter { id }", {"year": 2026, "quarter": 4}),
    "publishQuarter": ("PublishQuarterInput", "quarter { id }", {"year": 2026, "quarter": 4, "expectedVersion": 1}),
    "correctScore": (
        "CorrectScoreInput",
        "result { id }",
        {
            "resultId": "01930000-0000-7000-8000-000000000001",
            "expectedVersion": 1,
            "score": "1",
            "reason": "x",
            "approver": "y",
        },
    ),
}


async def attempt(district: District, command: str, as_) -> list[str]:
    input_type, selection, values = COMMANDS[command]
    document = f"mutation($input: {input_type}!) {{ {command}(input: $input) {{ {selection} userErrors {{ code }} }} }}"
    answer = await district.api.raw(document, {"input": values | {"idempotencyKey": "k"}}, as_=as_)
    return [e["extensions"]["code"] for e in answer.get("errors", ())]


@pytest.mark.parametrize("command", COMMANDS)
async def test_only_the_investment_authority_assesses(district: District, command: str):
    for role in set(Role) - {Role.INVESTMENT_AUTHORITY}:
        assert await attempt(district, command, district.someone(role)) == ["FORBIDDEN"]
    assert set(await attempt(district, command, district.someone())) == {"FORBIDDEN"}
    assert await attempt(district, command, None) == ["UNAUTHENTICATED"]
    assert await attempt(district, command, district.authority) == []


async def test_refused_calls_leave_no_trace(district: District):
    for command in COMMANDS:
        await attempt(district, command, district.someone(Role.OWNER))
    assert [r for r in await district.api.audit() if r.division == district.division] == []


@pytest.mark.parametrize("field", ["facts", "quarters", "cards", "schemes"])
async def test_lists_need_a_role(district: District, field: str):
    query = f"{{ {field} {{ totalCount }} }}"
    assert (await district.api.raw(query))["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert (await district.api.raw(query, as_=district.someone()))["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert (await district.api(query, as_=district.someone(Role.OWNER)))[field] == {"totalCount": 0}
