"""The file that goes between this district and the city's library: JSON lines, closed by a line with their SM3 digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from services.chassis.digest import canonical, sm3
from services.law.breach import Breach
from services.reserve.domain.exchange.city import A5

FORMAT, VERSION = "zd-city-library", 1
EXPORT, ANSWER, END = "EXPORT", "ANSWER", "END"
MEDIA_TYPE = "application/x-ndjson"
LARGEST = 64 * 1024 * 1024  # bytes of a file


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file says of itself, and its entries as they are written, from line 2 on."""

    head: Mapping[str, Any]
    entries: tuple[Any, ...]


def close(head: Mapping[str, Any], entries: Iterable[Mapping[str, Any]]) -> bytes:
    """Write a file: the head, the entries, and the end with the digest of every byte before it."""
    lines = [canonical({"format": FORMAT, "version": VERSION} | dict(head)), *map(canonical, entries)]
    before = b"\n".join(lines) + b"\n"
    return before + canonical({"kind": END, "lines": len(lines), "sm3": sm3(before)}) + b"\n"


def open_(content: bytes, kind: str) -> Opened | Breach:
    """Open a file of a kind; what was cut off or altered on the way is told."""
    if len(content) > LARGEST:
        return _breach("CITY_FILE_TOO_LARGE", f"文件不能超过{LARGEST // 1024 // 1024}MB")
    before, _, last = content.removesuffix(b"\n").rpartition(b"\n")
    before += b"\n"
    end = _read(last)
    if not isinstance(end, dict) or end.get("kind") != END:
        return _breach("CITY_FILE_INCOMPLETE", "文件没有结束行，可能传输不完整，请重新获取")
    lines = before.removesuffix(b"\n").split(b"\n")
    if end.get("sm3") != sm3(before) or end.get("lines") != len(lines):
        return _breach("CITY_FILE_ALTERED", "文件内容与结束行的SM3杂凑值不符，可能被改动或损坏，请重新获取")
    read = [_read(line) for line in lines]
    head = read[0]
    if not isinstance(head, dict) or (head.get("format"), head.get("version")) != (FORMAT, VERSION):
        return _breach("CITY_FILE_UNREADABLE", f"不是市储备库交换文件（{FORMAT} 第{VERSION}版）")
    if head.get("kind") != kind:
        return _breach("CITY_FILE_KIND_WRONG", "文件种类不对：导入的须为市库的答复文件")
    return Opened(head, tuple(read[1:]))


def _read(line: bytes) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return None


def _breach(code: str, message: str) -> Breach:
    return Breach(code, message, A5, "contentBase64")
