"""Attachments through GraphQL and REST: uploaded, hung on records by whoever may change them, seen as their record is."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.reserve.domain.attachments import rulebook
from services.reserve.store import attachments, tables
from tests.conftest import ServiceApi
from tests.harness.bucket import folder
from tests.harness.people import person
from tests.harness.waiting import eventually
from tests.reserve.files import ATTACHMENT, Desk, digest, errors_of, pdf
from tests.reserve.filing import APPLICATION, Season, this
from tests.reserve.life import INVESTMENT, PROJECT, TODAY, Reserve, at, codes, documents

KEY = "k" * 32
LISTED = "totalCount edges { node { id title kindName detachedAt detachedReason evidenceId } }"


@pytest.fixture(scope="module")
async def reserve(service_api: ServiceApi, tmp_path_factory: pytest.TempPathFactory) -> Reserve:
    """Give reserve with a folder for files."""
    place = folder(tmp_path_factory.mktemp("files")) | {"files_link_key": SecretStr(KEY)}
    made = Reserve(await service_api("reserve", **place))
    made.owner_id = await made.unit("松井新材料科技有限公司", "OWNER", Role.OWNER, number=1)
    made.town_id = await made.unit("某某街道办事处", "TOWN", Role.PLANNING_PARTY, number=2)
    made.authority_id = await made.unit("区工业和信息化局", "DEPARTMENT", Role.INDUSTRY_AUTHORITY, number=3)
    return made


@pytest.fixture
def desk(reserve: Reserve) -> Desk:
    return Desk(reserve)


async def listed(reserve: Reserve, project: dict[str, Any], as_=INVESTMENT, arguments: str = "") -> dict[str, Any]:
    query = f"query($id: UUID!) {{ project(id: $id) {{ version attachments{arguments} {{ {LISTED} }} }} }}"
    return (await reserve.api(query, {"id": project["id"]}, as_=as_, on=TODAY))["project"]


def titles(connection: dict[str, Any]) -> list[str]:
    return [e["node"]["title"] for e in connection["edges"]]


async def test_a_file_hangs_on_a_project_from_the_next_version_on_with_history_audit_and_event(reserve, desk):
    project = await reserve.project(name="附件项目一")
    content = pdf("可研批复")
    file = await desk.uploaded(reserve.owner, "C:\\资料\\可研 批复.pdf", content)
    assert file == {
        "id": file["id"],
        "fileName": "可研 批复.pdf",
        "format": "PDF",
        "size": len(content),
        "sm3": digest(content),
        "url": f"/files/{file['id']}",
    }
    done = await reserve.done(
        "attachFile", ATTACHMENT, reserve.owner, fileId=file["id"], kind="APPROVAL", **at(project)
    )
    assert (done["title"], done["kindName"], done["path"]) == ("可研 批复", "批复、批准文件", file["url"])
    assert done["project"]["version"] == project["version"] + 1
    seen = await listed(reserve, project)
    assert titles(seen["attachments"]) == ["可研 批复"]
    history = "query($id: UUID!) { project(id: $id) { history(first: 1) { edges { node { action version changes { field after } } } } } }"
    (edge,) = (await reserve.api(history, {"id": project["id"]}, as_=INVESTMENT, on=TODAY))["project"]["history"][
        "edges"
    ]
    assert edge["node"]["action"] == "attachFile"
    assert [c["field"] for c in edge["node"]["changes"]] == [f"attachments/{file['id']}"]
    assert digest(content) in edge["node"]["changes"][0]["after"]
    last = [e for e in await reserve.api.events() if e["data"].get("projectId") == project["id"]][-1]
    assert (last["type"], last["data"]["version"]) == (
        "zhongdian.reserve.project.changed.v1",
        project["version"] + 1,
    )
    acts = [r.action for r in await reserve.api.audit() if r.subject == f"file/{file['id']}"]
    assert acts == ["uploadFile", "attachFile"]


async def test_a_file_is_taken_off_with_a_reason_and_stays_on_record_with_its_bytes(reserve, desk):
    project = await reserve.project(name="附件项目二")
    done = await desk.attached(reserve.owner, **at(project))
    version = done["project"]["version"]
    gone = {"attachmentId": done["id"], "expectedVersion": version}
    refused = await reserve.refused("detachFile", ATTACHMENT, reserve.owner, **gone, reason="  ")
    assert codes(refused) == ["REASON_MISSING"]
    await reserve.done("detachFile", ATTACHMENT, reserve.owner, **gone, reason="传错了文件")
    again = await reserve.refused(
        "detachFile", ATTACHMENT, reserve.owner, **(gone | {"expectedVersion": version + 1}), reason="再移"
    )
    assert codes(again) == ["ATTACHMENT_DETACHED"]
    assert (await listed(reserve, project))["attachments"]["totalCount"] == 0
    kept = (await listed(reserve, project, arguments="(detached: true)"))["attachments"]["edges"][0]["node"]
    assert kept["detachedReason"] == "传错了文件"
    assert (await desk.fetch(INVESTMENT, done["id"])).status_code == 200
    difference = (
        "query($id: UUID!, $a: DateTime!, $b: DateTime!) { project(id: $id) { diff(from: $a, to: $b) { fieldName } } }"
    )
    moments = {"id": project["id"], "a": "2026-01-01T00:00:00+08:00", "b": f"{TODAY}T23:59:59+08:00"}
    told = (await reserve.api(difference, moments, as_=INVESTMENT, on=TODAY))["project"]["diff"]
    assert "附件" not in {d["fieldName"] for d in told}  # came and went


async def test_a_file_comes_with_the_document_that_it_proves(reserve, desk):
    project = await reserve.project(name="佐证附件项目")
    first, second = [await desk.uploaded(reserve.owner) for _ in range(2)]
    (paper,) = documents("SCHEME")
    recorded = {"evidence": [paper | {"fileIds": [first["id"]]}]}
    done = await reserve.done("recordEvidence", PROJECT, reserve.owner, **at(project), **recorded)
    query = (
        "query($id: UUID!) { project(id: $id) { version evidence { id title attachments { id title size sm3 path attachedBy } }"
        " readiness(library: THREE_YEAR) { criteria { evidence { attachments { id } } } }"
        f" attachments {{ {LISTED} }} }} }}"
    )
    seen = (await reserve.api(query, {"id": project["id"]}, as_=INVESTMENT, on=TODAY))["project"]
    (evidence,) = seen["evidence"]
    assert [(a["id"], a["title"]) for a in evidence["attachments"]] == [(first["id"], paper["title"])]
    proofs = [c["evidence"]["attachments"] for c in seen["readiness"]["criteria"] if c["evidence"]]
    assert proofs == [[{"id": first["id"]}]]
    more = {"evidenceId": evidence["id"], "expectedVersion": done["version"], "kind": "OTHER", "title": "补充页"}
    await reserve.done("attachFile", ATTACHMENT, reserve.owner, fileId=second["id"], **more)
    of_it = await listed(reserve, project, arguments=f'(evidenceId: "{evidence["id"]}")')
    assert titles(of_it["attachments"]) == ["补充页", paper["title"]]
    withdrawn = {"evidenceId": evidence["id"], "reason": "作废", **at(project | {"version": done["version"] + 1})}
    project = await reserve.done("withdrawEvidence", PROJECT, reserve.owner, **withdrawn)
    third = await desk.uploaded(reserve.owner)
    late = more | {"expectedVersion": project["version"]}
    refused = await reserve.refused("attachFile", ATTACHMENT, reserve.owner, fileId=third["id"], **late)
    assert codes(refused) == ["EVIDENCE_WITHDRAWN"]


async def test_a_document_with_a_file_that_is_not_there_or_comes_twice_is_not_recorded(reserve, desk):
    project = await reserve.project(name="佐证附件有误项目")
    file = await desk.uploaded(reserve.owner)
    one, other = documents("SCHEME", "NECESSITY")
    recorded = {"evidence": [one | {"fileIds": [file["id"], str(new_id())]}, other | {"fileIds": [file["id"]]}]}
    refused = await reserve.refused("recordEvidence", PROJECT, reserve.owner, **at(project), **recorded)
    assert [(e["code"], e["field"]) for e in refused] == [("FILE_UNKNOWN", "evidence.0.fileIds.1")]
    twice = {"evidence": [one | {"fileIds": [file["id"]]}, other | {"fileIds": [file["id"]]}]}
    refused = await reserve.refused("recordEvidence", PROJECT, reserve.owner, **at(project), **twice)
    assert [(e["code"], e["field"]) for e in refused] == [("FILE_ATTACHED", "evidence.1.fileIds.0")]
    seen = await listed(reserve, project, arguments="(detached: true)")
    assert (seen["version"], seen["attachments"]["totalCount"]) == (project["version"], 0)


async def test_an_application_has_files_while_it_can_be_changed(reserve, desk):
    season = Season(reserve, 2027)
    project = await reserve.ready("申报附件项目")
    await season.published()
    begun = await season.begun(project)
    done = await desk.attached(reserve.owner, applicationId=begun["id"], expectedVersion=begun["version"])
    assert done["application"]["version"] == begun["version"] + 1
    seen = f"version attachments {{ {LISTED} }} steps(first: 1) {{ edges {{ node {{ action text fromStatus toStatus }} }} }}"
    made = await season.seen(begun, seen)
    assert made["attachments"]["totalCount"] == 1
    step = made["steps"]["edges"][0]["node"]
    assert (step["action"], step["fromStatus"], step["toStatus"]) == ("attachFile", "DRAFT", "DRAFT")
    assert "批复.pdf" in step["text"]
    assert (await listed(reserve, project))["attachments"]["totalCount"] == 0  # those are with the application
    stranger = reserve.town  # sees the application, does not apply
    foreign = await desk.uploaded(stranger)
    to = {"applicationId": begun["id"], "expectedVersion": made["version"], "kind": "OTHER"}
    refused = await reserve.refused("attachFile", ATTACHMENT, stranger, fileId=foreign["id"], **to)
    assert codes(refused) == ["APPLICANT_NOT_OWNER"]
    submitted = await season.done("submitApplication", APPLICATION, reserve.owner, **this(made | {"id": begun["id"]}))
    late = await desk.uploaded(reserve.owner)
    to = to | {"expectedVersion": submitted["version"]}
    refused = await reserve.refused("attachFile", ATTACHMENT, reserve.owner, fileId=late["id"], **to)
    assert codes(refused) == ["APPLICATION_STATUS_WRONG"]
    gone = {"attachmentId": done["id"], "expectedVersion": submitted["version"], "reason": "换新"}
    refused = await reserve.refused("detachFile", ATTACHMENT, reserve.owner, **gone)
    assert codes(refused) == ["APPLICATION_STATUS_WRONG"]


async def test_all_that_is_wrong_is_told_at_once_and_nothing_is_kept(reserve, desk):
    project = await reserve.project(name="附件有误项目")
    content = pdf("同一内容")
    await desk.attached(reserve.owner, content=content, **at(project))
    file = await desk.uploaded(reserve.owner, content=content)
    refused = await reserve.refused(
        "attachFile", ATTACHMENT, reserve.owner, fileId=file["id"], kind="NO_SUCH", title="标\u200b题", **at(project)
    )
    assert codes(refused) == [
        "VERSION_CONFLICT",
        "ATTACHMENT_KIND_UNKNOWN",
        "ATTACHMENT_DUPLICATE",
        "TEXT_INVISIBLE_CHARACTER",
    ]
    assert (await listed(reserve, project))["attachments"]["totalCount"] == 1


@pytest.mark.parametrize("named", [{}, {"projectId": str(UUID(int=1)), "applicationId": str(UUID(int=2))}])
async def test_exactly_one_record_is_named(reserve, desk, named):
    file = await desk.uploaded(reserve.owner)
    asked = {"fileId": file["id"], "kind": "OTHER", "expectedVersion": 1} | named
    assert codes(await reserve.refused("attachFile", ATTACHMENT, reserve.owner, **asked)) == [
        "ATTACHMENT_RECORD_UNCLEAR"
    ]


async def test_a_file_is_attached_once(reserve, desk):
    project, other = await reserve.project(name="只附一次甲"), await reserve.project(name="只附一次乙")
    done = await desk.attached(reserve.owner, **at(project))
    again = {"fileId": done["id"], "kind": "OTHER", **at(other)}
    assert codes(await reserve.refused("attachFile", ATTACHMENT, reserve.owner, **again)) == ["FILE_ATTACHED"]


async def test_of_two_records_that_want_the_same_file_at_once_one_gets_it(reserve, desk):
    projects = [await reserve.project(name=f"争用文件{n}") for n in range(4)]
    file = await desk.uploaded(reserve.owner)
    asked = [
        reserve.do("attachFile", ATTACHMENT, reserve.owner, fileId=file["id"], kind="OTHER", **at(p)) for p in projects
    ]
    answers = await asyncio.gather(*asked)
    assert sum(a["attachment"] is not None for a in answers) == 1
    lost = [codes(a["userErrors"]) for a in answers if a["attachment"] is None]
    assert lost == [["FILE_ATTACHED"]] * 3


async def test_of_two_who_attach_to_the_same_version_one_wins_and_the_other_is_told_by_whom(reserve, desk):
    project = await reserve.project(name="争用版本")
    files = [await desk.uploaded(reserve.owner) for _ in range(2)]
    asked = [
        reserve.do("attachFile", ATTACHMENT, reserve.owner, fileId=f["id"], kind="OTHER", **at(project)) for f in files
    ]
    answers = await asyncio.gather(*asked)
    (lost,) = [a["userErrors"] for a in answers if a["attachment"] is None]
    assert codes(lost) == ["VERSION_CONFLICT"]
    assert "附上了文件" in lost[0]["message"]


async def test_what_is_being_attached_is_not_cleared_and_what_is_cleared_is_not_attached(reserve, desk):
    project = await reserve.project(name="清除与附上同时")
    file = await desk.uploaded(reserve.owner)
    database = reserve.api.database
    asked = {"fileId": file["id"], "kind": "OTHER", **at(project)}
    async with database.session(ALL_DIVISIONS) as session:
        (row,) = [r for r in await attachments.KEPT.unused(session, timedelta(0)) if str(r.id) == file["id"]]
        attaching = asyncio.create_task(reserve.do("attachFile", ATTACHMENT, reserve.owner, **asked))

        async def waits() -> bool:
            return bool(await reserve.api.rows(text("select 1 from pg_locks where not granted")))

        await eventually(waits)
        await session.delete(row)
        await session.commit()
    assert codes((await attaching)["userErrors"]) == ["FILE_UNKNOWN"]
    kept = await desk.uploaded(reserve.owner)
    async with database.session("430211") as session:
        await session.execute(select(tables.Attachment.id).where(tables.Attachment.id == kept["id"]).with_for_update())
        async with database.session(ALL_DIVISIONS) as other:
            passed_by = [str(r.id) for r in await attachments.KEPT.unused(other, timedelta(0))]
    assert kept["id"] not in passed_by


async def test_a_record_has_no_more_files_than_the_rules_allow(reserve, desk, monkeypatch):
    monkeypatch.setattr(rulebook.MOST_ON_RECORD, "on", lambda _day: 2)
    project = await reserve.project(name="附件满项目")
    for _ in range(2):
        done = await desk.attached(reserve.owner, **at(project))
        project = project | done["project"]
    file = await desk.uploaded(reserve.owner)
    third = {"fileId": file["id"], "kind": "OTHER", **at(project)}
    assert codes(await reserve.refused("attachFile", ATTACHMENT, reserve.owner, **third)) == ["ATTACHMENTS_TOO_MANY"]
    gone = {"attachmentId": done["id"], "expectedVersion": project["version"], "reason": "换新"}
    detached = await reserve.done("detachFile", ATTACHMENT, reserve.owner, **gone)
    third = third | {"expectedVersion": detached["project"]["version"]}
    await reserve.done("attachFile", ATTACHMENT, reserve.owner, **third)


async def test_nobody_uses_what_another_person_uploaded(reserve, desk):
    project = await reserve.project(name="他人文件项目")
    file = await desk.uploaded(reserve.owner)
    for who in (INVESTMENT, reserve.town, reserve.owner.but(subject="colleague"), reserve.owner.but(division="430204")):
        assert (await desk.fetch(who, file["id"])).status_code == 404
        query = "query($id: UUID!) { attachment(id: $id) { id } unusedUploads { edges { node { id } } } }"
        seen = await reserve.api(query, {"id": file["id"]}, as_=who, on=TODAY)
        assert seen["attachment"] is None
        assert file["id"] not in [e["node"]["id"] for e in seen["unusedUploads"]["edges"]]
    asked = {"fileId": file["id"], "kind": "OTHER", **at(project)}
    assert codes(await reserve.refused("attachFile", ATTACHMENT, INVESTMENT, **asked)) == ["FILE_UNKNOWN"]
    query = "{ unusedUploads(first: 1) { edges { node { id kind title project { id } } } } }"
    (edge,) = (await reserve.api(query, as_=reserve.owner, on=TODAY))["unusedUploads"]["edges"]
    assert edge["node"] == {"id": file["id"], "kind": None, "title": None, "project": None}
    assert (await desk.fetch(reserve.owner, file["id"])).status_code == 200


async def test_who_does_not_see_the_record_neither_sees_nor_downloads_nor_changes_its_files(reserve, desk):
    project = await reserve.project(name="附件只给自己看")
    done = await desk.attached(reserve.owner, **at(project))
    for who in (reserve.owner, reserve.town, INVESTMENT, person(Role.LAND), INVESTMENT.but(division="430200")):
        assert (await desk.fetch(who, done["id"])).status_code == 200
    strangers = (
        person(Role.OWNER, unit=UUID(int=98)),
        person(Role.OWNER),
        person(Role.SPECIALIST, unit=UUID(int=97)),
        person(Role.OPERATOR),
        INVESTMENT.but(division="430204"),
        person(subject="nobody"),
    )
    for who in strangers:
        answer = await desk.fetch(who, done["id"])
        assert (answer.status_code, errors_of(answer)) == (404, ["FILE_UNKNOWN"])
    query = "query($id: UUID!) { attachment(id: $id) { id } }"
    for who in strangers[:-1]:
        assert (await reserve.api(query, {"id": done["id"]}, as_=who, on=TODAY))["attachment"] is None
    gone = {"attachmentId": done["id"], "expectedVersion": done["project"]["version"], "reason": "越权"}
    for who in (strangers[0], INVESTMENT.but(division="430200"), INVESTMENT.but(division="430204")):
        assert codes(await reserve.refused("detachFile", ATTACHMENT, who, **gone)) == ["ATTACHMENT_UNKNOWN"]
    answer = await desk.fetch(None, done["id"])
    assert (answer.status_code, errors_of(answer)) == (401, ["UNAUTHENTICATED"])
    assert errors_of(await desk.fetch(INVESTMENT, "no-id")) == ["FILE_UNKNOWN"]


@pytest.mark.parametrize("role", [Role.LAND, Role.LEADER, Role.SPECIALIST, Role.OPERATOR])
async def test_roles_that_report_nothing_neither_upload_nor_attach(reserve, desk, role):
    answer = await desk.send(person(role))
    assert (answer.status_code, errors_of(answer)) == (403, ["FORBIDDEN"])
    document = "mutation($input: AttachFileInput!) { attachFile(input: $input) { userErrors { code } } }"
    asked = {"idempotencyKey": "x", "fileId": str(UUID(int=1)), "expectedVersion": 1, "kind": "OTHER"}
    told = await reserve.api.raw(document, {"input": asked}, as_=person(role))
    assert [e["extensions"]["code"] for e in told["errors"]] == ["FORBIDDEN"]


async def test_a_link_serves_the_one_it_was_made_for_and_asks_anew_what_they_see(reserve, desk):
    project = await reserve.project(name="直链项目")
    done = await desk.attached(reserve.owner, **at(project))
    link = "mutation($input: CreateDownloadLinkInput!) { createDownloadLink(input: $input) { url expiresAt userErrors { code } } }"

    async def made(who, id=done["id"]):
        asked = {"idempotencyKey": str(new_id()), "attachmentId": id}
        return (await reserve.api(link, {"input": asked}, as_=who, on=TODAY))["createDownloadLink"]

    url = (await made(reserve.owner))["url"]
    http = reserve.api.http
    answer = await http.get(url)
    assert answer.status_code == 200
    downloads = [r for r in await reserve.api.audit() if r.subject == f"file/{done['id']}"]
    assert [(r.action, r.actor, r.unit) for r in downloads[-2:]] == [
        ("createDownloadLink", reserve.owner.subject, reserve.owner.unit),
        ("downloadFile", reserve.owner.subject, reserve.owner.unit),
    ]
    other = await desk.attached(reserve.owner, **at(project | done["project"]))
    path, ticket = url.split("?ticket=")
    body, signature = ticket.split(".")
    forged = [f"/files/{other['id']}?ticket={ticket}", f"{path}?ticket={body}.{signature[:-4]}AAAA", f"{path}?ticket=x"]
    for wrong in [*forged, f"{path}?ticket={body}", f"{path}?ticket=.", f"{path}?ticket=é.é"]:
        answer = await http.get(wrong)
        assert (answer.status_code, errors_of(answer)) == (401, ["LINK_INVALID"])
    stranger = await made(person(Role.OWNER, unit=UUID(int=98)))
    assert (stranger["url"], [e["code"] for e in stranger["userErrors"]]) == (None, ["ATTACHMENT_UNKNOWN"])


async def test_the_rules_say_what_is_taken(reserve):
    query = (
        "{ attachmentRules { maxBytes maxOnRecord maxWaiting unusedHours formats { code extensions } kinds { code } } }"
    )
    rules = (await reserve.api(query, as_=reserve.owner, on=TODAY))["attachmentRules"]
    assert (rules["maxBytes"], rules["maxOnRecord"], rules["unusedHours"]) == (104857600, 200, 72)
    assert {"code": "PDF", "extensions": ["pdf"]} in rules["formats"]
    assert {"code": "EVIDENCE"} in rules["kinds"]


async def test_many_files_are_paged(reserve, desk):
    project = await reserve.project(name="附件分页项目")
    for _ in range(3):
        done = await desk.attached(reserve.owner, **at(project))
        project = project | done["project"]
    query = "query($id: UUID!, $after: String) { project(id: $id) { attachments(first: 2, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node { id } } } } }"
    first = (await reserve.api(query, {"id": project["id"]}, as_=INVESTMENT, on=TODAY))["project"]["attachments"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    after = {"id": project["id"], "after": first["pageInfo"]["endCursor"]}
    rest = (await reserve.api(query, after, as_=INVESTMENT, on=TODAY))["project"]["attachments"]
    ids = [e["node"]["id"] for e in first["edges"] + rest["edges"]]
    assert ids == sorted(set(ids), reverse=True)
