"""The copy of projects' documents: the newest telling holds, and it can be built anew from what reserve has told."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select, update

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.schedule.store import tables
from tests.harness.people import person

RECORDED, WITHDRAWN = "zhongdian.reserve.evidence.recorded.v1", "zhongdian.reserve.evidence.withdrawn.v1"
STEPS = "/operations/copies/evidence/rebuild"


def document(**changes) -> dict:
    return {
        "projectId": str(new_id()),
        "evidenceId": str(new_id()),
        "kind": "PARK_AGREEMENT",
        "title": "示例入园协议",
        "documentNumber": "示例〔2027〕7号",
        "issuingBody": "示例招商单位",
        "datedOn": "2027-03-12",
        "validUntil": None,
        "version": 4,
        "division": "430211",
    } | changes


def envelope(type_: str, data: dict) -> dict:
    return {
        "id": str(new_id()),
        "source": "/zhongdian/reserve",
        "type": type_,
        "subject": data["projectId"],
        "time": datetime(2027, 3, 13, tzinfo=UTC).isoformat(),
        "division": data["division"],
        "data": data,
    }


async def kept(api, told: dict):
    evidence = tables.ProjectEvidence
    (row,) = await api.rows(select(evidence.__table__).where(evidence.id == told["evidenceId"]))
    return row


async def test_a_document_is_kept_as_it_was_told_last_in_whatever_order(api):
    first, second = document(), document()
    await api.deliver(envelope(RECORDED, first), envelope(WITHDRAWN, first | {"version": 6}))
    await api.deliver(envelope(WITHDRAWN, second | {"version": 6}), envelope(RECORDED, second))
    for told in (first, second):
        row = await kept(api, told)
        assert (row.withdrawn, row.version, row.dated_on) == (True, 6, date(2027, 3, 12))
        assert (row.title, row.number, row.issuing_body) == ("示例入园协议", "示例〔2027〕7号", "示例招商单位")
    assert await api.parked() == []


async def test_the_copy_is_built_anew_from_what_was_told(service_api):
    told = document()
    history = [envelope(RECORDED, told), envelope(WITHDRAWN, told | {"version": 7})]
    api = await service_api("schedule")
    await api.deliver(*history)
    async with api.database.session(ALL_DIVISIONS) as session:
        evidence = tables.ProjectEvidence
        await session.execute(update(evidence).where(evidence.id == told["evidenceId"]).values(title="改坏了"))
        await session.commit()

    async def step(path: str, body: dict) -> dict:
        headers = {"authorization": api.issuer.header(person(Role.OPERATOR))}
        answer = await api.http.post(f"{STEPS}{path}", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    assert (await step("", {"reason": "副本有误"}))["types"] == [RECORDED, WITHDRAWN]
    await step("/events", {"after": 0, "last": 2, "events": history})
    assert await step("/finish", {}) == {"done": True, "removed": 1, "written": 1, "events": 2}
    row = await kept(api, told)
    assert (row.title, row.withdrawn, row.version) == ("示例入园协议", True, 7)
