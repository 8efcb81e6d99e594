"""GET /files/{id}: the bytes of a file, for whoever sees the record that it hangs on; every download is on record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response, StreamingResponse

from services.chassis import clock
from services.chassis.attachments.answers import Refused, refusal
from services.chassis.attachments.kept import Attachments
from services.chassis.beside import Beside
from services.chassis.downloads import Part, disposition, part_of, same
from services.chassis.files import FileDamaged, Files, FilesAway
from services.chassis.graphql.context import Context
from services.chassis.tickets import TicketRefused, Tickets
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach

UNKNOWN = Breach("FILE_UNKNOWN", "没有该文件，或您无权查看", field="id")
INVALID = Breach("LINK_INVALID", "下载链接无效，请重新获取", field="ticket")
EXPIRED = Breach("LINK_EXPIRED", "下载链接已过期，请重新获取", field="ticket")


async def give(beside: Beside, kept: Attachments, files: Files, request: Request, id: str) -> Response:
    """Hand a file out, whole or in part, once its bytes are proven to be what they were."""
    context = await _context(beside, request, id)
    row = await _found(context, kept, id)
    tag = f'"{row.sm3}"'
    headers = _headers(kept, row, tag)
    if same(request.headers.get("if-none-match"), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    fresh = request.headers.get("if-range", tag).strip() == tag
    part = part_of(request.headers.get("range") if fresh else None, row.size)
    if part is None:
        breach = Breach("FILE_RANGE_INVALID", f"所要的部分超出文件（共 {row.size} 字节）", field="range")
        return refusal([breach], headers={"content-range": f"bytes */{row.size}"})
    headers["content-length"] = str(part.length)
    if not part.whole:
        headers["content-range"] = f"bytes {part.start}-{part.end - 1}/{row.size}"
    status = HTTPStatus.OK if part.whole else HTTPStatus.PARTIAL_CONTENT
    await files.prove(row.sm3, row.size)
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers)
    await _audit(context, row, part)
    return StreamingResponse(_pieces(files, row.sm3, part), status_code=status, headers=headers)


async def _context(beside: Beside, request: Request, id: str) -> Context:
    """Identify the caller: by the signed link that was made for them, else by their token."""
    context = await beside.context(request)
    signed = request.query_params.get("ticket")
    if signed is None or context.actor is not None:
        return context
    key = beside.runtime.settings.files_link_key
    if key is None:
        raise Refused(INVALID, status=HTTPStatus.UNAUTHORIZED)
    try:
        actor = Tickets(key.get_secret_value().encode()).actor(signed, f"/files/{id}", clock.system_now())
    except TicketRefused as refused:
        raise Refused(EXPIRED if refused.expired else INVALID, status=HTTPStatus.UNAUTHORIZED) from None
    return beside.context_for(context, actor)


async def _found(context: Context, kept: Attachments, id: str) -> Any:
    if not context.caller.roles:
        raise Refused(UNKNOWN)
    try:
        sought = UUID(id)
    except ValueError:
        raise Refused(UNKNOWN) from None
    table = kept.table
    async with context.reading() as session:
        row = await session.scalar(visible_select(table, context.caller).where(table.id == sought))
    if row is None:
        raise Refused(UNKNOWN)
    return row


def _headers(kept: Attachments, row: Any, tag: str) -> dict[str, str]:
    return {
        "content-type": kept.media_type(row.format),
        "content-disposition": disposition(row.file_name),
        "etag": tag,
        "accept-ranges": "bytes",
        "cache-control": "private, no-cache",  # kept, but asked for again: who may see it can change
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-sm3": row.sm3,
    }


async def _audit(context: Context, row: Any, part: Part) -> None:
    """Write down who took what, before the first byte leaves."""
    runtime = context.runtime
    async with runtime.database.session(context.caller.scope) as session:
        work = Work(session, context.caller, context.now, runtime.service, context.translate)
        taken = {"sm3": row.sm3, "start": part.start, "end": part.end}
        reason = None if part.whole else f"bytes {part.start}-{part.end - 1}/{row.size}"
        await work.audit("downloadFile", f"file/{row.id}", None, taken, reason=reason, division=row.division)
        await session.commit()


async def _pieces(files: Files, sm3: str, part: Part) -> AsyncIterator[bytes]:
    """Send the pieces; when the store goes away meanwhile, the connection ends short of what was announced."""
    try:
        async for piece in files.read(sm3, part.start, part.end):
            yield piece
    except (FilesAway, FileDamaged) as fault:
        raise ConnectionError("the file could not be read to its end") from fault
