"""The routes of imports: POST /imports takes a sheet in, GET /imports/{id}/file and /annotated hand it out."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response, StreamingResponse

from services.chassis.attachments.answers import Refused, fault
from services.chassis.beside import Beside
from services.chassis.documents.sheet import MEDIA_TYPE
from services.chassis.downloads import disposition
from services.chassis.faults import ApiError
from services.chassis.files import Spool, TooLarge
from services.chassis.graphql.commands import carry_out
from services.chassis.graphql.context import Context
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.reserve.domain.reading import Reading
from services.reserve.store import importing, tables
from services.reserve.usecases.imports.limits import IN_BACKGROUND

SENDING = (Role.OWNER, Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY)
TOO_LARGE = Breach("FILE_TOO_LARGE", f"文件不得超过{IN_BACKGROUND.size // 1024 // 1024}MB", field="file")
EMPTY = Breach("FILE_UNREADABLE", "没有收到文件内容", field="file")
CUT_OFF = Breach("UPLOAD_CUT_OFF", "上传中断，未收下任何内容，请重新上传", field="file")


@dataclass(slots=True, kw_only=True)
class SendSheet:
    """A file that came in; its content is on disk."""

    idempotency_key: str
    file_name: str
    size: int
    digest: str


def routes(beside: Beside) -> APIRouter:
    """Build the routes."""
    router = APIRouter()

    @router.post("/imports")
    async def send(request: Request) -> Response:
        """Take a sheet in: its bytes as the body, its name as `?fileName=`, an Idempotency-Key."""
        return await _answered(_receive(beside, request))

    @router.get("/imports/{id}/{which}")
    async def fetch(request: Request, id: UUID, which: str) -> Response:
        """Hand out the file of an import (`file`), or the one with its faults as comments (`annotated`)."""
        return await _answered(_give(beside, request, id, which))

    return router


async def _answered(answer: Awaitable[Response]) -> Response:
    try:
        return await answer
    except Exception as error:
        told = fault(error)
        if told is None:
            raise
        return told


async def _receive(beside: Beside, request: Request) -> Response:
    context = await beside.context(request)
    if not context.caller.acts_as(*SENDING):
        raise ApiError("FORBIDDEN", "您的角色不能导入表格 / your role may not import sheets")
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > IN_BACKGROUND.size:
        raise Refused(TOO_LARGE)
    reading, digest = Reading(), hashlib.sha256()
    name = reading.name(request.query_params.get("fileName", ""), "文件名", "fileName")
    if reading.breaches:
        raise Refused(*reading.breaches)
    spool = await asyncio.to_thread(Spool, IN_BACKGROUND.size)
    try:
        async for piece in request.stream():
            digest.update(piece)
            await asyncio.to_thread(spool.write, piece)
        if not spool.size:
            raise Refused(EMPTY)
        key = request.headers.get("idempotency-key", "")
        command = SendSheet(idempotency_key=key, file_name=name, size=spool.size, digest=digest.hexdigest())

        async def keep(work: Work, sent: SendSheet) -> UUID | Refusal:
            parts = _parts(spool.file)
            kept = await importing.keep_file(work, sent.file_name, sent.digest, sent.size, parts)
            await work.audit("sendSheet", f"importFile/{kept}", None, {"digest": sent.digest, "size": sent.size})
            return kept

        done = await carry_out(context, "sendSheet", command, command, keep)
    except TooLarge:
        raise Refused(TOO_LARGE) from None
    except ClientDisconnect:
        raise Refused(CUT_OFF, status=HTTPStatus.BAD_REQUEST) from None
    finally:
        spool.close()
    if done.user_errors:
        raise Refused(*(Breach(e.code, e.message, field=e.field) for e in done.user_errors))
    shown = {"fileId": str(done.id), "fileName": name, "size": command.size, "sha256": command.digest}
    return JSONResponse(shown, status_code=HTTPStatus.OK if done.replayed else HTTPStatus.CREATED)


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(importing.PART):
        yield part


async def _give(beside: Beside, request: Request, id: UUID, which: str) -> Response:
    context = await beside.context(request)
    run, file = tables.ImportRun, tables.ImportFile
    wanted = {"file": run.file_id, "annotated": run.annotated_file_id}.get(which)
    if wanted is None:
        raise Refused(importing.FILE_UNKNOWN)
    seen = visible_select(run, context.caller).where(run.id == id).with_only_columns(wanted)
    async with context.reading() as session:
        file_id = await session.scalar(seen)
        row = await session.get(file, file_id) if file_id else None
    if row is None:
        raise Refused(importing.FILE_UNKNOWN)
    headers = {
        "content-disposition": disposition(row.name),
        "content-length": str(row.size),
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
    }
    return StreamingResponse(_pieces(context, row.id), media_type=MEDIA_TYPE, headers=headers)


async def _pieces(context: Context, file_id: UUID) -> AsyncIterator[bytes]:
    """Read a part at a time, each in a short transaction: the reader may be slow."""
    async with context.reading() as session:
        count = await importing.count_parts(session, file_id)
    for position in range(count):
        async with context.reading() as session:
            part = await importing.part(session, file_id, position)
        yield part
