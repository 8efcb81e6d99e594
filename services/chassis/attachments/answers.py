"""How the routes of files answer: as JSON, with stable codes, whatever happens."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.responses import JSONResponse

from services.chassis.faults import UNAVAILABLE, ApiError, is_away
from services.chassis.files import FileDamaged, FilesAway
from services.law.breach import Breach

OFF = "本系统未设置附件存储 / no store of files is set (ZD_FILES)"
AWAY = "附件存储暂不可用，未作任何登记，请稍后再试 / the store of files is away, nothing was recorded; try again"
DAMAGED = (
    "文件内容已丢失或与登记的 SM3 摘要不符，不予提供；请联系运维从备份恢复，或由持有原件者重新上传 / "
    "the bytes are gone or are not those that were registered"
)
_STATUS = {
    "FILE_TOO_LARGE": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "IDEMPOTENCY_KEY_INVALID": HTTPStatus.BAD_REQUEST,
    "IDEMPOTENCY_KEY_REUSED": HTTPStatus.CONFLICT,
    "CONFLICT": HTTPStatus.CONFLICT,
    "FILE_EXPIRED": HTTPStatus.GONE,
    "UNAUTHENTICATED": HTTPStatus.UNAUTHORIZED,
    "FORBIDDEN": HTTPStatus.FORBIDDEN,
    "FILE_UNKNOWN": HTTPStatus.NOT_FOUND,
    "FILE_RANGE_INVALID": HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
}


class Refused(Exception):
    """A request that is refused for these reasons."""

    def __init__(self, *breaches: Breach, status: int | None = None) -> None:
        super().__init__(", ".join(b.code for b in breaches))
        self.breaches = breaches
        self.status = status


def refusal(
    breaches: Sequence[Breach], status: int | None = None, headers: dict[str, str] | None = None
) -> JSONResponse:
    """Answer with all reasons at once."""
    known = status or _STATUS.get(breaches[0].code, HTTPStatus.UNPROCESSABLE_ENTITY)
    errors = [
        {"code": b.code, "message": b.message, "field": b.field, "article": str(b.article) if b.article else None}
        for b in breaches
    ]
    return JSONResponse(
        {"errors": errors}, status_code=int(known), headers={"cache-control": "no-store"} | (headers or {})
    )


def fault(error: Exception) -> JSONResponse | None:
    """Answer what is no refusal: nobody identified, a store or a database that is away; None for what is a bug."""
    if isinstance(error, Refused):
        return refusal(error.breaches, error.status)
    if isinstance(error, ApiError):
        return refusal([Breach(str((error.extensions or {})["code"]), error.message)])
    if isinstance(error, FilesAway):
        return refusal([Breach("FILES_AWAY", AWAY)], HTTPStatus.SERVICE_UNAVAILABLE, {"retry-after": "10"})
    if isinstance(error, FileDamaged):
        return refusal([Breach("FILE_DAMAGED", DAMAGED)], HTTPStatus.INTERNAL_SERVER_ERROR)
    if is_away(error):
        return refusal([Breach("UNAVAILABLE", UNAVAILABLE)], HTTPStatus.SERVICE_UNAVAILABLE, {"retry-after": "10"})
    return None
