"""That every file is there as the rows say, and which bytes no row knows."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query

from services.chassis import file_proofs
from services.chassis.digest import sha256
from services.chassis.file_proofs import Fault, KnownFiles
from services.chassis.files import Files, FilesAway, Stored
from services.chassis.operations.desk import Desk

NO_FILES = "该服务不保存文件 / this service keeps no files"
NO_STORE = "未设置文件存储 ZD_FILES / no store of files is set (ZD_FILES)"
AWAY = "文件存储无应答，请稍后再试 / the store of files is away, try again later"


def routes(desk: Desk) -> APIRouter:
    """Build the routes."""
    router = APIRouter()

    @router.get("/files")
    async def keeps() -> dict[str, Any]:
        """Tell whether this service keeps files, and where: services that share a store say the same."""
        settings = desk.runtime.settings
        return {"keeps": desk.service.files is not None, "store": sha256(str(settings.files).encode())}

    @router.get("/files/verify")
    async def verify(after: Annotated[str, Query(max_length=64)] = "") -> dict[str, Any]:
        """Prove a page of files, those whose digests follow `after`; the answer says where the next page begins."""
        known, files = _kept(desk)
        try:
            page = await file_proofs.prove(files, desk.looking, known, after)
        except FilesAway as fault:
            raise HTTPException(503, AWAY) from fault
        return {
            "files": page.files,
            "bytes": page.bytes,
            "missing": [_shown(f) for f in page.faults if f.found is None],
            "differing": [_shown(f) for f in page.faults if f.found is not None],
            "after": page.after,
        }

    @router.get("/files/orphans")
    async def orphans() -> dict[str, Any]:
        """List bytes that no row of this service knows; another that has the same store may."""
        known, files = _kept(desk)
        try:
            count, unknown = await file_proofs.orphans(files, desk.looking, known)
        except FilesAway as fault:
            raise HTTPException(503, AWAY) from fault
        return {"kept": count, "orphans": [_told(one) for one in unknown]}

    return router


def _kept(desk: Desk) -> tuple[KnownFiles, Files]:
    known = desk.service.files
    if known is None:
        raise HTTPException(404, NO_FILES)
    try:
        files = Files.open(desk.runtime.settings)
    except FilesAway as fault:
        raise HTTPException(503, AWAY) from fault
    if files is None:
        raise HTTPException(503, NO_STORE)
    return known, files


def _told(one: Stored) -> dict[str, Any]:
    return {"sm3": one.sm3, "size": one.size}


def _shown(fault: Fault) -> dict[str, Any]:
    found = None if fault.found is None else _told(fault.found)
    return {"sm3": fault.sm3, "size": fault.size, "names": list(fault.names), "found": found}
