"""第八条（倒排）：the largest plan that goes out comes in again, packed; and files that would unpack without bound do not."""

from __future__ import annotations

import gzip
import io
import zipfile
from dataclasses import replace

import pytest

from services.chassis.calendar import calendar
from services.law.breach import Breach
from services.schedule.domain.exchange.tasks import (
    MOST_ATTRIBUTES,
    MOST_BYTES,
    MOST_MARKS,
    MOST_TASKS,
    MOST_UNPACKED,
    PlanFormat,
)
from services.schedule.domain.network.activity import DayUnit, Link, LinkKind
from services.schedule.usecases.exchange.files import read
from services.schedule.usecases.exchange.mspdi_write import write_mspdi
from tests.schedule.usecases.exchange.test_round_trip import exported, named


def packed(*contents: bytes, name: str = "计划{}.xml") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, content in enumerate(contents):
            archive.writestr(name.format(at), content)
    return written.getvalue()


def code_of(found) -> str:
    assert isinstance(found, Breach), found
    return found.code


@pytest.fixture(scope="module")
def largest() -> bytes:
    link = Link(predecessor="N0", kind=LinkKind.FINISH_TO_START, lag=0, lag_unit=DayUnit.WORKING_DAY)
    drafts = [
        replace(named(f"N{n}"), links=(replace(link, predecessor=f"N{n - 1}"),) if n else ()) for n in range(MOST_TASKS)
    ]
    return write_mspdi(exported(drafts), calendar())


def test_the_largest_plan_comes_in_packed_and_not_otherwise(largest):
    assert MOST_BYTES < len(largest) < MOST_UNPACKED
    assert code_of(read(largest, PlanFormat.MS_PROJECT)) == "FILE_TOO_LARGE"
    assert largest.count(b"<") < MOST_MARKS / 2  # room for what other programs write besides
    assert largest.count(b"=") < MOST_ATTRIBUTES / 2
    archive = packed(largest)
    assert len(archive) < MOST_BYTES / 4
    found = read(archive, PlanFormat.MS_PROJECT)
    assert len(found.tasks) == MOST_TASKS
    assert found.faults == ()
    assert read(gzip.compress(largest), PlanFormat.MS_PROJECT) == found


def test_a_table_may_be_packed_too():
    table = "编码,名称\nA,示例\n".encode()
    plain, of_zip = (read(content, PlanFormat.CSV) for content in (table, packed(table)))
    assert of_zip == plain


def test_what_unpacks_into_too_much_is_not_read_to_its_end():
    bomb = b"x" * (MOST_UNPACKED + 1)
    assert code_of(read(packed(bomb), PlanFormat.MS_PROJECT)) == "FILE_TOO_LARGE"
    assert code_of(read(gzip.compress(bomb), PlanFormat.MS_PROJECT)) == "FILE_TOO_LARGE"
    twice = gzip.compress(gzip.compress(b"y" * 1_000_000))
    assert code_of(read(twice, PlanFormat.MS_PROJECT)) == "FILE_UNREADABLE"  # unpacked once, and then it is no XML


@pytest.mark.parametrize("filling", [b"<a/>" * (MOST_MARKS + 1), b"<a " + b"b='' " * (MOST_ATTRIBUTES + 1) + b"/>"])
def test_few_bytes_that_would_become_much_memory_are_refused_before_they_are_parsed(filling):
    content = b"<Project>" + filling + b"</Project>"
    assert len(content) < MOST_UNPACKED
    assert code_of(read(packed(content), PlanFormat.MS_PROJECT)) == "FILE_TOO_LARGE"


def test_archives_that_are_broken_or_hold_several_files_are_refused():
    assert code_of(read(packed(b"a", b"b"), PlanFormat.MS_PROJECT)) == "ARCHIVE_OF_SEVERAL"
    assert code_of(read(packed(), PlanFormat.MS_PROJECT)) == "FILE_UNREADABLE"
    assert code_of(read(packed(b"a" * 9_000)[:60], PlanFormat.MS_PROJECT)) == "FILE_UNREADABLE"
    assert code_of(read(gzip.compress(b"abc" * 999)[:-9], PlanFormat.MS_PROJECT)) == "FILE_UNREADABLE"
    assert code_of(read(b"\x1f\x8bnothing", PlanFormat.MS_PROJECT)) == "FILE_UNREADABLE"
