"""`./dev files verify`: whether the store of files has what a service's rows say, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.operate import Operations
from infra.screen import console, say
from infra.tables import SHOWN
from infra.trouble import Trouble

MEBIBYTE = 1024 * 1024


@dataclass
class Proof:
    """What was proven, and what was found wrong."""

    files: int = 0
    bytes: int = 0
    missing: list[dict[str, Any]] = field(default_factory=list)
    differing: list[dict[str, Any]] = field(default_factory=list)
    kept: int = 0
    orphans: list[dict[str, Any]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether every file is there and is what it was; bytes that nobody knows take room and harm nothing."""
        return not self.missing and not self.differing


def verify(data: Path, service: str) -> bool:
    """Prove the files of a service and say what was found; True where every file is there and whole."""
    operations = Operations.of(data)
    try:
        proof = prove(operations, service)
    finally:
        operations.close()
    for line in _lines(proof):
        console.print(line, soft_wrap=True, markup=False)
    if proof.holds:
        say("文件齐全，逐一核对无误。", "Every file is there and is what was kept.")
    else:
        say(
            "有文件缺失或不符：由备份恢复，或请人重新上传同一文件。",
            "Files are missing or differ: restore them, or let anyone upload the same file again.",
        )
    return proof.holds


def prove(operations: Operations, service: str) -> Proof:
    """Let a service prove its files page by page, then ask for what nobody knows."""
    known = operations.get(service, "files")
    if not known["keeps"]:
        raise Trouble(f"{service} 不保存文件。", f"{service} keeps no files.")
    proof = Proof()
    for page in _pages(operations, service):
        proof.files += page["files"]
        proof.bytes += page["bytes"]
        proof.missing += page["missing"]
        proof.differing += page["differing"]
    proof.kept, proof.orphans = _orphans(operations, service, known["store"])
    return proof


def _pages(operations: Operations, service: str) -> Iterator[dict[str, Any]]:
    after = ""
    while True:
        page = operations.get(service, "files/verify", after=after)
        yield page
        if page["after"] is None:
            return
        after = page["after"]


def _orphans(operations: Operations, service: str, store: str) -> tuple[int, list[dict[str, Any]]]:
    """Ask what a service does not know, and leave out what another service that has the same store does."""
    told = operations.get(service, "files/orphans")
    orphans = {one["sm3"]: one for one in told["orphans"]}
    for other in operations.services:
        if not orphans or other == service or operations.get(other, "files") != {"keeps": True, "store": store}:
            continue
        unknown = {one["sm3"] for one in operations.get(other, "files/orphans")["orphans"]}
        orphans = {sm3: one for sm3, one in orphans.items() if sm3 in unknown}
    return told["kept"], [orphans[sm3] for sm3 in sorted(orphans)]


def _lines(proof: Proof) -> Iterator[str]:
    read = f"{proof.bytes / MEBIBYTE:.1f} MiB"
    yield f"已核对 proven {proof.files}（{read}） · 存储中 kept {proof.kept}"
    yield f"缺失 missing {len(proof.missing)} · 不符 differing {len(proof.differing)} · 无主 orphans {len(proof.orphans)}"
    for what, faults in (("缺失 missing", proof.missing), ("不符 differing", proof.differing)):
        for fault in faults:
            found = fault["found"]
            instead = "" if found is None else f" ≠ {found['sm3']} {found['size']} B"
            yield f"  {what} {fault['sm3']} {fault['size']} B{instead} · {_names(fault['names'])}"
    for one in proof.orphans:
        yield f"  无主 orphan {one['sm3']} {one['size']} B"


def _names(names: list[str]) -> str:
    more = f" …(+{len(names) - SHOWN})" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
