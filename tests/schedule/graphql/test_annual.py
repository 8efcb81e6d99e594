"""第八条、第九条 through the endpoint: the year's curve, sums of curves, several annual tasks at once."""

from __future__ import annotations

from datetime import date

from services.chassis.clock import new_id
from services.law.parties import Role
from services.schedule.domain.annual.rulebook import MOST_TASKS
from tests.harness.people import person
from tests.schedule.life import MONTHS, TODAY, codes, opened

POINTS = "year annualInvestment months { month taskVersion planned plannedTotal reported reportedTotal verified verifiedTotal percent }"
CURVES = (
    "query($year: Int, $by: InvestmentCurveGrouping, $filter: InvestmentCurveFilter) { investmentCurves(year: $year, "
    "by: $by, filter: $filter) { key name projects projectsWithTask annualInvestment months { month planned "
    "plannedTotal verifiedTotal taskVersion percent } } }"
)
BATCH = "batch { id accepted refused by rows { projectId taskId faults { code field } } }"


async def set_tasks(life, *rows, as_=None, **changes):
    given = {"year": 2027, "rows": list(rows)} | changes
    return await life.api.do("setAnnualTasks", "SetAnnualTasksInput", BATCH, as_ or life.authority, TODAY, **given)


def row(life, **changes):
    return {"projectId": str(life.project), "even": {"fromMonth": 3, "toMonth": 12}} | changes


async def test_the_curve_shows_planned_reported_and_verified_month_by_month(api):
    life = await opened(api)
    await life.set_task()
    reported = (await life.report())["progressReport"]
    seen = (await life.look(f"investmentCurve {{ {POINTS} }}", on=date(2027, 2, 1)))["investmentCurve"]
    assert (seen["year"], seen["annualInvestment"], len(seen["months"])) == (2027, "80000", 12)
    january, february, march = seen["months"][:3]
    assert (january["reported"], january["verified"], january["verifiedTotal"]) == ("5000", None, "0")
    assert (february["reported"], february["reportedTotal"]) == (None, "5000")
    assert (march["planned"], march["plannedTotal"], march["reportedTotal"]) == ("6000", "18000", None)
    await life.judge("verify", reported)
    seen = (await life.look(f"investmentCurve {{ {POINTS} }}", on=date(2027, 2, 2)))["investmentCurve"]
    assert (seen["months"][0]["verified"], seen["months"][0]["percent"]) == ("5000", "83.3")
    assert (await life.look("investmentCurve(year: 2026) { annualInvestment }"))["investmentCurve"] == {
        "annualInvestment": None
    }


async def test_what_is_returned_counts_as_reported_no_more(api):
    life = await opened(api)
    await life.set_task()
    reported = (await life.report())["progressReport"]
    await life.judge("return", reported, reason="与形象进度不符")
    seen = await life.look("investmentCurve { months { reported reportedTotal } }", on=date(2027, 2, 2))
    assert seen["investmentCurve"]["months"][0] == {"reported": None, "reportedTotal": "0"}


async def test_a_later_version_measures_only_the_months_that_had_not_ended(api):
    life = await opened(api)
    await life.set_task()
    changed = ["1000"] * 11 + ["69000"]
    done = await life.set_task(months=changed, reason="分月调整", expectedVersion=1, on=date(2027, 3, 2))
    assert codes(done) == []
    seen = await life.look(
        "investmentCurve { months { taskVersion plannedTotal } } annualTaskChanges { fromVersion toVersion annualBefore"
        " annualAfter months { month before after change totalChange } }",
        on=date(2027, 3, 2),
    )
    months = seen["investmentCurve"]["months"]
    assert [m["taskVersion"] for m in months] == [1, 1] + [2] * 10
    assert [m["plannedTotal"] for m in months[:3]] == ["6000", "12000", "3000"]
    change = seen["annualTaskChanges"]
    assert (change["fromVersion"], change["toVersion"]) == (1, 2)
    assert change["months"][11] == {
        "month": 12,
        "before": "14000",
        "after": "69000",
        "change": "55000",
        "totalChange": "0",
    }
    assert (await life.look("annualTaskChanges(fromVersion: 7) { toVersion }"))["annualTaskChanges"] is None


