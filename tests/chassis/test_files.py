"""The bytes of files: the same in a folder and in a bucket, kept once, proven, away for a while, never changed unnoticed."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from infra import ports
from services.chassis.config import Settings
from services.chassis.downloads import disposition, part_of, same
from services.chassis.file_places import Bucket, Folder, place_of
from services.chassis.files import PIECE, FileDamaged, Files, FilesAway, Spool, TooLarge
from tests.harness.bucket import Place, bucket, folder, in_bucket


def settings_of(place: Place) -> Settings:
    told = {
        "database_url": "postgresql://nobody@127.0.0.1/nothing",
        "kafka_url": "127.0.0.1:1",
        "redis_url": "redis://127.0.0.1:1",
        "oidc_issuer": "https://issuer.invalid",
        "oidc_audience": "zhongdian",
        "oidc_jwks": "/nowhere",
    }
    return Settings(**told | place)


def digest(content: bytes) -> str:
    return hashlib.new("sm3", content).hexdigest()


@pytest.fixture(scope="module")
def store_over_http() -> Iterator[Place]:
    with bucket() as place:
        yield place


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path: Path) -> Place:
    return folder(tmp_path / "files") if request.param == "folder" else request.getfixturevalue("store_over_http")


@pytest.fixture
def files(place: Place) -> Files:
    opened = Files.open(settings_of(place))
    assert opened is not None
    return opened


async def keep(files: Files, content: bytes) -> str:
    sm3 = digest(content)
    await files.keep(sm3, len(content), io.BytesIO(content))
    return sm3


async def whole(files: Files, sm3: str, start: int, end: int) -> bytes:
    return b"".join([piece async for piece in files.read(sm3, start, end)])


@pytest.mark.parametrize("size", [1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
async def test_what_is_kept_is_read_again_whole_and_in_parts(files, size):
    content = (b"0123456789abcdef" * (size // 16 + 1))[: size - 1] + b"!"
    sm3 = await keep(files, content)
    await files.prove(sm3, size)
    assert await whole(files, sm3, 0, size) == content
    assert await whole(files, sm3, size // 2, size) == content[size // 2 :]
    assert await whole(files, sm3, 0, 1) == content[:1]


async def test_ten_who_keep_the_same_bytes_at_once_keep_them_once(files):
    content = b"together" * 1000
    await asyncio.gather(*(keep(files, content) for _ in range(10)))
    await files.prove(digest(content), len(content))
    if files._folder is not None:
        assert [p for p in files._folder.rglob("*") if p.is_file()] == [files._folder / _key(digest(content))]


def _key(sm3: str) -> str:
    return f"sm3/{sm3[:2]}/{sm3[2:]}"


async def test_bytes_that_are_gone_or_were_never_there_are_damage(files):
    sm3 = await keep(files, b"soon gone")
    await files.remove(sm3)
    await files.remove(sm3)  # twice is no fault
    for gone in (sm3, digest(b"never kept")):
        with pytest.raises(FileDamaged):
            await files.prove(gone, 9)
        with pytest.raises(FileDamaged):
            await whole(files, gone, 0, 9)


async def test_another_size_than_was_registered_is_damage(files):
    sm3 = await keep(files, b"nine byte")
    with pytest.raises(FileDamaged):
        await files.prove(sm3, 10)


async def test_changed_bytes_are_noticed_even_after_they_were_proven_and_mended_by_whoever_has_the_file(tmp_path):
    files = Files.open(settings_of(folder(tmp_path)))
    content = b"original"
    sm3 = await keep(files, content)
    await files.prove(sm3, len(content))
    path = tmp_path / _key(sm3)
    path.write_bytes(b"tampered")  # as many bytes
    with pytest.raises(FileDamaged):
        await files.prove(sm3, len(content))
    await keep(files, content)
    await files.prove(sm3, len(content))
    assert path.read_bytes() == content


async def test_changed_bytes_in_a_bucket_are_noticed(store_over_http):
    files = Files.open(settings_of(store_over_http))
    sm3 = await keep(files, b"in a bucket")
    await obstore.put_async(files._store, _key(sm3), b"on a bucket")  # as many bytes
    with pytest.raises(FileDamaged):
        await files.prove(sm3, 11)


@pytest.fixture
def away(tmp_path: Path) -> list[Files]:
    """Stores that cannot be reached: nobody listens, no such bucket, a file where the folder should be."""
    nobody = Files.open(settings_of(in_bucket(f"http://127.0.0.1:{ports.free()}")))
    blocked = Files.open(settings_of(folder(tmp_path / "files")))
    (tmp_path / "files").rmdir()
    (tmp_path / "files").write_text("no folder")
    return [nobody, blocked]


async def test_a_store_that_is_away_says_so_for_everything_and_tells_no_address(away):
    for files in away:
        for ask in (lambda f=files: keep(f, b"x"), lambda f=files: whole(f, digest(b"x"), 0, 1)):
            with pytest.raises(FilesAway) as told:
                await ask()
            assert "127.0.0.1" not in str(told.value)


async def test_a_bucket_that_does_not_exist_is_a_store_that_is_away(store_over_http):
    address = place_of(store_over_http["files"])
    files = Files.open(settings_of(in_bucket(address.endpoint, "no-such-bucket")))
    with pytest.raises(FilesAway):
        await keep(files, b"x")


def test_nothing_is_opened_where_nothing_is_set():
    assert Files.open(settings_of({})) is None


def test_a_spool_takes_as_much_as_is_allowed_and_no_byte_more():
    spool = Spool(10)
    spool.write(b"01234")
    spool.write(b"56789")
    assert (spool.size, spool.sm3) == (10, digest(b"0123456789"))
    with pytest.raises(TooLarge):
        spool.write(b"x")
    spool.close()


def test_places_are_read():
    assert place_of("file:///var/lib/%E9%99%84%E4%BB%B6") == Folder(Path("/var/lib/附件"))
    asked = "s3://zd-files/a/b?endpoint=https%3A%2F%2Fs3.example.org%3A9000&region=cn-1&style=virtual"
    assert place_of(asked) == Bucket("zd-files", "a/b", "https://s3.example.org:9000", "cn-1", virtual=True)
    assert place_of("s3://zd-files") == Bucket("zd-files", "", "", "us-east-1", virtual=False)


@pytest.mark.parametrize(
    "url",
    [
        "files",
        "/var/files",
        "file://",
        "file:///",
        "file://relative/path",
        "file:///a?b=c",
        "http://example.org/files",
        "s3://",
        "s3://UPPER",
        "s3://ab",
        "s3://key:secret@zd-files",
        "s3://zd-files?secret_access_key=hidden",
        "s3://zd-files?endpoint=ftp%3A%2F%2Fx",
        "s3://zd-files?endpoint=https%3A%2F%2Fu%3Ap%40x",
        "s3://zd-files?endpoint=https%3A%2F%2Fx%2Fpath",
        "s3://zd-files?style=other",
        "s3://zd-files/../other",
        "s3://[",
    ],
)
def test_what_is_no_place_is_refused_at_start_without_being_repeated(url):
    with pytest.raises(ValidationError) as refused:
        settings_of({"files": url})
    told = "".join(e["msg"] for e in refused.value.errors(include_url=False, include_input=False))
    assert "ZD_FILES" in told
    assert "secret@" not in told
    assert "hidden" not in told


def test_a_bucket_needs_both_credentials_and_they_are_not_shown():
    place = in_bucket("https://s3.example.org")
    assert "test-secret" not in repr(settings_of(place))
    for missing in ("files_access_key", "files_secret_key"):
        with pytest.raises(ValidationError, match="ZD_FILES_ACCESS_KEY and ZD_FILES_SECRET_KEY"):
            settings_of({k: v for k, v in place.items() if k != missing})


def test_a_short_key_for_links_is_refused():
    with pytest.raises(ValidationError):
        settings_of({"files_link_key": "x" * 31})
    settings_of({"files_link_key": "x" * 32})


@pytest.mark.parametrize(
    ("asked", "start", "end", "all_of_it"),
    [
        (None, 0, 10, True),
        ("bytes=0-0", 0, 1, False),
        ("bytes=0-9", 0, 10, False),
        ("bytes=3-", 3, 10, False),
        ("bytes=3-99", 3, 10, False),
        ("bytes=9-9", 9, 10, False),
        ("bytes=-3", 7, 10, False),
        ("bytes=-99", 0, 10, False),
        ("bytes=5-4", 0, 10, True),
        ("bytes=-", 0, 10, True),
        ("bytes=0-1,3-4", 0, 10, True),
        ("chapters=1-2", 0, 10, True),
        ("bytes=a-b", 0, 10, True),
        (f"bytes=0-{'9' * 30}", 0, 10, True),
    ],
)
def test_parts_of_a_file_are_read_as_browsers_ask_for_them(asked, start, end, all_of_it):
    part = part_of(asked, 10)
    assert (part.start, part.end, part.whole) == (start, end, all_of_it)


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_part_beyond_the_end_is_none(asked):
    assert part_of(asked, 10) is None


@given(st.text(max_size=40) | st.from_regex(r"bytes=\d{0,4}-\d{0,4}", fullmatch=True), st.integers(1, 3000))
def test_whatever_part_is_asked_for_lies_within_the_file(asked, size):
    part = part_of(asked, size)
    assert part is None or (0 <= part.start < part.end <= size and part.length == part.end - part.start)


def test_a_chinese_name_is_told_whole_and_in_ascii():
    told = disposition('批复"1";.pdf')
    assert told.isascii()
    assert "filename*=UTF-8''%E6%89%B9%E5%A4%8D%221%22%3B.pdf" in told
    assert 'filename="___1__.pdf"' in told


def test_entity_tags_are_compared_weakly():
    assert same('"x", W/"a"', '"a"')
    assert same("*", '"a"')
    assert not same('"b"', '"a"')
    assert not same(None, '"a"')
