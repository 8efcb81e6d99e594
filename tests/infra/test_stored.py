"""`./dev files verify`: goes on page by page, says what is wrong, and fails only where something is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infra import stored
from infra.operate import Operations
from infra.trouble import Trouble

GOOD = {"files": 2, "bytes": 3 * 1024 * 1024, "missing": [], "differing": [], "after": None}
GONE = {"sm3": "aa", "size": 7, "names": ["1 批复.pdf", *(f"{n} 同.pdf" for n in range(2, 13))], "found": None}
OTHER = {"sm3": "bb", "size": 7, "names": ["3 图.dwg"], "found": {"sm3": "cc", "size": 9}}
HERE = {"keeps": True, "store": "here"}
NONE: dict[str, Any] = {"kept": 2, "orphans": []}


class Told(Operations):
    """Services that answer what the test says."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self._addresses = dict.fromkeys(("reserve", "support", "schedule"), "")

    def get(self, service: str, path: str, **query: str | int) -> dict[str, Any]:
        answer = self.answers.get(f"{service} {path}", {"keeps": False, "store": "here"})
        return answer[query["after"]] if path == "files/verify" else answer

    def close(self) -> None: ...


def told(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    answers = {"reserve files": HERE, "reserve files/verify": {"": GOOD}, "reserve files/orphans": NONE}
    named = {f"{k.split('__')[0]} {k.split('__')[1].replace('_', '/')}": v for k, v in changes.items()}
    monkeypatch.setattr(Operations, "of", classmethod(lambda _cls, _data: Told(answers | named)))


def test_files_that_are_whole_pass_and_all_pages_are_asked(monkeypatch, capsys):
    told(monkeypatch, reserve__files_verify={"": GOOD | {"after": "77"}, "77": GOOD})
    assert stored.verify(Path(), "reserve")
    printed = capsys.readouterr().out
    assert "4（6.0 MiB）" in printed
    assert "missing 0 · 不符 differing 0 · 无主 orphans 0" in printed


def test_what_is_missing_or_differs_fails_and_is_named_with_as_many_names_as_one_reads(monkeypatch, capsys):
    told(monkeypatch, reserve__files_verify={"": GOOD | {"missing": [GONE], "differing": [OTHER]}})
    assert not stored.verify(Path(), "reserve")
    printed = capsys.readouterr().out
    assert "缺失 missing aa 7 B · 1 批复.pdf, 2 同.pdf" in printed
    assert "10 同.pdf …(+2)" in printed
    assert "不符 differing bb 7 B ≠ cc 9 B · 3 图.dwg" in printed


def test_orphans_are_named_and_fail_nothing(monkeypatch, capsys):
    told(monkeypatch, reserve__files_orphans={"kept": 3, "orphans": [{"sm3": "dd", "size": 1}]})
    assert stored.verify(Path(), "reserve")
    assert "无主 orphan dd 1 B" in capsys.readouterr().out


def test_what_another_service_knows_in_the_same_store_is_no_orphan(monkeypatch):
    both = [{"sm3": "dd", "size": 1}, {"sm3": "ee", "size": 2}]
    changes = {"support__files": HERE, "support__files_orphans": {"kept": 3, "orphans": both[:1]}}
    told(monkeypatch, reserve__files_orphans={"kept": 3, "orphans": both}, **changes)
    assert stored.prove(Operations.of(Path()), "reserve").orphans == both[:1]
    changes["support__files"] = {"keeps": True, "store": "elsewhere"}
    told(monkeypatch, reserve__files_orphans={"kept": 3, "orphans": both}, **changes)
    assert stored.prove(Operations.of(Path()), "reserve").orphans == both


def test_a_service_that_keeps_no_files_is_told_from_one_that_has_lost_them(monkeypatch):
    told(monkeypatch)
    with pytest.raises(Trouble, match="keeps no files"):
        stored.verify(Path(), "schedule")