async def test_curves_are_added_up_by_town_kind_or_all_together_for_those_who_see_the_projects(api):
    life, other = await opened(api), await opened(api, kind="CONTINUING", annualInvestment="1200")
    for one, months in ((life, MONTHS), (other, ["100"] * 12)):
        await one.set_task(months=months)
    both = {"year": 2027, "filter": {"projectIds": [str(life.project), str(other.project)]}}
    (whole,) = (await api(CURVES, both, as_=life.authority, on=TODAY))["investmentCurves"]
    assert (whole["projects"], whole["projectsWithTask"], whole["annualInvestment"]) == (2, 2, "81200")
    assert (whole["months"][11]["plannedTotal"], whole["months"][0]["taskVersion"]) == ("81200", None)
    by_kind = (await api(CURVES, both | {"by": "KIND"}, as_=life.authority, on=TODAY))["investmentCurves"]
    assert [(g["key"], g["annualInvestment"]) for g in by_kind] == [("NEW_START", "80000"), ("CONTINUING", "1200")]
    by_town = (await api(CURVES, both | {"by": "TOWN"}, as_=life.authority, on=TODAY))["investmentCurves"]
    assert {(g["key"], g["name"]) for g in by_town} == {
        (str(one.town_unit), f"示例单位{str(one.town_unit)[-4:]}") for one in (life, other)
    }
    (own,) = (await api(CURVES, both, as_=life.owner, on=TODAY))["investmentCurves"]
    assert (own["projects"], own["annualInvestment"]) == (1, "80000")
    stranger = person(Role.OWNER, unit=new_id())
    (none,) = (await api(CURVES, both, as_=stranger, on=TODAY))["investmentCurves"]
    assert (none["projects"], none["months"][0]["planned"]) == (0, None)


async def test_several_tasks_are_split_evenly_at_once_and_sum_exactly(api):
    life, other = await opened(api), await opened(api, annualInvestment="100.0001")
    done = await set_tasks(life, row(life), row(other, even={"fromMonth": 10, "toMonth": 12}))
    assert (codes(done), done["batch"]["accepted"], done["batch"]["refused"]) == ([], 2, 0)
    seen = await other.look("annualTask { months version setBy }")
    assert seen["annualTask"]["months"] == ["0"] * 9 + ["33.33", "33.33", "33.3401"]
    told = [e for e in await api.events("zhongdian.schedule.annual-task.set.v1") if e["subject"] == str(other.project)]
    assert len(told) == 1


async def test_one_bad_row_keeps_all_from_being_set_unless_only_the_good_ones_are_asked_for(api):
    life, gone = await opened(api), await opened(api, kind="PRELIMINARY")
    rows = [row(life, months=MONTHS, even=None), row(gone), row(gone, projectId=str(new_id()))]
    done = await set_tasks(life, *rows)
    assert [(e["code"], e["field"]) for e in done["userErrors"]] == [
        ("PRELIMINARY_HAS_NO_TASK", "rows.1.projectId"),
        ("SCHEDULE_UNKNOWN", "rows.2.projectId"),
    ]
    assert done["batch"] is None
    assert (await life.look("annualTask { version }"))["annualTask"] is None
    key = str(new_id())
    done = await set_tasks(life, *rows, mode="GOOD_ROWS", idempotencyKey=key)
    assert (done["batch"]["accepted"], done["batch"]["refused"]) == (1, 2)
    assert [[f["code"] for f in r["faults"]] for r in done["batch"]["rows"]] == [
        [],
        ["PRELIMINARY_HAS_NO_TASK"],
        ["SCHEDULE_UNKNOWN"],
    ]
    assert await set_tasks(life, *rows, mode="GOOD_ROWS", idempotencyKey=key) == done
    assert (await life.look("annualTask { version }"))["annualTask"] == {"version": 1}


async def test_a_batch_names_what_is_wrong_with_its_rows(api):
    life = await opened(api)
    assert codes(await set_tasks(life)) == ["BATCH_SIZE"]
    assert codes(await set_tasks(life, row(life), row(life))) == ["BATCH_REPEATS"]
    assert codes(await set_tasks(life, row(life, months=MONTHS))) == ["MONTHS_OR_EVEN"]
    assert codes(await set_tasks(life, row(life, even=None))) == ["MONTHS_OR_EVEN"]
    assert codes(await set_tasks(life, row(life, even={"fromMonth": 5, "toMonth": 4}))) == ["EVEN_MONTHS_INVALID"]
    assert codes(await set_tasks(life, row(life))) == []
    assert codes(await set_tasks(life, row(life, even={"fromMonth": 1, "toMonth": 2}))) == ["VERSION_CONFLICT"]
    again = row(life, even={"fromMonth": 1, "toMonth": 2}, expectedVersion=1)
    assert codes(await set_tasks(life, again)) == ["REASON_MISSING"]
    assert codes(await set_tasks(life, again | {"reason": "提前"})) == []


async def test_a_batch_has_at_most_so_many_rows(api):
    life = await opened(api)
    unknown = [row(life, projectId=str(new_id())) for _ in range(MOST_TASKS)]
    assert set(codes(await set_tasks(life, *unknown))) == {"SCHEDULE_UNKNOWN"}
    assert codes(await set_tasks(life, *unknown, row(life))) == ["BATCH_SIZE"]


async def test_only_the_investment_authority_sets_tasks(api):
    life = await opened(api)
    asked = {"input": {"idempotencyKey": str(new_id()), "year": 2027, "rows": [row(life)]}}
    document = "mutation($input: SetAnnualTasksInput!) { setAnnualTasks(input: $input) { userErrors { code } } }"
    answer = await api.raw(document, asked, as_=life.owner)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]
