"""Files over REST: limits while they stream, idempotency, parts, damage, a store that is away, clearing; in folder and bucket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import obstore
import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from infra import ports
from services.chassis.attachments.clearing import ClearUploads
from services.chassis.beside import Beside
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.files import Files, FilesAway
from services.chassis.runtime import Runtime
from services.law.parties import Role
from services.reserve.domain.attachments import rulebook
from services.reserve.store import attachments, tables
from tests.conftest import ServiceApi
from tests.harness.bucket import Place, bucket, folder, in_bucket
from tests.harness.people import person
from tests.harness.waiting import eventually
from tests.reserve.files import ATTACHMENT, SAMPLES, Desk, digest, errors_of, pdf
from tests.reserve.life import INVESTMENT, Reserve, at, codes

MOST = 2000  # bytes of a file, so that limits can be stood on
WHO = person(Role.PLANNING_PARTY)
FILES, CONTENTS = tables.Attachment, tables.FileContent


@pytest.fixture(scope="module")
def store_over_http() -> Iterator[Place]:
    with bucket() as place:
        yield place


async def opened(service_api: ServiceApi, place: Place, **changes: Any) -> Reserve:
    reserve = Reserve(await service_api("reserve", files_max_bytes=MOST, **place, **changes))
    reserve.owner_id = await reserve.unit("松井新材料科技有限公司", "OWNER", Role.OWNER, number=1)
    reserve.town_id = await reserve.unit("某某街道办事处", "TOWN", Role.PLANNING_PARTY, number=2)
    reserve.authority_id = await reserve.unit("区工业和信息化局", "DEPARTMENT", Role.INDUSTRY_AUTHORITY, number=3)
    return reserve


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return folder(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
async def in_folder(service_api: ServiceApi, place: Place) -> Reserve:
    return await opened(service_api, place)


@pytest.fixture(scope="module")
async def in_store(service_api: ServiceApi, store_over_http: Place) -> Reserve:
    return await opened(service_api, store_over_http)


@pytest.fixture(scope="module", params=["folder", "bucket"])
async def reserve(request, in_folder: Reserve, in_store: Reserve) -> Reserve:
    return in_folder if request.param == "folder" else in_store


@pytest.fixture
def desk(reserve: Reserve) -> Desk:
    return Desk(reserve)


@pytest.fixture
def local(in_folder: Reserve) -> Desk:
    return Desk(in_folder)


def root_of(desk: Desk) -> Path:
    return Files.open(desk.reserve.api.settings)._folder


def path_of(desk: Desk, sm3: str) -> Path:
    return root_of(desk) / "sm3" / sm3[:2] / sm3[2:]


async def rows(desk: Desk, sm3: str) -> tuple[int, int]:
    """Count the files that have these bytes, and the bytes themselves as the database knows of them."""
    api = desk.reserve.api
    ((of_files,),) = await api.rows(select(func.count()).select_from(FILES).where(FILES.sm3 == sm3))
    ((of_bytes,),) = await api.rows(select(func.count()).select_from(CONTENTS).where(CONTENTS.sm3 == sm3))
    return of_files, of_bytes


def sized(size: int) -> bytes:
    unique = f"%PDF-1.7 {new_id()}".encode()
    return unique + b"x" * (size - len(unique))


async def in_pieces(content: bytes, size: int = 100) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def test_what_is_uploaded_is_downloaded_byte_for_byte_with_its_name(desk):
    content = SAMPLES["方案.docx"]
    file = await desk.uploaded(WHO, "建设方案（终稿）.docx", in_pieces(content))
    assert (file["sm3"], file["size"], file["format"]) == (digest(content), len(content), "DOCX")
    answer = await desk.fetch(WHO, file["id"])
    assert answer.content == content
    told = answer.headers
    assert told["content-type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert told["content-length"] == str(len(content))
    assert (
        "filename*=UTF-8''%E5%BB%BA%E8%AE%BE%E6%96%B9%E6%A1%88%EF%BC%88%E7%BB%88%E7%A8%BF%EF%BC%89.docx"
        in (told["content-disposition"])
    )
    assert (told["x-content-type-options"], told["etag"]) == ("nosniff", f'"{file["sm3"]}"')
    assert "private" in told["cache-control"]


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "streamed"])
async def test_a_file_of_the_limit_is_taken_and_one_byte_more_is_not(desk, announced):
    for size, status in ((MOST - 1, 201), (MOST, 201), (MOST + 1, 413), (50 * MOST, 413)):
        content = sized(size)
        answer = await desk.send(WHO, content=content if announced else in_pieces(content))
        assert answer.status_code == status, answer.text
        if status == 413:
            assert errors_of(answer) == ["FILE_TOO_LARGE"]
            assert await rows(desk, digest(content)) == (0, 0)


async def test_the_limit_holds_while_bytes_come_and_not_after(desk):
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 100 * MOST:
            sent += 500
            yield b"%PDF-" + b"x" * 495

    answer = await desk.send(WHO, content=endless())
    assert answer.status_code == 413
    assert sent <= MOST + 1000


async def test_an_upload_that_is_cut_off_leaves_nothing(desk):
    content = sized(900)
    arriving = iter(
        [
            {"type": "http.request", "body": content[:400], "more_body": True},
            {"type": "http.disconnect"},
        ]
    )
    answers: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return next(arriving)

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    headers = {
        "authorization": desk.reserve.api.issuer.header(WHO),
        "idempotency-key": str(new_id()),
        "host": "service",
    }
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/files",
        "raw_path": b"/files",
        "query_string": b"name=a.pdf",
        "root_path": "",
        "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
    }
    await desk.reserve.api.http._transport.app(scope, receive, send)
    assert answers[0]["status"] == 400
    assert b"UPLOAD_CUT_OFF" in answers[1]["body"]
    for size in (400, 900):
        assert await rows(desk, digest(content[:size])) == (0, 0)


async def test_what_cannot_be_taken_is_refused_with_every_reason_and_leaves_nothing(desk):
    exe = b"MZ\x90\x00" + str(new_id()).encode()
    answer = await desk.send(WHO, "程序.pdf", exe, sm3="0" * 64)
    assert answer.status_code == 422
    assert errors_of(answer) == ["FILE_CONTENT_UNKNOWN", "FILE_DIGEST_DIFFERS"]
    assert all(e["message"] and e["field"] for e in answer.json()["errors"])
    assert await rows(desk, digest(exe)) == (0, 0)
    assert errors_of(await desk.send(WHO, "空.pdf", b"")) == ["FILE_EMPTY"]
    assert errors_of(await desk.send(WHO, "程序.exe", exe)) == ["FILE_FORMAT_NOT_ALLOWED"]
    assert errors_of(await desk.send(WHO, "", pdf())) == ["FILE_NAME_INVALID"]
    answer = await desk.send(WHO, "", pdf(), key="x" * 201)
    assert (answer.status_code, errors_of(answer)) == (400, ["IDEMPOTENCY_KEY_INVALID", "FILE_NAME_INVALID"])
    answer = await desk.send(None, content=pdf())
    assert (answer.status_code, errors_of(answer)) == (401, ["UNAUTHENTICATED"])


async def test_a_digest_that_agrees_is_welcome_in_any_case(desk):
    content = sized(300)
    assert (await desk.send(WHO, content=content, sm3=digest(content).upper())).status_code == 201


async def test_the_same_key_uploads_once_and_serves_no_other_file(desk):
    content, key = sized(300), str(new_id())
    first, again = [await desk.send(WHO, content=content, key=key) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert await rows(desk, digest(content)) == (1, 1)
    for name, other in (("批复.pdf", sized(300)), ("另名.pdf", content)):
        answer = await desk.send(WHO, name, other, key=key)
        assert (answer.status_code, errors_of(answer)) == (409, ["IDEMPOTENCY_KEY_REUSED"])


async def test_ten_uploads_of_the_same_bytes_at_once_are_ten_files_and_bytes_once(desk):
    content = sized(700)
    answers = await asyncio.gather(*(desk.send(WHO, f"批复{n}.pdf", content) for n in range(10)))
    assert {a.status_code for a in answers} == {201}
    assert len({a.json()["id"] for a in answers}) == 10
    assert await rows(desk, digest(content)) == (10, 1)
    store = Files.open(desk.reserve.api.settings)._store
    kept = [m for batch in obstore.list(store) for m in batch if m["path"].endswith(digest(content)[2:])]
    assert len(kept) == 1


async def test_ten_uploads_with_one_key_at_once_are_one_file(desk):
    content, key = sized(700), str(new_id())
    answers = await asyncio.gather(*(desk.send(WHO, content=content, key=key) for _ in range(10)))
    assert {a.status_code for a in answers} <= {200, 201}
    assert len({a.json()["id"] for a in answers}) == 1
    assert await rows(desk, digest(content)) == (1, 1)


async def test_parts_of_a_file_are_given_as_asked_for(desk):
    content = sized(1000)
    file = await desk.uploaded(WHO, content=content)
    for asked, start, end in (("bytes=0-99", 0, 100), ("bytes=990-", 990, 1000), ("bytes=-10", 990, 1000)):
        answer = await desk.fetch(WHO, file["id"], range=asked)
        assert (answer.status_code, answer.content) == (206, content[start:end])
        assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/1000"
    answer = await desk.fetch(WHO, file["id"], range="bytes=1000-")
    assert (answer.status_code, answer.headers["content-range"]) == (416, "bytes */1000")
    tag = f'"{file["sm3"]}"'
    assert (await desk.fetch(WHO, file["id"], range="bytes=0-0", if_range='"other"')).status_code == 200
    assert (await desk.fetch(WHO, file["id"], range="bytes=0-0", if_range=tag)).status_code == 206
    unchanged = await desk.fetch(WHO, file["id"], if_none_match=tag)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    head = await desk.fetch(WHO, file["id"], "HEAD")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "1000")


async def test_every_download_is_on_record_with_who_and_which_part(desk):
    file = await desk.uploaded(WHO)
    await desk.fetch(WHO, file["id"])
    await desk.fetch(WHO, file["id"], range="bytes=0-4")
    await desk.fetch(WHO, file["id"], "HEAD")
    await desk.fetch(INVESTMENT, file["id"])  # sees nothing of it
    audited = [r for r in await desk.reserve.api.audit() if r.subject == f"file/{file['id']}"]
    assert [(r.action, r.actor, r.reason) for r in audited] == [
        ("uploadFile", WHO.subject, None),
        ("downloadFile", WHO.subject, None),
        ("downloadFile", WHO.subject, f"bytes 0-4/{file['size']}"),
    ]


async def test_bytes_that_were_tampered_with_are_given_to_nobody_and_mended_by_uploading_again(local):
    content = sized(500)
    file = await local.uploaded(WHO, content=content)
    assert (await local.fetch(WHO, file["id"])).content == content
    path = path_of(local, file["sm3"])
    path.write_bytes(content[:-1] + b"y")
    for headers in ({}, {"range": "bytes=0-9"}):
        answer = await local.fetch(WHO, file["id"], **headers)
        assert (answer.status_code, errors_of(answer)) == (500, ["FILE_DAMAGED"])
    path.unlink()
    assert errors_of(await local.fetch(WHO, file["id"])) == ["FILE_DAMAGED"]
    await local.uploaded(WHO, content=content)
    assert (await local.fetch(WHO, file["id"])).content == content


async def test_a_store_that_is_away_is_said_so_and_nothing_is_half_recorded(service_api, tmp_path):
    nobody = in_bucket(f"http://127.0.0.1:{ports.free()}")
    desk = Desk(await opened(service_api, nobody))
    content = sized(300)
    answer = await desk.send(WHO, content=content)
    assert (answer.status_code, errors_of(answer)) == (503, ["FILES_AWAY"])
    assert answer.headers["retry-after"]
    assert (await rows(desk, digest(content)))[0] == 0
    assert [r for r in await desk.reserve.api.audit() if r.action == "uploadFile"] == []


async def test_without_a_store_everything_else_works_and_files_are_refused(service_api):
    desk = Desk(await opened(service_api, {}))
    for answer in (await desk.send(WHO), await desk.fetch(WHO, str(new_id()))):
        assert (answer.status_code, errors_of(answer)) == (503, ["FILES_OFF"])
    await desk.reserve.project(name="无附件存储项目")


async def test_a_person_leaves_only_so_many_files_unused(local, monkeypatch):
    monkeypatch.setattr(rulebook.MOST_WAITING, "on", lambda _day: 2)
    who = person(Role.PLANNING_PARTY, subject="collector")
    content, key = sized(300), str(new_id())
    await local.uploaded(who)
    assert (await local.send(who, content=content, key=key)).status_code == 201
    answer = await local.send(who, content=sized(300))
    assert (answer.status_code, errors_of(answer)) == (422, ["FILES_WAITING_TOO_MANY"])
    assert (await local.send(who, content=content, key=key)).status_code == 200  # what was taken is answered again


@pytest.fixture
async def job(reserve: Reserve) -> AsyncIterator[ClearUploads]:
    """Give the job, which the test lets work when it wants to."""
    api = reserve.api
    runtime = Runtime.open("reserve", api.settings)
    yield ClearUploads(Beside(api.service, runtime), attachments.KEPT)
    await runtime.close()


async def grown_old(desk: Desk, *ids: str) -> None:
    """Let time pass for these files, and for bytes that no file has."""
    age = timedelta(hours=desk.reserve.api.settings.files_unused_hours, seconds=1)
    async with desk.reserve.api.database.session(ALL_DIVISIONS) as session:
        its = (
            update(FILES)
            .where(FILES.id.in_(ids), FILES.detached_at.is_(None))
            .values(recorded_at=func.clock_timestamp() - age)
        )
        await session.execute(its)
        of = select(FILES.sm3).where(FILES.id.in_(ids))
        nobody = ~select(FILES.id).where(FILES.sm3 == CONTENTS.sm3).exists()
        old = update(CONTENTS).where(CONTENTS.sm3.in_(of) | nobody)
        await session.execute(old.values(touched_at=func.clock_timestamp() - age))
        await session.commit()


async def kept(desk: Desk, sm3: str, size: int) -> bool:
    store = Files.open(desk.reserve.api.settings)._store
    try:
        return (await obstore.head_async(store, f"sm3/{sm3[:2]}/{sm3[2:]}"))["size"] == size
    except FileNotFoundError:
        return False


async def test_what_nobody_used_is_cleared_in_time_and_what_is_attached_or_fresh_or_shared_stays(desk, job):
    project = await desk.reserve.project(name=f"清除项目{new_id()}")
    owner = desk.reserve.owner
    attached = await desk.attached(owner, **at(project))
    detached = await desk.attached(owner, **at(project | attached["project"]))
    gone = {"attachmentId": detached["id"], "expectedVersion": detached["project"]["version"], "reason": "换新"}
    await desk.reserve.done("detachFile", ATTACHMENT, owner, **gone)
    unused, fresh = [await desk.uploaded(WHO) for _ in range(2)]
    shared = sized(400)
    one, other = [await desk.uploaded(WHO, content=shared) for _ in range(2)]
    await grown_old(desk, *(f["id"] for f in (attached, detached, unused, one)))
    await job.clear()
    assert await rows(desk, unused["sm3"]) == (0, 0)
    assert not await kept(desk, unused["sm3"], unused["size"])
    assert (await desk.fetch(WHO, unused["id"])).status_code == 404
    assert (await desk.fetch(WHO, one["id"])).status_code == 404
    for who, file in ((owner, attached), (owner, detached), (WHO, fresh), (WHO, other)):
        assert (await desk.fetch(who, file["id"])).status_code == 200
    audited = [r for r in await desk.reserve.api.audit() if r.subject == f"file/{unused['id']}"]
    assert [(r.action, r.actor) for r in audited][-1] == ("clearUpload", "job:files")
    assert await job.clear() == 0


async def test_a_crash_between_bytes_and_row_leaves_bytes_that_are_cleared(desk, job, monkeypatch):
    async def crash(*_: Any) -> Any:
        raise RuntimeError("killed")

    content = sized(350)
    with monkeypatch.context() as patch:
        patch.setattr("services.chassis.attachments.upload.carry_out", crash)
        assert (await desk.send(WHO, content=content)).status_code == 500
    assert await rows(desk, digest(content)) == (0, 1)
    assert await kept(desk, digest(content), 350)
    await job.clear()
    assert await kept(desk, digest(content), 350)  # somebody may be about to use them
    await grown_old(desk)
    await job.clear()
    assert await rows(desk, digest(content)) == (0, 0)
    assert not await kept(desk, digest(content), 350)
    again = await desk.uploaded(WHO, content=content)
    assert (await desk.fetch(WHO, again["id"])).content == content


async def test_an_upload_that_was_cleared_is_not_answered_from_its_key(desk, job):
    content, key = sized(360), str(new_id())
    file = (await desk.send(WHO, content=content, key=key)).json()
    await grown_old(desk, file["id"])
    await job.clear()
    answer = await desk.send(WHO, content=content, key=key)
    assert (answer.status_code, errors_of(answer)) == (410, ["FILE_EXPIRED"])
    project = await desk.reserve.project(name=f"过期项目{new_id()}")
    asked = {"fileId": file["id"], "kind": "OTHER", **at(project)}
    assert codes(await desk.reserve.refused("attachFile", ATTACHMENT, WHO.but(unit=None), **asked))


async def test_bytes_that_somebody_is_about_to_keep_are_not_cleared_meanwhile(local, in_folder):
    """An upload touches what is old while the job removes it: it waits, and then keeps the bytes anew."""
    content = sized(380)
    file = await local.uploaded(WHO, content=content)
    await grown_old(local, file["id"])
    database, sm3 = in_folder.api.database, file["sm3"]
    async with database.session(ALL_DIVISIONS) as session:
        await session.execute(delete(FILES).where(FILES.sm3 == sm3))
        await session.commit()
    removing, go_on = asyncio.Event(), asyncio.Event()
    files = Files.open(in_folder.api.settings)

    async def slowly(digest_: str) -> None:
        if digest_ == sm3:
            removing.set()
            await go_on.wait()
        await files.remove(digest_)

    async def clear() -> None:
        async with database.session(ALL_DIVISIONS) as session:
            await attachments.KEPT.clear_contents(session, timedelta(hours=1), slowly)
            await session.commit()

    clearing = asyncio.create_task(clear())
    await removing.wait()
    sending = asyncio.create_task(local.send(WHO, content=content))

    async def waits() -> bool:
        found = await in_folder.api.rows(
            text("select 1 from pg_locks where not granted and locktype = 'transactionid'")
        )
        return bool(found)

    await eventually(waits)
    go_on.set()
    await clearing
    answer = await sending
    assert answer.status_code == 201
    assert (await local.fetch(WHO, answer.json()["id"])).content == content


async def test_an_attached_file_can_be_neither_removed_nor_changed_by_anyone(local):
    project = await local.reserve.project(name="不可删附件项目")
    done = await local.attached(local.reserve.owner, **at(project))
    for statement in (
        delete(FILES).where(FILES.id == done["id"]),
        update(FILES).where(FILES.id == done["id"]).values(sm3="0"),
        update(FILES).where(FILES.id == done["id"]).values(title="另一标题"),
        update(FILES).where(FILES.id == done["id"]).values(project_id=None, attached_at=None),
    ):
        async with local.reserve.api.database.session(ALL_DIVISIONS) as session:
            with pytest.raises(DBAPIError):
                await session.execute(statement)


async def test_the_job_works_beside_the_service_and_a_store_that_is_away_only_delays_it(service_api, tmp_path):
    place = folder(tmp_path / "files")
    desk = Desk(await opened(service_api, place))
    file = await desk.uploaded(WHO)
    await grown_old(desk, file["id"])
    runtime = Runtime.open("reserve", desk.reserve.api.settings)
    job = ClearUploads(Beside(desk.reserve.api.service, runtime), attachments.KEPT)
    away = in_bucket(f"http://127.0.0.1:{ports.free()}")
    job._files = Files.open(desk.reserve.api.settings.model_copy(update=away))
    with pytest.raises(FilesAway):
        await job.clear()
    assert await rows(desk, file["sm3"]) == (0, 1)  # the bytes are still known
    working = asyncio.create_task(job.run())
    job.stop()
    await working
    job = ClearUploads(Beside(desk.reserve.api.service, runtime), attachments.KEPT)
    working = asyncio.create_task(job.run())

    async def cleared() -> bool:
        return await rows(desk, file["sm3"]) == (0, 0)

    await eventually(cleared)
    job.stop()
    await working
    await runtime.close()
