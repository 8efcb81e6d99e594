"""POST /files: a file comes in, is judged, kept under its digest, and taken in; it hangs on nothing yet.

Written first is that the bytes are about to be kept, then they are kept, then the file is taken in. Whatever ends in
between leaves bytes that no file has, and the job clears them away.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Any

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from services.chassis import idempotency
from services.chassis.attachments import formats
from services.chassis.attachments.answers import Refused
from services.chassis.attachments.judging import Arrived, form_of, judge_arrival, name_breach
from services.chassis.attachments.kept import Attachments, UploadFile
from services.chassis.beside import Beside
from services.chassis.faults import ApiError
from services.chassis.files import Files, Spool, TooLarge
from services.chassis.graphql.commands import carry_out, request_digest
from services.chassis.graphql.context import Context
from services.chassis.visibility import visible_select
from services.law.breach import Breach
from services.law.files import Format, clean_file_name

EXPIRED = Breach("FILE_EXPIRED", "该文件上传后长期未使用，已清除；请换新的幂等键重新上传", field="idempotencyKey")
CUT_OFF = Breach("UPLOAD_CUT_OFF", "上传中断，未收下任何内容，请重新上传", field="file")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the sender says of a file before its bytes."""

    key: str
    name: str
    promised: str | None


async def receive(beside: Beside, kept: Attachments, files: Files, request: Request) -> Response:
    """Take a file in; the answer is its id, digest, size and format."""
    context = await beside.context(request)
    if not context.caller.acts_as(*kept.roles):
        raise ApiError("FORBIDDEN", "您的角色不能上传文件 / your role may not upload files")
    most = beside.runtime.settings.files_max_bytes
    allowed = kept.formats.on(context.today)
    asked = _asked(request, allowed, most)
    spool = await asyncio.to_thread(Spool, most)
    try:
        await _fill(spool, request, most)
        command = await _judged(asked, kept, spool, allowed)
        if await _announced(context, kept, command):
            await files.keep(command.sm3, command.size, spool.file)
    finally:
        spool.close()
    done = await carry_out(context, "uploadFile", command, command, kept.upload)
    if done.user_errors:
        raise Refused(*(Breach(e.code, e.message, field=e.field) for e in done.user_errors))
    table = kept.table
    async with context.reading() as session:
        row = await session.scalar(visible_select(table, context.caller).where(table.id == done.id))
    if row is None:
        raise Refused(EXPIRED)
    return JSONResponse(_shown(row), status_code=HTTPStatus.OK if done.replayed else HTTPStatus.CREATED)


def _asked(request: Request, allowed: Sequence[Format], most: int) -> Asked:
    """Read headers and query, and refuse what needs no byte to be refused."""
    key = request.headers.get("idempotency-key", "")
    name = clean_file_name(request.query_params.get("name", ""))
    breaches = [b for b in (idempotency.malformed(key), name if isinstance(name, Breach) else None) if b]
    if not isinstance(name, Breach):
        breaches += [b for b in (name_breach(name, allowed),) if b]
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        breaches.insert(0, too_large(most))
    if breaches or isinstance(name, Breach):
        raise Refused(*breaches)
    return Asked(key, name, request.headers.get("x-content-sm3"))


def too_large(most: int) -> Breach:
    """Say how large a file may be."""
    size = f"{most / 1024 / 1024:.1f}".removesuffix(".0")
    return Breach("FILE_TOO_LARGE", f"文件超过上限 {size} MB，请压缩或拆分后上传", field="file")


async def _fill(spool: Spool, request: Request, most: int) -> None:
    """Take the bytes as they come; the limit holds while they come."""
    try:
        async for piece in request.stream():
            await asyncio.to_thread(spool.write, piece)
    except TooLarge:
        raise Refused(too_large(most)) from None
    except ClientDisconnect:
        raise Refused(CUT_OFF, status=HTTPStatus.BAD_REQUEST) from None


async def _judged(asked: Asked, kept: Attachments, spool: Spool, allowed: Sequence[Format]) -> UploadFile:
    """Look what came in; raise Refused with all that is wrong with it."""
    forms = await asyncio.to_thread(_recognised, spool.file)
    arrived = Arrived(size=spool.size, sm3=spool.sm3, forms=forms)
    breaches = judge_arrival(asked.name, arrived, asked.promised, allowed)
    form = form_of(asked.name, forms, allowed)
    if breaches or form is None:
        raise Refused(*breaches)
    return UploadFile(
        idempotency_key=asked.key,
        file_name=asked.name,
        format=form.code,
        size=arrived.size,
        sm3=arrived.sm3,
        says=await asyncio.to_thread(kept.look, spool.file, form.code) if kept.look else {},
    )


async def _announced(context: Context, kept: Attachments, command: UploadFile) -> bool:
    """Write down that bytes are about to be kept; False where the same was sent before, and is only answered again."""
    subject, digest = context.caller.subject, request_digest("uploadFile", command)
    async with context.runtime.database.session(context.caller.scope) as session:
        key = command.idempotency_key
        if await idempotency.remembered(session, subject, key, "uploadFile", digest) is not None:
            return False
        breach = await kept.too_many(session, subject, context.today)
        if breach is not None:
            raise Refused(breach)
        await kept.touch(session, command.sm3, command.size)
        await session.commit()
    return True


def _recognised(content: IO[bytes]) -> tuple[str, ...]:
    content.flush()
    return formats.recognise(content)


def _shown(row: Any) -> dict[str, object]:
    return {
        "id": str(row.id),
        "fileName": row.file_name,
        "format": row.format,
        "size": row.size,
        "sm3": row.sm3,
        "url": f"/files/{row.id}",
    }
