"""What a store says of what it has: read whole each time, listed, and named by its path where that is no digest."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest

from services.chassis.files import Files, FilesAway, Stored
from tests.chassis.test_files import settings_of
from tests.harness.bucket import Place, bucket, folder, in_bucket


def digest(content: bytes) -> str:
    return hashlib.new("sm3", content).hexdigest()


@pytest.fixture(scope="module")
def store_over_http() -> Iterator[Place]:
    with bucket("zd-proofs") as place:
        yield place


@pytest.fixture(params=["folder", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    over_http = request.param == "bucket"
    opened = Files.open(settings_of(request.getfixturevalue("store_over_http") if over_http else folder(tmp_path)))
    assert opened is not None
    return opened


async def keep(files: Files, content: bytes) -> Stored:
    stored = Stored(digest(content), len(content))
    await files.keep(stored.sm3, stored.size, io.BytesIO(content))
    return stored


async def test_bytes_are_read_whole_although_they_were_proven_before(files):
    kept = await keep(files, b"first")
    assert await files.look(kept.sm3) == kept
    key = f"sm3/{kept.sm3[:2]}/{kept.sm3[2:]}"
    await obstore.put_async(files._store, key, b"other bytes")
    assert await files.look(kept.sm3) == Stored(digest(b"other bytes"), 11)
    await files.remove(kept.sm3)
    assert await files.look(kept.sm3) is None


async def test_empty_bytes_are_a_file_too(files):
    kept = await keep(files, b"")
    assert await files.look(kept.sm3) == kept == Stored(digest(b""), 0)


async def test_all_that_is_kept_is_listed_and_what_is_no_digest_by_its_path(files):
    before = {one.sm3 for one in [one async for one in files.kept()]}
    kept = {await keep(files, f"file {n}".encode()) for n in range(5)}
    for path in ("sm3/readme.txt", "sm3/ab/cd/ef", f"sm3/{'g' * 2}/{'0' * 62}"):
        await obstore.put_async(files._store, path, b"stray")
    listed = {one async for one in files.kept() if one.sm3 not in before}
    strays = listed - kept
    assert listed >= kept
    assert {one.sm3 for one in strays} == {"sm3/readme.txt", "sm3/ab/cd/ef", f"sm3/gg/{'0' * 62}"}
    assert [await files.has(one) for one in sorted(listed, key=lambda one: one.sm3)] == [True] * 8
    assert not await files.has(Stored("0" * 64, 1))
    assert not await files.has(Stored("sm3/nowhere", 1))


async def test_a_store_that_is_away_is_told_and_nothing_is_called_missing():
    away = Files.open(settings_of(in_bucket("http://127.0.0.1:1")))
    assert away is not None
    with pytest.raises(FilesAway):
        await away.look("0" * 64)
    with pytest.raises(FilesAway):
        [one async for one in away.kept()]
