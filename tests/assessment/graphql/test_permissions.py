"""Who may do what: wrong roles, no role, no token; nothing is written by a refused call."""

from datetime import date

import pytest

from services.assessment.store.base import OVERSEERS
from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.awarding import Awarding
from tests.assessment.district import District, scheme
from tests.assessment.schemes import content

NOBODY = "01930000-0000-7000-8000-000000000001"
COMMANDS = {
    "adoptScheme": ("AdoptSchemeInput", "scheme { id }", scheme()),
    "draftScheme": ("DraftSchemeInput", "scheme { id }", content()),
    "reviseScheme": ("ReviseSchemeInput", "scheme { id }", content() | {"schemeId": NOBODY, "expectedVersion": 1}),
    "copyScheme": ("CopySchemeInput", "scheme { id }", {"schemeId": NOBODY, "year": 2026, "title": "x"}),
    "approveScheme": (
        "ApproveSchemeInput",
        "scheme { id }",
        {"schemeId": NOBODY, "expectedVersion": 1, "approver": "x", "document": "x"},
    ),
    "withdrawScheme": (
        "WithdrawSchemeInput",
        "scheme { id }",
        {"schemeId": NOBODY, "expectedVersion": 1, "reason": "x"},
    ),
    "trySchemeOn": ("TrySchemeOnInput", "trial { id }", {"schemeId": NOBODY, "year": 2026, "quarter": 4}),
    "compareSchemes": (
        "CompareSchemesInput",
        "comparison { id }",
        {"firstId": NOBODY, "secondId": NOBODY, "year": 2026, "quarter": 4},
    ),
    "startSchemeTrial": ("StartSchemeTrialInput", "computation { id }", {"schemeId": NOBODY, "year": 2026}),
    "startSchemeComparison": (
        "StartSchemeComparisonInput",
        "computation { id }",
        {"firstId": NOBODY, "secondId": NOBODY, "year": 2026},
    ),
    "discardTrial": ("DiscardTrialInput", "trial { id }", {"trialId": NOBODY, "reason": "x"}),
    "computePeriod": ("ComputePeriodInput", "period { id }", {"year": 2026, "quarter": 4}),
    "startComputation": ("StartComputationInput", "computation { id }", {"year": 2026, "quarter": 4}),
    "announcePeriod": ("AnnouncePeriodInput", "period { id }", {"year": 2026, "quarter": 4, "expectedVersion": 1}),
    "decideObjection": (
        "DecideObjectionInput",
        "objection { id }",
        {"objectionId": NOBODY, "expectedVersion": 1, "accepted": True, "reason": "x"},
    ),
    "confirmDuty": ("ConfirmDutyInput", "duty { id }", {"dutyId": NOBODY, "expectedVersion": 1}),
    "returnDuty": ("ReturnDutyInput", "duty { id }", {"dutyId": NOBODY, "expectedVersion": 1, "reason": "x"}),
    "setReviewDay": (
        "SetReviewDayInput",
        "period { id }",
        {"year": 2026, "quarter": 4, "expectedVersion": 1, "reviewOn": "2027-01-22"},
    ),
    "publishPeriod": ("PublishPeriodInput", "period { id }", {"year": 2026, "quarter": 4, "expectedVersion": 1}),
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


@pytest.mark.parametrize("field", ["facts", "periods", "cards", "cardDuties", "objections", "schemes"])
async def test_lists_need_a_role(district: District, field: str):
    query = f"{{ {field} {{ totalCount }} }}"
    assert (await district.api.raw(query))["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert (await district.api.raw(query, as_=district.someone()))["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert (await district.api(query, as_=district.someone(Role.OWNER)))[field] == {"totalCount": 0}


OF_UNITS = {
    "raiseObjection": (
        "RaiseObjectionInput",
        "objection { id }",
        {"resultId": NOBODY, "expectedVersion": 1, "grounds": "x"},
    ),
    "amendObjection": (
        "AmendObjectionInput",
        "objection { id }",
        {"objectionId": NOBODY, "expectedVersion": 1, "grounds": "x"},
    ),
    "withdrawObjection": ("WithdrawObjectionInput", "objection { id }", {"objectionId": NOBODY, "expectedVersion": 1}),
    "fulfilDuty": (
        "FulfilDutyInput",
        "duty { id }",
        {"dutyId": NOBODY, "expectedVersion": 1, "person": "甲", "text": "x"},
    ),
}


@pytest.mark.parametrize("command", OF_UNITS)
async def test_units_act_in_their_own_matters_and_nobody_without_a_role(district: District, command: str):
    input_type, selection, values = OF_UNITS[command]
    document = f"mutation($input: {input_type}!) {{ {command}(input: $input) {{ {selection} userErrors {{ code }} }} }}"

    async def called(as_) -> dict:
        given = {"input": values | {"idempotencyKey": str(new_id())}}
        return await district.api.raw(document, given, as_=as_)

    for who, code in ((district.someone(), "FORBIDDEN"), (None, "UNAUTHENTICATED")):
        answer = await called(who)
        assert {e["extensions"]["code"] for e in answer["errors"]} == {code}
    for who in (district.someone(Role.PLANNING_PARTY, unit=new_id()), district.someone(Role.OWNER)):
        answer = (await called(who))["data"][command]
        assert next(e["code"] for e in answer["userErrors"]).endswith("_UNKNOWN")
    assert [r for r in await district.api.audit() if r.division == district.division] == []


async def test_who_has_no_unit_and_oversees_nothing_sees_no_fact_no_decision_and_no_record(district: District):
    unit, node = await district.unit(), new_id()
    await district.completed(unit, date(2026, 11, 2), late=2, node=node)
    grounds = {"reason": "连续暴雨", "approver": "分管负责人甲", "document": "示例应急〔2026〕3号"}
    exempted = await district.api.do(
        "exemptRecord",
        "ExemptRecordInput",
        "decision { units { unit { id } } }",
        district.authority,
        date(2026, 11, 20),
        recordId=str(node),
        **grounds,
    )
    assert exempted["userErrors"] == []
    assert (await Awarding(district).incident(unit))["userErrors"] == []
    query = (
        "{ facts { totalCount } factDecisions { totalCount edges { node { units { unit { id } } } } } "
        "conductRecords { totalCount } }"
    )
    seen = await district.api(query, as_=district.authority)
    assert [of["totalCount"] for of in seen.values()] == [3, 1, 1]  # the node, the exemption, the incident
    for role in set(Role) - set(OVERSEERS):
        seen = await district.api(query, as_=district.someone(role))
        assert [of["totalCount"] for of in seen.values()] == [0, 0, 0], role
