"""An operator has all files proven: what is missing, what is not what was kept, and what no row knows."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr

from services.chassis import file_proofs
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.reserve.store import attachments
from tests.conftest import ServiceApi
from tests.harness.bucket import folder
from tests.harness.people import person
from tests.reserve.files import Desk, digest, pdf
from tests.reserve.life import INVESTMENT, Reserve, at


@pytest.fixture
async def reserve(service_api: ServiceApi, tmp_path: Path) -> Reserve:
    """Give reserve with a folder for files, new for each test: what is in it is what the test put there."""
    made = Reserve(await service_api("reserve", **folder(tmp_path), files_link_key=SecretStr("k" * 32)))
    made.owner_id = await made.unit("松井新材料科技有限公司", "OWNER", Role.OWNER, number=1)
    made.town_id = await made.unit("某某街道办事处", "TOWN", Role.PLANNING_PARTY, number=2)
    made.authority_id = await made.unit("区工业和信息化局", "DEPARTMENT", Role.INDUSTRY_AUTHORITY, number=3)
    return made


@pytest.fixture
def desk(reserve: Reserve) -> Desk:
    return Desk(reserve)


async def asked(reserve: Reserve, path: str, role: Role = Role.OPERATOR, status: int = 200) -> Any:
    headers = {"authorization": reserve.api.issuer.header(person(role))}
    answer = await reserve.api.http.get(f"/operations/files{path}", headers=headers)
    assert answer.status_code == status, answer.text
    return answer.json()


def place(reserve: Reserve, sm3: str) -> Path:
    root = Path(urlsplit(str(reserve.api.settings.files)).path)
    return root / "sm3" / sm3[:2] / sm3[2:]


async def test_files_that_are_whole_are_counted_attached_or_not(reserve, desk):
    contents = [pdf(f"第{n}件") for n in range(3)]
    project = await reserve.project(name="核对附件的项目")
    await desk.attached(INVESTMENT, contents[0], title="批复", **at(project))
    for content in contents[1:]:
        await desk.uploaded(INVESTMENT, content=content)
    await desk.uploaded(INVESTMENT, "再传.pdf", contents[1])
    found = await asked(reserve, "/verify")
    total = sum(map(len, contents))
    assert found == {"files": 3, "bytes": total, "missing": [], "differing": [], "after": None}
    assert await asked(reserve, "/orphans") == {"kept": 3, "orphans": []}


async def test_what_is_gone_and_what_was_changed_is_named_with_its_rows(reserve, desk):
    gone, changed, shorter = [await desk.uploaded(INVESTMENT, f"文件{n}.pdf", pdf(f"第{n}件")) for n in range(3)]
    place(reserve, gone["sm3"]).unlink()
    same_size = pdf("第9件")
    place(reserve, changed["sm3"]).write_bytes(same_size)
    place(reserve, shorter["sm3"]).write_bytes(b"%PDF")
    found = await asked(reserve, "/verify")
    assert found["files"] == 3
    (missing,) = found["missing"]
    assert missing == {"sm3": gone["sm3"], "size": gone["size"], "names": [f"{gone['id']} 文件0.pdf"], "found": None}
    differing = {f["sm3"]: f["found"] for f in found["differing"]}
    assert differing == {
        changed["sm3"]: {"sm3": digest(same_size), "size": len(same_size)},
        shorter["sm3"]: {"sm3": digest(b"%PDF"), "size": 4},
    }
    again = await desk.uploaded(INVESTMENT, "补传.pdf", pdf("第0件"))  # who still has it mends it
    assert again["sm3"] == gone["sm3"]
    assert (await asked(reserve, "/verify"))["missing"] == []


async def test_bytes_that_no_row_knows_are_orphans_and_those_about_to_be_kept_are_not(reserve, desk):
    await desk.uploaded(INVESTMENT)
    stray, expected = b"nobody knows me", b"on my way"
    for content in (stray, expected):
        at_ = place(reserve, hashlib.new("sm3", content).hexdigest())
        at_.parent.mkdir(parents=True, exist_ok=True)
        at_.write_bytes(content)
    async with reserve.api.database.session(ALL_DIVISIONS) as session:
        await attachments.KEPT.touch(session, digest(expected), len(expected))
        await attachments.KEPT.touch(session, digest(b"not yet there"), 13)
        await session.commit()
    found = await asked(reserve, "/orphans")
    assert found == {"kept": 3, "orphans": [{"sm3": digest(stray), "size": len(stray)}]}
    assert (await asked(reserve, "/verify"))["missing"] == []


@pytest.mark.parametrize(("files", "volume"), [(2, 10**9), (10**9, 1)])
async def test_pages_by_number_and_by_volume_leave_none_out_and_take_none_twice(
    reserve, desk, monkeypatch, files, volume
):
    sent = {(await desk.uploaded(INVESTMENT, content=pdf(f"第{n}件")))["sm3"] for n in range(5)}
    for sm3 in sent:
        place(reserve, sm3).unlink() if volume > 1 else place(reserve, sm3).write_bytes(b"%PDF")
    monkeypatch.setattr(file_proofs, "MOST_FILES", files)
    monkeypatch.setattr(file_proofs, "MOST_BYTES", volume)
    after: str | None = ""
    named: list[str] = []
    count = pages = 0
    while after is not None:
        page = await asked(reserve, f"/verify?after={after}")
        named += [f["sm3"] for f in [*page["missing"], *page["differing"]]]
        count, pages, after = count + page["files"], pages + 1, page["after"]
    assert (named, count) == (sorted(sent), 5)
    assert pages == (3 if volume > 1 else 5)


async def test_a_service_with_nothing_kept_holds(reserve):
    assert (await asked(reserve, "/verify"))["files"] == 0
    assert await asked(reserve, "/orphans") == {"kept": 0, "orphans": []}


@pytest.mark.parametrize("path", ["", "/verify", "/orphans"])
async def test_only_operators_ask(reserve, path):
    await asked(reserve, path, Role.INVESTMENT_AUTHORITY, 403)


async def test_services_tell_whether_they_keep_files_and_a_missing_store_is_told(service_api):
    bare = Reserve(await service_api("reserve"))
    assert (await asked(bare, ""))["keeps"] is True
    assert "ZD_FILES" in (await asked(bare, "/verify", status=503))["detail"]
