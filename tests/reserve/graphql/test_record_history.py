"""The record of a project as it was at any time, and what changed between any two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.chassis.database import ALL_DIVISIONS
from services.reserve.store import projects, tables
from services.reserve.store.history import shown
from tests.reserve.life import FIVE, INVESTMENT, PROJECT, at, documents

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
AT = "query($id: UUID!, $m: DateTime!) { project(id: $id) { at(moment: $m) { version values { field fieldName value } } } }"
DIFF = """query($id: UUID!, $from: DateTime!, $to: DateTime!) { project(id: $id) { diff(from: $from, to: $to) {
    field fieldName before after at actorName roles action reason approver } } }"""


@pytest.fixture(scope="module")
async def lived(reserve):
    """A project that was registered at noon and changed every hour after."""
    elements = reserve.elements(name="有史项目")
    project = await reserve.done("registerProject", PROJECT, reserve.owner, on=NOON, **elements)
    dearer = {"totalInvestment": "190000.5", "fundSources": [{"source": "企业自筹", "amount": "190000.5"}]}
    steps = [
        ("changeProject", reserve.owner, {"scale": "用地150亩", "reason": "扩大规模"}),
        ("recordEvidence", reserve.owner, {"evidence": documents(*FIVE)}),
        ("convertProject", INVESTMENT, {"toLibrary": "FIVE_YEAR"}),
        ("changeProject", reserve.town, {**dearer, "scale": "用地160亩", "reason": "调概"}),
        ("changeProject", reserve.owner, {"cooperatingIds": [reserve.town_id], "scale": "用地150亩", "reason": "改回"}),
    ]
    for n, (mutation, who, values) in enumerate(steps, start=1):
        project = await reserve.done(mutation, PROJECT, who, on=NOON + n * HOUR, **at(project), **values)
    return project


async def record(reserve, project, moment):
    found = (await reserve.api(AT, {"id": project["id"], "m": moment.isoformat()}, as_=INVESTMENT))["project"]["at"]
    return found and (found["version"], {v["field"]: v["value"] for v in found["values"]})


async def difference(reserve, project, start, end, as_=INVESTMENT):
    asked = {"id": project["id"], "from": start.isoformat(), "to": end.isoformat()}
    return (await reserve.api(DIFF, asked, as_=as_))["project"]["diff"]


async def test_replaying_the_history_gives_the_present_record(reserve, lived):
    async with reserve.api.database.session(ALL_DIVISIONS, read_only=True) as session:
        row = await session.get_one(tables.Project, UUID(lived["id"]))
        kept = projects.audited(await projects.state_of(session, row))
    present = {field: text for field, value in kept.items() if (text := shown(value)) is not None}
    assert await record(reserve, lived, NOON + 9 * HOUR) == (lived["version"], present)


async def test_the_record_is_shown_as_it_was_to_the_moment(reserve, lived):
    moment = timedelta(microseconds=1)
    assert await record(reserve, lived, NOON - moment) is None
    version, values = await record(reserve, lived, NOON)
    assert (version, values["scale"], values.get("library")) == (1, "一期用地约130亩", None)
    assert (await record(reserve, lived, NOON + HOUR - moment))[1]["scale"] == "一期用地约130亩"
    assert (await record(reserve, lived, NOON + HOUR))[1]["scale"] == "用地150亩"
    version, values = await record(reserve, lived, NOON + 3 * HOUR)
    assert (version, values["library"], values["total_investment"]) == (4, "FIVE_YEAR", "189000")


async def test_a_difference_says_what_who_when_and_why(reserve, lived):
    told = {d["field"]: d for d in await difference(reserve, lived, NOON, NOON + 9 * HOUR)}
    assert {f for f in told if "/" not in f} == {
        "scale",
        "library",
        "total_investment",
        "fund_sources",
        "cooperating_ids",
    }
    total = told["total_investment"]
    assert (total["before"], total["after"], total["reason"]) == ("189000", "190000.5", "调概")
    assert (total["fieldName"], total["actorName"], total["roles"]) == ("总投资（万元）", "测试员", ["PLANNING_PARTY"])
    assert total["at"] == "2026-11-25T00:00:00+08:00"
    assert (told["library"]["before"], told["library"]["action"]) == (None, "convertProject")
    assert told["scale"]["reason"] == "改回"
    assert len([f for f in told if f.startswith("evidence/")]) == len(FIVE)


async def test_what_was_undone_in_between_is_no_difference_and_backwards_is_told_backwards(reserve, lived):
    assert "scale" not in {d["field"] for d in await difference(reserve, lived, NOON + HOUR, NOON + 9 * HOUR)}
    (back,) = await difference(reserve, lived, NOON + HOUR, NOON)
    assert (back["before"], back["after"], back["reason"]) == ("用地150亩", "一期用地约130亩", "扩大规模")
    assert await difference(reserve, lived, NOON + HOUR, NOON + HOUR) == []


async def test_a_moment_without_its_offset_is_a_fault_of_the_request(reserve, lived):
    answer = await reserve.api.raw(AT, {"id": lived["id"], "m": "2026-11-24T12:00:00"}, as_=INVESTMENT)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["BAD_INPUT"]
