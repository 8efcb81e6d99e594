"""Other services hear of every document of a project, on whatever way it came or went (A5, A7)."""

from __future__ import annotations

import ast
import importlib.util
import zlib
from pathlib import Path

from sqlalchemy import select, text

import services.reserve
from services.chassis.database import ALL_DIVISIONS
from services.chassis.tables import outbox
from services.chassis.work import LANES
from services.reserve.app import REPLICAS
from tests.reserve.life import FIVE, PROJECT, THREE, TODAY, at, documents

RECORDED, WITHDRAWN = "zhongdian.reserve.evidence.recorded.v1", "zhongdian.reserve.evidence.withdrawn.v1"


async def told(reserve, project) -> dict[str, dict]:
    """What a listener knows of a project's documents in the end: of each the telling with the highest version."""
    known: dict[str, dict] = {}
    for event in await reserve.api.events():
        if event["type"] in {RECORDED, WITHDRAWN} and event["subject"] == project["id"]:
            data = event["data"] | {"withdrawn": event["type"] == WITHDRAWN}
            if data["version"] >= known.get(data["evidenceId"], data)["version"]:
                known[data["evidenceId"]] = data
    return known


async def kept(reserve, project) -> dict[str, tuple]:
    rows = await reserve.api.rows(select(REPLICAS["evidence"].subquery()))
    return {str(row.id): tuple(row)[3:] for row in rows if str(row.project_id) == project["id"]}


async def test_a_document_is_told_when_it_is_recorded_and_when_it_is_withdrawn(reserve):
    project = await reserve.project(("FIVE_YEAR", FIVE), name="告知项目")
    project = await reserve.prove(project, *THREE)
    query = "query($id: UUID!) { project(id: $id) { evidence { id kind } } }"
    evidence = (await reserve.api(query, {"id": project["id"]}, as_=reserve.owner))["project"]["evidence"]
    (scheme,) = [e["id"] for e in evidence if e["kind"] == "SCHEME"]
    project = await reserve.done(
        "withdrawEvidence", PROJECT, reserve.owner, **at(project), evidenceId=scheme, reason="登记有误"
    )
    # corrected: withdrawn, and recorded as it should have been
    right = documents("SCHEME")
    right[0]["title"] = "更正后的建设方案"
    project = await reserve.done("recordEvidence", PROJECT, reserve.owner, **at(project), evidence=right)
    known, own = await told(reserve, project), await kept(reserve, project)
    assert own.keys() == known.keys()
    assert {i for i, k in known.items() if k["withdrawn"]} == {scheme}
    for id_, (kind, title, number, issuer, issued_on, withdrawn) in own.items():
        said = known[id_]
        assert (said["kind"], said["title"], said["documentNumber"], said["issuingBody"]) == (
            kind,
            title,
            number,
            issuer,
        )
        assert (said["datedOn"], said["withdrawn"]) == (issued_on.isoformat(), withdrawn)
    versions = [k["version"] for k in known.values()]
    assert max(versions) == project["version"]


async def test_what_is_refused_is_told_to_nobody(reserve):
    project = await reserve.project(name="不予登记项目")
    early = documents("SCHEME")
    early[0]["issuedOn"] = "2099-01-01"
    await reserve.refused("recordEvidence", PROJECT, reserve.owner, on=TODAY, **at(project), evidence=early)
    assert await told(reserve, project) == {}


def test_no_other_place_makes_or_withdraws_a_document():
    """A new way to record documents has to tell of them; this fails until it is looked at, and named here."""
    root = Path(services.reserve.__file__).parent
    makes = {
        file.relative_to(root).as_posix()
        for file in root.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if (isinstance(node, ast.Call) and ast.unparse(node.func) in {"tables.Evidence", "insert(tables.Evidence)"})
        or (isinstance(node, ast.Attribute) and node.attr == "withdrawn_at" and isinstance(node.ctx, ast.Store))
    }
    assert makes == {"usecases/library/record_evidence.py", "usecases/library/withdraw_evidence.py"}


async def forget(reserve, project) -> None:
    """Take the tellings of a project's documents out of the outbox, as if they had been recorded before there were any."""
    async with reserve.api.database.session(ALL_DIVISIONS) as session:
        gone = text("delete from outbox where type in (:recorded, :withdrawn) and key = :key")
        await session.execute(gone, {"recorded": RECORDED, "withdrawn": WITHDRAWN, "key": project["id"]})
        await session.commit()


async def migrate_again(reserve) -> int:
    path = Path(services.reserve.__file__).parent / "store/migrations/versions/0020_told.py"
    spec = importlib.util.spec_from_file_location("told", path)
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    async with reserve.api.database.engine.begin() as connection:
        return await connection.run_sync(migration.tell_of_documents)


async def test_what_was_recorded_before_anybody_was_told_is_told_once(reserve):
    project = await reserve.project(("FIVE_YEAR", FIVE), name="旧材料项目")
    project = await reserve.prove(project, *THREE)
    query = "query($id: UUID!) { project(id: $id) { evidence { id kind } } }"
    evidence = (await reserve.api(query, {"id": project["id"]}, as_=reserve.owner))["project"]["evidence"]
    (scheme,) = [e["id"] for e in evidence if e["kind"] == "SCHEME"]
    given = {"evidenceId": scheme, "reason": "登记有误"}
    project = await reserve.done("withdrawEvidence", PROJECT, reserve.owner, **at(project), **given)
    before = await told(reserve, project)
    await forget(reserve, project)
    assert await told(reserve, project) == {}
    assert await migrate_again(reserve) == len(before)
    after = await told(reserve, project)
    assert {e: d | {"version": 0} for e, d in after.items()} == {e: d | {"version": 0} for e, d in before.items()}
    assert {d["version"] for d in after.values()} == {project["version"]}  # what is told later holds
    assert await migrate_again(reserve) == 0
    rows = await reserve.api.rows(select(outbox.c.key, outbox.c.lane).where(outbox.c.key == project["id"]))
    assert {row.lane for row in rows} == {zlib.crc32(project["id"].encode()) % LANES}
