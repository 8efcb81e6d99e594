"""Each consumed event does what it should, once; told again, or late, it changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from services.chassis.clock import new_id
from services.schedule.store import tables
from tests.schedule.life import ISSUED, Life, opened, organization

SEEN = "projectName kind year openedOn planItems { year planVersion documentNumber annualInvestment inForce }"


async def everything(api, life):
    kept = (tables.Organization, tables.Project, tables.Schedule, tables.PlanItem, tables.FactorRequest)
    return [sorted(map(repr, await api.rows(select(*table.__table__.columns)))) for table in kept]


def project(life: Life, version: int, **changes):
    return {
        "projectId": str(life.project),
        "name": "示例涂料项目",
        "ownerId": str(life.owner_unit),
        "townId": str(life.town_unit),
        "industryAuthorityId": None,
        "level": "DISTRICT",
        "category": "INDUSTRY",
        "version": version,
        "division": "430211",
    } | changes


async def test_an_issued_plan_opens_the_projects_schedule(api):
    life = await opened(api)
    seen = await life.look(SEEN)
    assert (seen["projectName"], seen["kind"], seen["openedOn"]) == ("示例涂料项目", "NEW_START", ISSUED.isoformat())
    assert [(i["planVersion"], i["inForce"]) for i in seen["planItems"]] == [(1, True)]
    assert await api.parked() == []


async def test_every_consumed_event_applied_twice_changes_nothing(api):
    life = await opened(api)
    node, request = str(new_id()), str(new_id())
    events = [
        ("zhongdian.reserve.organization.registered.v1", organization(life.land_unit)),
        ("zhongdian.reserve.organization.changed.v1", organization(life.land_unit, version=2, name="示例新名称")),
        ("zhongdian.reserve.project.registered.v1", project(life, 1)),
        ("zhongdian.reserve.project.changed.v1", project(life, 2, name="示例涂料项目（二期）")),
        ("zhongdian.reserve.plan-item.issued.v1", life.item()),
        (
            "zhongdian.reserve.plan-item.issued.v1",
            life.item(planVersion=2, issuedOn="2027-07-01", annualInvestment="90000"),
        ),
    ]
    steps = ["submitted", "returned", "resubmitted", "decided"]

    async def tell() -> None:
        for type_, data in events:
            await api.consume(type_, data)
        for version, step in enumerate(steps, 1):
            await life.request(step, version, node, requestId=request)

    await tell()
    before = await everything(api, life)
    await tell()  # fresh event ids: as after a resend or a rebuild
    assert await everything(api, life) == before
    assert await api.parked() == []


async def test_a_unit_acts_until_told_otherwise_and_says_what_it_was_merged_into(api):
    unit, keep = new_id(), new_id()
    registered, changed = (f"zhongdian.reserve.organization.{verb}.v1" for verb in ("registered", "changed"))
    table = tables.Organization
    query = select(table.version, table.active, table.merged_into).where(table.id == unit)
    await api.consume(registered, organization(unit))
    assert list(map(tuple, await api.rows(query))) == [(1, True, None)]
    await api.consume(changed, organization(unit, version=2, active=False, mergedInto=str(keep)))
    await api.consume(registered, organization(unit))
    assert list(map(tuple, await api.rows(query))) == [(2, False, keep)]


async def test_the_same_event_delivered_twice_in_one_batch_is_applied_once(api):
    life = Life(api)
    envelope = {
        "specversion": "1.0",
        "id": str(new_id()),
        "source": "/zhongdian/reserve",
        "type": "zhongdian.reserve.plan-item.issued.v1",
        "subject": str(life.project),
        "time": "2027-01-04T09:00:00+08:00",
        "division": "430211",
        "data": life.item(),
    }
    await api.deliver(envelope, envelope)
    await api.deliver(envelope)
    assert len((await life.look("planItems { year }"))["planItems"]) == 1


async def test_an_older_version_that_comes_late_brings_nothing_back(api):
    life = await opened(api)
    await life.issue(planVersion=2, issuedOn="2027-07-01", kind="CONTINUING")
    await life.issue(planVersion=1, issuedOn="2027-01-04", planId=str(new_id()))
    seen = await life.look(SEEN)
    assert seen["kind"] == "CONTINUING"
    assert sorted((i["planVersion"], i["inForce"]) for i in seen["planItems"]) == [(1, False), (1, False), (2, True)]
    await api.consume("zhongdian.reserve.project.changed.v1", project(life, 5, name="示例新名"))
    await api.consume("zhongdian.reserve.project.changed.v1", project(life, 4, name="示例旧名"))
    assert (await life.look("projectName"))["projectName"] == "示例新名"


async def test_next_years_plan_is_followed_beside_this_years(api):
    life = await opened(api)
    await life.issue(planId=str(new_id()), year=2028, kind="CONTINUING", issuedOn="2028-01-04")
    seen = await life.look(SEEN)
    assert (seen["kind"], seen["year"]) == ("CONTINUING", 2028)
    assert [(i["year"], i["inForce"]) for i in seen["planItems"]] == [(2028, True), (2027, True)]


async def test_a_preliminary_project_that_becomes_construction_is_given_a_task(api):
    life = await opened(api, kind="PRELIMINARY")
    await life.issue(planVersion=2, issuedOn="2027-03-01", kind="NEW_START")
    assert (await life.set_task(on=date(2027, 3, 2)))["userErrors"] == []


async def test_units_can_be_told_after_the_projects_that_name_them(api):
    life = Life(api)
    await life.issue()
    assert [e["code"] for e in (await life.plan())["userErrors"]] == ["UNIT_UNKNOWN"] * 3
    await life.tell_units()
    assert (await life.plan())["userErrors"] == []


async def test_an_event_that_cannot_be_read_is_parked_and_not_lost(api):
    life = Life(api)
    await api.consume("zhongdian.reserve.plan-item.issued.v1", life.item(kind="UNHEARD_OF"), key=str(life.project))
    assert [p.key for p in await api.parked()] == [str(life.project)]


@pytest.mark.parametrize("producer", ["reserve", "support"])
async def test_consumers_read_the_producers_samples(api, producer):
    published = pytest.importorskip(f"services.{producer}.messaging.published")
    samples = {p.TYPE: p.SAMPLE for p in published.PUBLISHED}
    wanted = {t: m for t, (m, _) in api.service.inbox.handlers.items() if t.split(".")[1] == producer}
    assert wanted.keys() <= samples.keys()
    for type_, model in wanted.items():
        model.model_validate(samples[type_])
        assert {f.alias for f in model.model_fields.values()} <= samples[type_].keys() | {None}
