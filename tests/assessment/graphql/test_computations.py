"""A period is computed in the background: once, whatever becomes of a worker, with the outcome of computing at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.assessment.app import SERVICE
from services.assessment.store import computations, tables
from services.assessment.usecases.period import job as jobs
from services.assessment.usecases.period.job import ComputingJob
from services.chassis.beside import Beside
from services.chassis.database import ALL_DIVISIONS
from services.chassis.runtime import Runtime
from services.law.parties import Role
from tests.assessment.district import District, codes
from tests.assessment.schemes import Schemes
from tests.conftest import ServiceApi
from tests.harness.people import Person
from tests.harness.waiting import eventually

DAY = date(2027, 1, 8)
SHOWN = "id state year quarter askedBy startedAt finishedAt period { id version digest } reasons { code field article }"
TOWNS = (0, 1, 2, 3)


async def started(district: District, **its: Any) -> dict[str, Any]:
    values = {"year": 2026, "quarter": 4, "expectedVersion": 0} | its
    selection = f"computation {{ {SHOWN} }}"
    return await district.api.do(
        "startComputation", "StartComputationInput", selection, district.authority, DAY, **values
    )


async def latest(district: District) -> dict[str, Any]:
    query = f"{{ latestComputation(year: 2026, quarter: 4) {{ {SHOWN} }} }}"
    found: dict[str, Any] = (await district.api(query, as_=district.authority, on=DAY))["latestComputation"]
    return found


@pytest.fixture
async def job(district: District) -> AsyncIterator[ComputingJob]:
    """Give the job of a process of its own, to be driven by hand; what other tests have left is done."""
    runtime = Runtime.open(SERVICE.name, district.api.settings)
    made = ComputingJob(Beside(SERVICE, runtime))
    while await made.work_off_one():
        pass
    yield made
    await runtime.close()


async def test_a_running_service_computes_what_was_asked_for_as_it_would_at_once(service_api: ServiceApi) -> None:
    district = District(await service_api("assessment", parts="web,jobs"))
    await district.adopt()
    await district.towns(*TOWNS)
    asked = await started(district)
    assert codes(asked) == []

    async def ended() -> bool:
        async with district.api.database.session(ALL_DIVISIONS) as session:
            row = await session.get_one(tables.PeriodComputation, UUID(asked["computation"]["id"]))
            return row.finished_at is not None

    await eventually(ended, 60)
    done = await latest(district)
    assert (done["state"], done["quarter"], done["reasons"]) == ("DONE", 4, [])
    assert done["period"]["version"] == 1
    assert [r["score"] for r in await district.results()] == ["100", "90", "80", "70"]
    assert (await district.compute(expectedVersion=1))["period"]["digest"] == done["period"]["digest"]


async def test_only_one_computation_of_a_period_is_open_and_only_the_authority_has_any(district: District) -> None:
    assert codes(await started(district)) == ["SCHEME_MISSING"]
    await district.adopt()
    await district.towns(*TOWNS)
    done = await asyncio.gather(*(started(district) for _ in range(3)))
    assert sorted(codes(d) for d in done) == [[], ["ALREADY_COMPUTING"], ["ALREADY_COMPUTING"]]
    assert (await latest(district))["state"] == "WAITING"
    refused = await district.api.raw(
        "{ latestComputation(year: 2026, quarter: 4) { id } }", as_=district.someone(Role.LEADER)
    )
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_what_changed_since_it_was_asked_for_is_told_as_the_reason(district: District, job: ComputingJob) -> None:
    await district.adopt()
    await district.towns(*TOWNS)
    await started(district)
    digest = (await district.compute())["period"]["digest"]
    while await job.work_off_one():
        pass
    done = await latest(district)
    assert (done["state"], done["period"]) == ("REFUSED", None)
    assert [r["code"] for r in done["reasons"]] == ["VERSION_CONFLICT"]
    assert (await district.compute(expectedVersion=1))["period"]["digest"] == digest


async def test_what_a_dead_worker_left_is_taken_up_and_what_another_holds_is_not(
    district: District, job: ComputingJob
) -> None:
    await district.adopt()
    await district.towns(*TOWNS)
    await started(district)
    async with district.api.database.session(ALL_DIVISIONS) as dead:
        taken = await computations.claim(dead)
        assert taken is not None
        await dead.commit()
    assert (await latest(district))["state"] == "RUNNING"
    async with district.api.database.session(ALL_DIVISIONS) as alive:
        assert await computations.hold(alive, taken.id) is not None
        assert not await job.work_off_one()
    assert await job.work_off_one()
    assert (await latest(district))["state"] == "DONE"
    assert not await job.work_off_one()


async def test_one_that_breaks_ends_with_a_reason_and_another_may_be_asked_for(
    district: District, job: ComputingJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    await district.adopt()
    await district.towns(*TOWNS)
    await started(district)

    async def broken(*_: object) -> None:
        raise RuntimeError("broken for the test")

    with monkeypatch.context() as patched:
        patched.setattr(jobs, "compute_period", broken)
        assert await job.work_off_one()
    failed = await latest(district)
    assert (failed["state"], [r["code"] for r in failed["reasons"]]) == ("FAILED", ["COMPUTATION_FAILED"])
    assert codes(await started(district)) == []
    assert await job.work_off_one()
    assert (await latest(district))["state"] == "DONE"


async def asked(district: District, command: str, who: Person, **values: Any) -> dict[str, Any]:
    selection = "computation { id kind state quarter scheme { id } comparedWith { id } } "
    input_type = f"{command[0].upper()}{command[1:]}Input"
    return await district.api.do(command, input_type, selection, who, DAY, **values)


async def ended(district: District, who: Person, *kinds: str) -> list[dict[str, Any]]:
    """How the latest of each kind ended, as somebody sees it."""
    selection = "state kind period { id } verification { same } trial { units { totalCount } } comparison { changed }"
    latest = [f"{kind}: latestComputation(year: 2026, quarter: 4, kind: {kind}) {{ {selection} }}" for kind in kinds]
    found = await district.api("{ " + " ".join(latest) + " }", as_=who, on=DAY)
    return [found[kind] for kind in kinds]


async def test_verifications_trials_and_comparisons_are_worked_off_in_the_same_way(
    district: District, job: ComputingJob
) -> None:
    adopted = (await district.adopt())["scheme"]["id"]
    await district.towns(*TOWNS)
    inspector, period = district.someone(Role.INSPECTOR), {"year": 2026, "quarter": 4}
    assert codes(await asked(district, "startVerification", inspector, **period)) == ["NOT_PUBLISHED"]
    other = (await Schemes(district).draft(places=0))["id"]
    await district.published()
    both = {"firstId": adopted, "secondId": other} | period
    same = {"firstId": adopted, "secondId": adopted} | period
    assert codes(await asked(district, "startSchemeComparison", district.authority, **same)) == ["SCHEMES_SAME"]
    one = {"schemeId": other} | period
    for command, who, values in (
        ("startVerification", inspector, period),
        ("startSchemeTrial", district.authority, one),
        ("startSchemeComparison", district.authority, both),
    ):
        assert codes(await asked(district, command, who, **values)) == []
        assert codes(await asked(district, command, district.authority, **values)) == ["ALREADY_COMPUTING"], command
    while await job.work_off_one():
        pass
    kinds = ("VERIFICATION", "TRIAL", "COMPARISON")
    nothing = {"period": None, "verification": None, "trial": None, "comparison": None}
    verified = nothing | {"state": "DONE", "kind": "VERIFICATION", "verification": {"same": True}}
    assert await ended(district, district.authority, *kinds) == [
        verified,
        nothing | {"state": "DONE", "kind": "TRIAL", "trial": {"units": {"totalCount": len(TOWNS)}}},
        nothing | {"state": "DONE", "kind": "COMPARISON", "comparison": {"changed": 0}},
    ]
    assert await ended(district, inspector, *kinds) == [verified, None, None], "who supervises sees what was verified"
